// Reads one schedule with its planned sessions, for the deeds and pages that weigh it. Names no client.
import { asc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, practitioners, scheduleItems, schedules, sessionGroups } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import { type AuthorizationId, asId, type ScheduleId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { scheduleLifecycle } from "./lifecycle";
import { MOST_SESSIONS } from "./plan";

export type ScheduleState = (typeof scheduleLifecycle.states)[number];
export type ScheduleRow = Awaited<ReturnType<typeof readScheduleRow>>;

/** Where it stands and on what, before that is locked. @throws Refusal 404 as readScheduleRow */
export async function readStand(db: Db, id: ScheduleId) {
  const { state, referralId, authorizationId } = schedules;
  const [row] = await db.select({ state, referralId, authorizationId }).from(schedules).where(eq(schedules.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, state: row.state as ScheduleState };
}

/** @throws Refusal 404 when it is absent, another's, or a draft that the agency may not see yet */
export async function readScheduleRow(db: Db, id: ScheduleId) {
  // Asked together: a plan that cannot be read has no lines either.
  const [[row], items] = await Promise.all([
    db
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
      .where(eq(schedules.id, id)),
    readItems(db, id),
  ]);
  if (!row) throw new Refusal("not-found", 404);
  const { schedule, ...names } = row;
  return {
    ...schedule,
    ...names,
    id,
    scheduleId: id,
    authorizationId: asId<AuthorizationId>(schedule.authorizationId),
    state: schedule.state as ScheduleState,
    items: items.map((item) => ({ ...item, day: asCalendarDay(item.day) })),
  };
}

const readItems = (db: Db, id: ScheduleId) =>
  db
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
