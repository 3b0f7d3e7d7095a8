// The forms of a care plan, its signing and its review. Shapes and limits; messages are catalogue keys.
import { z } from "zod";
import { EndTaskForm, TaskForm } from "../case/forms";
import { parseCalendarDay } from "../values/calendar-day";
import {
  type ContractId,
  type GoalId,
  idParam,
  type NeedId,
  type PlannedServiceId,
  type ReviewLineId,
} from "../values/ids";
import { DECISIONS, PLANNED_KINDS, VERDICTS, WAYS_SIGNED } from "./codes";

const required = (most: number) =>
  z.string("ui.error.required").trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, "ui.error.too-long")
    .optional()
    .transform((words) => words ?? "");
const day = z
  .string("ui.error.required")
  .trim()
  .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day");
const choice = "ui.error.not-a-choice";

export const PlanWordsForm = z.object({
  summary: optional(2000),
  startsOn: day,
  reviewMonths: z.coerce
    .number("ui.error.not-a-number")
    .int("ui.error.not-a-number")
    .min(1, "ui.error.too-low")
    .max(12, "ui.error.too-high"),
});
export type PlanWords = z.infer<typeof PlanWordsForm>;

export const GoalForm = z.object({ words: required(500), measure: optional(500), targetOn: day.optional() });
export type GoalWords = z.infer<typeof GoalForm>;

export const PlannedServiceForm = z
  .object({
    kind: z.enum(PLANNED_KINDS, choice),
    needId: idParam<NeedId>().optional(),
    goalId: idParam<GoalId>().optional(),
    words: optional(300),
    howMuch: optional(200),
  })
  .refine(({ needId, words }) => needId !== undefined || words !== "", {
    path: ["words"],
    message: "plan.error.need-or-words",
  });
export type PlannedService = z.infer<typeof PlannedServiceForm>;

/** What is done on a plan's own page; the button says which. Tasks have their own form. */
export const PlanPageForm = z.discriminatedUnion("intent", [
  PlanWordsForm.extend({ intent: z.literal("words") }),
  GoalForm.extend({ intent: z.literal("goal") }),
  GoalForm.extend({ intent: z.literal("change-goal"), goalId: idParam<GoalId>() }),
  z.object({ intent: z.literal("remove-goal"), goalId: idParam<GoalId>() }),
  PlannedServiceForm.safeExtend({ intent: z.literal("service") }),
  z.object({ intent: z.literal("remove-service"), serviceId: idParam<PlannedServiceId>() }),
  TaskForm.extend({ intent: z.literal("task") }),
  EndTaskForm.extend({ intent: z.literal("move-task") }),
  z.object({ intent: z.literal("ask"), words: optional(2000) }),
  z.object({ intent: z.literal("discard") }),
  z.object({ intent: z.literal("new-version") }),
  z.object({ intent: z.literal("review-now") }),
  z.object({ intent: z.literal("end") }),
]);

/** How a client says yes to what lies before them; paper comes as a file beside the form. */
export const SigningForm = z
  .object({
    signedHow: z.enum(WAYS_SIGNED, choice),
    signedName: required(200),
    witness: optional(200),
    agrees: z.literal("on", "plan.error.agrees"),
  })
  .refine(({ signedHow, witness }) => signedHow !== "verbal" || witness !== "", {
    path: ["witness"],
    message: "consent.error.witness",
  });
export type Signing = z.infer<typeof SigningForm>;

export const ReviewForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("refill") }),
  z.object({
    intent: z.literal("decide"),
    lines: z
      .array(
        z.object({
          id: idParam<ReviewLineId>(),
          verdict: z.enum(VERDICTS, "plan.error.verdict"),
          words: optional(1000),
        }),
      )
      .max(300)
      .default([]),
    present: optional(300),
    words: optional(4000),
    decision: z.enum(DECISIONS, choice),
  }),
]);
export type ReviewDecision = Extract<z.infer<typeof ReviewForm>, { intent: "decide" }>;

export const ContractForm = z
  .object({
    agencyPromises: required(4000),
    clientPromises: required(4000),
    startsOn: day,
    endsOn: day.optional(),
  })
  .refine(({ startsOn, endsOn }) => endsOn === undefined || endsOn >= startsOn, {
    path: ["endsOn"],
    message: "plan.error.ends-before",
  });
export type ContractWords = z.infer<typeof ContractForm>;

export const ContractPageForm = z.discriminatedUnion("intent", [
  ContractForm.safeExtend({ intent: z.literal("draft") }),
  SigningForm.safeExtend({ intent: z.literal("sign"), contractId: idParam<ContractId>() }),
  z.object({ intent: z.literal("end"), contractId: idParam<ContractId>() }),
]);
