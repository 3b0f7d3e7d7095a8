// Grows a demo network's agency to 50,000 clients with cases and a year of work on them, shared out among its caseworkers. Measures nothing.
import type postgres from "postgres";
import { signIn } from "../network/grow";
import { FAMILY, GIVEN } from "./names";

export const CLIENTS = 50_000;
/** So that each carries fifty cases, of which three in five are open. */
const CASEWORKERS = 1_000;
/** Of each case, spread over the year. */
const NOTES = 16;
const TASKS = 6;
const EVENTS = 8;

/** As signing in would have left it. */
export const SESSION = { ines: "i".repeat(40), sol: "s".repeat(40) };

/** @param admin may set triggers aside: what is made here leaves no link in the record */
export async function growCases(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await growPeople(sql);
    await growClients(sql);
    await growWork(sql);
    await growPlans(sql);
    await growReferrals(sql);
    await signIn(sql, "Ines Moreau", SESSION.ines);
    await signIn(sql, "Sol Abara", SESSION.sol);
  });
  await admin`vacuum analyze`;
}

/** Ines is the first of them. */
async function growPeople(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table worker on commit drop as
    select n, gen_random_uuid() as person, gen_random_uuid() as seat, (select id from agency where slug = 'harbor') as agency from generate_series(1, ${CASEWORKERS}::int) n`;
  await sql`update worker w set person = m.person_id, seat = m.id from membership m join person p on p.id = m.person_id where w.n = 1 and p.name = 'Ines Moreau'`;
  await sql`insert into person (id, name, email) select person, 'Caseworker ' || n, 'caseworker' || n || '@harbor.example.org' from worker where n > 1`;
  await sql`insert into membership (id, person_id, agency_id, role) select seat, person, agency, 'caseworker' from worker where n > 1`;
}

/** One in a hundred is restricted; one in twelve names bears an error; one in three has a rule about how they are reached. */
async function growClients(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table grown on commit drop as
    select g.n, gen_random_uuid() as client, gen_random_uuid() as kase, w.agency, w.seat, w.person, g.n % 100 = 99 as restricted, g.n % 5 < 3 as open,
      now() - make_interval(days => 20 + (g.n * 7) % 345) as opened,
      string_to_array(${GIVEN}, ' ') as givens, string_to_array(${FAMILY}, ' ') as families
    from generate_series(1, ${CLIENTS}::int) g(n) join worker w on w.n = 1 + g.n % ${CASEWORKERS}::int`;
  // The square of an even share makes the first names of each list many times as common as the last.
  await sql`alter table grown add given text, add family text`;
  await sql`update grown set given = givens[1 + floor(cardinality(givens) * power(hashtext('g' || n)::bigint % 10000 / 20000.0 + 0.5, 2))::int % cardinality(givens)],
    family = families[1 + floor(cardinality(families) * power(hashtext('f' || n)::bigint % 10000 / 20000.0 + 0.5, 2))::int % cardinality(families)]`;
  await sql`update grown set family = case n % 36 when 5 then overlay(family placing '' from 3 for 1) when 17 then overlay(family placing substr(family, 2, 1) || substr(family, 2, 1) from 2 for 1)
    else left(family, 1) || substr(family, 3, 1) || substr(family, 2, 1) || substr(family, 4) end where n % 12 = 5`;
  await sql`insert into client (id, agency_id, number, given_name, family_name, birth_day, telephone, city, region, restricted, created_by, created_at, search_name, sounds)
    select client, agency, 'C-' || 100000 + n, given, family, date '1940-01-01' + (n * 37) % 25000, '410-555-' || lpad((n % 10000)::text, 4, '0'), 'Harbor', 'MD', restricted, seat, opened,
      app.person_name(given || ' ' || family), app.sounds_of(given || ' ' || family) from grown`;
  await sql`insert into "case" (id, agency_id, client_id, number, state, owner_membership_id, summary, restricted, created_at, closed_at, closing_reason)
    select kase, agency, client, 'K-' || 100000 + n, case when not open then 'closed' else (array['intake', 'assessment', 'planning', 'active', 'monitoring'])[1 + n % 5] end, seat,
      'Behind with the rent, and looking for work nearer to the children''s school.', restricted, opened, case when not open then opened + interval '15 days' end,
      case when not open then (select closing_reason from "case" where closing_reason is not null limit 1) end from grown`;
  await sql`insert into contact_way (agency_id, client_id, channel, value, from_minute, until_minute, created_by)
    select agency, client, 'telephone', '410-555-' || lpad((n % 10000)::text, 4, '0'), 540, 1020, seat from grown where n % 3 = 0`;
  await sql`insert into client_pair (agency_id, client_id, other_client_id, reasons) select a.agency, least(a.client, b.client), greatest(a.client, b.client), '{name}'
    from grown a join grown b on b.n = a.n + 1 where a.n % 100 = 50`;
}

