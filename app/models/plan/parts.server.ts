// Puts goals and planned services into a draft and takes them out again. Nothing of an agreed plan is ever changed here.
import { and, count, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { needs, planGoals, plannedServices } from "#drizzle/schema";
import { asId, type CarePlanId, type GoalId, type PlannedServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { GoalWords, PlannedService } from "./forms";
import { lockDraft } from "./lock.server";

/** More than this nobody keeps in mind, client or caseworker. */
const MOST_GOALS = 20;
const MOST_SERVICES = 40;

export async function addGoal(db: Db, planId: CarePlanId, goal: GoalWords): Promise<GoalId> {
  const { agencyId, caseId } = await lockDraft(db, planId);
  const [kept] = await db.select({ count: count() }).from(planGoals).where(eq(planGoals.planId, planId));
  if ((kept?.count ?? 0) >= MOST_GOALS) throw new Refusal("plan.too-many", 409, { most: MOST_GOALS });
  const { words, measure, targetOn = null } = goal;
  const [row] = await db
    .insert(planGoals)
    .values({ agencyId, caseId, planId, words, measure, targetOn })
    .returning({ id: planGoals.id });
  if (!row) throw new Error("no goal was kept");
  return asId<GoalId>(row.id);
}

export async function changeGoal(db: Db, planId: CarePlanId, goalId: GoalId, goal: GoalWords): Promise<void> {
  await lockDraft(db, planId);
  const { words, measure, targetOn = null } = goal;
  const changed = await db
    .update(planGoals)
    .set({ words, measure, targetOn })
    .where(ofPlan(planId, goalId))
    .returning({ id: planGoals.id });
  if (changed.length === 0) throw new Refusal("not-found", 404);
}

/** @throws Refusal "plan.goal-has-services" (409): what hangs on a goal is taken out first, so that nothing vanishes unseen */
export async function removeGoal(db: Db, planId: CarePlanId, goalId: GoalId): Promise<void> {
  await lockDraft(db, planId);
  const [hangs] = await db.select({ count: count() }).from(plannedServices).where(eq(plannedServices.goalId, goalId));
  if (hangs && hangs.count > 0) throw new Refusal("plan.goal-has-services", 409, { count: hangs.count });
  const gone = await db.delete(planGoals).where(ofPlan(planId, goalId)).returning({ id: planGoals.id });
  if (gone.length === 0) throw new Refusal("not-found", 404);
}

const ofPlan = (planId: CarePlanId, goalId: GoalId) => and(eq(planGoals.id, goalId), eq(planGoals.planId, planId));

export async function planService(db: Db, planId: CarePlanId, planned: PlannedService): Promise<PlannedServiceId> {
  const { agencyId, caseId } = await lockDraft(db, planId);
  const [kept] = await db.select({ count: count() }).from(plannedServices).where(eq(plannedServices.planId, planId));
  if ((kept?.count ?? 0) >= MOST_SERVICES) throw new Refusal("plan.too-many", 409, { most: MOST_SERVICES });
  const { kind, needId = null, goalId = null, words, howMuch } = planned;
  if (goalId && (await db.$count(planGoals, ofPlan(planId, goalId))) === 0) throw new Refusal("not-found", 404);
  const [need] = needId
    ? await db
        .select({ specialtyId: needs.specialtyId })
        .from(needs)
        .where(and(eq(needs.id, needId), eq(needs.caseId, caseId)))
    : [];
  if (needId && !need) throw new Refusal("not-found", 404);
  const specialtyId = need?.specialtyId ?? null;
  const [row] = await db
    .insert(plannedServices)
    .values({ agencyId, caseId, planId, goalId, kind, needId, specialtyId, words, howMuch })
    .returning({ id: plannedServices.id });
  if (!row) throw new Error("nothing was planned");
  return asId<PlannedServiceId>(row.id);
}

export async function unplanService(db: Db, planId: CarePlanId, serviceId: PlannedServiceId): Promise<void> {
  await lockDraft(db, planId);
  const gone = await db
    .delete(plannedServices)
    .where(and(eq(plannedServices.id, serviceId), eq(plannedServices.planId, planId)))
    .returning({ id: plannedServices.id });
  if (gone.length === 0) throw new Refusal("not-found", 404);
}
