// A kept plan as the answers its form would hold, so that it can be changed. Never a new plan.
import { plainTime } from "../values/calendar-day";
import { plainUnits, type UnitsHundredths } from "../values/money";
import { planShape } from "./plan";

export interface KeptPlan {
  readonly rule: unknown;
  readonly practitionerId: string;
  readonly locationId: string;
  readonly unitsPerSession: UnitsHundredths | null;
  readonly note: string;
}

export function answersOf(kept: KeptPlan): Record<string, string | string[] | undefined> {
  const named = {
    practitionerId: kept.practitionerId,
    locationId: kept.locationId,
    unitsPerSession: kept.unitsPerSession === null ? undefined : plainUnits(kept.unitsPerSession),
    note: kept.note,
  };
  const read = planShape.safeParse(kept.rule);
  // A plan of an older shape is planned anew; who, where and the note stay.
  if (!read.success) return named;
  const { days, startMinute, lengthMinutes, skipsClosedDays } = read.data;
  return {
    ...named,
    startTime: plainTime(startMinute),
    lengthMinutes: String(lengthMinutes),
    skipsClosedDays: skipsClosedDays ? "on" : undefined,
    ...(days.kind === "dates" ? { repeats: "dates", dates: days.dates.join("\n") } : ruleAnswers(days.rule)),
  };
}

type Rule = Extract<ReturnType<typeof planShape.parse>["days"], { kind: "rule" }>["rule"];

function ruleAnswers(rule: Rule): Record<string, string | string[] | undefined> {
  return {
    repeats: rule.repeats,
    every: String(rule.every),
    weekdays: rule.weekdays.map(String),
    firstDay: rule.firstDay,
    untilDay: rule.untilDay ?? undefined,
    dayOfMonth: rule.dayOfMonth ? String(rule.dayOfMonth) : undefined,
    ordinal: rule.ordinal ? String(rule.ordinal) : undefined,
    monthWeekday: rule.weekday ? String(rule.weekday) : undefined,
    count: rule.count ? String(rule.count) : undefined,
    leaveOut: rule.skippedDays.toSorted(),
  };
}
