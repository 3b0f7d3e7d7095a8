// Locks an assessment with its case for whoever carries it. Never gives one to a colleague who may only read.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { assessments, formVersions } from "#drizzle/schema";
import { type CarriedCase, lockOpenCase, recordOnCase } from "../case/carry.server";
import type { HouseEvent } from "../event/define";
import type { FormContent } from "../form/content";
import type { Answers } from "../form/evaluate";
import type { AssessmentId, CaseId, FormId, FormVersionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { assessmentLifecycle } from "./lifecycle";

export type AssessmentState = (typeof assessmentLifecycle.states)[number];

/** @throws Refusal 404 not there for the actor; 403 a colleague's case; 409 a closed case */
export async function lockAssessment(db: Db, assessmentId: AssessmentId) {
  const [known] = await db
    .select({ caseId: assessments.caseId })
    .from(assessments)
    .where(eq(assessments.id, assessmentId));
  if (!known) throw new Refusal("not-found", 404);
  const carried = await lockOpenCase(db, known.caseId as CaseId);
  const [row] = await db.select().from(assessments).where(eq(assessments.id, assessmentId)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return {
    carried,
    id: assessmentId,
    state: row.state as AssessmentState,
    formId: row.formId as FormId,
    versionId: row.formVersionId as FormVersionId,
    correctsId: row.correctsId as AssessmentId | null,
    assessedOn: row.assessedOn,
    answers: row.answers as Answers,
  };
}

export type LockedAssessment = Awaited<ReturnType<typeof lockAssessment>>;

/** What the version of an assessment asks. */
export async function contentOf(db: Db, versionId: FormVersionId): Promise<FormContent> {
  const [row] = await db
    .select({ content: formVersions.content })
    .from(formVersions)
    .where(eq(formVersions.id, versionId));
  if (!row) throw new Refusal("not-found", 404);
  return row.content as FormContent;
}

/** On the timelines of the case and its client. */
export function recordAssessment(db: Db, actor: Actor, carried: CarriedCase, event: HouseEvent): Promise<void> {
  return recordOnCase(db, actor, carried, event);
}
