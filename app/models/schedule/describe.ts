// Says what a kept plan is, with nothing left to be inferred, for the sentence a person reads. Lists no days and chooses no words.
import { describeRule, type RuleDescription } from "../values/recurrence-rule";
import { planShape } from "./plan";

export type PlanDescription =
  | { readonly kind: "dates"; readonly count: number }
  | { readonly kind: "rule"; readonly rule: RuleDescription };

/** @param kept a schedule's rule as its row has it   @returns null for a plan of an older shape */
export function describePlan(kept: unknown): PlanDescription | null {
  const read = planShape.safeParse(kept);
  if (!read.success) return null;
  const { days } = read.data;
  return days.kind === "dates"
    ? { kind: "dates", count: days.dates.length }
    : { kind: "rule", rule: describeRule(days.rule) };
}

/** When a kept plan begins and ends on its days, as minutes past midnight; null for a plan of an older shape. */
export function hoursOfPlan(kept: unknown): { readonly opensMinute: number; readonly closesMinute: number } | null {
  const read = planShape.safeParse(kept);
  if (!read.success) return null;
  const { startMinute: opensMinute, lengthMinutes } = read.data;
  return { opensMinute, closesMinute: opensMinute + lengthMinutes };
}
