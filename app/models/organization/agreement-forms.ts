// The forms of agreements and prices. Shapes and limits; whether two prices meet is the database's question.
import { z } from "zod";
import { choiceAnswer, countAnswer, dayAnswer, idAnswer } from "../values/answers";
import { addDays } from "../values/calendar-day";
import type { OrganizationId, RateId, ServiceId } from "../values/ids";
import { parseMoney } from "../values/money";
import { UNIT_TYPES } from "./unit-types";

const MOST_CENTS = 10_000_000n;
const ENDS_BEFORE_START = { path: ["lastDay"], message: "organization.error.ends-before-start" };

const price = z
  .string("ui.error.required")
  .trim()
  .max(16, "ui.error.too-long")
  .transform((text, context) => {
    const cents = parseMoney(text);
    if (cents !== null && cents > 0n && cents <= MOST_CENTS) return cents;
    const message = cents === null ? "ui.error.not-money" : cents > 0n ? "ui.error.too-high" : "ui.error.too-low";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** The last day counts for people; deeds and rows keep the first day after it. */
export const AgreementForm = z
  .object({
    organizationId: idAnswer<OrganizationId>(),
    startsOn: dayAnswer(),
    lastDay: dayAnswer(),
    paymentDays: countAnswer(1, 120),
  })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, ENDS_BEFORE_START)
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewAgreement = z.infer<typeof AgreementForm>;

export const MoveForm = z.object({
  intent: z.literal("move"),
  // A provider is suspended and reinstated whole, on the page of its standing.
  move: choiceAnswer(["activate", "discard", "end"]),
});
export type AgreementMove = z.infer<typeof MoveForm>["move"] | "suspend" | "reinstate";

export const RateForm = z
  .object({
    intent: z.literal("rate"),
    serviceId: idAnswer<ServiceId>(),
    unitType: choiceAnswer(UNIT_TYPES),
    rateCents: price,
    startsOn: dayAnswer(),
    lastDay: dayAnswer(),
  })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, ENDS_BEFORE_START)
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewRate = Omit<z.infer<typeof RateForm>, "intent">;

export const EndRateForm = z
  .object({ intent: z.literal("end-rate"), rateId: idAnswer<RateId>(), lastDay: dayAnswer() })
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));

export const AgreementPageForm = z.discriminatedUnion("intent", [MoveForm, RateForm, EndRateForm], "ui.error.invalid");
