// Grows an agency of 50,000 clients by the rest of 200,000 referrals, the providers they went to, and a year of what was said of them. Measures nothing.
import type postgres from "postgres";
import { SESSION as CASE_SESSION, CLIENTS, growCases } from "../case/grow";
import { SESSION as NETWORK_SESSION, signIn } from "../network/grow";

export const REFERRALS = 200_000;
/** A large county's; Northside Care takes one referral in twenty, the others share the rest. */
const PROVIDERS = 200;
/** What two of each case's referrals make already. */
const MORE = REFERRALS / CLIENTS - 2;

/** As signing in would have left it. */
export const SESSION = {
  ines: CASE_SESSION.ines,
  sol: CASE_SESSION.sol,
  mara: NETWORK_SESSION.mara,
  ada: "d".repeat(40),
};

/** @param admin may set triggers aside: what is made here leaves no link in the record */
export async function growReferrals(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await growProviders(sql);
  });
  await growCases(admin);
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await growAsked(sql);
    await growShown(sql);
    await growSaid(sql);
    await growNotices(sql);
    await signIn(sql, "Mara Quinn", SESSION.mara);
    await signIn(sql, "Ada Okafor", SESSION.ada);
  });
  await admin`vacuum analyze`;
}

async function growProviders(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table house on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as place, gen_random_uuid() as service, n from generate_series(1, ${PROVIDERS}::int) n`;
  await sql`insert into organization (id, name, legal_status) select id, 'Provider ' || n, 'nonprofit' from house`;
  await sql`insert into location (id, organization_id, name) select place, id, 'House ' || n from house`;
  await sql`insert into service (id, organization_id, name) select service, id, 'Service ' || n from house`;
  await sql`insert into service_at_location (organization_id, service_id, location_id, takes_referrals, open_places, capacity_at)
    select id, service, place, 'yes', 4, now() from house`;
  await sql`insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on, activated_at)
    select a.id, h.id, 'G-9' || h.n, 'active', current_date - 300, current_date + 300, now() - interval '300 days' from house h cross join agency a where a.slug = 'harbor'`;
}

/** Spread over the year; the tenth that waits is of the last ten days, and one in five was asked of two providers. */
async function growAsked(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table asked on commit drop as
    select c.id as kase, c.agency_id as agency, c.client_id as client, c.owner_membership_id as seat, m.person_id as person, c.n, k, gen_random_uuid() as referral, gen_random_uuid() as offer,
      case when (c.n * 3 + k) % 20 < 2 then now() - make_interval(hours => c.n % 240) else c.created_at + (now() - c.created_at) * k / ${MORE + 1}::int end as sent,
      case (c.n * 3 + k) % 20 when 0 then 'sent' when 1 then 'sent' when 2 then 'accepted' when 3 then 'in_progress' when 4 then 'in_progress' when 5 then 'declined' when 6 then 'expired' else 'completed' end as state,
      p.id as place, p.organization_id as organization, need.specialty_id as wanted, s.name as specialty
    from (select *, right(number, 6)::int as n from "case" where number like 'K-1_____') c join membership m on m.id = c.owner_membership_id
    cross join generate_series(1, ${MORE}::int) k join lateral (select specialty_id from need where case_id = c.id limit 1) need on true join specialty s on s.id = need.specialty_id
    join (select p.id, p.organization_id, row_number() over (order by o.name <> 'Northside Care', p.id) as r, count(*) over () as whole
      from service_at_location p join organization o on o.id = p.organization_id) p on p.r = case when (c.n + k) % 20 = 0 then 1 else 1 + (c.n * 7 + k) % p.whole end`;
  await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, urgency, answer_by, created_by, created_at, sent_at, answered_at, ended_at, outcome, closed_at, closed_by)
    select referral, agency, kase, client, 'R-' || 1000000 + n * ${MORE}::int + k, wanted, state, (array['routine', 'soon', 'urgent'])[1 + n % 3], (sent + interval '7 days')::date, seat, sent, sent,
      case when state <> 'sent' then sent + interval '2 days' end, case when state in ('completed', 'declined', 'expired') then sent + interval '20 days' end,
      case when state = 'completed' then (select outcome from referral where outcome is not null limit 1) end,
      case when state in ('completed', 'declined', 'expired') and n % 10 > 0 then sent + interval '21 days' end, case when state in ('completed', 'declined', 'expired') and n % 10 > 0 then seat end from asked`;
  await sql`insert into offer (id, agency_id, referral_id, organization_id, service_at_location_id, state, identified, answer_by, created_at, answered_at, decline_code, summary)
    select offer, agency, referral, organization, place, case state when 'sent' then case n % 4 when 0 then 'info_requested' when 1 then 'viewed' else 'offered' end when 'declined' then 'declined' when 'expired' then 'lapsed' else 'accepted' end,
      state <> 'sent' or n % 5 > 0, (sent + interval '7 days')::date, sent, case when state <> 'sent' then sent + interval '2 days' end, case when state = 'declined' then 'no_capacity' end,
      jsonb_build_object('number', 'R-' || 1000000 + n * ${MORE}::int + k, 'specialty', specialty, 'urgency', (array['routine', 'soon', 'urgent'])[1 + n % 3]) from asked`;
  await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, identified, answer_by, created_at, summary)
    select a.agency, a.referral, p.organization_id, p.id, case a.state when 'sent' then 'offered' else 'superseded' end, false, (a.sent + interval '7 days')::date, a.sent,
      jsonb_build_object('specialty', specialty, 'urgency', 'soon') from asked a
    join (select p.id, p.organization_id, row_number() over (order by p.id) as r, count(*) over () as whole from service_at_location p) p on p.r = 1 + (a.n * 11 + a.k) % p.whole
    where a.n % 5 = 0 and p.id <> a.place`;
}

