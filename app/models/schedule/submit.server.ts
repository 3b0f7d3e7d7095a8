// Sends a schedule to the agency. What cannot stand is not sent: the provider learns at once, not a week later.
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { schedules } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import type { ScheduleId } from "../values/ids";
import { plainUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { checkSchedule } from "./check.server";
import { subjectOf } from "./draft.server";
import { scheduleEvents } from "./events";
import { type Ground, readGround } from "./ground.server";
import { scheduleLifecycle } from "./lifecycle";
import { readScheduleRow } from "./row.server";

/** @throws Refusal 404 absent, 409 sent already or not fit to stand */
export async function submitSchedule(db: Db, actor: Actor, id: ScheduleId): Promise<void> {
  const row = await readScheduleRow(db, id);
  if (row.organizationId !== organizationOf(actor)) throw new Refusal("not-found", 404);
  const state = scheduleLifecycle.after(row.state, "submit");
  const ground = await readGround(db, row.authorizationId);
  const weighed = await checkSchedule(db, actor, ground, row);
  const [newest] = await db
    .update(schedules)
    .set({ state, submittedAt: sql`app.clock()`, submittedBy: actor.membershipId })
    .where(and(eq(schedules.id, id), inArray(schedules.state, ["draft", "returned"])))
    .returning({ submittedAt: schedules.submittedAt });
  if (!newest) throw new Refusal("lifecycle.moved-meanwhile", 409);
  await recordEvent(
    db,
    actor,
    scheduleEvents.submitted({
      scheduleId: id,
      number: row.number,
      sessions: weighed.sessions.length,
      units: plainUnits(weighed.units),
    }),
    subjectOf(id, ground),
  );
  await tellAgency(db, ground, id, newest.submittedAt?.toISOString() ?? "");
}

/** Whoever carries the case is told; the database knows whom, the provider need not. */
async function tellAgency(db: Db, ground: Ground, id: ScheduleId, effect: string): Promise<void> {
  const carers = await db.execute<{ id: string }>(
    sql`select unnest(app.referral_carers(${ground.referralId}::uuid)) as id`,
  );
  for (const { id: membershipId } of carers) {
    await tellMembership(db, membershipId, {
      kind: "schedule.submitted",
      subjectType: "schedule",
      subjectId: id,
      path: `/agency/schedules/${id}`,
      effect,
    });
  }
}
