// Keeps a section's answers while they are given, before anything is pressed. Shows nothing, and decides nothing about the answers.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { saveSection } from "#app/models/assessment/fill.server";
import { SectionAnswersForm } from "#app/models/assessment/forms";
import { readAssessment } from "#app/models/assessment/read.server";
import { type AssessmentId, idParam } from "#app/models/values/ids";

const params = z.object({ assessmentId: idParam<AssessmentId>() });

// Whoever comes here by address, such as after signing in again, is led to what is being filled in.
export const loader = loaderFor(
  "assessment:read",
  { params, records: true },
  async ({ actor, db, params: { assessmentId } }) => {
    const { id } = await readAssessment(db, actor, assessmentId);
    return redirect(`/agency/assessments/${id}`);
  },
);

// Without a key: the same answers sent twice are the same answers.
export const action = actionFor(
  "assessment:write",
  { params, form: SectionAnswersForm, keyed: false },
  async ({ db, params: { assessmentId }, form }) => {
    await saveSection(db, assessmentId, form.section, form);
    return { kept: true };
  },
);
