// A week of opening hours on a location's clock, and the dated exceptions that override it. Never asks what time it is.
import {
  addDays,
  type CalendarDay,
  daysBetween,
  firstInstantFrom,
  localDay,
  type TimeZone,
  type Weekday,
  weekdayOf,
} from "./calendar-day";
import { coversDay, holdsOn, isEveryWeek, type SpanRule } from "./span-rule";

/**
 * Half-open [opens, closes) in minutes past midnight: opens 0 to 1439, closes at most a day after that; above 1440 is the
 * morning after. Longer stretches are several spans that meet.
 */
export type DaySpan = { readonly opensMinute: number; readonly closesMinute: number };

export type PlainSpan = DaySpan & { readonly weekday: Weekday };

/** Holds on its weekday, every week unless its rule says on which. */
export type WeeklySpan = PlainSpan & SpanRule;

/** A week's spans in any order. Null and empty both mean unknown: nobody has told us, so it is neither open nor closed. */
export type WeeklyHours = readonly WeeklySpan[] | null;

/** What holds on one day instead of the week: no spans is closed that day, null is unknown that day. */
export type DatedHours = { readonly day: CalendarDay; readonly spans: readonly DaySpan[] | null };

export type OpenState = "open" | "closed" | "unknown";

/** Half-open [opensAt, closesAt). */
export type OpenInterval = { readonly opensAt: Date; readonly closesAt: Date };

const MINUTES_A_DAY = 1440;
/** How far ahead an opening is looked for: a market that opens in May says so all winter. */
const MOST_DAYS_AHEAD = 366;
/** Over a weekend, where most places are looked for no further; then four times as far, and again. */
const DAYS_FIRST_LOOKED_AT = 4;
/** Without rules and exceptions the days after are the same again; two weeks, because a change of the clocks may swallow one opening. */
const DAYS_TO_REPEAT = 17;
const MOST_REMEMBERED = 5000;

/** Whether a span keeps its limits: what a form, an import and the table's check agree on. */
export function isSpan(span: DaySpan): boolean {
  const { opensMinute, closesMinute } = span;
  if (!Number.isInteger(opensMinute) || !Number.isInteger(closesMinute)) return false;
  const length = closesMinute - opensMinute;
  return opensMinute >= 0 && opensMinute < MINUTES_A_DAY && length > 0 && length <= MINUTES_A_DAY;
}

/**
 * The spans that begin on a day, merged and earliest first; empty when closed, null when unknown.
 * A span that passes midnight belongs to the day it opens on, so an exception leaves the tail of the night before alone.
 */
export function spansOfDay(hours: WeeklyHours, exceptions: readonly DatedHours[], day: CalendarDay): DaySpan[] | null {
  const exceptional = exceptions.filter((exception) => exception.day === day);
  if (exceptional.length > 0) {
    const known = exceptional.flatMap((exception) => exception.spans ?? []);
    return known.length === 0 && exceptional.some((exception) => exception.spans === null) ? null : merged(known);
  }
  // Hours that were told for other days say nothing about this one.
  if (isUnknown(hours) || !hours.some((span) => coversDay(span, day))) return null;
  const weekday = weekdayOf(day);
  return merged(hours.filter((span) => span.weekday === weekday && holdsOn(span, day)));
}

/** As spansOfDay, of any week of any year: spans that hold only by a rule are left out. */
export function spansOfWeekday(hours: WeeklyHours, weekday: Weekday): DaySpan[] | null {
  return isUnknown(hours) ? null : merged(hours.filter((span) => span.weekday === weekday && isEveryWeek(span)));
}

/** Whether it is open at an instant. Unknown only where no span is known to be open then and the day's own hours are unknown. */
export function isOpenAt(
  hours: WeeklyHours,
  exceptions: readonly DatedHours[],
  zone: TimeZone,
  instant: Date,
): OpenState {
  const today = localDay(instant, zone);
  const ofToday = spansOfDay(hours, exceptions, today);
  const yesterday = addDays(today, -1);
  const nights = (spansOfDay(hours, exceptions, yesterday) ?? []).filter((span) => span.closesMinute > MINUTES_A_DAY);
  const holds = (day: CalendarDay, span: DaySpan) => {
    const { opensAt, closesAt } = intervalOf(day, span, zone);
    return opensAt <= instant && instant < closesAt;
  };
  if (ofToday?.some((span) => holds(today, span)) || nights.some((span) => holds(yesterday, span))) return "open";
  return ofToday === null ? "unknown" : "closed";
}

/**
 * The stretches of being open that touch the days [from, to), earliest first, with stretches that meet made one.
 * Days of unknown hours give none.
 */
