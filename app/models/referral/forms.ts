// The forms a referral is written, answered, carried and ended with. Shapes and limits only.
import { z } from "zod";
import { CONSENT_FIELDS } from "../consent/codes";
import { consentHolds, consentShape } from "../consent/forms";
import { optionalWords } from "../values/answers";
import { parseCalendarDay } from "../values/calendar-day";
import {
  type CaseId,
  type DeclineReasonId,
  type DocumentId,
  type FormId,
  idParam,
  type NeedId,
  type OfferId,
  type PlannedServiceId,
  type ReferralId,
  type ServiceAtLocationId,
} from "../values/ids";
import {
  CANCEL_CODES,
  COMPLETED_OUTCOMES,
  DECLINE_CODES,
  FAILED_REASONS,
  MOST_PLACES,
  needsWords,
  OUTCOMES,
  REFERRAL_MODES,
  URGENCIES,
  WITHDRAW_CODES,
} from "./codes";

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, "ui.error.too-long")
    .optional()
    .transform((text) => text ?? "");
const neededWords = (most: number) =>
  z.string("ui.error.required").trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const day = z
  .string("ui.error.required")
  .trim()
  .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day");

export const MESSAGE_LENGTH = 4000;
export const OUTSIDE_LENGTH = 500;
export const WORDS_LENGTH = 2000;

/** "other" says nothing without the words beside it. */
const saysWhatOther = (form: { code: string; words: string }) => !needsWords(form.code) || form.words.length > 0;
const OTHER = { path: ["words"], message: "referral.error.other-needs-words" };

const oneOf = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.enum(codes, "ui.error.not-a-choice");

function coded<const Codes extends readonly [string, ...string[]]>(codes: Codes) {
  return z.object({ code: oneOf(codes), words: words(WORDS_LENGTH) }).refine(saysWhatOther, OTHER);
}

/** A reason of the common list, or one that the agency has words of its own for. */
export const DeclineForm = z
  .object({
    code: z.union([z.enum(DECLINE_CODES), idParam<DeclineReasonId>()], { error: "ui.error.not-a-choice" }),
    words: words(WORDS_LENGTH),
  })
  .refine(saysWhatOther, OTHER);
/** Of one offer alone, where others are open; else of the referral with all its offers. */
export const WithdrawForm = coded(WITHDRAW_CODES).safeExtend({ offerId: idParam<OfferId>().optional() });
export const CancelForm = coded(CANCEL_CODES);
export const CompleteForm = coded(COMPLETED_OUTCOMES);
export const FailForm = coded(FAILED_REASONS);
export const CloseForm = z
  .object({
    code: oneOf(OUTCOMES),
    words: words(WORDS_LENGTH),
    needMet: z.enum(["yes", "no"], "ui.error.not-a-choice"),
  })
  .refine(saysWhatOther, OTHER);
export const RetractForm = z.object({ words: neededWords(WORDS_LENGTH) });
export const REASON_LENGTH = 120;
const reasonId = idParam<DeclineReasonId>();
const reasonWords = neededWords(REASON_LENGTH);

/** What an administrator does with the reasons to decline. */
export const DeclineReasonForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("begin") }),
  z.object({ intent: z.literal("add"), words: reasonWords, code: oneOf(DECLINE_CODES) }),
  z.object({ intent: z.literal("reword"), reasonId, words: reasonWords }),
  z.object({ intent: z.enum(["up", "down", "retire", "restore"]), reasonId }),
]);
export const AskForm = z.object({ question: neededWords(WORDS_LENGTH) });
export const AnswerForm = z.object({ offerId: idParam<OfferId>(), answer: neededWords(WORDS_LENGTH) });
export const WaitlistForm = z.object({ until: day, words: words(WORDS_LENGTH) });
export const HoldForm = z.object({ words: neededWords(WORDS_LENGTH) });

export type DeclineForm = z.infer<typeof DeclineForm>;
export type WithdrawForm = z.infer<typeof WithdrawForm>;
export type CancelForm = z.infer<typeof CancelForm>;
export type CompleteForm = z.infer<typeof CompleteForm>;
export type FailForm = z.infer<typeof FailForm>;
export type CloseForm = z.infer<typeof CloseForm>;
export type AnswerForm = z.infer<typeof AnswerForm>;
export type WaitlistForm = z.infer<typeof WaitlistForm>;

export const PlacesForm = z.object({
  caseId: idParam<CaseId>(),
  needId: idParam<NeedId>()
    .optional()
    .transform((id) => id ?? null),
  places: z
    .array(idParam<ServiceAtLocationId>())
    .min(1, "referral.error.no-place")
    .max(MOST_PLACES, "referral.error.too-many-places")
    .transform((ids) => [...new Set(ids)]),
});
export type PlacesForm = z.infer<typeof PlacesForm>;

