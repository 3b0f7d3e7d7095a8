// Applies for a client, and leads an enrolment through its life and its stages. Never lets somebody in against the rules without a reason.
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { cohorts, enrolments, programmeStages, programmes } from "#drizzle/schema";
import { lockOpenCase, recordOnCase } from "../case/carry.server";
import type { CaseId, CohortId, EnrolmentId, ProgrammeId, ProgrammeStageId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { programmeEvents } from "./events";
import type { EnrolmentWish } from "./forms";
import { gatherKnown } from "./known.server";
import { type EnrolmentState, enrolmentLifecycle } from "./lifecycle";
import { judgeRules, type Rule } from "./rules";

type Application = { readonly programme: ProgrammeId; readonly exceptionWords: string };

/**
 * @throws Refusal 403 a colleague's case, 404; 409 a closed programme, a second application, or a client the rules do not clearly let
 * in where nobody said why they should come in all the same
 */
export async function applyFor(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  { programme, exceptionWords }: Application,
): Promise<EnrolmentId> {
  const carried = await lockOpenCase(db, caseId);
  const [found] = await db.select().from(programmes).where(eq(programmes.id, programme));
  if (!found) throw new Refusal("not-found", 404);
  if (found.closedAt) throw new Refusal("programme.closed", 409);
  const rules = found.rules as readonly Rule[];
  const { outcome } = judgeRules(rules, await gatherKnown(db, actor, caseId, rules));
  if (outcome !== "yes" && exceptionWords === "") throw new Refusal(`programme.eligibility-${outcome}`, 409);
  const { agencyId, clientId } = carried;
  const [made] = await db
    .insert(enrolments)
    .values({
      agencyId,
      caseId,
      clientId,
      programmeId: programme,
      eligibility: outcome,
      exceptionWords: outcome === "yes" ? "" : exceptionWords,
      createdBy: actor.membershipId,
    })
    .returning({ id: enrolments.id });
  if (!made) throw new Error("no enrolment was kept");
  const event = programmeEvents.applied({ programmeId: programme, enrolmentId: made.id, eligibility: outcome });
  await recordOnCase(db, actor, carried, event);
  return made.id as EnrolmentId;
}

/** @throws Refusal 403, 404; 409 for what its state does not allow */
export async function moveEnrolment(db: Db, actor: Actor, id: EnrolmentId, wish: EnrolmentWish): Promise<void> {
  switch (wish.intent) {
    case "stage":
      return reachStage(db, actor, id, wish.stageId);
    case "cohort":
      return joinCohort(db, actor, id, wish.cohort ?? null);
    default:
      return changeState(db, actor, id, wish);
  }
}

type StateWish = Exclude<EnrolmentWish, { intent: "stage" | "cohort" }>;

async function changeState(db: Db, actor: Actor, id: EnrolmentId, wish: StateWish): Promise<void> {
  const { row, carried } = await lockEnrolment(db, id);
  const from = row.state as EnrolmentState;
  const state = enrolmentLifecycle.after(from, wish.intent);
  const now = await clock(db);
  const ends = state === "completed" || state === "left";
  await db
    .update(enrolments)
    .set({
      state,
      updatedAt: now,
      ...(state === "enrolled" ? { stageId: await firstStage(db, row.programmeId) } : {}),
      ...(ends ? { endedAt: now, endedBy: actor.membershipId } : {}),
      ...(wish.intent === "leave" ? { reasonCode: wish.code, reasonWords: wish.words } : {}),
    })
    .where(eq(enrolments.id, id));
  const { programmeId } = row;
  const moved = programmeEvents.moved({ programmeId, enrolmentId: id, move: wish.intent, from, to: state });
  await recordOnCase(db, actor, carried, moved);
}

async function reachStage(db: Db, actor: Actor, id: EnrolmentId, stageId: ProgrammeStageId): Promise<void> {
  const { row, carried } = await lockEnrolment(db, id);
  if (row.state !== "enrolled") throw new Refusal("programme.not-enrolled", 409);
  await stageOf(db, row.programmeId, stageId);
  await db
    .update(enrolments)
    .set({ stageId, cohortMoveId: null, stageBeforeId: null, updatedAt: await clock(db) })
    .where(eq(enrolments.id, id));
  const { programmeId } = row;
  const reached = programmeEvents["stage-reached"]({ programmeId, enrolmentId: id, stageId });
  await recordOnCase(db, actor, carried, reached);
}

async function joinCohort(db: Db, actor: Actor, id: EnrolmentId, cohortId: CohortId | null): Promise<void> {
  const { row, carried } = await lockEnrolment(db, id);
  if (enrolmentLifecycle.moves(row.state as EnrolmentState).length === 0) {
    throw new Refusal("programme.enrolment-ended", 409);
  }
  const { programmeId } = row;
  if (cohortId) {
    const [cohort] = await db
      .select({ id: cohorts.id })
      .from(cohorts)
      .where(and(eq(cohorts.id, cohortId), eq(cohorts.programmeId, programmeId)));
    if (!cohort) throw new Refusal("not-found", 404);
  }
  await db
    .update(enrolments)
    .set({ cohortId, cohortMoveId: null, stageBeforeId: null, updatedAt: await clock(db) })
    .where(eq(enrolments.id, id));
  const event = cohortId
    ? programmeEvents["cohort-joined"]({ programmeId, enrolmentId: id, cohortId })
    : programmeEvents["cohort-left"]({ programmeId, enrolmentId: id });
  await recordOnCase(db, actor, carried, event);
}

/** The enrolment with its case, locked. @throws Refusal 403 a colleague's case, 404, 409 a closed case */
async function lockEnrolment(db: Db, id: EnrolmentId) {
  const [known] = await db.select({ caseId: enrolments.caseId }).from(enrolments).where(eq(enrolments.id, id));
  if (!known) throw new Refusal("not-found", 404);
  const carried = await lockOpenCase(db, known.caseId as CaseId);
  const [row] = await db.select().from(enrolments).where(eq(enrolments.id, id)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { carried, row };
}

async function firstStage(db: Db, programmeId: string): Promise<string> {
  const [row] = await db
    .select({ id: programmeStages.id })
    .from(programmeStages)
    .where(and(eq(programmeStages.programmeId, programmeId), isNull(programmeStages.removedAt)))
    .orderBy(asc(programmeStages.position))
    .limit(1);
  if (!row) throw new Error("a programme has at least one stage");
  return row.id;
}

/** Where the stage stands in its programme. @throws Refusal 404 for another programme's, and for one that was removed */
export async function stageOf(db: Db, programmeId: string, stageId: ProgrammeStageId): Promise<number> {
  const [row] = await db
    .select({ position: programmeStages.position })
    .from(programmeStages)
    .where(
      and(
        eq(programmeStages.id, stageId),
        eq(programmeStages.programmeId, programmeId),
        isNull(programmeStages.removedAt),
      ),
    );
  if (!row) throw new Refusal("not-found", 404);
  return row.position;
}