/** What each client agreed to, and what was shown by it wherever a provider knows who it is. */
async function growShown(sql: postgres.TransactionSql): Promise<void> {
  await sql`create temporary table agreed on commit drop as
    select gen_random_uuid() as id, c.agency_id, c.id as client, c.created_by, c.created_at from client c where c.number like 'C-1_____'`;
  await sql`insert into consent (id, agency_id, client_id, purpose, fields, starts_at, ends_at, given_how, recorded_by)
    select id, agency_id, client, 'service_referral', '{name,telephone}', created_at, now() + interval '300 days', 'signed', created_by from agreed`;
  await sql`insert into disclosure (agency_id, client_id, referral_id, consent_id, organization_id, fields, ends_at, created_at)
    select r.agency_id, r.client_id, r.id, g.id, o.organization_id, '{name,telephone}', now() + interval '300 days', o.created_at
    from offer o join referral r on r.id = o.referral_id join agreed g on g.client = r.client_id where o.identified`;
  await sql`insert into disclosure_receipt (agency_id, disclosure_id, client_id, field, first_seen_at, last_seen_at)
    select d.agency_id, d.id, d.client_id, f, d.created_at, d.created_at from disclosure d join agreed g on g.id = d.consent_id cross join unnest(d.fields) f`;
}

/** What the record says of each, and a word or two between the houses about every third. */
async function growSaid(sql: postgres.TransactionSql): Promise<void> {
  await sql`insert into event (at, name, agency_id, client_id, case_id, referral_id, organization_id, subject_type, subject_id, facts, actor_person_id, actor_membership_id, actor_label)
    select r.sent_at + make_interval(days => k), (array['referral.sent', 'offer.made', 'offer.viewed', 'offer.accepted'])[1 + k], r.agency_id, r.client_id, r.case_id, r.id, case when k > 0 then o.organization_id end,
      case when k = 0 then 'referral' else 'offer' end, case when k = 0 then r.id else o.id end,
      case k when 0 then jsonb_build_object('referralId', r.id, 'offers', 1, 'urgency', r.urgency, 'answerBy', r.answer_by) when 1 then jsonb_build_object('offerId', o.id, 'identified', true, 'fields', jsonb_build_array('name'))
        else jsonb_build_object('offerId', o.id, 'referralId', r.id) end, m.person_id, m.id, 'Ines Moreau'
    from referral r join offer o on o.referral_id = r.id join membership m on m.id = r.created_by cross join generate_series(0, 3) k
    where r.number ~ '^R-[12][0-9]{5,6}$' and (k < 2 or o.state = 'accepted')`;
  await sql`insert into thread_message (agency_id, referral_id, organization_id, author_id, side, author_name, words, created_at)
    select agency, referral, organization, seat, 'agency', 'Ines Moreau', 'Can she come on Tuesday afternoon instead?', sent + interval '3 days' from asked where (n + k) % 3 = 0 and state in ('accepted', 'in_progress', 'completed')`;
}

/** A year of them: what became of each referral for whoever carries it, much of it for a supervisor, and each offer for a coordinator. */
async function growNotices(sql: postgres.TransactionSql): Promise<void> {
  await sql`insert into notification (membership_id, kind, subject_type, subject_id, path, created_at, read_at)
    select seat, 'offer.accepted', 'referral', referral, '/agency/referrals/' || referral, sent + interval '2 days', case when n % 20 > 0 then now() end from asked`;
  await sql`insert into notification (membership_id, kind, subject_type, subject_id, path, created_at, read_at)
    select s.membership_id, 'plan.approval', 'case', a.kase, '/agency/cases/' || a.kase, a.sent, case when n % 200 > 0 then now() end
    from asked a join sign_in_session s on true join membership m on m.id = s.membership_id and m.role = 'supervisor' where a.n % 10 = 0`;
  await sql`insert into notification (membership_id, kind, subject_type, subject_id, path, created_at, read_at)
    select m.id, 'offer.made', 'offer', o.id, '/portal/offers/' || o.id, o.created_at, case when o.state <> 'offered' then now() end
    from membership m join person p on p.id = m.person_id and p.name = 'Mara Quinn' join offer o on o.organization_id = m.organization_id`;
}
