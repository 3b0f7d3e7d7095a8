// Grows the demo agency by years of referrals, with who was asked and who came. Measures nothing.
import type postgres from "postgres";
import { signIn } from "../network/grow";

/** As signing in would have left them. */
export const SESSION = { sol: "s".repeat(40), nadia: "n".repeat(40), finn: "f".repeat(40), mara: "m".repeat(40) };

/** Attendances of each referral that was begun. */
const SESSIONS_EACH = 8;
const CASES_EACH = 10;
/** So many days back the first was sent: five years. */
const DAYS = 1825;

export async function openDesks(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await signIn(sql, "Sol Abara", SESSION.sol);
    await signIn(sql, "Nadia Petrov", SESSION.nadia);
    await signIn(sql, "Finn Delgado", SESSION.finn);
    await signIn(sql, "Mara Quinn", SESSION.mara);
  });
}

/**
 * Referrals of five years, one offer each. Of eight five were begun, and these have eight attendances each: five for each referral.
 * @param admin may set triggers aside: what is made here leaves no link in the record
 */
export async function growReferrals(admin: postgres.Sql, referrals: number): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await layCases(sql, Math.ceil(referrals / CASES_EACH));
    await sql`create temporary table sent on commit drop as
      select gen_random_uuid() as id, g.n, c.agency, c.case_id, c.client_id, c.owner, s.id as specialty, p.id as place, p.organization_id as organization,
        now() - make_interval(days => (g.n % ${DAYS}::int), hours => g.n % 7) as at,
        (array['completed', 'completed', 'not_completed', 'in_progress', 'completed', 'declined', 'expired', 'cancelled'])[1 + g.n % 8] as state
      from generate_series(1, ${referrals}::int) g(n)
      join laid_case c on c.n = g.n % ${Math.ceil(referrals / CASES_EACH)}::int
      join (select id, row_number() over (order by id) - 1 as r, count(*) over () as whole from specialty) s on s.r = g.n % s.whole
      join (select id, organization_id, row_number() over (order by id) - 1 as r, count(*) over () as whole from service_at_location) p on p.r = g.n % p.whole`;
    await sql`update sent set state = 'sent' where at > now() - interval '5 days' and n % 3 = 0`;
    await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, answer_by, created_by, created_at, sent_at, answered_at, ended_at, outcome, closed_at)
      select id, agency, case_id, client_id, 'R-9' || n, specialty, state, (at + interval '3 days')::date, owner, at, at,
        case when state <> 'sent' then at + make_interval(hours => 5 + n % 90) end,
        case when state not in ('sent', 'in_progress') then at + make_interval(days => 20 + n % 70) end,
        case state when 'completed' then (array['got_service', 'partly', 'referred_on'])[1 + n % 3] when 'not_completed' then 'no_show' end,
        case when state not in ('sent', 'in_progress') then at + make_interval(days => 95) end from sent`;
    await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, created_at, answered_at, decline_code, summary)
      select agency, id, organization, place, case state when 'sent' then 'offered' when 'declined' then 'declined' when 'expired' then 'lapsed' else 'accepted' end, at,
        case when state <> 'sent' then at + make_interval(hours => 5 + n % 90) end, case when state = 'declined' then 'no_capacity' end,
        jsonb_build_object('urgency', 'routine', 'area', (200 + n % 20) || 'xx', 'language', (array['en', 'es', 'en', 'so', 'en'])[1 + n % 5], 'ageBand', (array['18–25', '26–39', '40–59'])[1 + n % 3])
      from sent`;
    await withoutExclusions(sql, "session", () => layAttendance(sql));
  });
  await admin`vacuum analyze referral, offer, session, attendance, "case", client`;
}

/** A client and a case each; one in ten is open. */
async function layCases(sql: postgres.TransactionSql, count: number): Promise<void> {
  await sql`create temporary table laid_case on commit drop as
    select n - 1 as n, gen_random_uuid() as case_id, gen_random_uuid() as client_id, a.id as agency, m.id as owner from generate_series(1, ${count}::int) n
    cross join (select id from agency where slug = 'harbor') a
    join (select m.id, row_number() over (order by m.id) - 1 as r, count(*) over () as whole from membership m join agency g on g.id = m.agency_id and g.slug = 'harbor' where m.role = 'caseworker') m on m.r = n % m.whole`;
  await sql`insert into client (id, agency_id, number, given_name, family_name, created_by) select client_id, agency, 'C-9' || n, 'Client', 'Number ' || n, owner from laid_case`;
  await sql`insert into "case" (id, agency_id, client_id, number, state, owner_membership_id, created_at) select case_id, agency, client_id, 'K-9' || n,
    case when n % 10 = 0 then 'active' else 'closed' end, owner, now() - interval '2 years' from laid_case`;
}

/** What keeps two rows apart is asked of all at once afterwards: of five million, row by row, it takes a third of the time there is. */
async function withoutExclusions(
  sql: postgres.TransactionSql,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  const exclusions = await sql<{ name: string; text: string }[]>`
    select quote_ident(conname) as name, pg_get_constraintdef(oid) as text from pg_constraint where conrelid = ${table}::regclass and contype = 'x'`;
  for (const { name } of exclusions) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  await work();
  for (const { name, text } of exclusions) await sql.unsafe(`alter table ${table} add constraint ${name} ${text}`);
}

/** Each referral has a client and a practitioner of its own here: nobody may be in two places at once. */
async function layAttendance(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table given on commit drop as
    select gen_random_uuid() as id, s.id as referral, s.agency, s.organization, s.at + make_interval(days => 6 + 7 * k) as starts, k
    from sent s cross join generate_series(0, ${SESSIONS_EACH - 1}::int) k where s.n % 8 < 5`;
  await sql`insert into session (id, agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units, state)
    select id, agency, organization, referral, gen_random_uuid(), referral, referral, referral, organization, starts::date, tstzrange(starts, starts + interval '1 hour', '[)'),
      starts, starts + interval '1 hour', 1, 'held' from given`;
  await sql`insert into attendance (agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, recorded_by, recorded_at)
    select agency, organization, referral, id, referral, case when k = 0 then 'absent' else 'present' end, case when k = 0 then 0 else 1 end, starts, starts + interval '1 hour', referral, starts from given`;
}
