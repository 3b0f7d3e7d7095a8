// Keeps a section's answers while they are given, before anything is pressed. Shows nothing, and decides nothing about the answers.
import { z } from "zod";
import { actionFor } from "#app/access/gate.server";
import { saveSection } from "#app/models/assessment/fill.server";
import { SectionAnswersForm } from "#app/models/assessment/forms";
import { type AssessmentId, idParam } from "#app/models/values/ids";

const params = z.object({ assessmentId: idParam<AssessmentId>() });

// Without a key: the same answers sent twice are the same answers.
export const action = actionFor(
  "assessment:write",
  { params, form: SectionAnswersForm, keyed: false },
  async ({ db, params: { assessmentId }, form }) => {
    await saveSection(db, assessmentId, form.section, form);
    return { kept: true };
  },
);
