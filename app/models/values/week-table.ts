// Looks at a week of opening hours as a table: how to say it, where it overlaps, when nothing is open. Knows no dates and no zone.
import type { Weekday } from "./calendar-day";
import { isEveryWeek } from "./span-rule";
import { type DaySpan, spansOfWeekday, type WeeklyHours, type WeeklySpan } from "./weekly-hours";

/** Days in a row that share their hours; no spans is closed. The catalogue turns it into "Monday to Friday, 9:00 am to 5:00 pm". */
export type WeekPart = { readonly from: Weekday; readonly to: Weekday; readonly spans: readonly DaySpan[] };

/** Half-open [from, to) in minutes past Monday 00:00; `to` passes 10,080 where the stretch runs over Sunday midnight. */
export type WeekStretch = { readonly fromMinute: number; readonly toMinute: number };

const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The ordinary week as parts of equal days, Monday first; null when the hours are unknown. */
export function describeWeek(hours: WeeklyHours): WeekPart[] | null {
  const parts: WeekPart[] = [];
  for (const weekday of WEEKDAYS) {
    const spans = spansOfWeekday(hours, weekday);
    if (spans === null) return null;
    const last = parts.at(-1);
    if (last && sameSpans(last.spans, spans)) parts.splice(-1, 1, { ...last, to: weekday });
    else parts.push({ from: weekday, to: weekday, spans });
  }
  return parts;
}

/** Whether there is no minute of any week at which it is closed. What holds only by a rule does not count. */
export function isAlwaysOpen(hours: WeeklyHours): boolean {
  return hours !== null && weekGaps(hours.filter(isEveryWeek)).length === 0;
}

/** Pairs of spans that share a minute, also across midnight and across the end of the week: most often a slip of the pen. */
export function weekOverlaps(hours: readonly WeeklySpan[]): [WeeklySpan, WeeklySpan][] {
  return hours.flatMap((one, index) =>
    hours
      .slice(index + 1)
      .flatMap((other) => (shareMinute(one, other) ? [[one, other] as [WeeklySpan, WeeklySpan]] : [])),
  );
}

/** The stretches of the week, taken as a circle, in which nothing is open; of no hours the whole week. */
export function weekGaps(hours: readonly WeeklySpan[]): WeekStretch[] {
  const stretches = hours.map(stretchOf).toSorted((one, other) => one.fromMinute - other.fromMinute);
  const first = stretches[0];
  if (!first) return [{ fromMinute: 0, toMinute: MINUTES_A_WEEK }];
  const gaps: WeekStretch[] = [];
  // What runs over Sunday midnight is open on Monday morning: the circle is walked once from the first opening.
  let openUntil = Math.max(first.toMinute, ...stretches.map((stretch) => stretch.toMinute - MINUTES_A_WEEK));
  for (const next of [...stretches.slice(1), { fromMinute: first.fromMinute + MINUTES_A_WEEK, toMinute: 0 }]) {
    if (next.fromMinute > openUntil) gaps.push({ fromMinute: openUntil, toMinute: next.fromMinute });
    openUntil = Math.max(openUntil, next.toMinute);
  }
  return gaps;
}

function stretchOf(span: WeeklySpan): WeekStretch {
  const midnight = (span.weekday - 1) * MINUTES_A_DAY;
  return { fromMinute: midnight + span.opensMinute, toMinute: midnight + span.closesMinute };
}

function shareMinute(one: WeeklySpan, other: WeeklySpan): boolean {
  const { fromMinute, toMinute } = stretchOf(one);
  const second = stretchOf(other);
  return [-MINUTES_A_WEEK, 0, MINUTES_A_WEEK].some(
    (turn) => fromMinute < second.toMinute + turn && second.fromMinute + turn < toMinute,
  );
}

function sameSpans(one: readonly DaySpan[], other: readonly DaySpan[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      (span, index) =>
        span.opensMinute === other[index]?.opensMinute && span.closesMinute === other[index]?.closesMinute,
    )
  );
}
