// Fills in an assessment: keeps a section as it is answered, completes the whole, or discards it. What is completed is never written again.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { assessments } from "#drizzle/schema";
import { evaluate } from "../form/evaluate";
import type { AssessmentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { assessmentEvents } from "./events";
import { assessmentLifecycle } from "./lifecycle";
import { contentOf, type LockedAssessment, lockAssessment, recordAssessment } from "./lock.server";
import { type NextStep, nextStep, withSection } from "./step";

/**
 * Keeps what was sent of one section, usable or not, and says where it leads.
 * @throws Refusal 403, 404; 409 once it is completed or discarded
 */
export async function saveSection(
  db: Db,
  assessmentId: AssessmentId,
  sectionKey: string,
  sent: Readonly<Record<string, unknown>>,
): Promise<NextStep> {
  const draft = await lockFillable(db, assessmentId);
  const content = await contentOf(db, draft.versionId);
  const section = content.sections.find(({ key }) => key === sectionKey);
  if (!section) throw new Refusal("not-found", 404);
  const drawn = new Set(String(sent.drawn ?? "").split(" "));
  const answers = withSection(section, draft.answers, sent, drawn);
  await db
    .update(assessments)
    .set({ answers, updatedAt: await clock(db) })
    .where(eq(assessments.id, draft.id));
  return nextStep(content, section, draft.answers, answers);
}

/**
 * From here on it stands as it is, with its scores; the one it corrects is marked as corrected.
 * @throws Refusal 403, 404; 409 while an answer is missing or wrong, or once it is completed
 */
export async function completeAssessment(
  db: Db,
  actor: Actor,
  assessmentId: AssessmentId,
  assessedOn: string,
): Promise<void> {
  const draft = await lockAssessment(db, assessmentId);
  const state = assessmentLifecycle.after(draft.state, "complete");
  const { problems, kept, scores } = evaluate(await contentOf(db, draft.versionId), draft.answers);
  if (problems.length > 0) throw new Refusal("assessment.not-whole", 409, { count: problems.length });
  const now = await clock(db);
  await db
    .update(assessments)
    .set({
      state,
      answers: kept,
      scores,
      assessedOn,
      completedAt: now,
      completedBy: actor.membershipId,
      updatedAt: now,
    })
    .where(eq(assessments.id, draft.id));
  const { id, formId, carried, correctsId } = draft;
  await recordAssessment(db, actor, carried, assessmentEvents.completed({ assessmentId: id, formId }));
  if (!correctsId) return;
  const wrong = await lockAssessment(db, correctsId);
  await db
    .update(assessments)
    .set({ state: assessmentLifecycle.after(wrong.state, "correct"), updatedAt: now })
    .where(eq(assessments.id, correctsId));
  const corrected = assessmentEvents.corrected({ assessmentId: correctsId, formId, byAssessmentId: id });
  await recordAssessment(db, actor, carried, corrected);
}

/** @throws Refusal 403, 404; 409 once it is completed */
export async function discardAssessment(db: Db, actor: Actor, assessmentId: AssessmentId): Promise<void> {
  const draft = await lockAssessment(db, assessmentId);
  const state = assessmentLifecycle.after(draft.state, "discard");
  await db.update(assessments).set({ state }).where(eq(assessments.id, draft.id));
  const { id, formId, carried } = draft;
  await recordAssessment(db, actor, carried, assessmentEvents.discarded({ assessmentId: id, formId }));
}

async function lockFillable(db: Db, assessmentId: AssessmentId): Promise<LockedAssessment> {
  const draft = await lockAssessment(db, assessmentId);
  if (draft.state !== "draft") throw new Refusal("assessment.completed-already", 409);
  return draft;
}
