// Reads a schedule's versions and what was wanted otherwise in them: which it takes the place of, what changes, each answer line by line.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { practitioners, scheduleItems, scheduleRemarks, schedules } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import type { ScheduleId } from "../values/ids";
import { compareVersions } from "./changes";
import { MOST_SESSIONS } from "./plan";
import type { ScheduleRow } from "./row.server";

/** The version before and the one after, and what this one changes of what was still ahead. */
export async function readVersions(db: Db, schedule: ScheduleRow) {
  const [next] = await db
    .select({ id: schedules.id, number: schedules.number, state: schedules.state })
    .from(schedules)
    .where(eq(schedules.amendsId, schedule.id));
  return { next: next ?? null, before: schedule.amendsId ? await readBefore(db, schedule, schedule.amendsId) : null };
}

async function readBefore(db: Db, schedule: ScheduleRow, amendsId: string) {
  const [before] = await db
    .select({
      id: schedules.id,
      number: schedules.number,
      practitionerName: practitioners.name,
      locationId: schedules.locationId,
    })
    .from(schedules)
    .innerJoin(practitioners, eq(practitioners.id, schedules.practitionerId))
    .where(eq(schedules.id, amendsId));
  if (!before) return null;
  const ahead = await readItemsAhead(db, amendsId, schedule.decidedAt ?? (await clock(db)));
  const { stay, added, dropped } = compareVersions(ahead, schedule.items);
  return {
    id: before.id,
    number: before.number,
    practitionerBefore: before.practitionerName === schedule.practitionerName ? null : before.practitionerName,
    otherPlace: before.locationId !== schedule.locationId,
    stay: stay.length,
    added,
    dropped,
  };
}

/** What the version before had ahead at that moment, without what somebody had cancelled by itself. */
async function readItemsAhead(db: Db, scheduleId: string, at: Date) {
  const rows = await db
    .select({
      day: scheduleItems.serviceDay,
      startsAt: scheduleItems.startsAt,
      endsAt: scheduleItems.endsAt,
      units: scheduleItems.units,
    })
    .from(scheduleItems)
    .where(
      and(
        eq(scheduleItems.scheduleId, scheduleId),
        sql`${scheduleItems.startsAt} > ${at.toISOString()}::timestamptz`,
        sql`not exists (select 1 from session gone where gone.schedule_id = ${scheduleItems.scheduleId}
          and gone.starts_at = ${scheduleItems.startsAt} and gone.state = 'cancelled' and gone.cancelled_by <> 'schedule')`,
      ),
    )
    .orderBy(asc(scheduleItems.startsAt))
    .limit(MOST_SESSIONS);
  return rows.map((row) => ({ ...row, day: asCalendarDay(row.day) }));
}

/** What was wanted otherwise, the newest answer first, each answer in the order of its sessions. */
export async function readRemarks(db: Db, id: ScheduleId) {
  return db
    .select({
      id: scheduleRemarks.id,
      sentAt: scheduleRemarks.sentAt,
      startsAt: scheduleRemarks.startsAt,
      code: scheduleRemarks.code,
      words: scheduleRemarks.words,
    })
    .from(scheduleRemarks)
    .where(eq(scheduleRemarks.scheduleId, id))
    .orderBy(desc(scheduleRemarks.sentAt), asc(scheduleRemarks.startsAt))
    .limit(4 * MOST_SESSIONS);
}
