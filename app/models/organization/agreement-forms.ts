// The forms of agreements and prices. Shapes and limits; whether two prices meet is the database's question.
import { z } from "zod";
import { choiceAnswer, countAnswer, dayAnswer, idAnswer, optionalWords, words } from "../values/answers";
import { addDays } from "../values/calendar-day";
import type { OrganizationId, RateId, ServiceId } from "../values/ids";
import { type Cents, parseMoney } from "../values/money";
import { UNIT_TYPES } from "./unit-types";

const MOST_CENTS = 10_000_000n;
const MOST_CEILING = 100_000_000_000n;
const MOST_TERMS = 10_000;
const MOST_NOTICE = 365;
const ENDS_BEFORE_START = { path: ["lastDay"], message: "organization.error.ends-before-start" };

/** A price for one unit, in whole cents. */
export const priceAnswer = () =>
  z
    .string("ui.error.required")
    .trim()
    .max(16, "ui.error.too-long")
    .transform((text, context): Cents => {
      const cents = parseMoney(text);
      if (cents !== null && cents > 0n && cents <= MOST_CENTS) return cents;
      const message = cents === null ? "ui.error.not-money" : cents > 0n ? "ui.error.too-high" : "ui.error.too-low";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });

/** Left out is no ceiling: the funds alone limit what is approved. */
const ceiling = z
  .string()
  .trim()
  .max(20, "ui.error.too-long")
  .optional()
  .transform((text, context): Cents | null => {
    if (!text) return null;
    const cents = parseMoney(text);
    if (cents !== null && cents > 0n && cents <= MOST_CEILING) return cents;
    const message = cents === null ? "ui.error.not-money" : cents > 0n ? "ui.error.too-high" : "ui.error.too-low";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** What a version says, as long as it is a draft. The last day counts for people; deeds and rows keep the first day after it. */
const version = {
  startsOn: dayAnswer(),
  lastDay: dayAnswer(),
  paymentDays: countAnswer(1, 120),
  noticeDays: countAnswer(1, MOST_NOTICE),
  ceilingCents: ceiling,
  terms: optionalWords(MOST_TERMS),
};

export const AgreementForm = z
  .object({ organizationId: idAnswer<OrganizationId>(), ...version })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, ENDS_BEFORE_START)
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewAgreement = z.infer<typeof AgreementForm>;
export type VersionFacts = Omit<NewAgreement, "organizationId">;

export const VersionForm = z
  .object({ intent: z.literal("version"), ...version })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, ENDS_BEFORE_START)
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));

export const MoveForm = z.object({
  intent: z.literal("move"),
  // A provider is suspended and reinstated whole, on the page of its standing; an agreement ends on a day, with a reason.
  move: choiceAnswer(["activate", "discard"]),
});
export type AgreementMove = z.infer<typeof MoveForm>["move"] | "suspend" | "reinstate";

/** The next version begins on this day; what it changes is written into its draft. */
export const AmendForm = z.object({ intent: z.literal("amend"), startsOn: dayAnswer() });

export const TERMINATION_CODES = ["by-provider", "by-agency", "both-agree", "breach", "closed", "other"] as const;

export const TerminateForm = z
  .object({
    lastDay: dayAnswer(),
    code: choiceAnswer(TERMINATION_CODES),
    words: words(1000),
  })
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type Termination = z.infer<typeof TerminateForm>;

export const RateForm = z
  .object({
    intent: z.literal("rate"),
    serviceId: idAnswer<ServiceId>(),
    unitType: choiceAnswer(UNIT_TYPES),
    rateCents: priceAnswer(),
    startsOn: dayAnswer(),
    lastDay: dayAnswer(),
  })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, ENDS_BEFORE_START)
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewRate = Omit<z.infer<typeof RateForm>, "intent">;

export const EndRateForm = z
  .object({ intent: z.literal("end-rate"), rateId: idAnswer<RateId>(), lastDay: dayAnswer() })
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));

export const AgreementPageForm = z.discriminatedUnion(
  "intent",
  [MoveForm, VersionForm, AmendForm, RateForm, EndRateForm],
  "ui.error.invalid",
);
