// What may be written at the network desk about lists of the excluded, matches and adverse actions. Checks shapes.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, words } from "../values/answers";
import type { ExclusionListId, PractitionerId } from "../values/ids";

/** A further version of a list, or the first of a new one. */
export const UploadForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("version"), listId: idAnswer<ExclusionListId>() }),
    z.object({ intent: z.literal("list"), name: words(120), authority: words(160) }),
  ],
  "ui.error.invalid",
);
export type Upload = z.infer<typeof UploadForm>;

export const MatchMoveForm = z.object({ move: choiceAnswer(["confirm", "dismiss"]), words: words(1000) });
export type MatchMove = z.infer<typeof MatchMoveForm>;

export const ACTION_KINDS = [
  "licence_action",
  "sanction",
  "conviction",
  "malpractice",
  "contract_ended",
  "complaint_upheld",
  "other",
] as const;

/** Without a practitioner it is about the organization. */
export const AdverseActionForm = z.object({
  practitionerId: idAnswer<PractitionerId>()
    .optional()
    .transform((id) => id ?? null),
  kind: choiceAnswer(ACTION_KINDS),
  authority: words(160),
  actedOn: dayAnswer(),
  words: words(2000),
});
export type NewAdverseAction = z.infer<typeof AdverseActionForm>;
