// Agrees a care plan with its client, which replaces the version before, and ends one. What was agreed is frozen by the database.
import { and, count, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { carePlans, caseTasks, planGoals, planReviews } from "#drizzle/schema";
import { recordOnCase } from "../case/carry.server";
import { taskLifecycle } from "../case/lifecycle";
import { addMonths, asCalendarDay, type CalendarDay, localDay } from "../values/calendar-day";
import type { CarePlanId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { planEvents } from "./events";
import type { Signing } from "./forms";
import { planLifecycle, reviewLifecycle } from "./lifecycle";
import { type LockedPlan, lockPlan } from "./lock.server";
import { signatureOf } from "./signature";

/**
 * The client said yes. The version before steps back, its open tasks come along, and the first review is set.
 * @throws Refusal "plan.no-goal" (409) for a plan without a goal; the database asks for a supervisor's yes where the agency does
 */
export async function agreePlan(
  db: Db,
  actor: Actor,
  planId: CarePlanId,
  signing: Signing,
  documentId: string | null,
): Promise<void> {
  const plan = await lockPlan(db, planId);
  const state = planLifecycle.after(plan.state, "agree");
  const [goals] = await db.select({ count: count() }).from(planGoals).where(eq(planGoals.planId, planId));
  if (!goals || goals.count === 0) throw new Refusal("plan.no-goal", 409);
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const begins = asCalendarDay(plan.startsOn);
  const nextReviewOn = addMonths(laterOf(begins, today), plan.reviewMonths);
  const before = await stepBack(db, actor, plan, now);
  await db
    .update(carePlans)
    .set({ state, nextReviewOn, ...signatureOf(signing, documentId, now, actor.membershipId) })
    .where(eq(carePlans.id, planId));
  if (before) await bringTasks(db, before, planId);
  const facts = { planId, version: plan.version, signedHow: signing.signedHow, nextReviewOn };
  await recordOnCase(db, actor, plan.carried, planEvents.agreed(facts));
}

/** Days are texts, and the later one sorts last. */
const laterOf = (one: CalendarDay, other: CalendarDay) => (one > other ? one : other);

async function stepBack(db: Db, actor: Actor, { caseId, carried }: LockedPlan, now: Date): Promise<string | null> {
  const [agreed] = await db
    .select({ id: carePlans.id, version: carePlans.version })
    .from(carePlans)
    .where(and(eq(carePlans.caseId, caseId), eq(carePlans.state, "agreed")))
    .for("update");
  if (!agreed) return null;
  const state = planLifecycle.after("agreed", "supersede");
  await db.update(carePlans).set({ state, endedAt: now, nextReviewOn: null }).where(eq(carePlans.id, agreed.id));
  await dropReview(db, actor, agreed.id, now);
  await recordOnCase(db, actor, carried, planEvents.superseded({ planId: agreed.id, version: agreed.version }));
  return agreed.id;
}

/** A review of what does not hold any more is not made; its task goes with it. */
async function dropReview(db: Db, actor: Actor, planId: string, now: Date): Promise<void> {
  const dropped = await db
    .update(planReviews)
    .set({ state: reviewLifecycle.after("open", "drop") })
    .where(and(eq(planReviews.planId, planId), eq(planReviews.state, "open")))
    .returning({ id: planReviews.id });
  for (const { id } of dropped) {
    await db
      .update(caseTasks)
      .set({ state: taskLifecycle.after("open", "drop"), endedAt: now, endedBy: actor.membershipId })
      .where(and(eq(caseTasks.reviewId, id), eq(caseTasks.state, "open")));
  }
}

/** Open tasks belong to the version that holds, under the same goal where it was carried over. */
async function bringTasks(db: Db, from: string, to: string): Promise<void> {
  await db
    .update(caseTasks)
    .set({
      planId: to,
      goalId: sql`(select g.id from ${planGoals} g where g.plan_id = ${to}::uuid and g.carried_from_id = ${caseTasks.goalId})`,
    })
    .where(and(eq(caseTasks.planId, from), eq(caseTasks.state, "open")));
}

export async function endPlan(db: Db, actor: Actor, planId: CarePlanId): Promise<void> {
  const plan = await lockPlan(db, planId);
  const state = planLifecycle.after(plan.state, "end");
  const now = await clock(db);
  await db.update(carePlans).set({ state, endedAt: now, nextReviewOn: null }).where(eq(carePlans.id, planId));
  await dropReview(db, actor, planId, now);
  await recordOnCase(db, actor, plan.carried, planEvents.ended({ planId, version: plan.version }));
}
