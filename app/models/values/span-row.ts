// Turns a row of opening hours as the database gives it into a weekly span with its rule. Checks nothing: the table's checks have.
import type { CalendarDay, Weekday } from "./calendar-day";
import type { Nth } from "./span-rule";
import type { DaySpan, WeeklySpan } from "./weekly-hours";

export type SpanFacts = DaySpan & {
  readonly weekday: number;
  /** On which days it holds, as SpanRule says it. */
  readonly fromDay?: string | null;
  readonly untilDay?: string | null;
  readonly seasonFrom?: number | null;
  readonly seasonUntil?: number | null;
  readonly everyWeeks?: number;
  readonly anchorDay?: string | null;
  readonly nth?: readonly number[] | null;
};

export function spanOfRow(row: SpanFacts): WeeklySpan {
  return {
    weekday: row.weekday as Weekday,
    opensMinute: row.opensMinute,
    closesMinute: row.closesMinute,
    fromDay: (row.fromDay ?? null) as CalendarDay | null,
    untilDay: (row.untilDay ?? null) as CalendarDay | null,
    seasonFrom: row.seasonFrom ?? null,
    seasonUntil: row.seasonUntil ?? null,
    everyWeeks: row.everyWeeks ?? 1,
    anchorDay: (row.anchorDay ?? null) as CalendarDay | null,
    nth: (row.nth ?? null) as readonly Nth[] | null,
  };
}
