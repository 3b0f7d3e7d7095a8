// The forms of authorizations: proposing one and deciding on one. Shapes and limits; whether the fund has it is the deed's question.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, unitsAnswer } from "../values/answers";
import { addDays, addMonths } from "../values/calendar-day";
import type { FundId, ReferralId, ServiceId } from "../values/ids";
import { UNIT_TYPES, type UnitType } from "./units";

const MOST_MONTHS = 24;

/** Why an authorization is taken back. */
export const REVOKE_REASONS = ["service_ended", "client_moved", "wrong_terms", "budget", "other"] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** A service and the unit it is priced by, as one choice: the two belong together in a rate. */
const priced = z.string("ui.error.not-a-choice").transform((text, context) => {
  const [serviceId = "", unitType = ""] = text.split(" ");
  if (z.guid().safeParse(serviceId).success && (UNIT_TYPES as readonly string[]).includes(unitType)) {
    return { serviceId: serviceId.toLowerCase() as ServiceId, unitType: unitType as UnitType };
  }
  context.addIssue({ code: "custom", message: "ui.error.not-a-choice" });
  return z.NEVER;
});

/** The last day counts for people; deeds and rows keep the first day after it. */
export const ProposeForm = z
  .object({
    referralId: idAnswer<ReferralId>(),
    priced,
    fundId: idAnswer<FundId>(),
    units: unitsAnswer(),
    startsOn: dayAnswer(),
    lastDay: dayAnswer(),
  })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, {
    path: ["lastDay"],
    message: "authorization.error.ends-before-start",
  })
  .refine(({ startsOn, lastDay }) => lastDay < addMonths(startsOn, MOST_MONTHS), {
    path: ["lastDay"],
    message: "authorization.error.too-long",
  })
  .transform(({ priced: { serviceId, unitType }, lastDay, ...rest }) => ({
    ...rest,
    serviceId,
    unitType,
    endsOn: addDays(lastDay, 1),
  }));
export type Proposal = z.infer<typeof ProposeForm>;

export const DecideForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("activate") }),
  z.object({ move: z.literal("revoke"), reason: choiceAnswer(REVOKE_REASONS) }),
]);
export type AuthorizationDecision = z.infer<typeof DecideForm>;
