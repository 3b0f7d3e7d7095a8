// The forms of the admin desk: people and settings. Shapes and limits; messages are catalogue keys.
import { z } from "zod";
import { AGENCY_ROLES, ORGANIZATION_ROLES } from "#app/access/actor";
import { isTimeZone } from "../values/calendar-day";
import { parseMoney } from "../values/money";
import { REPORT_EVERY } from "./report-every";

const WithdrawForm = z.object({ intent: z.literal("withdraw"), invitationId: z.uuid() });
const AgainForm = z.object({ intent: z.literal("again"), invitationId: z.uuid() });

/** What is done to one colleague of the list. */
export const PeopleForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("disable"), membershipId: z.uuid() }),
    z.object({ intent: z.literal("enable"), membershipId: z.uuid() }),
    z.object({
      intent: z.literal("give-role"),
      personId: z.uuid("ui.error.not-a-choice"),
      role: z.enum([...AGENCY_ROLES, ...ORGANIZATION_ROLES], "ui.error.not-a-choice"),
    }),
    z.object({ intent: z.literal("end-second-step"), personId: z.uuid("ui.error.not-a-choice") }),
    WithdrawForm,
    AgainForm,
  ],
  "ui.error.invalid",
);

/** What is done to an invitation on its way. */
export const InvitationForm = z.discriminatedUnion("intent", [WithdrawForm, AgainForm], "ui.error.invalid");

/** The roles somebody holds at a provider, all of them at once; none would be an end, which has a button of its own. */
export const RolesForm = z.object({
  intent: z.literal("roles"),
  roles: z
    .array(z.enum(ORGANIZATION_ROLES, "ui.error.not-a-choice"), "agency.person.no-role")
    .min(1, "agency.person.no-role")
    .max(4),
});
export const EndForm = z.object({ intent: z.literal("end") });

const word = z
  .string()
  .trim()
  .max(40, "ui.error.too-long")
  .regex(/^[\p{L}][\p{L}\p{M} '-]*$/u, "agency.settings.not-a-word")
  .optional();

const days = z.coerce
  .number("ui.error.not-a-number")
  .int("ui.error.not-a-number")
  .min(1, "ui.error.too-low")
  .max(60, "ui.error.too-high");

const ticked = z
  .literal("on")
  .optional()
  .transform((answer) => answer === "on");

export const SettingsForm = z.object({
  name: z.string("ui.error.required").trim().min(2, "ui.error.too-short").max(160, "ui.error.too-long"),
  client: word,
  clients: word,
  caseworker: word,
  caseworkers: word,
  timeZone: z.string("ui.error.required").max(60).refine(isTimeZone, "ui.error.not-a-choice"),
  distanceUnit: z.enum(["mile", "kilometre"], "ui.error.not-a-choice"),
  caseworkerLimit: z
    .string("ui.error.required")
    .trim()
    .max(16, "ui.error.too-long")
    .transform((text, context) => {
      const cents = parseMoney(text);
      if (cents !== null && cents >= 0n) return cents;
      context.addIssue({ code: "custom", message: "ui.error.not-money" });
      return z.NEVER;
    }),
  /** Says that anybody may read the directory as HSDS, without a key. */
  directoryPublic: ticked,
  /** How many people approve an application to the network. */
  screeningApprovals: z.enum(["1", "2"], "ui.error.not-a-choice").transform(Number),
  answerDays: days,
  /** Working days of the provider between the last day for an answer and the next provider's turn, and again until the end. */
  graceDays: days.max(10, "ui.error.too-high"),
  whenUnanswered: z.enum(["wait", "propose", "ask"], "ui.error.not-a-choice"),
  requestDays: days,
  reportEvery: z.enum(REPORT_EVERY, "ui.error.not-a-choice"),
  /** Before an authorization runs out, and after it ended. */
  renewalDays: days,
  recordingDays: days,
  /** Whether a supervisor agrees before a care plan is signed, and before a case is closed. */
  planApproval: ticked,
  closureApproval: ticked,
  secondFactorRequired: ticked,
});

export type Settings = z.infer<typeof SettingsForm>;
