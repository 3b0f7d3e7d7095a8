// What may be written about practitioners, and where they learnt and worked. Checks shapes; credentials have forms of their own.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, languagesAnswer, words, wordsOrNull } from "../values/answers";
import type { HistoryId, PractitionerId } from "../values/ids";

export const PractitionerForm = z.object({
  intent: z.literal("practitioner"),
  name: words(120),
  title: wordsOrNull(120),
  languages: languagesAnswer(),
});
export type NewPractitioner = Omit<z.infer<typeof PractitionerForm>, "intent">;

export const LeaveForm = z.object({ intent: z.literal("leave"), practitionerId: idAnswer<PractitionerId>() });

export const HandOverForm = z.object({
  intent: z.literal("hand-over"),
  fromId: idAnswer<PractitionerId>(),
  toId: idAnswer<PractitionerId>(),
});

export const PractitionersPageForm = z.discriminatedUnion("intent", [PractitionerForm, LeaveForm], "ui.error.invalid");

export const HISTORY_KINDS = ["education", "employment"] as const;

/** A school or an employer; without a last day they are still there. */
const HistoryForm = z
  .object({
    intent: z.literal("add"),
    kind: choiceAnswer(HISTORY_KINDS),
    place: words(200),
    title: words(200),
    startsOn: dayAnswer(),
    lastDay: dayAnswer().optional(),
  })
  .refine(({ startsOn, lastDay }) => lastDay === undefined || lastDay >= startsOn, {
    path: ["lastDay"],
    message: "organization.error.ends-before-start",
  });
export type NewHistory = z.infer<typeof HistoryForm>;

export const HistoryPageForm = z.discriminatedUnion(
  "intent",
  [HistoryForm, z.object({ intent: z.literal("remove"), historyId: idAnswer<HistoryId>() })],
  "ui.error.invalid",
);