export function intervalsBetween(
  hours: WeeklyHours,
  exceptions: readonly DatedHours[],
  zone: TimeZone,
  from: CalendarDay,
  to: CalendarDay,
): OpenInterval[] {
  const found: OpenInterval[] = [];
  for (let day = addDays(from, -1); day < to; day = addDays(day, 1)) {
    for (const span of spansOfDay(hours, exceptions, day) ?? []) {
      const interval = intervalOf(day, span, zone);
      // A span that lies wholly in the hour the clocks jump over is no stretch at all.
      if (interval.opensAt < interval.closesAt) found.push(interval);
    }
  }
  return joined(found);
}

/** The first instant after the given one at which closed turns to open; null when none is known in the days looked at. */
export function nextOpening(
  hours: WeeklyHours,
  exceptions: readonly DatedHours[],
  zone: TimeZone,
  instant: Date,
): Date | null {
  return nextEdge(hours, exceptions, zone, instant, "opensAt");
}

/** The first instant after the given one at which open turns to closed; null when none is known in the days looked at. */
export function nextClosing(
  hours: WeeklyHours,
  exceptions: readonly DatedHours[],
  zone: TimeZone,
  instant: Date,
): Date | null {
  return nextEdge(hours, exceptions, zone, instant, "closesAt");
}

function nextEdge(
  hours: WeeklyHours,
  exceptions: readonly DatedHours[],
  zone: TimeZone,
  instant: Date,
  edge: "opensAt" | "closesAt",
): Date | null {
  if (isUnknown(hours) && exceptions.length === 0) return null;
  const today = localDay(instant, zone);
  const limit = lastDayOfNews(hours, exceptions, today);
  for (let reach = DAYS_FIRST_LOOKED_AT; ; reach *= 4) {
    const horizon = addDays(today, reach);
    const last = earlierDay(horizon, limit);
    const intervals = intervalsBetween(hours, exceptions, zone, addDays(today, -2), last);
    // An edge on the last day looked at may be the seam of a longer stretch, so it counts only from a further look.
    const seam = rememberedInstant(addDays(last, -1), 0, zone);
    const found = intervals.find((interval) => interval[edge] > instant && interval[edge] < seam);
    if (found) return found[edge];
    if (last === limit) return null;
  }
}

/** The day from which on nothing happens that has not happened before, or as far as anybody looks. */
function lastDayOfNews(hours: WeeklyHours, exceptions: readonly DatedHours[], today: CalendarDay): CalendarDay {
  const farthest = addDays(today, MOST_DAYS_AHEAD);
  if (hours?.some((span) => !isEveryWeek(span))) return farthest;
  const last = [today, ...exceptions.map(({ day }) => day)].toSorted().at(-1) ?? today;
  return earlierDay(addDays(last, DAYS_TO_REPEAT), farthest);
}

function earlierDay(one: CalendarDay, other: CalendarDay): CalendarDay {
  return daysBetween(one, other) < 0 ? other : one;
}

function intervalOf(day: CalendarDay, span: DaySpan, zone: TimeZone): OpenInterval {
  return {
    opensAt: rememberedInstant(day, span.opensMinute, zone),
    closesAt: rememberedInstant(day, span.closesMinute, zone),
  };
}

// Most places of a county open and close at the same few times, so a search over thousands meets the same instants again
// and again. The same question always has the same answer, so remembering it keeps the file pure.
const remembered = new Map<string, number>();

function rememberedInstant(day: CalendarDay, minute: number, zone: TimeZone): Date {
  const question = `${day} ${minute} ${zone}`;
  const known = remembered.get(question);
  if (known !== undefined) return new Date(known);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const instant = firstInstantFrom(day, minute, zone);
  remembered.set(question, instant.getTime());
  return instant;
}

function joined(intervals: OpenInterval[]): OpenInterval[] {
  const ordered = intervals.toSorted((one, other) => one.opensAt.getTime() - other.opensAt.getTime());
  const stretches: OpenInterval[] = [];
  for (const interval of ordered) {
    const last = stretches.at(-1);
    if (!last || interval.opensAt > last.closesAt) stretches.push(interval);
    else if (interval.closesAt > last.closesAt) stretches.splice(-1, 1, { ...last, closesAt: interval.closesAt });
  }
  return stretches;
}

function merged(spans: readonly DaySpan[]): DaySpan[] {
  const ordered = spans.toSorted((one, other) => one.opensMinute - other.opensMinute);
  const united: DaySpan[] = [];
  for (const { opensMinute, closesMinute } of ordered) {
    const last = united.at(-1);
    if (!last || opensMinute > last.closesMinute) united.push({ opensMinute, closesMinute });
    else if (closesMinute > last.closesMinute) united.splice(-1, 1, { opensMinute: last.opensMinute, closesMinute });
  }
  return united;
}

function isUnknown(hours: WeeklyHours): hours is null | readonly [] {
  return hours === null || hours.length === 0;
}
