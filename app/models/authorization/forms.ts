// The forms of authorizations: proposing, renewing, changing and deciding. Shapes and limits; whether the fund has it is the deed's question.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, optionalWords, unitsAnswer, words } from "../values/answers";
import { addDays, addMonths, type CalendarDay } from "../values/calendar-day";
import type { AuthorizationChangeId, AuthorizationId, FundId, ReferralId, ServiceId } from "../values/ids";
import type { UnitsHundredths } from "../values/money";
import { PERIODS, type Period } from "./period";
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

/** How much and until when; the second limit has both of its parts or neither. */
const terms = {
  units: unitsAnswer(),
  period: choiceAnswer(PERIODS).optional(),
  unitsPerPeriod: unitsAnswer().optional(),
  lastDay: dayAnswer(),
};

type Terms = {
  units: UnitsHundredths;
  period?: Period | undefined;
  unitsPerPeriod?: UnitsHundredths | undefined;
  lastDay: CalendarDay;
};

/** What is wrong with the second limit, if anything is. */
function periodFault({ units, period, unitsPerPeriod }: Terms) {
  if (!period === !unitsPerPeriod) {
    return unitsPerPeriod && unitsPerPeriod > units ? ("authorization.error.period-above-all" as const) : null;
  }
  return period ? ("authorization.error.no-period-units" as const) : ("authorization.error.no-period" as const);
}

/** As deeds and rows keep it: the first day after the last, and nothing where nothing is said. */
const kept = <T extends Terms>({ lastDay, period, unitsPerPeriod, ...rest }: T) => ({
  ...rest,
  period: period ?? null,
  unitsPerPeriod: unitsPerPeriod ?? null,
  endsOn: addDays(lastDay, 1),
});

const checkPeriod = (form: Terms, context: z.RefinementCtx) => {
  const message = periodFault(form);
  const path = [message === "authorization.error.no-period" ? "period" : "unitsPerPeriod"];
  if (message) context.addIssue({ code: "custom", path, message });
};

/** The last day counts for people; deeds and rows keep the first day after it. */
export const ProposeForm = z
  .object({
    referralId: idAnswer<ReferralId>(),
    priced,
    fundId: idAnswer<FundId>(),
    ...terms,
    startsOn: dayAnswer(),
    renewsId: idAnswer<AuthorizationId>().optional(),
  })
  .superRefine(checkPeriod)
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, {
    path: ["lastDay"],
    message: "authorization.error.ends-before-start",
  })
  .refine(({ startsOn, lastDay }) => lastDay < addMonths(startsOn, MOST_MONTHS), {
    path: ["lastDay"],
    message: "authorization.error.too-long",
  })
  .transform(({ priced: { serviceId, unitType }, ...rest }) => ({ ...kept(rest), serviceId, unitType }));
export type Proposal = z.infer<typeof ProposeForm>;

/** What would hold instead: looked at first, then asked for with a reason. */
export const ChangeForm = z
  .object({ ...terms, move: z.enum(["look", "ask"], "ui.error.not-a-choice"), words: optionalWords(500) })
  .superRefine(checkPeriod)
  .refine(({ move, words: why }) => move === "look" || why !== "", { path: ["words"], message: "ui.error.required" })
  .transform(kept);
export type AskedChange = Omit<z.infer<typeof ChangeForm>, "move">;

const changeId = idAnswer<AuthorizationChangeId>();

export const DecideForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("activate") }),
  z.object({ move: z.literal("revoke"), reason: choiceAnswer(REVOKE_REASONS) }),
  /** `seen` is what the page said the change does. */
  z.object({ move: z.literal("grant"), changeId, seen: words(400) }),
  z.object({ move: z.literal("refuse"), changeId, words: words(500) }),
  z.object({ move: z.literal("withdraw"), changeId }),
]);
type Decision = z.infer<typeof DecideForm>;
export type ChangeDecision = Extract<Decision, { changeId: unknown }>;
export type AuthorizationDecision = Exclude<Decision, ChangeDecision>;
