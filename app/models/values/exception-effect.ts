// What dated hours change, day by day, before they are saved: what holds instead of what, and what looks like a slip. Saves nothing.
import { addDays, type CalendarDay, daysBetween } from "./calendar-day";
import { type HolidayName, holidaysBetween, isHolidaySet } from "./holidays";
import { type DatedHours, type DaySpan, spansOfDay, type WeeklyHours } from "./weekly-hours";

export type NewDays = {
  readonly fromDay: CalendarDay;
  readonly untilDay: CalendarDay;
  /** Null is closed. */
  readonly span: DaySpan | null;
};

/** What holds now: the week, the days that differ already, and the set of holidays the place keeps. */
export type Standing = {
  readonly hours: WeeklyHours;
  readonly dated: readonly DatedHours[];
  readonly holidays: string | null;
};

export type ExceptionEffect = {
  /** The first day it changes, else its first day at all; usual null is unknown. */
  readonly day: CalendarDay;
  readonly usual: readonly DaySpan[] | null;
  readonly changes: boolean;
  readonly moreDays: number;
  readonly lastDay: CalendarDay;
  readonly past: boolean;
  /** A day that already differs. */
  readonly twice: CalendarDay | null;
  readonly holiday: { readonly day: CalendarDay; readonly name: HolidayName } | null;
};

/** Longer than any exception may be. */
const MOST_DAYS = 400;

/** @param untilDay after fromDay @param today on the place's clock */
export function exceptionEffect(
  { fromDay, untilDay, span }: NewDays,
  standing: Standing,
  today: CalendarDay,
): ExceptionEffect {
  const { hours, dated, holidays } = standing;
  const days = Array.from({ length: Math.min(daysBetween(fromDay, untilDay), MOST_DAYS) }, (_, index) =>
    addDays(fromDay, index),
  );
  const become = JSON.stringify(span === null ? [] : [span]);
  const changing = days.filter((day) => JSON.stringify(spansOfDay(hours, [], day)) !== become);
  const day = changing[0] ?? fromDay;
  const set = holidays !== null && isHolidaySet(holidays) ? holidays : null;
  const kept = set && span === null ? holidaysBetween(set, fromDay, untilDay)[0] : undefined;
  return {
    day,
    usual: spansOfDay(hours, [], day),
    changes: changing.length > 0,
    moreDays: Math.max(0, changing.length - 1),
    lastDay: changing.at(-1) ?? addDays(untilDay, -1),
    past: untilDay <= today,
    twice: days.find((each) => dated.some((other) => other.day === each)) ?? null,
    holiday: kept ? { day: kept.day, name: kept.name } : null,
  };
}
