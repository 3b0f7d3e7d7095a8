// Puts the spans of a schedule together by the rule they follow, in the order in which they are said. Knows no day and no words.
import { addDays, type Weekday } from "./calendar-day";
import { isEveryWeek, type Nth, type SpanRule, type YearDay, yearDayBefore } from "./span-rule";
import { describeWeek, type WeekPart } from "./week-table";
import type { DaySpan, WeeklyHours, WeeklySpan } from "./weekly-hours";

/** The months from one to another where it is whole ones, else the first and the last day. */
export type Season =
  | { readonly kind: "months"; readonly first: number; readonly last: number }
  | { readonly kind: "days"; readonly first: YearDay; readonly last: YearDay };

/** A rule with nothing left to be inferred; equal rules are written alike. */
export type PlainRule = {
  readonly fromDay: string | null;
  readonly untilDay: string | null;
  /** The day before untilDay: the last on which it holds. */
  readonly lastDay: string | null;
  readonly season: Season | null;
  readonly everyWeeks: number;
  readonly anchorDay: string | null;
  readonly nth: readonly Nth[];
};

/** Days in a row that are open in the same spans, as far as their rule goes. */
export type RuleDays = { readonly from: Weekday; readonly to: Weekday; readonly spans: readonly DaySpan[] };

/** What holds by one rule. Days it does not name may be open by another, so it never says closed. */
export type RulePart = { readonly rule: PlainRule; readonly days: readonly RuleDays[] };

/** The ordinary week, where there is one, and what holds besides by rules; null when the hours are unknown. */
export type Schedule = { readonly week: readonly WeekPart[] | null; readonly parts: readonly RulePart[] };

/** The schedule in the order in which people say it: the week, then monthly days, alternating weeks, seasons and dates. */
export function describeSchedule(hours: WeeklyHours): Schedule | null {
  if (hours === null || hours.length === 0) return null;
  const groups = new Map<string, WeeklySpan[]>();
  for (const span of hours.filter((each) => !isEveryWeek(each))) {
    const key = JSON.stringify(plainRule(span));
    groups.set(key, [...(groups.get(key) ?? []), span]);
  }
  const parts = [...groups].map(([key, spans]) => ({ rule: JSON.parse(key) as PlainRule, days: openDays(spans) }));
  const ordinary = hours.filter(isEveryWeek);
  return { week: describeWeek(ordinary), parts: parts.toSorted((one, other) => orderOf(one) - orderOf(other)) };
}

function openDays(spans: readonly WeeklySpan[]): RuleDays[] {
  const week = spans.map(({ weekday, opensMinute, closesMinute }) => ({ weekday, opensMinute, closesMinute }));
  return (describeWeek(week) ?? []).filter((part) => part.spans.length > 0);
}

function plainRule({ fromDay, untilDay, seasonFrom, seasonUntil, everyWeeks, anchorDay, nth }: SpanRule): PlainRule {
  const weeks = everyWeeks ?? 1;
  return {
    fromDay: fromDay ?? null,
    untilDay: untilDay ?? null,
    lastDay: untilDay ? addDays(untilDay, -1) : null,
    season: seasonFrom && seasonUntil ? seasonOf(seasonFrom, seasonUntil) : null,
    everyWeeks: weeks,
    anchorDay: weeks === 1 ? null : (anchorDay ?? null),
    // The last comes last, as it is said.
    nth: [...new Set(nth ?? [])].toSorted((one, other) => (one < 0 ? 9 : one) - (other < 0 ? 9 : other)),
  };
}

function seasonOf(from: YearDay, until: YearDay): Season {
  const last = yearDayBefore(until);
  if (from % 100 !== 1 || until % 100 !== 1) return { kind: "days", first: from, last };
  return { kind: "months", first: Math.floor(from / 100), last: Math.floor(last / 100) };
}

const orderOf = ({ rule }: RulePart) =>
  Number(rule.fromDay !== null || rule.untilDay !== null) * 4 +
  Number(rule.season !== null) * 2 +
  Number(rule.everyWeeks > 1 || rule.nth.length > 0);
