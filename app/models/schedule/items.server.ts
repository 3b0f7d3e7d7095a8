// Turns a plan into the sessions it proposes, on the clock of the place. Keeps nothing.
import { and, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { locations, practitioners } from "#drizzle/schema";
import { isTimed } from "../authorization/units";
import type { CalendarDay } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import type { Closure } from "./closures";
import { describePlan, type PlanDescription } from "./describe";
import type { SchedulePlan } from "./forms";
import { type Ground, type PlanOn, readClosures, weighOn } from "./ground.server";
import { type PlannedSession, sessionsOf, unitsOfSession } from "./plan";
import type { Weighed } from "./weigh";

export interface PlannedItems {
  readonly items: readonly (PlannedSession & { readonly units: UnitsHundredths })[];
  readonly unitsPerSession: UnitsHundredths;
  /** Days left out because the place is closed, each with why. */
  readonly closedDays: readonly ClosedDay[];
  readonly timeZone: string;
}

export interface ClosedDay {
  readonly day: CalendarDay;
  readonly closure: Closure;
}

/**
 * @param amendsId the schedule it takes the place of: then only what is still ahead is planned
 * @throws Refusal 404 for a place or practitioner of another organization, 409 for a practitioner who left,
 * 422 for no session at all, a session shorter than one unit, or more than a year of days
 */
export async function planItems(
  db: Db,
  ground: Ground,
  input: SchedulePlan,
  amendsId: string | null = null,
): Promise<PlannedItems> {
  const timeZone = await readZone(db, ground.organizationId, input.locationId);
  await checkPractitioner(db, ground.organizationId, input.practitionerId);
  // What has begun stays with the version it was held under.
  const begun = amendsId ? await clock(db) : null;
  const sessions = sessionsOf(input.plan, timeZone).filter(({ startsAt }) => begun === null || startsAt > begun);
  const shut = input.plan.skipsClosedDays ? await readShut(db, ground, input.locationId, sessions) : [];
  const kept = sessions.filter((_, index) => !shut[index]);
  const unitsPerSession = unitsOfSession(ground.unitType, input.plan.lengthMinutes, input.unitsPerSession);
  if (kept.length === 0) throw new Refusal("schedule.no-session", 422);
  if (unitsPerSession === 0n && isTimed(ground.unitType)) throw new Refusal("schedule.too-short", 422);
  return {
    items: kept.map((session) => ({ ...session, units: unitsPerSession })),
    unitsPerSession,
    closedDays: sessions.flatMap(({ day }, index) => {
      const closure = shut[index];
      return closure ? [{ day, closure }] : [];
    }),
    timeZone,
  };
}

/** Shorter hours are said, not left out: the session may still be moved. */
async function readShut(db: Db, ground: Ground, locationId: string, sessions: readonly PlannedSession[]) {
  const closures = await readClosures(db, ground.serviceId, locationId, sessions);
  return closures.map((closure) => (closure?.kind === "hours" ? null : closure));
}

export interface Preview extends Weighed {
  readonly closedDays: readonly ClosedDay[];
  readonly described: PlanDescription | null;
  readonly timeZone: string;
}

/** Every session a plan would make, its units and price, and what is wrong with it; nothing is kept. */
export async function previewSchedule(
  db: Db,
  ground: Ground,
  input: SchedulePlan,
  changed: Pick<PlanOn, "scheduleId" | "amendsId" | "groupId"> = {},
): Promise<Preview> {
  const { items, closedDays, timeZone } = await planItems(db, ground, input, changed.amendsId);
  const weighed = await weighOn(db, ground, { ...input, ...changed }, items);
  return { ...weighed, closedDays, described: describePlan(input.plan), timeZone };
}

async function readZone(db: Db, organizationId: string, locationId: string): Promise<string> {
  const [place] = await db
    .select({ timeZone: locations.timeZone })
    .from(locations)
    .where(and(eq(locations.id, locationId), eq(locations.organizationId, organizationId)));
  if (!place) throw new Refusal("not-found", 404);
  return place.timeZone;
}

export async function checkPractitioner(db: Db, organizationId: string, practitionerId: string): Promise<void> {
  const [person] = await db
    .select({ leftAt: practitioners.leftAt })
    .from(practitioners)
    .where(and(eq(practitioners.id, practitionerId), eq(practitioners.organizationId, organizationId)));
  if (!person) throw new Refusal("not-found", 404);
  if (person.leftAt) throw new Refusal("schedule.practitioner-left", 409);
}
