// What may be sent while an assessment is filled in. Answers are taken as they come: the form's own evaluator judges them.
import { z } from "zod";
import { dayAnswer, idAnswer } from "../values/answers";
import type { FormId } from "../values/ids";

export const BeginForm = z.object({ form: idAnswer<FormId>(), assessedOn: dayAnswer() });

/** One section's answers by their keys, and where to go next. */
export const SectionAnswersForm = z.looseObject({
  intent: z.enum(["next", "stay", "leave", "keep"]),
  section: z.string().regex(/^s\d{1,5}$/),
});

export const AssessmentPageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("complete"), assessedOn: dayAnswer() }),
  z.object({ intent: z.literal("discard") }),
  z.object({ intent: z.literal("correct") }),
]);
