// What may be said while screening: of the checklist, of an item, of the whole application. Checks shapes; knows no row.
import { z } from "zod";
import { PROVIDER_KINDS } from "../application/codes";
import { choiceAnswer, countAnswer, dayAnswer, idAnswer, optionalWords, words } from "../values/answers";
import type { Id, MembershipId } from "../values/ids";
import { ITEM_KINDS, ITEM_MOVES, REJECTION_CODES, SCREENING_WORDS } from "./codes";

export type ApplicationId = Id<"application">;
export type RequirementId = Id<"screening requirement">;
export type ScreeningItemId = Id<"screening item">;

const ticked = z
  .literal("on")
  .optional()
  .transform((answer) => answer === "on");

/** The version that was looked at, so that nobody decides about what they did not see. */
const version = countAnswer(1, 1_000_000);

export const TakeForm = z.object({
  intent: z.literal("take"),
  /** Who had it when the page was drawn; nobody: left out. */
  from: idAnswer<MembershipId>()
    .optional()
    .transform((id) => id ?? null),
});
export const GiveBackForm = z.object({ intent: z.literal("give-back") });

export const JudgeForm = z
  .object({
    intent: z.literal("judge"),
    itemId: idAnswer<ScreeningItemId>(),
    move: choiceAnswer(ITEM_MOVES),
    words: optionalWords(SCREENING_WORDS),
  })
  .refine(({ move, words: said }) => move === "pass" || move === "reopen" || said !== "", {
    path: ["words"],
    message: "screening.error.say-why",
  });
export type Judgement = Omit<z.infer<typeof JudgeForm>, "intent">;

export const NoteForm = z.object({
  intent: z.literal("note"),
  /** Left out: about the whole application. */
  itemId: idAnswer<ScreeningItemId>()
    .optional()
    .transform((id) => id ?? null),
  words: words(SCREENING_WORDS),
  /** When it took place, where that is not today: a visit, a call. */
  happenedOn: dayAnswer()
    .optional()
    .transform((day) => day ?? null),
  toApplicant: ticked,
});
export type NewNote = Omit<z.infer<typeof NoteForm>, "intent">;

export const ItemForm = z.object({
  intent: z.literal("item"),
  itemKind: choiceAnswer(ITEM_KINDS),
  name: words(160),
  instruction: optionalWords(1000),
  required: ticked,
});
export type NewItem = Omit<z.infer<typeof ItemForm>, "intent">;

export const ReturnForm = z.object({ intent: z.literal("return"), version, words: words(SCREENING_WORDS) });
export const ApproveForm = z.object({ intent: z.literal("approve"), version, words: optionalWords(SCREENING_WORDS) });
export const RejectForm = z.object({
  intent: z.literal("reject"),
  version,
  code: choiceAnswer(REJECTION_CODES),
  words: words(SCREENING_WORDS),
});
export type Decision = { readonly version: number; readonly words: string };
export type Rejection = Decision & { readonly code: (typeof REJECTION_CODES)[number] };

/** What can be sent from an application's page. */
export const ScreeningPageForm = z.discriminatedUnion(
  "intent",
  [TakeForm, GiveBackForm, JudgeForm, NoteForm, ItemForm, ReturnForm, ApproveForm, RejectForm],
  "ui.error.invalid",
);

/** A line of the checklist; without a kind it is asked of every provider. */
export const RequirementForm = z.object({
  intent: z.literal("save"),
  kind: z
    .enum(PROVIDER_KINDS, "ui.error.not-a-choice")
    .optional()
    .transform((kind) => kind ?? null),
  itemKind: choiceAnswer(ITEM_KINDS),
  name: words(160),
  instruction: optionalWords(1000),
  required: ticked,
});
export type NewRequirement = Omit<z.infer<typeof RequirementForm>, "intent">;

/** No longer asked of whoever applies from now on, or asked again. */
export const RetireForm = z.object({ intent: z.enum(["retire", "bring-back"], "ui.error.invalid") });
export const RequirementPageForm = z.discriminatedUnion("intent", [RequirementForm, RetireForm], "ui.error.invalid");

/** Asked before or after its neighbour. */
export const MoveLineForm = z.object({
  intent: z.enum(["up", "down"], "ui.error.invalid"),
  requirementId: idAnswer<RequirementId>(),
});
