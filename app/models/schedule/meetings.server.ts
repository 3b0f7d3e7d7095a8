// When a group meets from now on, and what of that each participant has already: sessions, and plans that wait for an answer. Plans nothing.
import { and, eq, gt, inArray, ne, or, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { groupPlaces, locations, scheduleItems, schedules, serviceSessions } from "#drizzle/schema";
import { readClosures } from "./ground.server";
import { type Plan, type PlannedSession, planShape, sessionsOf } from "./plan";

export interface Meetings {
  readonly plan: Plan;
  readonly timeZone: string;
  /** Not begun, earliest first; days on which the place is shut are left out where the plan says so. */
  readonly ahead: readonly PlannedSession[];
}

interface GroupRow {
  readonly rule: unknown;
  readonly serviceId: string;
  readonly locationId: string;
}

export async function readMeetings(db: Db, group: GroupRow): Promise<Meetings> {
  const plan = planShape.parse(group.rule);
  const [place] = await db
    .select({ timeZone: locations.timeZone })
    .from(locations)
    .where(eq(locations.id, group.locationId));
  const timeZone = place?.timeZone ?? "UTC";
  const now = await clock(db);
  const ahead = sessionsOf(plan, timeZone).filter(({ startsAt }) => startsAt > now);
  const shut = plan.skipsClosedDays ? await readClosures(db, group.serviceId, group.locationId, ahead) : [];
  // Shorter hours are said where the plan is looked at, not left out: the meeting may still be moved.
  const closed = shut.map((closure) => closure !== null && closure.kind !== "hours");
  return { plan, timeZone, ahead: ahead.filter((_, at) => !closed[at]) };
}

/** By client: the times ahead that need no plan any more. One that was called off by itself stays called off. */
export async function readPlannedTimes(db: Db, groupId: string): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const sessions = await db
    .select({ clientId: serviceSessions.clientId, startsAt: serviceSessions.startsAt })
    .from(serviceSessions)
    .innerJoin(
      groupPlaces,
      and(
        eq(groupPlaces.groupId, serviceSessions.groupId),
        eq(groupPlaces.clientId, serviceSessions.clientId),
        eq(groupPlaces.state, "placed"),
      ),
    )
    .where(
      and(
        eq(serviceSessions.groupId, groupId),
        gt(serviceSessions.startsAt, sql`app.clock()`),
        // What fell away with an earlier place, or with a changed plan, may be planned anew.
        or(
          ne(serviceSessions.state, "cancelled"),
          sql`(${serviceSessions.cancelledBy} <> 'schedule' and ${serviceSessions.createdAt} >= ${groupPlaces.placedAt})`,
        ),
      ),
    );
  const waiting = await db
    .select({ clientId: scheduleItems.clientId, startsAt: scheduleItems.startsAt })
    .from(scheduleItems)
    .innerJoin(schedules, eq(schedules.id, scheduleItems.scheduleId))
    .where(and(eq(schedules.groupId, groupId), inArray(schedules.state, OPEN)));
  const times = new Map<string, Set<number>>();
  for (const { clientId, startsAt } of [...sessions, ...waiting]) {
    times.set(clientId, (times.get(clientId) ?? new Set()).add(startsAt.getTime()));
  }
  return times;
}

/** Not yet answered, or to be changed: its sessions are spoken for. */
export const OPEN = ["draft", "submitted", "returned"];
