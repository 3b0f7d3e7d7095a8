// Sees to incidents: somebody takes one and says until when, and closes it with what was done. Shows them by what is due first.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { PAGE_SIZE } from "#app/database/page.server";
import { clients, feedbacks, incidents, memberships, people, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addDays, asCalendarDay, localDay, startOfDay } from "../values/calendar-day";
import type { IncidentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { incidentEvents } from "./events";
import type { IncidentForm } from "./forms";
import { incidentLifecycle } from "./lifecycle";

export const INCIDENT_VIEWS = ["open", "closed"] as const;
export type IncidentView = (typeof INCIDENT_VIEWS)[number];
type IncidentState = (typeof incidentLifecycle.states)[number];

/** Nobody says "next month" to somebody who is not safe. */
const LATEST_DAYS = 14;

export async function readIncidents(db: Db, actor: Actor, view: IncidentView) {
  const takers = alias(people, "taker");
  return db
    .select({
      id: incidents.id,
      kind: incidents.kind,
      state: incidents.state,
      dueAt: incidents.dueAt,
      createdAt: incidents.createdAt,
      closedAt: incidents.closedAt,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      referralNumber: referrals.number,
      takenBy: takers.name,
    })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.clientId))
    .innerJoin(referrals, eq(referrals.id, incidents.referralId))
    .leftJoin(memberships, eq(memberships.id, incidents.takenBy))
    .leftJoin(takers, eq(takers.id, memberships.personId))
    .where(
      and(
        eq(incidents.agencyId, agencyOf(actor)),
        view === "open" ? sql`${incidents.state} <> 'closed'` : sql`${incidents.state} = 'closed'`,
      ),
    )
    .orderBy(view === "open" ? asc(incidents.dueAt) : desc(incidents.closedAt), asc(incidents.id))
    .limit(PAGE_SIZE);
}

/** How many wait, for the day page. */
export function countIncidents(db: Db, actor: Actor): Promise<number> {
  return db.$count(incidents, and(eq(incidents.agencyId, agencyOf(actor)), sql`${incidents.state} <> 'closed'`));
}

/** @throws Refusal 404 */
export async function readIncident(db: Db, id: IncidentId) {
  const takers = alias(people, "taker");
  const closers = alias(people, "closer");
  const takerSeats = alias(memberships, "taker_seat");
  const closerSeats = alias(memberships, "closer_seat");
  const [found] = await db
    .select({
      incident: incidents,
      words: feedbacks.words,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      referralNumber: referrals.number,
      takenBy: takers.name,
      closedBy: closers.name,
    })
    .from(incidents)
    .innerJoin(feedbacks, eq(feedbacks.id, incidents.feedbackId))
    .innerJoin(clients, eq(clients.id, incidents.clientId))
    .innerJoin(referrals, eq(referrals.id, incidents.referralId))
    .leftJoin(takerSeats, eq(takerSeats.id, incidents.takenBy))
    .leftJoin(takers, eq(takers.id, takerSeats.personId))
    .leftJoin(closerSeats, eq(closerSeats.id, incidents.closedBy))
    .leftJoin(closers, eq(closers.id, closerSeats.personId))
    .where(eq(incidents.id, id));
  if (!found) throw new Refusal("not-found", 404);
  return found;
}

/** @throws Refusal 404, 403 a colleague's case, 400 a day that does not do, 409 when it moved meanwhile */
export async function moveIncident(db: Db, actor: Actor, id: IncidentId, form: IncidentForm): Promise<void> {
  const { incident: seen } = await readIncident(db, id);
  const [held] = await db.select({ state: incidents.state }).from(incidents).where(eq(incidents.id, id)).for("update");
  if (!held) throw new Refusal("referral.not-your-case", 403);
  const state = incidentLifecycle.after(held.state as IncidentState, form.intent);
  const now = await clock(db);
  const change =
    form.intent === "take"
      ? { takenBy: actor.membershipId, takenAt: now, dueAt: endOf(form.until, now, actor.timeZone) }
      : { done: form.done, closedBy: actor.membershipId, closedAt: now };
  await db
    .update(incidents)
    .set({ state, ...change })
    .where(eq(incidents.id, id));
  const event =
    form.intent === "take" ? incidentEvents.taken({ incidentId: id }) : incidentEvents.closed({ incidentId: id });
  const { agencyId, clientId, caseId, referralId } = seen;
  await recordEvent(db, actor, event, {
    subjectType: "incident",
    subjectId: id,
    agencyId,
    clientId,
    caseId,
    referralId,
  });
}

/** The last minute of the day that was said, on the clock of whoever said it: midnight would read as the day after. */
function endOf(until: string, now: Date, timeZone: string): Date {
  const today = localDay(now, timeZone);
  const day = asCalendarDay(until);
  if (day < today || day > addDays(today, LATEST_DAYS)) throw new Refusal("feedback.until", 400, { days: LATEST_DAYS });
  return new Date(startOfDay(addDays(day, 1), timeZone).getTime() - 60_000);
}
