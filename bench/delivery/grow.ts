// Grows a demo network to 10,000 authorizations of one provider, half delivered and half planned, and 1,000 plans that wait for approval, shared out among caseworkers. Measures nothing.
import type postgres from "postgres";

export const AUTHORIZATIONS = 10_000;
/** Of each: as many held as planned. */
const SESSIONS = 10;
export const PLANS = 1_000;
export const SESSIONS_A_PLAN = 100;
const PRACTITIONERS = 1_000;
/** So that each carries fifty cases; the plans that wait are of as many of them as carry those. */
export const CASES_EACH = 50;
const CASEWORKERS = (AUTHORIZATIONS + PLANS) / CASES_EACH;

/** @param admin may set triggers aside: what is made here leaves no link in the record */
export async function growDelivery(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await growGround(sql);
    await growAuthorizations(sql);
    await growSessions(sql);
    await growPlans(sql);
  });
  await admin`vacuum analyze`;
}

/** Harbor, Northside, a caseworker for every fifty cases and a practitioner for every ten clients. */
async function growGround(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table ground on commit drop as
    select a.id as agency, o.id as organization, l.id as place, s.id as service, f.id as fund,
      (select m.id from membership m join person p on p.id = m.person_id where p.name = 'Mara Quinn' limit 1) as mara
    from agency a, organization o
    join lateral (select id, time_zone from location where organization_id = o.id order by id limit 1) l on true
    join lateral (select id from service where organization_id = o.id order by id limit 1) s on true
    cross join fund f where a.slug = 'harbor' and o.name = 'Northside Care' and f.agency_id = a.id order by f.ends_on desc limit 1`;
  await sql`create temporary table worker on commit drop as select n, gen_random_uuid() as id from generate_series(0, ${PRACTITIONERS - 1}::int) n`;
  await sql`insert into practitioner (id, organization_id, name) select w.id, g.organization, 'Practitioner ' || w.n from worker w, ground g`;
  await sql`create temporary table carrier on commit drop as
    select n, gen_random_uuid() as person, gen_random_uuid() as seat from generate_series(0, ${CASEWORKERS - 1}::int) n`;
  await sql`insert into person (id, name, email) select person, 'Caseworker ' || n, 'caseworker' || n || '@harbor.example.org' from carrier`;
  await sql`insert into membership (id, person_id, agency_id, role) select c.seat, c.person, g.agency, 'caseworker' from carrier c, ground g`;
}

/** The first are those that are held and planned; the plans that wait have one each. */
async function growAuthorizations(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table grown on commit drop as
    select c.n, gen_random_uuid() as client, gen_random_uuid() as kase, gen_random_uuid() as referral, gen_random_uuid() as authorization_id, w.id as practitioner, k.seat as carrier, g.*
    from generate_series(0, ${AUTHORIZATIONS + PLANS - 1}::int) c(n) join worker w on w.n = mod(c.n, ${PRACTITIONERS}::int)
    join carrier k on k.n = c.n / ${CASES_EACH}::int cross join ground g`;
  await sql`insert into client (id, agency_id, number, given_name, family_name, birth_day, created_by, search_name, sounds)
    select client, agency, 'C-' || 100000 + n, 'Client', 'Number ' || n, '1980-01-01', carrier, app.person_name('Client Number ' || n), app.sounds_of('Client Number ' || n) from grown`;
  await sql`insert into "case" (id, agency_id, client_id, number, state, owner_membership_id, summary) select kase, agency, client, 'K-' || 100000 + n, 'active', carrier, '' from grown`;
  await sql`insert into referral (id, agency_id, case_id, client_id, number, state, created_by, sent_at, answered_at) select referral, agency, kase, client, 'R-' || 100000 + n, 'in_progress', carrier, now(), now() from grown`;
  await sql`insert into "authorization" (id, agency_id, organization_id, referral_id, client_id, service_id, fund_id, number, unit_type, units, units_used, rate_cents, starts_on, ends_on, time_zone, state, proposed_by, decided_by, decided_at)
    select authorization_id, agency, organization, referral, client, service, fund, 'A-' || 100000 + n, 'session', case when n < ${AUTHORIZATIONS}::int then 30 else 200 end,
      case when n < ${AUTHORIZATIONS}::int then ${SESSIONS / 2}::int else 0 end, 8000, current_date - 60, current_date + 300, 'America/New_York', 'active', carrier, carrier, now() from grown`;
}

/** One a day before today and one a day after it, each practitioner's one after another. */
async function growSessions(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table held on commit drop as
    select g.*, gen_random_uuid() as session, k, current_date - ${SESSIONS / 2}::int + k - (k < ${SESSIONS / 2}::int)::int + (k >= ${SESSIONS / 2}::int)::int as day,
      (current_date - ${SESSIONS / 2}::int + k - (k < ${SESSIONS / 2}::int)::int + (k >= ${SESSIONS / 2}::int)::int)::timestamp at time zone 'America/New_York' + make_interval(hours => 8 + g.n / ${PRACTITIONERS}::int) as begins
    from grown g cross join generate_series(0, ${SESSIONS - 1}::int) k where g.n < ${AUTHORIZATIONS}::int`;
  await sql`create temporary table schedule_of on commit drop as select n, gen_random_uuid() as schedule from grown where n < ${AUTHORIZATIONS}::int`;
  await sql`insert into billing_schedule (id, agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, number, state, units_per_session, rate_cents, created_by, submitted_at, submitted_by, decided_at, decided_by)
    select s.schedule, agency, organization, client, referral, authorization_id, practitioner, place, 'S-' || 100000 + g.n, 'approved', 1, 8000, mara, now(), mara, now(), carrier from grown g join schedule_of s on s.n = g.n`;
  await sql`insert into session (id, agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units, state)
    select session, agency, organization, client, s.schedule, authorization_id, referral, practitioner, place, day, tstzrange(begins, begins + interval '50 minutes'), begins, begins + interval '50 minutes', 1,
      case when k < ${SESSIONS / 2}::int then 'held' else 'planned' end from held h join schedule_of s on s.n = h.n`;
  await sql`insert into attendance (agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, recorded_by)
    select agency, organization, client, session, authorization_id, 'present', 1, begins, begins + interval '50 minutes', mara from held where k < ${SESSIONS / 2}::int`;
}

/** Sent by Mara, an hour each in the evening. */
async function growPlans(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table plan on commit drop as select g.*, gen_random_uuid() as schedule from grown g where g.n >= ${AUTHORIZATIONS}::int`;
  await sql`insert into billing_schedule (id, agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, number, state, units_per_session, rate_cents, created_by, submitted_at, submitted_by)
    select schedule, agency, organization, client, referral, authorization_id, practitioner, place, 'S-' || 100000 + n, 'submitted', 1, 8000, mara, now(), mara from plan`;
  await sql`insert into schedule_item (agency_id, organization_id, client_id, schedule_id, service_day, starts_at, ends_at, units)
    select agency, organization, client, schedule, current_date + 10 + k, t.begins, t.begins + interval '1 hour', 1
    from plan cross join generate_series(0, ${SESSIONS_A_PLAN - 1}::int) k cross join lateral (select (current_date + 10 + k)::timestamp at time zone 'America/New_York' + interval '20 hours' as begins) t`;
}
