// Reads assessments for the case desk: a case's list, one with what it was asked under, several to compare. Writes only that they were read.
import { and, asc, desc, eq, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { assessments, cases, clients, forms, formVersions, memberships, people } from "#drizzle/schema";
import { CASE_IS_MINE, type CaseState } from "../case/carry.server";
import { recordRead } from "../event/record.server";
import type { FormContent } from "../form/content";
import type { Answers, ScoreResult } from "../form/evaluate";
import type { AssessmentId, CaseId, FormId, FormVersionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { Filled } from "./compare";
import type { AssessmentState } from "./lock.server";

/** How many of one form are laid side by side: the newest. */
const MOST_COMPARED = 12;
const MOST_LISTED = 200;

const startedBy = alias(memberships, "started_by");

/** Whose case it is, and whether the actor may write on it. @throws Refusal 404 */
export async function readCaseHead(db: Db, caseId: CaseId) {
  const [row] = await db
    .select({
      number: cases.number,
      state: cases.state,
      clientId: cases.clientId,
      givenName: clients.givenName,
      familyName: clients.familyName,
      mine: CASE_IS_MINE,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(eq(cases.id, caseId));
  if (!row) throw new Refusal("not-found", 404);
  const { givenName, familyName, mine, ...head } = row;
  const mayWrite = mine && (row.state as CaseState) !== "closed";
  return { ...head, id: caseId, name: `${givenName} ${familyName}`, mayWrite };
}

/** Newest first, without those that were discarded. Sensitive ones are there only for those who may read them. */
export async function readAssessments(db: Db, actor: Actor, caseId: CaseId) {
  const head = await readCaseHead(db, caseId);
  await recordRead(db, actor, "assessment-list", { subjectType: "case", subjectId: caseId, clientId: head.clientId });
  const rows = await db
    .select({
      id: assessments.id,
      formId: assessments.formId,
      name: forms.name,
      sensitive: forms.sensitive,
      number: formVersions.number,
      state: assessments.state,
      assessedOn: assessments.assessedOn,
      scores: assessments.scores,
      by: people.name,
    })
    .from(assessments)
    .innerJoin(forms, eq(forms.id, assessments.formId))
    .innerJoin(formVersions, eq(formVersions.id, assessments.formVersionId))
    .innerJoin(startedBy, eq(startedBy.id, assessments.startedBy))
    .innerJoin(people, eq(people.id, startedBy.personId))
    .where(and(eq(assessments.caseId, caseId), ne(assessments.state, "discarded")))
    .orderBy(desc(assessments.assessedOn), desc(assessments.id))
    .limit(MOST_LISTED);
  return {
    ...head,
    rows: rows.map((row) => ({
      ...row,
      state: row.state as AssessmentState,
      scores: row.scores as ScoreResult[],
    })),
  };
}

/** One assessment with what it was asked under. @throws Refusal 404, also for a sensitive one that is not the actor's to read */
export async function readAssessment(db: Db, actor: Actor, assessmentId: AssessmentId) {
  const [row] = await db
    .select({
      assessment: assessments,
      name: forms.name,
      sensitive: forms.sensitive,
      number: formVersions.number,
      versionState: formVersions.state,
      content: formVersions.content,
      by: people.name,
    })
    .from(assessments)
    .innerJoin(forms, eq(forms.id, assessments.formId))
    .innerJoin(formVersions, eq(formVersions.id, assessments.formVersionId))
    .innerJoin(startedBy, eq(startedBy.id, assessments.startedBy))
    .innerJoin(people, eq(people.id, startedBy.personId))
    .where(eq(assessments.id, assessmentId));
  if (!row) throw new Refusal("not-found", 404);
  const { assessment, content, ...form } = row;
  const head = await readCaseHead(db, assessment.caseId as CaseId);
  await recordRead(db, actor, "assessment", {
    subjectType: "assessment",
    subjectId: assessmentId,
    clientId: assessment.clientId,
  });
  const [correction] = await db
    .select({ id: assessments.id, state: assessments.state })
    .from(assessments)
    .where(and(eq(assessments.correctsId, assessmentId), ne(assessments.state, "discarded")));
  return {
    ...form,
    id: assessmentId,
    formId: assessment.formId as FormId,
    versionId: assessment.formVersionId as FormVersionId,
    state: assessment.state as AssessmentState,
    answers: assessment.answers as Answers,
    assessedOn: assessment.assessedOn,
    completedAt: assessment.completedAt,
    updatedAt: assessment.updatedAt,
    correctsId: assessment.correctsId,
    correctionId: correction?.id ?? null,
    content: content as FormContent,
    case: head,
  };
}

export type AssessmentPage = Awaited<ReturnType<typeof readAssessment>>;

/** The completed ones of one form on a case, oldest first: the newest dozen. @throws Refusal 404 when there is none to read */
export async function readSeries(db: Db, actor: Actor, caseId: CaseId, formId: FormId) {
  const head = await readCaseHead(db, caseId);
  const rows = await db
    .select({
      id: assessments.id,
      assessedOn: assessments.assessedOn,
      answers: assessments.answers,
      scores: assessments.scores,
      number: formVersions.number,
      content: formVersions.content,
      name: forms.name,
    })
    .from(assessments)
    .innerJoin(forms, eq(forms.id, assessments.formId))
    .innerJoin(formVersions, eq(formVersions.id, assessments.formVersionId))
    .where(and(eq(assessments.caseId, caseId), eq(assessments.formId, formId), eq(assessments.state, "completed")))
    .orderBy(desc(assessments.assessedOn), desc(assessments.id))
    .limit(MOST_COMPARED);
  const [first] = rows;
  if (!first) throw new Refusal("not-found", 404);
  await recordRead(db, actor, "assessment-series", {
    subjectType: "case",
    subjectId: caseId,
    clientId: head.clientId,
  });
  const filled = rows.toReversed().map(
    ({ name: _, ...row }): Filled => ({
      ...row,
      answers: row.answers as Answers,
      scores: row.scores as ScoreResult[],
      content: row.content as FormContent,
    }),
  );
  return { ...head, formId, form: first.name, filled };
}

/** The forms in use that may be begun on a case, by name. */
export function readFormsInUse(db: Db, agencyId: string) {
  return db
    .select({ id: forms.id, name: forms.name, purpose: forms.purpose })
    .from(forms)
    .innerJoin(formVersions, and(eq(formVersions.formId, forms.id), eq(formVersions.state, "published")))
    .where(and(eq(forms.agencyId, agencyId), eq(forms.kind, "assessment")))
    .orderBy(asc(forms.name), asc(forms.id))
    .limit(200);
}
