// What waits for a caseworker today, oldest first: their own cases, or all of the agency's for a supervisor. Reads; decides nothing.
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { COUNTED } from "#app/database/page.server";
import { cases, clients, needs, referrals, specialties } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";
import { firstOf, readWaiting, SHOWN, type WaitingOf } from "./waiting.server";

/** The page goes through no more of the referrals that were flagged than this. */
const FLAGGED = 500;

/** @param today on the agency's calendar: what is due before it is overdue */
export async function readToday(db: Db, actor: Actor, today: CalendarDay) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "today", { subjectType: "agency", subjectId: agencyId, agencyId });
  const [waiting, unserved] = await Promise.all([
    readWaiting(db, today, {
      lapsed: ofReferrals(actor, lapsedOf(actor), SINCE),
      questions: questionsOf(actor),
      turnedDown: ofReferrals(actor, sql`r.state in ('declined', 'expired') and r.closed_at is null`, SINCE),
      toClose: ofReferrals(actor, sql`r.state in ('completed', 'not_completed') and r.closed_at is null`, SINCE),
      unanswered: ofReferrals(actor, sql`r.state = 'sent' and not ${ASKED}`, SENT),
      mistakes: firstOf(mistakesOf(actor)),
      schedules: schedulesOf(actor),
      authorizations: authorizationsOf(actor),
    }),
    unservedNeeds(db, actor),
  ]);
  return { ...waiting, needs: unserved };
}

export type Today = Awaited<ReturnType<typeof readToday>>;

/** A supervisor answers for all the agency's cases that are open to them. */
const mineOf = (actor: Actor, caseId: SQL): SQL =>
  actor.role === "supervisor" ? sql`true` : sql`${caseId} = any((select app.my_cases())::uuid[])`;

/** Written as its index is, so that the oldest are found without going through the others. */
const SINCE = sql`coalesce(r.ended_at, r.answered_at, r.sent_at)`;

const SENT = sql`coalesce(r.sent_at, r.created_at)`;

const ASKED = sql`exists (select 1 from offer o where o.referral_id = r.id and o.state = 'info_requested')`;

const CLIENT_NAME = sql`c.given_name || ' ' || c.family_name`;

/**
 * Open ones at a place where something the agency asks for has run out: those the worker has flagged, which it does every hour, as
 * far as it still holds. To judge a caseworker's hundred open referrals anew took half of this page's time, an agency's took seconds.
 */
const lapsedOf = (actor: Actor): SQL => sql`r.id in (select l.referral_id from app.lapsed_referrals(array(
  select distinct open.id from event flagged join referral open on open.id = flagged.referral_id
  where flagged.name = 'referral.credential-lapsed' and flagged.agency_id = ${agencyOf(actor)}::uuid
    and open.state in ('sent', 'accepted', 'in_progress', 'on_hold') and ${mineOf(actor, sql`open.case_id`)} limit ${FLAGGED})) l)`;

const referralLine = (
  since: SQL,
): SQL => sql`r.id, r.number, ${CLIENT_NAME} as name, s.name as about, r.state, ${since} as since,
  case when r.state = 'sent' then r.answer_by end as due, '/agency/referrals/' || r.id as to`;

const ofReferrals = (actor: Actor, which: SQL, since: SQL): SQL => sql`
  select ${referralLine(since)}
  from referral r join client c on c.id = r.client_id left join specialty s on s.id = r.specialty_id
  where r.agency_id = ${agencyOf(actor)}::uuid and ${which} and ${mineOf(actor, sql`r.case_id`)}
  order by ${since}, r.id limit ${COUNTED}`;

/**
 * A provider asked before it answers. A supervisor's are read from the offers, in the order of their index: to look for them among an
 * agency's ten thousand open referrals took most of the page's time. A caseworker's own are few.
 */
