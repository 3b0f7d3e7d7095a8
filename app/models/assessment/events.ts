// What can happen to an assessment. Facts are ids and codes, never what was answered.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofForm = z.object({ assessmentId: z.string(), formId: z.string() });

export const assessmentEvents = defineEvents("assessment", {
  begun: ofForm,
  completed: ofForm,
  corrected: ofForm.extend({ byAssessmentId: z.string() }),
  discarded: ofForm,
});
