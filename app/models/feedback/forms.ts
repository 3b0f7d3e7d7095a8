// The forms a client answers with, and those by which staff ask and see to an incident. Shapes and limits only.
import { z } from "zod";
import { parseCalendarDay } from "../values/calendar-day";
import { ANSWERS, NOT_URGENT, URGENT } from "./questions";

export const FEEDBACK_WORDS_LENGTH = 1000;
export const DONE_LENGTH = 2000;

/** A client may skip any question: somebody who is asked again for what they do not want to say gives up. */
const answer = z
  .enum(ANSWERS)
  .optional()
  .catch(undefined)
  .transform((said) => said ?? null);

export const FeedbackForm = z.object({
  helped: answer,
  treated: answer,
  again: answer,
  urgent: z
    .enum([...URGENT, NOT_URGENT])
    .optional()
    .catch(undefined)
    .transform((said) => (said === undefined || said === NOT_URGENT ? null : said)),
  words: z
    .string()
    .trim()
    .optional()
    .transform((text) => (text ?? "").slice(0, FEEDBACK_WORDS_LENGTH)),
});
export type FeedbackForm = z.infer<typeof FeedbackForm>;

export const AskFeedbackForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("mail"),
    to: z.string("ui.error.required").trim().min(1, "ui.error.required").max(200),
  }),
  z.object({ intent: z.literal("paper") }),
]);
export type AskFeedbackForm = z.infer<typeof AskFeedbackForm>;

export const IncidentForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("take"),
    until: z
      .string("ui.error.required")
      .trim()
      .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day"),
  }),
  z.object({
    intent: z.literal("close"),
    done: z.string("ui.error.required").trim().min(1, "ui.error.required").max(DONE_LENGTH, "ui.error.too-long"),
  }),
]);
export type IncidentForm = z.infer<typeof IncidentForm>;