/** Notes and contacts all through the year, tasks of which one in six is open, requests, and what the record says of it. */
async function growWork(sql: postgres.TransactionSql): Promise<void> {
  await sql`insert into case_note (agency_id, case_id, author_membership_id, words, kind, created_at, happened_at, minutes)
    select agency, kase, seat, 'Spoke about the letter from the landlord, and what to bring on Friday. Number ' || k, (array['note', 'telephone', 'visit', 'office'])[1 + k % 4],
      opened + (now() - opened) * k / ${NOTES + 1}::int, case when k % 4 > 0 then opened + (now() - opened) * k / ${NOTES + 1}::int end, case when k % 4 > 0 then 15 end
    from grown cross join generate_series(1, ${NOTES}::int) k`;
  await sql`insert into case_task (agency_id, case_id, words, assigned_to, state, due_on, created_by, created_at, ended_at, ended_by)
    select agency, kase, 'Call the landlord', seat, case when k = 1 and open then 'open' else 'done' end, current_date + (n % 40) - 20 - (k - 1) * 30, seat, opened,
      case when k = 1 and open then null else now() - interval '1 day' end, case when k = 1 and open then null else seat end
    from grown cross join generate_series(1, ${TASKS}::int) k`;
  await sql`insert into need (agency_id, case_id, specialty_id, words, created_at, met_at)
    select agency, kase, s.id, 'As soon as it can be', opened, case when not open then now() end from grown
    join (select id, row_number() over (order by id) as k, count(*) over () as whole from specialty) s on s.k in (1 + grown.n % s.whole, 1 + (grown.n * 7 + 3) % s.whole)`;
  await sql`insert into case_request (agency_id, number, state, came_by, came_at, answer_by, given_name, family_name, words, client_id, case_id, created_by, decided_by, decided_at)
    select agency, 'Q-' || 100000 + n, case when waits then 'received' else 'opened' end, 'telephone', opened, opened::date + 3, given, family, 'Rent is behind.',
      case when not waits then client end, case when not waits then kase end, seat, case when not waits then seat end, case when not waits then opened + interval '1 day' end
    from (select g.*, g.n % 100 = 7 as waits from grown g) g`;
  await sql`insert into event (at, name, agency_id, client_id, case_id, subject_type, subject_id, facts, actor_person_id, actor_membership_id, actor_label)
    select opened + (now() - opened) * k / ${EVENTS + 1}::int, 'case.moved', agency, client, kase, 'case', kase, '{"move": "assess", "from": "intake", "to": "assessment"}', person, seat, 'Ines Moreau'
    from grown cross join generate_series(1, ${EVENTS}::int) k`;
}

/** Agreed with the client, reviewed once, and for three in five due again. */
async function growPlans(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table planned on commit drop as select g.*, gen_random_uuid() as plan from grown g`;
  await sql`insert into care_plan (id, agency_id, case_id, client_id, version, state, starts_on, next_review_on, created_by, signed_how, signed_name, signed_at, signed_before)
    select plan, agency, kase, client, 1, 'agreed', opened::date, current_date + n % 90, seat, 'on_screen', given || ' ' || family, opened, seat from planned`;
  await sql`insert into plan_goal (agency_id, case_id, plan_id, words) select agency, kase, plan, 'Keep the home' from planned cross join generate_series(1, 3)`;
  await sql`insert into plan_review (agency_id, case_id, plan_id, state, due_on, from_day, until_day, decision, decided_by, decided_at)
    select agency, kase, plan, case when k = 1 then 'open' else 'decided' end, current_date + n % 60 - 30 - (k - 1) * 90, opened::date, opened::date + 90,
      case when k = 2 then 'continue' end, case when k = 2 then seat end, case when k = 2 then now() - interval '90 days' end
    from planned cross join generate_series(1, 2) k where k = 2 or open`;
}

/** Two of each case, to one provider each; of those of open cases some wait for an answer, and some for the caseworker. */
async function growReferrals(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table referred on commit drop as
    select g.*, k, gen_random_uuid() as referral, case when not g.open then 'completed' else (array['sent', 'accepted', 'in_progress', 'completed', 'declined'])[1 + (g.n + k) % 5] end as state,
      p.id as place, p.organization_id as organization, need.specialty_id as wanted
    from grown g cross join generate_series(1, 2) k join lateral (select specialty_id from need where case_id = g.kase limit 1) need on true
    join (select id, organization_id, row_number() over (order by id) as r, count(*) over () as whole from service_at_location) p on p.r = 1 + (g.n + k) % p.whole`;
  await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, answer_by, created_by, created_at, sent_at, answered_at, ended_at, outcome, closed_at, closed_by)
    select referral, agency, kase, client, 'R-' || 100000 + n * 2 + k, wanted, state, current_date + n % 20 - 10, seat, opened, now() - make_interval(days => n % 20),
      case when state <> 'sent' then now() - make_interval(days => n % 15) end, case when state in ('completed', 'declined') then now() - make_interval(days => n % 10) end,
      case when state = 'completed' then (select outcome from referral where outcome is not null limit 1) end, case when not open then now() end, case when not open then seat end from referred`;
  await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, identified, answer_by, answered_at, decline_code, summary)
    select agency, referral, organization, place, case state when 'sent' then case when n % 4 = 0 then 'info_requested' else 'offered' end when 'declined' then 'declined' else 'accepted' end, state in ('accepted', 'in_progress', 'completed'),
      current_date + n % 20 - 10, case when state <> 'sent' then now() end, case when state = 'declined' then 'no_capacity' end, '{}' from referred`;
}
