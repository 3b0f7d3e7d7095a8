// Begins an assessment under the version of a form that is in use, or the correction of one that is completed.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { assessments, forms, formVersions } from "#drizzle/schema";
import { lockOpenCase, recordOnCase } from "../case/carry.server";
import type { AssessmentId, CaseId, FormId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { assessmentEvents } from "./events";
import { assessmentLifecycle } from "./lifecycle";
import { lockAssessment } from "./lock.server";

/** The draft of this form on this case, begun now where there is none. @throws Refusal 403, 404; 409 when the form is not in use */
export async function beginAssessment(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  { form, assessedOn }: { readonly form: FormId; readonly assessedOn: string },
): Promise<AssessmentId> {
  const carried = await lockOpenCase(db, caseId);
  const [there] = await db
    .select({ id: assessments.id })
    .from(assessments)
    .where(and(eq(assessments.caseId, caseId), eq(assessments.formId, form), eq(assessments.state, "draft")));
  if (there) return there.id as AssessmentId;
  const [version] = await db
    .select({ id: formVersions.id })
    .from(formVersions)
    .innerJoin(forms, and(eq(forms.id, formVersions.formId), eq(forms.kind, "assessment")))
    .where(
      and(
        eq(formVersions.formId, form),
        eq(formVersions.agencyId, carried.agencyId),
        eq(formVersions.state, "published"),
      ),
    );
  if (!version) throw new Refusal("assessment.form-changed", 409);
  const { agencyId, clientId } = carried;
  const [made] = await db
    .insert(assessments)
    .values({
      agencyId,
      caseId,
      clientId,
      formId: form,
      formVersionId: version.id,
      assessedOn,
      startedBy: actor.membershipId,
    })
    .returning({ id: assessments.id });
  if (!made) throw new Error("no assessment was kept");
  await recordOnCase(db, actor, carried, assessmentEvents.begun({ assessmentId: made.id, formId: form }));
  return made.id as AssessmentId;
}

/**
 * A draft that begins with the answers of what it corrects, under the same version. What it corrects stands until it is completed.
 * @throws Refusal 403, 404; 409 for one that is not completed, or while another draft of the form is open
 */
export async function beginCorrection(db: Db, actor: Actor, assessmentId: AssessmentId): Promise<AssessmentId> {
  const wrong = await lockAssessment(db, assessmentId);
  assessmentLifecycle.after(wrong.state, "correct");
  const { agencyId, clientId, id: caseId } = wrong.carried;
  const [open] = await db
    .select({ id: assessments.id, correctsId: assessments.correctsId })
    .from(assessments)
    .where(and(eq(assessments.caseId, caseId), eq(assessments.formId, wrong.formId), eq(assessments.state, "draft")));
  if (open?.correctsId === wrong.id) return open.id as AssessmentId;
  if (open) throw new Refusal("assessment.draft-there", 409);
  const [made] = await db
    .insert(assessments)
    .values({
      agencyId,
      caseId,
      clientId,
      formId: wrong.formId,
      formVersionId: wrong.versionId,
      answers: wrong.answers,
      assessedOn: wrong.assessedOn,
      correctsId: wrong.id,
      startedBy: actor.membershipId,
    })
    .returning({ id: assessments.id });
  if (!made) throw new Error("no assessment was kept");
  const event = assessmentEvents.begun({ assessmentId: made.id, formId: wrong.formId });
  await recordOnCase(db, actor, wrong.carried, event);
  return made.id as AssessmentId;
}
