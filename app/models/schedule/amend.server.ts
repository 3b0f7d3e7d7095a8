// Begins a change of a schedule that stands: a new version of what is still ahead, as a draft. The old one holds until the agency approves.
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { schedules, serviceSessions } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import { asId, type ScheduleId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { keepDraft } from "./draft.server";
import { readGround } from "./ground.server";
import { scheduleLifecycle } from "./lifecycle";
import { MOST_SESSIONS } from "./plan";
import { readScheduleRow } from "./row.server";

/**
 * @returns the change that was begun already, where there is one
 * @throws Refusal 404 absent or another provider's, 409 not approved, nothing ahead, or an authorization that does not hold
 */
export async function amendSchedule(db: Db, actor: Actor, id: ScheduleId): Promise<ScheduleId> {
  const row = await readScheduleRow(db, id);
  if (row.organizationId !== organizationOf(actor)) throw new Refusal("not-found", 404);
  const [begun] = await db.select({ id: schedules.id }).from(schedules).where(eq(schedules.amendsId, id));
  if (begun) return asId<ScheduleId>(begun.id);
  scheduleLifecycle.after(row.state, "supersede");
  const ground = await readGround(db, row.authorizationId);
  if (ground.state !== "active") throw new Refusal("schedule.authorization-not-active", 409);
  const items = await readAhead(db, id);
  if (items.length === 0) throw new Refusal("schedule.nothing-ahead", 409);
  const { practitionerId, locationId, rule, note, unitsPerSession, groupId } = row;
  return keepDraft(
    db,
    actor,
    ground,
    { practitionerId, locationId, rule, note, amendsId: id, groupId },
    { items, unitsPerSession },
  );
}

async function readAhead(db: Db, scheduleId: ScheduleId) {
  const rows = await db
    .select({
      day: serviceSessions.serviceDay,
      startsAt: serviceSessions.startsAt,
      endsAt: serviceSessions.endsAt,
      units: serviceSessions.plannedUnits,
    })
    .from(serviceSessions)
    .where(
      and(
        eq(serviceSessions.scheduleId, scheduleId),
        eq(serviceSessions.state, "planned"),
        gt(serviceSessions.startsAt, sql`app.clock()`),
      ),
    )
    .orderBy(asc(serviceSessions.startsAt))
    .limit(MOST_SESSIONS);
  return rows.map((row) => ({ ...row, day: asCalendarDay(row.day) }));
}
