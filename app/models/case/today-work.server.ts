// What a caseworker's own work asks for today: requests, tasks, follow-ups, reviews, questions to a supervisor, providers who said yes. Reads; decides nothing.
import { type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { COUNTED } from "#app/database/page.server";
import { addDays, type CalendarDay } from "../values/calendar-day";
import { firstOf, readWaiting, type WaitingOf } from "./waiting.server";

/** Tasks appear a week before they are due. */
const AHEAD_DAYS = 7;

export async function readWork(db: Db, actor: Actor, today: CalendarDay) {
  const { requests, tasks, followUps, reviews, approvals, accepted } = workOf(actor, today);
  return readWaiting(db, today, {
    requests: firstOf(requests),
    tasks: firstOf(tasks),
    followUps: firstOf(followUps),
    reviews: firstOf(reviews),
    approvals: firstOf(approvals),
    accepted,
  });
}

/** Each kind of a person's own work; who said yes comes latest first and in full. */
export function workOf(actor: Actor, today: CalendarDay) {
  const agencyId = agencyOf(actor);
  const me = actor.membershipId;
  const supervises = actor.role === "supervisor";
  const soon = addDays(today, AHEAD_DAYS);
  const mine = supervises ? sql`true` : sql`k.id = any((select app.my_cases())::uuid[])`;
  // What a client or somebody else has to do is asked after by whoever carries the case.
  const taskOf = supervises
    ? sql`true`
    : sql`(t.assigned_to = ${me}::uuid or t.assigned_to is null and k.id = any((select app.my_cases())::uuid[]))`;
  return {
    requests: requests(agencyId, me, supervises),
    tasks: tasks(agencyId, taskOf, soon, sql`t.kind in ('task', 'monitoring', 'renewal')`),
    followUps: tasks(agencyId, taskOf, soon, sql`t.kind = 'follow_up'`),
    reviews: reviews(agencyId, mine),
    approvals: approvals(agencyId, me, supervises),
    accepted: accepted(agencyId, mine),
  };
}

export type Work = Awaited<ReturnType<typeof readWork>>;

/** What still waits to be answered: one's own, and what is nobody's. */
const requests = (agencyId: string, me: string, supervises: boolean): WaitingOf => ({
  of: sql`
  select r.id, r.number, btrim(r.given_name || ' ' || r.family_name) as name, left(r.words, 120) as about, r.state, r.came_at as since, r.answer_by as due,
    '/agency/requests/' || r.id as to
  from case_request r where r.agency_id = ${agencyId}::uuid and r.state = 'received' ${supervises ? sql`` : sql`and (r.assigned_to is null or r.assigned_to = ${me}::uuid)`}`,
  by: "due",
});

const clientName = sql`c.given_name || ' ' || c.family_name`;

const tasks = (agencyId: string, of: SQL, soon: string, kind: SQL): WaitingOf => ({
  of: sql`
  select t.id, k.number, ${clientName} as name, t.words as about, t.state, null::timestamptz as since, t.due_on as due, coalesce(t.path, '/agency/cases/' || k.id || '/tasks') as to
  from case_task t join "case" k on k.id = t.case_id join client c on c.id = k.client_id
  where t.agency_id = ${agencyId}::uuid and t.state = 'open' and ${kind} and ${of} and t.due_on <= ${soon}::date`,
  by: "due",
});

const reviews = (agencyId: string, mine: SQL): WaitingOf => ({
  of: sql`
  select v.id, k.number, ${clientName} as name, null::text as about, v.state, null::timestamptz as since, v.due_on as due, '/agency/reviews/' || v.id as to
  from plan_review v join "case" k on k.id = v.case_id join client c on c.id = k.client_id
  where v.agency_id = ${agencyId}::uuid and v.state = 'open' and ${mine}`,
  by: "due",
});

/** A supervisor sees what waits for them; whoever asked, what came back and has not been taken up. */
const approvals = (agencyId: string, me: string, supervises: boolean): WaitingOf => ({
  of: sql`
  select a.id, k.number, ${clientName} as name, a.kind as about, a.state, coalesce(a.decided_at, a.created_at) as since, null::date as due,
    '/agency/approvals/' || a.id as to
  from case_approval a join "case" k on k.id = a.case_id join client c on c.id = k.client_id
  where a.agency_id = ${agencyId}::uuid and (${supervises ? sql`a.state = 'asked' and a.asked_by <> ${me}::uuid or` : sql``} a.state = 'granted' and a.asked_by = ${me}::uuid
    or a.state = 'refused' and a.asked_by = ${me}::uuid and a.decided_at > app.clock() - interval '14 days')`,
  by: "since",
});

/** Providers who said yes in the last week: somebody should know, and perhaps call. */
const accepted = (agencyId: string, mine: SQL) => sql`
  select r.id, r.number, ${clientName} as name, s.name as about, r.state, r.answered_at as since, null::date as due, '/agency/referrals/' || r.id as to
  from referral r join "case" k on k.id = r.case_id join client c on c.id = r.client_id left join specialty s on s.id = r.specialty_id
  where r.agency_id = ${agencyId}::uuid and r.state = 'accepted' and r.answered_at > app.clock() - interval '7 days' and ${mine}
  order by r.answered_at desc nulls last, r.id limit ${COUNTED}`;