export const SharedForm = z.object({
  fields: z.array(z.enum(CONSENT_FIELDS, "ui.error.not-a-choice")).min(1, "referral.error.nothing-shared"),
  documents: z.array(idParam<DocumentId>()).max(20, "referral.error.too-many-documents"),
});
export type SharedForm = z.infer<typeof SharedForm>;

export const DetailsForm = z.object({
  urgency: z.enum(URGENCIES, "ui.error.not-a-choice"),
  mode: z.enum(REFERRAL_MODES, "ui.error.not-a-choice"),
  answerBy: day,
  message: words(MESSAGE_LENGTH),
});
export type DetailsForm = z.infer<typeof DetailsForm>;

const draftId = idParam<ReferralId>();

/** Answers to a form that a service asks for, by their questions' keys: the form's own evaluator judges them. */
export const AskedFormForm = z.looseObject({
  intent: z.literal("form"),
  draftId,
  formId: idParam<FormId>(),
  later: z.literal("yes").optional(),
});

/** One that goes to a provider after it was asked: sent whole, or with what is missing left blank. */
export const OwedFormForm = z.looseObject({
  intent: z.literal("owed"),
  formId: idParam<FormId>(),
  blanks: z
    .literal("on")
    .optional()
    .transform((answer) => answer === "on"),
});

/** Pressed instead of going on: what is there is kept, and the rest is done another time. */
const later = z.literal("yes").optional();

/** The guided flow is one page with a form a step; the intent says which was sent. */
export const NewReferralForm = z
  .discriminatedUnion("intent", [
    PlacesForm.extend({
      intent: z.literal("places"),
      draftId: draftId.optional(),
      plannedId: idParam<PlannedServiceId>().optional(),
      later,
    }),
    SharedForm.extend({ intent: z.literal("shared"), draftId, later }),
    z.object({ intent: z.literal("consent"), draftId, ...consentShape }),
    z.object({ intent: z.literal("upload"), draftId }),
    DetailsForm.extend({ intent: z.literal("details"), draftId, later }),
    z.object({ intent: z.literal("send"), draftId, outsideReason: optionalWords(OUTSIDE_LENGTH) }),
    z.object({ intent: z.literal("discard"), draftId }),
  ])
  .superRefine((form, context) => {
    if (form.intent === "consent") consentHolds(form, context as z.RefinementCtx<unknown>);
  });

/** What is kept of a draft while it is written, before anything is pressed: also that no place is chosen for now. */
export const KeepDraftForm = z.discriminatedUnion("intent", [
  PlacesForm.extend({
    intent: z.literal("places"),
    draftId,
    places: z.array(idParam<ServiceAtLocationId>()).max(MOST_PLACES, "referral.error.too-many-places"),
  }),
  SharedForm.extend({ intent: z.literal("shared"), draftId }),
  DetailsForm.extend({ intent: z.literal("details"), draftId }),
  AskedFormForm,
]);

/** What a coordinator does on an offer's own page; what needs a reason has a page of its own. */
export const OfferMoveForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("accept") }),
  AskForm.extend({ intent: z.literal("ask") }),
  WaitlistForm.extend({ intent: z.literal("waitlist") }),
  z.object({ intent: z.literal("start") }),
  HoldForm.extend({ intent: z.literal("hold") }),
  z.object({ intent: z.literal("resume") }),
]);
export type OfferMoveForm = z.infer<typeof OfferMoveForm>;

/** One answer by a link from a mail. */
export const AnswerByLinkForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("accept") }),
  AskForm.extend({ intent: z.literal("ask") }),
  WaitlistForm.extend({ intent: z.literal("waitlist") }),
  DeclineForm.safeExtend({ intent: z.literal("decline") }),
]);
export type AnswerByLinkForm = z.infer<typeof AnswerByLinkForm>;

/** What the agency does on a referral's own page. */
export const ReferralMoveForm = z.discriminatedUnion("intent", [
  AnswerForm.extend({ intent: z.literal("answer") }),
  RetractForm.extend({ intent: z.literal("ask-retraction") }),
  z.object({ intent: z.literal("confirm-retraction") }),
  RetractForm.extend({ intent: z.literal("refuse-retraction") }),
  z.object({ intent: z.literal("withdraw-retraction") }),
  z.object({ intent: z.literal("again") }),
  z.object({ intent: z.literal("another"), place: idParam<ServiceAtLocationId>() }),
]);
