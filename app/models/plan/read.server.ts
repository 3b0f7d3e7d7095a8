// Reads care plans and reviews in the shape their pages need. Looking is recorded; nothing is changed.
import { asc, desc, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  agencies,
  carePlans,
  cases,
  caseTasks,
  clients,
  memberships,
  needs,
  people,
  planGoals,
  plannedServices,
  planReviews,
  referrals,
  specialties,
} from "#drizzle/schema";
import { readApprovalsOf } from "../case/approval.server";
import { CASE_IS_MINE } from "../case/carry.server";
import { readTasks } from "../case/task.server";
import { recordRead } from "../event/record.server";
import type { CarePlanId, CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { PlanState } from "./lock.server";

export async function readPlan(db: Db, actor: Actor, planId: CarePlanId) {
  const [plan] = await db
    .select({
      plan: carePlans,
      caseNumber: cases.number,
      caseState: cases.state,
      ownerName: people.name,
      mayWrite: CASE_IS_MINE,
      needsApproval: agencies.planApproval,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      clientLanguage: clients.language,
    })
    .from(carePlans)
    .innerJoin(cases, eq(cases.id, carePlans.caseId))
    .innerJoin(clients, eq(clients.id, carePlans.clientId))
    .innerJoin(agencies, eq(agencies.id, carePlans.agencyId))
    .innerJoin(memberships, eq(memberships.id, cases.ownerMembershipId))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(carePlans.id, planId));
  if (!plan) throw new Refusal("not-found", 404);
  const { caseId, clientId, agencyId: _, ...facts } = plan.plan;
  await recordRead(db, actor, "care-plan", { subjectType: "case", subjectId: caseId, clientId });
  const [goals, services, tasks, reviews, versions] = [
    await readGoals(db, planId),
    await readPlannedServices(db, planId),
    await readTasks(db, actor, eq(caseTasks.planId, planId)),
    await readReviews(db, planId),
    await readVersions(db, caseId as CaseId),
  ];
  const { mayWrite, caseState, caseNumber, ownerName, clientName, clientLanguage } = plan;
  const of = { caseId, clientId, caseNumber, caseState, ownerName, clientName, clientLanguage };
  return {
    ...facts,
    ...of,
    state: facts.state as PlanState,
    mayWrite: mayWrite && caseState !== "closed",
    goals,
    services,
    tasks,
    reviews,
    versions,
    approval: await readApprovalOf(db, caseId, planId, facts.revision, plan.needsApproval),
  };
}

/** Whether a supervisor has to agree to the plan as it stands, and how far that is. */
async function readApprovalOf(db: Db, caseId: string, planId: string, revision: number, needed: boolean) {
  const asked = (await readApprovalsOf(db, caseId, "plan")).find((one) => one.planId === planId);
  const granted = asked?.state === "granted" && asked.revision === revision;
  const id = asked?.id ?? null;
  const waits = asked?.state === "asked" && asked.revision === revision;
  return { needed, id, waits, granted, sentBack: asked?.state === "refused" ? asked.decisionWords : "" };
}

export type PlanOfPage = Awaited<ReturnType<typeof readPlan>>;

function readGoals(db: Db, planId: CarePlanId) {
  return db
    .select({ id: planGoals.id, words: planGoals.words, measure: planGoals.measure, targetOn: planGoals.targetOn })
    .from(planGoals)
    .where(eq(planGoals.planId, planId))
    .orderBy(asc(planGoals.createdAt), asc(planGoals.id))
    .limit(50);
}

/** Each with the newest referral made for it, begun here or for the same need. */
function readPlannedServices(db: Db, planId: CarePlanId) {
  const newest = (column: string) =>
    sql<
      string | null
    >`(select ${sql.raw(`r.${column}`)}::text from ${referrals} r where r.case_id = ${plannedServices.caseId}
      and (r.planned_service_id = ${plannedServices.id} or r.need_id = ${plannedServices.needId}
        or r.need_id is null and r.specialty_id = ${plannedServices.specialtyId})
      and r.state <> 'entered_in_error' order by r.created_at desc limit 1)`;
  return db
    .select({
      id: plannedServices.id,
      kind: plannedServices.kind,
      goalId: plannedServices.goalId,
      needId: plannedServices.needId,
      name: specialties.name,
      words: plannedServices.words,
      howMuch: plannedServices.howMuch,
      referralId: newest("id"),
      referralNumber: newest("number"),
      referralState: newest("state"),
    })
    .from(plannedServices)
    .leftJoin(specialties, eq(specialties.id, plannedServices.specialtyId))
    .where(eq(plannedServices.planId, planId))
    .orderBy(asc(plannedServices.createdAt), asc(plannedServices.id))
    .limit(100);
}

function readReviews(db: Db, planId: CarePlanId) {
  return db
    .select({
      id: planReviews.id,
      state: planReviews.state,
      dueOn: planReviews.dueOn,
      decision: planReviews.decision,
      decidedAt: planReviews.decidedAt,
    })
    .from(planReviews)
    .where(eq(planReviews.planId, planId))
    .orderBy(desc(planReviews.createdAt))
    .limit(50);
}

/** Every version of a case's plan, newest first. */
export function readVersions(db: Db, caseId: CaseId) {
  return db
    .select({
      id: carePlans.id,
      version: carePlans.version,
      state: carePlans.state,
      startsOn: carePlans.startsOn,
      nextReviewOn: carePlans.nextReviewOn,
      signedAt: carePlans.signedAt,
    })
    .from(carePlans)
    .where(eq(carePlans.caseId, caseId))
    .orderBy(desc(carePlans.version))
    .limit(50);
}

export type PlanVersion = Awaited<ReturnType<typeof readVersions>>[number];

/** Needs of the case that still wait: what a service can be planned for. */
export async function readNeedOptions(db: Db, caseId: string) {
  return db
    .select({ id: needs.id, name: specialties.name, words: needs.words })
    .from(needs)
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(sql`${needs.caseId} = ${caseId}::uuid and ${needs.metAt} is null`)
    .orderBy(asc(needs.createdAt))
    .limit(100);
}
