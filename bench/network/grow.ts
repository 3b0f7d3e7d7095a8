// Grows a demo network to the size of a large state's: organizations with places, services, agreements and credentials, and applications that wait.
import { createHash } from "node:crypto";
import type postgres from "postgres";

export const ORGANIZATIONS = 20_000;
export const CREDENTIALS = 100_000;
export const APPLICATIONS = 2_000;

/** As signing in, or following a mailed link, would have left it. */
export const SESSION = { nadia: "n".repeat(40), mara: "m".repeat(40) };
export const LINK = "a".repeat(43);

const hashed = (token: string) => createHash("sha256").update(token).digest("hex");

/** @param admin may set triggers aside: what is made here leaves no link in the record */
export async function growNetwork(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`create temporary table grown on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as place, gen_random_uuid() as service, n from generate_series(1, ${ORGANIZATIONS}::int) n`;
    await sql`insert into organization (id, name, legal_status) select id, 'Provider ' || n, 'nonprofit' from grown`;
    await sql`insert into location (id, organization_id, name) select place, id, 'House ' || n from grown`;
    await sql`insert into service (id, organization_id, name) select service, id, 'Service ' || n from grown`;
    await sql`insert into service_at_location (organization_id, service_id, location_id, takes_referrals, open_places, capacity_at) select id, service, place, 'yes', 4, now() from grown`;
    await sql`insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on)
      select a.id, g.id, 'G-9' || g.n, 'active', current_date - 300, current_date + 300 from grown g cross join agency a where a.slug = 'harbor'`;
    // One in twenty waits for a look, one in ten ends within ninety days, one in twenty has ended.
    await sql`insert into credential (organization_id, kind, type_code, number, issuer, issued_on, expires_on, state, verified_at)
      select g.id, 'licence', 'provider-licence', 'L-' || k.n || '-' || g.n, 'State board', current_date - 400,
        case when (g.n + k.n) % 20 = 1 then current_date - (g.n % 200) - 1 when (g.n + k.n) % 10 = 2 then current_date + 1 + g.n % 89 else current_date + 100 + g.n % 600 end,
        case when (g.n + k.n) % 20 = 0 then 'unverified' when (g.n + k.n) % 20 = 1 then 'expired' when (g.n + k.n) % 10 = 2 then 'expiring' else 'verified' end,
        case when (g.n + k.n) % 20 = 0 then null else now() end
      from grown g cross join generate_series(1, ${CREDENTIALS / ORGANIZATIONS}::int) k(n)`;
    await growApplications(sql);
    await signIn(sql, "Nadia Petrov", SESSION.nadia);
    await signIn(sql, "Mara Quinn", SESSION.mara);
  });
  await admin`analyze`;
}

/** Nearly all sent, and one still being written by whoever holds the link. */
async function growApplications(sql: postgres.TransactionSql): Promise<void> {
  const answers = { locations: [{ key: "l1", name: "Main house", timeZone: "America/New_York" }] };
  await sql`insert into application (agency_id, number, kind, state, organization_name, contact_name, contact_email, answers, submitted_at)
    select a.id, 'N-9' || n, 'nonprofit', case when n = 1 then 'draft' else 'submitted' end, 'Applicant ' || n, 'A. Person',
      'applicant' || n || '@example.org', ${sql.json(answers)}, case when n = 1 then null else now() - make_interval(hours => n) end
    from generate_series(1, ${APPLICATIONS}::int) n cross join agency a where a.slug = 'harbor'`;
  await sql`insert into application_key (agency_id, application_id, key_hash, expires_at)
    select agency_id, id, ${hashed(LINK)}, now() + interval '10 days' from application where number = 'N-91'`;
}

/** @param token that a browser would send */
export async function signIn(sql: postgres.TransactionSql, name: string, token: string): Promise<void> {
  await sql`insert into sign_in_session (token_hash, person_id, membership_id, expires_at)
    select ${hashed(token)}, m.person_id, m.id, now() + interval '10 hours'
    from membership m join person p on p.id = m.person_id where p.name = ${name} limit 1`;
}
