// Grows the demo agency by invoices: a long queue for finance, and what may be billed and paid next. Measures nothing.
import type postgres from "postgres";
import { signIn } from "../network/grow";

/** As signing in would have left it. */
export const SESSION = { finn: "f".repeat(40) };
/** Lines of one invoice in the queue. */
export const LINES = 20;

/** Sessions of one practitioner on one day. */
const DAILY = 8;

/** A seat for Finn, once. */
export const openDesk = (admin: postgres.Sql): Promise<void> =>
  admin.begin((sql) => signIn(sql, "Finn Delgado", SESSION.finn)).then(() => {});

/**
 * Invoices of a year with twenty lines each, up to so many lines in all: one in twenty waits for review, the others are paid or denied.
 * @param admin may set triggers aside: what is made here leaves no link in the record
 */
export async function growQueue(admin: postgres.Sql, from: number, to: number): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`create temporary table sent on commit drop as
      select gen_random_uuid() as id, n, g.id as agency, o.organization_id as organization, o.biller,
        case when n % 20 = 0 then case when n % 40 = 0 then 'submitted' else 'in_review' end when n % 50 = 1 then 'denied' else 'paid' end as state,
        now() - make_interval(hours => 1 + n % 8760) as at
      from generate_series(${from / LINES + 1}::int, ${to / LINES}::int) n
      cross join (select id from agency where slug = 'harbor') g
      join (select a.organization_id, (select m.id from membership m where m.organization_id = a.organization_id limit 1) as biller,
          row_number() over (order by a.organization_id) as r, count(*) over () as whole
        from (select distinct organization_id from agreement a join agency g on g.id = a.agency_id and g.slug = 'harbor') a) o on o.r = 1 + n % o.whole`;
    await sql`insert into invoice (id, agency_id, organization_id, number, state, total_cents, approved_cents, created_by, created_at, submitted_at, due_on, decided_at, reason_code)
      select id, agency, organization, 'I-9' || lpad(n::text, 7, '0'), state, ${LINES * 8000}::int, case when state = 'paid' then ${LINES * 8000}::int else 0 end,
        coalesce(biller, gen_random_uuid()), at, at, (at + interval '30 days')::date, case when state in ('paid', 'denied') then at + interval '9 days' end,
        case when state = 'denied' then 'not_covered' end from sent`;
    await sql`insert into invoice_line (agency_id, organization_id, client_id, invoice_id, attendance_id, authorization_id, service_day, units, rate_cents, state, approved_cents, live, created_at, reason_code)
      select agency, organization, gen_random_uuid(), id, gen_random_uuid(), gen_random_uuid(), at::date - k, 1, 8000,
        case state when 'paid' then 'approved' when 'denied' then 'denied' else 'pending' end, case when state = 'paid' then 8000 else 0 end, state <> 'denied', at,
        case when state = 'denied' then 'not_covered' end
      from sent cross join generate_series(1, ${LINES}::int) k`;
  });
  await admin`vacuum analyze invoice, invoice_line`;
}

/** Deliveries of Northside that nobody has billed yet, each of a session of its own, before any the demo tells of. @returns how many */
export async function growDelivered(admin: postgres.Sql, count: number): Promise<number> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`create temporary table given on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as session, k, a.id as authorization_id, a.agency_id, a.organization_id, a.client_id, a.referral_id, a.rate_cents,
        (select d.recorded_by from attendance d where d.organization_id = a.organization_id limit 1) as recorded_by,
        date_trunc('day', now()) - make_interval(days => 400 + k / ${DAILY}) + make_interval(hours => 8 + k % ${DAILY}) as starts
      from generate_series(0, ${count - 1}::int) k
      join (select a.*, row_number() over (order by a.id) as r, count(*) over () as whole from "authorization" a join organization o on o.id = a.organization_id and o.name = 'Northside Care'
        join agency g on g.id = a.agency_id and g.slug = 'harbor' where a.state in ('active', 'exhausted') and a.unit_type in ('session', 'item', 'day', 'hour')) a on a.r = 1 + k % a.whole`;
    await sql`update "authorization" a set starts_on = current_date - 2000, ends_on = current_date + 100, units = 1000000, units_used = u.used
      from (select authorization_id, count(*) as used from given group by authorization_id) u where u.authorization_id = a.id`;
    // The first of a line of agreements, for one day has one agreement.
    await sql`update agreement set starts_on = current_date - 2000 where id in (
      select distinct on (agency_id, organization_id) id from agreement where activated_at is not null and (agency_id, organization_id) in (select agency_id, organization_id from given)
      order by agency_id, organization_id, starts_on)`;
    await sql`insert into session (id, agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units, state)
      select session, agency_id, organization_id, client_id, s.id, g.authorization_id, g.referral_id, s.practitioner_id, s.location_id, starts::date,
        tstzrange(starts, starts + interval '1 hour', '[)'), starts, starts + interval '1 hour', 1, 'held'
      from given g join lateral (select b.id, b.practitioner_id, b.location_id from billing_schedule b where b.organization_id = g.organization_id limit 1) s on true`;
    await sql`insert into attendance (id, agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, recorded_by)
      select id, agency_id, organization_id, client_id, session, authorization_id, 'present', 1, starts, starts + interval '1 hour', recorded_by from given`;
  });
  await admin`vacuum analyze session, attendance`;
  const [row] =
    await admin`select count(*)::int as n from attendance d where d.current and not exists (select from invoice_line l where l.attendance_id = d.id and l.live)`;
  return row?.n ?? 0;
}

/** So many providers, each with an account and one approved invoice that no batch holds. */
export async function growPayable(admin: postgres.Sql, count: number): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`create temporary table paid_to on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as invoice, n, g.id as agency,
        (select m.id from membership m join person p on p.id = m.person_id and p.name = 'Bea Lopez' limit 1) as biller
      from generate_series(1, ${count}::int) n cross join (select id from agency where slug = 'harbor') g`;
    await sql`insert into organization (id, name, legal_status) select id, 'Payee ' || n, 'nonprofit' from paid_to`;
    await sql`insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on, activated_at)
      select agency, id, 'G-8' || n, 'active', current_date - 300, current_date + 300, now() - interval '300 days' from paid_to`;
    await sql`insert into bank_account (organization_id, state, kind, holder, routing, ending, sealed, confirmed_at, usable_from)
      select id, 'confirmed', 'us', 'Payee ' || n, '123456780', '6789', 'sealed', now() - interval '90 days', now() - interval '60 days' from paid_to`;
    await sql`insert into invoice (id, agency_id, organization_id, number, state, total_cents, approved_cents, created_by, submitted_at, due_on, decided_at)
      select invoice, agency, id, 'I-7' || lpad(n::text, 6, '0'), 'approved', 8000, 8000, biller, now() - interval '20 days', current_date + 10, now() - interval '9 days' from paid_to`;
  });
  await admin`vacuum analyze organization, agreement, bank_account, invoice`;
}
