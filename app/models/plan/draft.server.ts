// Drafts a care plan: begins one or a new version of the agreed one, changes its words, discards it. Never touches what was agreed.
import { and, eq, inArray, max } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { carePlans, planGoals, plannedServices } from "#drizzle/schema";
import { lockOpenCase, recordOnCase } from "../case/carry.server";
import { localDay } from "../values/calendar-day";
import { asId, type CarePlanId, type CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { planEvents } from "./events";
import type { PlanWords } from "./forms";
import { planLifecycle } from "./lifecycle";
import { lockDraft } from "./lock.server";

/** Begins a draft; where a plan is agreed, with its goals and services, so that nothing is typed twice. @throws Refusal "plan.draft-already" (409) */
export async function draftPlan(db: Db, actor: Actor, caseId: CaseId): Promise<CarePlanId> {
  const carried = await lockOpenCase(db, caseId);
  const standing = await db
    .select()
    .from(carePlans)
    .where(and(eq(carePlans.caseId, caseId), inArray(carePlans.state, ["draft", "agreed"])));
  if (standing.some(({ state }) => state === "draft")) throw new Refusal("plan.draft-already", 409);
  const [agreed] = standing;
  const [last] = await db
    .select({ version: max(carePlans.version) })
    .from(carePlans)
    .where(eq(carePlans.caseId, caseId));
  const version = (last?.version ?? 0) + 1;
  const { agencyId, clientId } = carried;
  const [row] = await db
    .insert(carePlans)
    .values({
      agencyId,
      caseId,
      clientId,
      version,
      summary: agreed?.summary ?? "",
      reviewMonths: agreed?.reviewMonths ?? 3,
      startsOn: localDay(await clock(db), actor.timeZone),
      createdBy: actor.membershipId,
    })
    .returning({ id: carePlans.id });
  if (!row) throw new Error("no plan was kept");
  if (agreed) await carryOver(db, agreed.id, row.id);
  await recordOnCase(db, actor, carried, planEvents.drafted({ planId: row.id, version }));
  return asId<CarePlanId>(row.id);
}

/** The goals and services of one version, as those of the next. */
async function carryOver(db: Db, from: string, to: string): Promise<void> {
  const goals = await db.select().from(planGoals).where(eq(planGoals.planId, from)).orderBy(planGoals.id);
  const copies = new Map<string, string>();
  for (const { id, agencyId, caseId, words, measure, targetOn } of goals) {
    const goal = { agencyId, caseId, planId: to, words, measure, targetOn, carriedFromId: id };
    const [copy] = await db.insert(planGoals).values(goal).returning({ id: planGoals.id });
    if (copy) copies.set(id, copy.id);
  }
  const services = await db.select().from(plannedServices).where(eq(plannedServices.planId, from));
  if (services.length === 0) return;
  await db.insert(plannedServices).values(
    services.map(({ id: _, createdAt: __, goalId, ...service }) => ({
      ...service,
      planId: to,
      goalId: goalId ? (copies.get(goalId) ?? null) : null,
    })),
  );
}

export async function changePlanWords(db: Db, planId: CarePlanId, words: PlanWords): Promise<void> {
  await lockDraft(db, planId);
  const { summary, startsOn, reviewMonths } = words;
  await db.update(carePlans).set({ summary, startsOn, reviewMonths }).where(eq(carePlans.id, planId));
}

export async function discardPlan(db: Db, actor: Actor, planId: CarePlanId): Promise<void> {
  const plan = await lockDraft(db, planId);
  const state = planLifecycle.after(plan.state, "discard");
  await db
    .update(carePlans)
    .set({ state, endedAt: await clock(db) })
    .where(eq(carePlans.id, planId));
  await recordOnCase(db, actor, plan.carried, planEvents.discarded({ planId, version: plan.version }));
}
