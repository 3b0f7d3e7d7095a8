// Reviews an agreed plan: begins or fills one anew, and decides it, which leads to the next. What was counted is the database's word.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { carePlans, caseTasks, planReviewLines, planReviews } from "#drizzle/schema";
import { recordOnCase } from "../case/carry.server";
import { taskLifecycle } from "../case/lifecycle";
import { addMonths, localDay } from "../values/calendar-day";
import { asId, type CarePlanId, type ReviewId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { endPlan } from "./agree.server";
import { draftPlan } from "./draft.server";
import { planEvents } from "./events";
import type { ReviewDecision } from "./forms";
import { reviewLifecycle } from "./lifecycle";
import { type LockedPlan, lockPlan } from "./lock.server";

/** Begins the review before its day, or counts anew what an open one is filled with. @throws Refusal "plan.not-agreed" (409) */
export async function beginReview(db: Db, actor: Actor, planId: CarePlanId): Promise<ReviewId> {
  const plan = await lockPlan(db, planId);
  if (plan.state !== "agreed") throw new Refusal("plan.not-agreed", 409);
  const open = await openReview(db, planId);
  const [row] = await db.execute<{ id: string }>(sql`select app.begin_plan_review(${planId}::uuid) as id`);
  if (!row) throw new Error("no review was begun");
  if (!open) {
    const dueOn = plan.nextReviewOn ?? plan.startsOn;
    await recordOnCase(db, actor, plan.carried, planEvents["review-begun"]({ reviewId: row.id, planId, dueOn }));
  }
  return asId<ReviewId>(row.id);
}

async function openReview(db: Db, planId: string): Promise<string | null> {
  const [open] = await db
    .select({ id: planReviews.id })
    .from(planReviews)
    .where(and(eq(planReviews.planId, planId), eq(planReviews.state, "open")));
  return open?.id ?? null;
}

/**
 * Says what was found and decides: go on with the next review set, draft a new version, or end the plan.
 * @returns the draft to be changed where that was decided
 * @throws Refusal "plan.line-missing" (400) when not every line was spoken about
 */
export async function decideReview(
  db: Db,
  actor: Actor,
  reviewId: ReviewId,
  said: ReviewDecision,
): Promise<CarePlanId | null> {
  const [seen] = await db.select({ planId: planReviews.planId }).from(planReviews).where(eq(planReviews.id, reviewId));
  if (!seen) throw new Refusal("not-found", 404);
  const planId = asId<CarePlanId>(seen.planId);
  const plan = await lockPlan(db, planId);
  const [review] = await db.select().from(planReviews).where(eq(planReviews.id, reviewId)).for("update");
  const state = reviewLifecycle.after(review?.state as "open", "decide");
  await sayOfEachLine(db, reviewId, said);
  const now = await clock(db);
  const { decision, words, present } = said;
  await db
    .update(planReviews)
    .set({ state, decision, words, present, decidedBy: actor.membershipId, decidedAt: now })
    .where(eq(planReviews.id, reviewId));
  await db
    .update(caseTasks)
    .set({ state: taskLifecycle.after("open", "finish"), endedAt: now, endedBy: actor.membershipId })
    .where(and(eq(caseTasks.reviewId, reviewId), eq(caseTasks.state, "open")));
  await recordOnCase(db, actor, plan.carried, planEvents["review-decided"]({ reviewId, planId, decision }));
  return lead(db, actor, plan, decision, now);
}

async function sayOfEachLine(db: Db, reviewId: ReviewId, { lines }: ReviewDecision): Promise<void> {
  const kept = await db
    .select({ id: planReviewLines.id })
    .from(planReviewLines)
    .where(eq(planReviewLines.reviewId, reviewId));
  const said = new Map<string, (typeof lines)[number]>(lines.map((line) => [line.id, line]));
  if (kept.some(({ id }) => !said.has(id))) throw new Refusal("plan.line-missing", 400);
  for (const { id } of kept) {
    const line = said.get(id);
    if (line) {
      const { verdict, words } = line;
      await db.update(planReviewLines).set({ verdict, words }).where(eq(planReviewLines.id, id));
    }
  }
}

/** The next review counts from today: one that was late does not make the next one early. */
async function lead(
  db: Db,
  actor: Actor,
  plan: LockedPlan,
  decision: ReviewDecision["decision"],
  now: Date,
): Promise<CarePlanId | null> {
  const planId = asId<CarePlanId>(plan.id);
  if (decision === "end") {
    await endPlan(db, actor, planId);
    return null;
  }
  const nextReviewOn = addMonths(localDay(now, actor.timeZone), plan.reviewMonths);
  await db.update(carePlans).set({ nextReviewOn }).where(eq(carePlans.id, planId));
  return decision === "change" ? draftOrNew(db, actor, plan) : null;
}

async function draftOrNew(db: Db, actor: Actor, plan: LockedPlan): Promise<CarePlanId> {
  const [draft] = await db
    .select({ id: carePlans.id })
    .from(carePlans)
    .where(and(eq(carePlans.caseId, plan.caseId), eq(carePlans.state, "draft")));
  return draft ? asId<CarePlanId>(draft.id) : draftPlan(db, actor, plan.carried.id);
}
