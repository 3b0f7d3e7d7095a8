// Reads one review of a care plan: what was planned, what came of it, and why not. Counts nothing anew.
import { asc, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  carePlans,
  cases,
  caseTasks,
  clients,
  memberships,
  people,
  planGoals,
  plannedServices,
  planReviewLines,
  planReviews,
  specialties,
} from "#drizzle/schema";
import { CASE_IS_MINE } from "../case/carry.server";
import { recordRead } from "../event/record.server";
import type { ReviewId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { proposedVerdict, type ServiceFacts, type Why, whyNot } from "./why";

export async function readReview(db: Db, actor: Actor, reviewId: ReviewId) {
  const [row] = await db
    .select({
      review: planReviews,
      version: carePlans.version,
      clientId: carePlans.clientId,
      caseNumber: cases.number,
      ownerName: sql<string>`(select p.name from ${memberships} m join ${people} p on p.id = m.person_id where m.id = ${cases.ownerMembershipId})`,
      deciderName: people.name,
      mayWrite: CASE_IS_MINE,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
    })
    .from(planReviews)
    .innerJoin(carePlans, eq(carePlans.id, planReviews.planId))
    .innerJoin(cases, eq(cases.id, planReviews.caseId))
    .innerJoin(clients, eq(clients.id, carePlans.clientId))
    .leftJoin(memberships, eq(memberships.id, planReviews.decidedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(planReviews.id, reviewId));
  if (!row) throw new Refusal("not-found", 404);
  const { review, clientId, ...of } = row;
  await recordRead(db, actor, "care-plan", { subjectType: "case", subjectId: review.caseId, clientId });
  const { agencyId: _, ...facts } = review;
  return { ...facts, ...of, lines: await readLines(db, reviewId) };
}

export type ReviewOfPage = Awaited<ReturnType<typeof readReview>>;
export type ReviewLine = ReviewOfPage["lines"][number];

/** Goals first, then services, then tasks: from what matters to what was done for it. */
async function readLines(db: Db, reviewId: ReviewId) {
  const rows = await db
    .select({
      id: planReviewLines.id,
      facts: planReviewLines.facts,
      verdict: planReviewLines.verdict,
      words: planReviewLines.words,
      goal: planGoals.words,
      measure: planGoals.measure,
      service: specialties.name,
      serviceWords: plannedServices.words,
      howMuch: plannedServices.howMuch,
      plannedKind: plannedServices.kind,
      task: caseTasks.words,
      taskId: planReviewLines.taskId,
      goalId: planReviewLines.goalId,
    })
    .from(planReviewLines)
    .leftJoin(planGoals, eq(planGoals.id, planReviewLines.goalId))
    .leftJoin(plannedServices, eq(plannedServices.id, planReviewLines.plannedServiceId))
    .leftJoin(specialties, eq(specialties.id, plannedServices.specialtyId))
    .leftJoin(caseTasks, eq(caseTasks.id, planReviewLines.taskId))
    .where(eq(planReviewLines.reviewId, reviewId))
    .orderBy(
      sql`${planReviewLines.goalId} is null`,
      sql`${planReviewLines.taskId} is not null`,
      asc(planReviewLines.id),
    )
    .limit(300);
  return rows.map(
    ({ facts, goal, measure, service, serviceWords, howMuch, plannedKind, task, goalId, taskId, ...line }) => {
      if (goalId) return { ...line, kind: "goal" as const, planned: goal ?? "", detail: measure ?? "", ...nothing };
      if (taskId)
        return { ...line, kind: "task" as const, planned: task ?? "", detail: "", ...nothing, task: taskFacts(facts) };
      const counted = facts as unknown as ServiceFacts;
      const planned = service && serviceWords ? `${service}: ${serviceWords}` : (service ?? serviceWords ?? "");
      // A benefit comes from somewhere else; nobody here counts it.
      if (plannedKind === "benefit" && counted.referrals.length === 0)
        return { ...line, kind: "service" as const, planned, detail: howMuch ?? "", ...nothing };
      return {
        ...line,
        kind: "service" as const,
        planned,
        detail: howMuch ?? "",
        service: counted,
        task: null,
        why: whyNot(counted),
        proposed: proposedVerdict(counted),
      };
    },
  );
}

const nothing = { service: null, task: null, why: [] as readonly Why[], proposed: null };

/** What became of a task, at the time the review was filled. */
function taskFacts(facts: Record<string, unknown>) {
  const { state = "open", dueOn = null, result = "", late = false } = facts;
  return {
    state: String(state),
    dueOn: dueOn === null ? null : String(dueOn),
    result: String(result),
    late: late === true,
  };
}
