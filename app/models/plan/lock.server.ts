// Locks a care plan for whoever carries its case. Says who may write; decides nothing about the plan.
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { carePlans } from "#drizzle/schema";
import { type CarriedCase, lockOpenCase } from "../case/carry.server";
import { asId, type CarePlanId, type CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { planLifecycle } from "./lifecycle";

export type PlanState = (typeof planLifecycle.states)[number];
export type LockedPlan = typeof carePlans.$inferSelect & { readonly state: PlanState; readonly carried: CarriedCase };

/** @throws Refusal 404 when it is not there for the actor, 403 for a colleague who may only read, 409 when the case is closed */
export async function lockPlan(db: Db, planId: CarePlanId): Promise<LockedPlan> {
  const [seen] = await db.select({ caseId: carePlans.caseId }).from(carePlans).where(eq(carePlans.id, planId));
  if (!seen) throw new Refusal("not-found", 404);
  // The case first, everywhere: two who work on one case wait for each other instead of crossing.
  const carried = await lockOpenCase(db, asId<CaseId>(seen.caseId));
  const [plan] = await db.select().from(carePlans).where(eq(carePlans.id, planId)).for("update");
  if (!plan) throw new Refusal("not-found", 404);
  return { ...plan, state: plan.state as PlanState, carried };
}

/** As lockPlan, of a draft: what was agreed is followed by a new version. @throws Refusal "plan.not-a-draft" (409) */
export async function lockDraft(db: Db, planId: CarePlanId): Promise<LockedPlan> {
  const plan = await lockPlan(db, planId);
  if (plan.state !== "draft") throw new Refusal("plan.not-a-draft", 409);
  return plan;
}
