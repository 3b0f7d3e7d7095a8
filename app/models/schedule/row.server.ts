// Reads one schedule with its planned sessions, for the deeds and pages that weigh it. Names no client.
import { asc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, practitioners, scheduleItems, schedules, sessionGroups } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import { type AuthorizationId, asId, type ScheduleId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { scheduleLifecycle } from "./lifecycle";
import { MOST_SESSIONS } from "./plan";

export type ScheduleRow = Awaited<ReturnType<typeof readScheduleRow>>;

/** @throws Refusal 404 when it is absent, another's, or a draft that the agency may not see yet */
export async function readScheduleRow(db: Db, id: ScheduleId) {
  const [row] = await db
    .select({
      schedule: schedules,
      practitionerName: practitioners.name,
      practitionerLeftAt: practitioners.leftAt,
      locationName: locations.name,
      timeZone: locations.timeZone,
      groupName: sessionGroups.name,
    })
    .from(schedules)
    .innerJoin(practitioners, eq(practitioners.id, schedules.practitionerId))
    .innerJoin(locations, eq(locations.id, schedules.locationId))
    .leftJoin(sessionGroups, eq(sessionGroups.id, schedules.groupId))
    .where(eq(schedules.id, id));
  if (!row) throw new Refusal("not-found", 404);
  const items = await db
    .select({
      day: scheduleItems.serviceDay,
      startsAt: scheduleItems.startsAt,
      endsAt: scheduleItems.endsAt,
      units: scheduleItems.units,
    })
    .from(scheduleItems)
    .where(eq(scheduleItems.scheduleId, id))
    .orderBy(asc(scheduleItems.startsAt))
    .limit(MOST_SESSIONS);
  const { schedule, ...names } = row;
  return {
    ...schedule,
    ...names,
    id,
    scheduleId: id,
    authorizationId: asId<AuthorizationId>(schedule.authorizationId),
    state: schedule.state as (typeof scheduleLifecycle.states)[number],
    items: items.map((item) => ({ ...item, day: asCalendarDay(item.day) })),
  };
}
