// A full desk of finance: three hundred invoices of twenty providers that nobody has looked at, three of them with something to look at. Arranges only.
import type postgres from "postgres";
import { seal } from "#app/database/seal.server";
import { accountPurpose } from "#app/models/payment/bank-account.server";
import { setAside } from "./set-aside";

export const PROVIDERS = 20;
export const INVOICES = 300;
export const RISKY = 3;
const LINES = 2;
const RATE = 8000;
/** Of each provider: what its invoices bill, and as much again to come. */
const UNITS = (INVOICES / PROVIDERS) * LINES * 2;

/** As sending them would have left them. @param look may set triggers aside: what is made here leaves no link in the record */
export async function layDesk(look: postgres.Sql): Promise<void> {
  await look.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await layProviders(sql);
    await layDeliveries(sql);
    await sql`insert into invoice (id, agency_id, organization_id, number, state, total_cents, risk_cents, created_by, submitted_by, created_at, submitted_at, due_on)
      select id, agency, organization, 'I-' || lpad(n::text, 4, '0'), 'submitted', ${LINES * RATE}::int, case when n <= ${RISKY}::int then ${RATE}::int else 0 end,
        biller, biller, sent, sent, (sent + interval '30 days')::date from sent_invoice`;
    await sql`insert into invoice_line (agency_id, organization_id, client_id, invoice_id, attendance_id, authorization_id, service_day, units, rate_cents, edits)
      select agency, organization, client, id, attendance, "authorization", day, 1, ${RATE}::int,
        case when n <= ${RISKY}::int and line = 1 then '[{"code":"over_plan","blanks":{},"effect":"look"}]'::jsonb else '[]'::jsonb end from given_line`;
  });
  await setAside(look, "A-9%");
  await look`analyze invoice, invoice_line, attendance, session`;
}

/** Each with an agreement, an account, a service, and an authorization of one client. */
async function layProviders(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table provider on commit drop as
    select gen_random_uuid() as organization, gen_random_uuid() as service, gen_random_uuid() as "authorization", p, g.id as agency,
      (select f.id from fund f where f.agency_id = g.id order by f.code limit 1) as fund,
      c.client_id as client, c.referral_id as referral, c.schedule_id as schedule, c.practitioner_id as practitioner, c.location_id as location,
      (select m.id from membership m join person q on q.id = m.person_id where q.name = 'Bea Lopez' limit 1) as biller,
      (select m.id from membership m join person q on q.id = m.person_id where q.name = 'Pavel Novak' limit 1) as giver,
      (select m.id from membership m join person q on q.id = m.person_id where q.name = 'Ines Moreau' limit 1) as carrier,
      (select m.id from membership m join person q on q.id = m.person_id where q.name = 'Sol Abara' limit 1) as decider
    from generate_series(1, ${PROVIDERS}::int) p cross join (select id from agency where slug = 'harbor') g
    cross join lateral (select s.* from session s where s.agency_id = g.id order by s.id limit 1) c`;
  await sql`insert into organization (id, name, legal_status) select organization, 'Provider ' || lpad(p::text, 2, '0'), 'nonprofit' from provider`;
  await sql`insert into service (id, organization_id, name) select service, organization, 'Home visits' from provider`;
  await sql`insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on, activated_at)
    select agency, organization, 'G-9' || lpad(p::text, 2, '0'), 'active', current_date - 300, current_date + 300, now() - interval '300 days' from provider`;
  await sql`insert into "authorization" (id, agency_id, organization_id, client_id, referral_id, service_id, fund_id, number, state, unit_type, units, units_used, rate_cents, starts_on, ends_on, time_zone, proposed_by, decided_by)
    select "authorization", agency, organization, client, referral, service, fund, 'A-9' || lpad(p::text, 2, '0'), 'active', 'session', ${UNITS}::int, ${UNITS / 2}::int, ${RATE}::int,
      current_date - 200, current_date + 100, 'America/New_York', carrier, decider from provider`;
  const made = await sql`select organization as id from provider`;
  const accounts = made.map(({ id }) => ({ id, sealed: seal("123456789", accountPurpose(id)) }));
  await sql`insert into bank_account (organization_id, state, kind, holder, routing, ending, sealed, confirmed_at, usable_from)
    select a.id, 'confirmed', 'us', 'Provider', '123456780', '6789', a.sealed, now() - interval '90 days', now() - interval '60 days'
    from jsonb_to_recordset(${sql.json(accounts)}::jsonb) as a(id uuid, sealed text)`;
}

/** Two sessions of an hour for each invoice, one after the other: nobody is in two places at once. */
async function layDeliveries(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table sent_invoice on commit drop as
    select gen_random_uuid() as id, o.*, n, date_trunc('hour', now()) - make_interval(hours => 24 + n) as sent
    from generate_series(1, ${INVOICES}::int) n join provider o on o.p = 1 + n % ${PROVIDERS}::int`;
  await sql`create temporary table given_line on commit drop as
    select i.*, gen_random_uuid() as attendance, gen_random_uuid() as session, line, starts, (starts at time zone 'America/New_York')::date as day
    from sent_invoice i cross join generate_series(1, ${LINES}::int) line
    cross join lateral (select date_trunc('hour', now()) - interval '120 days' - make_interval(hours => n * ${LINES}::int + line) as starts) s`;
  await sql`insert into session (id, agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units, state)
    select session, agency, organization, client, schedule, "authorization", referral, practitioner, location, day,
      tstzrange(starts, starts + interval '1 hour', '[)'), starts, starts + interval '1 hour', 1, 'held' from given_line`;
  await sql`insert into attendance (id, agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, note, recorded_by)
    select attendance, agency, organization, client, session, "authorization", 'present', 1, starts, starts + interval '1 hour', 'As planned.', giver from given_line`;
}
