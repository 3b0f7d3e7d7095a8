// What is written down of a supervision: with whom, when, which cases, what was agreed. Checks shapes only.
import { z } from "zod";
import { parseCalendarDay } from "../values/calendar-day";
import { type CaseId, idParam, type MembershipId, type SupervisionId } from "../values/ids";

const words = (most: number) => z.string().trim().max(most, "ui.error.too-long").optional();
const day = z
  .string({ error: "ui.error.required" })
  .trim()
  .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day");

/** A case that was not talked about comes with no words and is left out. */
export const SupervisionForm = z
  .object({
    caseworker: idParam<MembershipId>(),
    heldOn: day,
    cases: z
      .array(z.object({ id: idParam<CaseId>(), agreed: words(1000) }))
      .max(200)
      .default([]),
    words: words(4000),
    nextOn: day.optional(),
    corrects: idParam<SupervisionId>().optional(),
  })
  .refine(({ heldOn, nextOn }) => nextOn === undefined || nextOn > heldOn, {
    path: ["nextOn"],
    message: "supervision.error.next",
  })
  .refine((form) => form.words || form.cases.some(({ agreed }) => agreed), {
    path: ["words"],
    message: "supervision.error.nothing",
  });
export type SupervisionWords = z.infer<typeof SupervisionForm>;
