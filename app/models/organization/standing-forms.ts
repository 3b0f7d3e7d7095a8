// What is said when a provider is suspended or reinstated: reasons, days, what becomes of running services. Checks shapes; knows no row.
import { z } from "zod";
import { choiceAnswer, dayAnswer, optionalWords, words } from "../values/answers";

export const SUSPENSION_CODES = [
  "credential",
  "safety",
  "billing",
  "terms",
  "unreachable",
  "own-wish",
  "other",
] as const;

/** What becomes of services under way: they go on, or nothing is held until the provider stands again. */
export const RUNNING_SERVICES = ["continue", "stop"] as const;

export const STANDING_WORDS = 1000;

/** A suspension may be said ahead, for the end of a month or a term. */
export const MOST_DAYS_AHEAD = 180;

/** Sessions are shown for so many days before somebody decides. */
export const EFFECT_DAYS = 30;

export const SuspendForm = z.object({
  intent: z.literal("suspend"),
  fromDay: dayAnswer(),
  code: choiceAnswer(SUSPENSION_CODES),
  words: words(STANDING_WORDS),
  services: choiceAnswer(RUNNING_SERVICES),
});
export type NewSuspension = Omit<z.infer<typeof SuspendForm>, "intent">;

export const ReinstateForm = z.object({ intent: z.literal("reinstate"), words: optionalWords(STANDING_WORDS) });

export const StandingForm = z.discriminatedUnion("intent", [SuspendForm, ReinstateForm], "ui.error.invalid");
