// What may be written into the register of requests, and how a request is decided. Checks shapes only.
import { z } from "zod";
import { ClientForm } from "../client/forms";
import { parseCalendarDay } from "../values/calendar-day";
import { type ClientId, idParam, type MembershipId } from "../values/ids";
import { CAME_BY, DECLINE_REASONS } from "./codes";

const required = (most: number) =>
  z.string("ui.error.required").trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const optional = (most: number) => z.string().trim().max(most, "ui.error.too-long").optional();
const choice = "ui.error.not-a-choice";
const day = (text: string | undefined) => text === undefined || parseCalendarDay(text) !== null;

/** Entered while somebody waits on the line: only what was asked is needed. */
export const RequestForm = z.object({
  cameBy: z.enum(CAME_BY, choice),
  words: required(2000),
  givenName: optional(100),
  familyName: optional(100),
  telephone: optional(40),
  email: z.email("ui.error.not-an-e-mail").max(200, "ui.error.too-long").optional(),
  birthDay: optional(10).refine(day, "ui.error.not-a-day"),
  language: z.string().trim().max(12, "ui.error.too-long").default("en"),
  sender: optional(200),
  urgent: z.literal("on").optional(),
  assignedTo: idParam<MembershipId>().optional(),
});
export type RequestWords = z.infer<typeof RequestForm>;

/** Triage: what becomes of a request; opening a case has a page of its own. */
export const DecideRequestForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("answer"), words: required(2000) }),
  z.object({ intent: z.literal("pass-on"), passedTo: required(200), words: optional(2000) }),
  z.object({ intent: z.literal("decline"), reason: z.enum(DECLINE_REASONS, choice), words: optional(2000) }),
  z.object({ intent: z.literal("take-back") }),
  z.object({ intent: z.literal("assign"), assignedTo: idParam<MembershipId>().optional() }),
]);
export type RequestDecision = Extract<z.infer<typeof DecideRequestForm>, { intent: "answer" | "pass-on" | "decline" }>;

const summary = optional(2000);

/** From a request to a case: for somebody known already, or for a client taken in with what the request says. */
export const OpenRequestForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("known"), client: idParam<ClientId>(), summary }),
  ClientForm.safeExtend({ intent: z.literal("new"), summary }),
]);