const questionsOf = (actor: Actor): SQL =>
  actor.role !== "supervisor"
    ? ofReferrals(actor, sql`r.state = 'sent' and ${ASKED}`, SENT)
    : sql`
  select ${referralLine(SENT)}
  from offer asked join referral r on r.id = asked.referral_id join client c on c.id = r.client_id left join specialty s on s.id = r.specialty_id
  where asked.agency_id = ${agencyOf(actor)}::uuid and asked.state = 'info_requested' and r.state = 'sent'
    and not exists (select 1 from offer first where first.referral_id = asked.referral_id and first.state = 'info_requested'
      and (first.created_at, first.id) < (asked.created_at, asked.id))
  order by asked.created_at, asked.id limit ${COUNTED}`;

/** Whether a referral was entered in error: asked by another person, and one of the two supervises. */
export const mistakesOf = (actor: Actor): WaitingOf => ({
  of: sql`
  select q.id, r.number, ${CLIENT_NAME} as name, left(q.words, 120) as about, r.state, q.created_at as since, null::date as due, '/agency/referrals/' || r.id as to
  from retraction q join membership asker on asker.id = q.asked_by join referral r on r.id = q.referral_id join client c on c.id = r.client_id
  where q.agency_id = ${agencyOf(actor)}::uuid and q.state = 'asked' and asker.person_id <> ${actor.personId}::uuid
    and ${actor.role === "supervisor" ? sql`r.case_id <> all((select app.shut_cases())::uuid[])` : sql`asker.role = 'supervisor' and r.id = any((select app.my_referrals())::uuid[])`}`,
  by: "since",
});

const schedulesOf = (actor: Actor): SQL => sql`
  select b.id, b.number, ${CLIENT_NAME} as name, o.name as about, b.state, b.submitted_at as since, null::date as due, '/agency/schedules/' || b.id as to
  from billing_schedule b join referral r on r.id = b.referral_id join client c on c.id = b.client_id join organization o on o.id = b.organization_id
  where b.agency_id = ${agencyOf(actor)}::uuid and b.state = 'submitted' and ${mineOf(actor, sql`r.case_id`)}
  order by b.submitted_at, b.id limit ${COUNTED}`;

/** Nobody decides on what they proposed themselves; a caseworker sees that their own still waits. */
const authorizationsOf = (actor: Actor): SQL => sql`
  select a.id, a.number, ${CLIENT_NAME} as name, o.name as about, a.state, null::timestamptz as since, a.starts_on as due, '/agency/authorizations/' || a.id as to
  from "authorization" a join referral r on r.id = a.referral_id join client c on c.id = a.client_id join organization o on o.id = a.organization_id
  where a.agency_id = ${agencyOf(actor)}::uuid and a.state = 'proposed' and ${mineOf(actor, sql`r.case_id`)}
    ${actor.role === "supervisor" ? sql`and a.proposed_by <> ${actor.membershipId}::uuid` : sql``}
  order by a.id limit ${COUNTED}`;

/** Needs of open cases for which no referral was ever sent, or none that still lives: where a search begins. */
async function unservedNeeds(db: Db, actor: Actor) {
  const rows = await db
    .select({
      id: needs.id,
      caseId: cases.id,
      caseNumber: cases.number,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      about: specialties.name,
      since: needs.createdAt,
    })
    .from(needs)
    .innerJoin(cases, eq(cases.id, needs.caseId))
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(
      and(
        eq(needs.agencyId, agencyOf(actor)),
        isNull(needs.metAt),
        sql`${cases.state} <> 'closed'`,
        mineOf(actor, sql`${needs.caseId}`),
        sql`not exists (select 1 from ${referrals} where ${referrals.caseId} = ${cases.id}
          and ${referrals.specialtyId} = ${needs.specialtyId}
          and ${referrals.state} in ('draft', 'sent', 'accepted', 'in_progress', 'on_hold', 'completed'))`,
      ),
    )
    .orderBy(asc(needs.createdAt), asc(needs.id))
    .limit(COUNTED);
  return { count: rows.length, lines: rows.slice(0, SHOWN) };
}
