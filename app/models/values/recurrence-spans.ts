// Says a recurrence as iCalendar writes it with weekly spans and their rules, where they can say it. Never rounds a rule to a similar one.
import { addDays, type CalendarDay, type Weekday, weekdayOf } from "./calendar-day";
import { holdsOn, isRule, NTHS, type Nth, type SpanRule } from "./span-rule";
import { type DaySpan, isSpan, type WeeklySpan } from "./weekly-hours";

/** The parts of an RRULE that hours are written with. Source: RFC 5545, 3.3.10. */
export type Recurrence = {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY";
  readonly interval: number;
  /** BYDAY: "TU", "3TU", "-1FR". */
  readonly byDay: readonly string[];
  /** BYMONTHDAY: said only where it narrows a weekday to one of its turns in the month. */
  readonly byMonthDay: readonly number[];
  readonly weekStart: Weekday;
  /** The first day there may be an occurrence. Null: not told, so that only weeks and months can be counted on. */
  readonly firstDay: CalendarDay | null;
  /** The first day after the last that may be one. */
  readonly untilDay: CalendarDay | null;
  readonly count: number | null;
};

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const ALL: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** Ten years: further on nobody counts turns. */
const MOST_DAYS_COUNTED = 3660;

type Turn = { readonly weekday: Weekday; readonly nth: number | null };
type Ruled = { readonly weekday: Weekday } & SpanRule;

/** @returns null when the rule is beyond what weekly spans can say, or is no rule */
export function spansOfRecurrence(rule: Recurrence, hours: DaySpan): WeeklySpan[] | null {
  const turns = turnsOf(rule);
  if (turns === null || !isSpan(hours) || !Number.isInteger(rule.interval) || rule.interval < 1) return null;
  const ruled = ruledDays(rule, turns);
  if (ruled === null || ruled.length === 0) return null;
  const limits = limitsOf(rule, ruled);
  if (limits === null) return null;
  const spans = ruled.map((day) => ({ ...day, ...hours, ...limits }));
  return spans.every(isRule) ? spans : null;
}

function turnsOf({ byDay }: Recurrence): Turn[] | null {
  const turns = byDay.flatMap((written): Turn[] => {
    const found = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(written.trim().toUpperCase());
    const place = CODES.indexOf(found?.[2] ?? "");
    return place < 0 ? [] : [{ weekday: (place + 1) as Weekday, nth: found?.[1] ? Number(found[1]) : null }];
  });
  return turns.length === byDay.length ? turns : null;
}

function ruledDays(rule: Recurrence, turns: readonly Turn[]): Ruled[] | null {
  if (rule.frequency === "MONTHLY") return monthly(rule, turns);
  // Turns of a month mean nothing in a week, and a date of the month is no day of the week.
  if (turns.some(({ nth }) => nth !== null) || rule.byMonthDay.length > 0) return null;
  const weekdays = [...new Set(turns.map(({ weekday }) => weekday))];
  return rule.frequency === "WEEKLY" ? weekly(rule, weekdays) : daily(rule, weekdays);
}

function weekly({ interval, firstDay, weekStart }: Recurrence, named: readonly Weekday[]): Ruled[] | null {
  const weekdays = named.length > 0 || firstDay === null ? named : [weekdayOf(firstDay)];
  if (interval === 1) return weekdays.map((weekday) => ({ weekday }));
  if (firstDay === null) return null;
  // Each weekday has an anchor of its own, because the publisher's week may begin on another day than ours.
  const begin = addDays(firstDay, -((weekdayOf(firstDay) - weekStart + 7) % 7));
  return weekdays.map((weekday) => ({
    weekday,
    everyWeeks: interval,
    anchorDay: addDays(begin, (weekday - weekStart + 7) % 7),
  }));
}

/** Every n days meets each weekday every n weeks, and only one weekday where n is whole weeks. */
function daily({ interval, firstDay }: Recurrence, named: readonly Weekday[]): Ruled[] | null {
  const wanted = named.length > 0 ? named : ALL;
  if (interval === 1) return wanted.map((weekday) => ({ weekday }));
  if (firstDay === null) return null;
  const weeks = interval % 7 === 0 ? interval / 7 : interval;
  return Array.from({ length: interval % 7 === 0 ? 1 : 7 }, (_, turn) => addDays(firstDay, turn * interval))
    .map((anchorDay) => ({ weekday: weekdayOf(anchorDay), everyWeeks: weeks, anchorDay }))
    .filter(({ weekday }) => wanted.includes(weekday));
}

function monthly(rule: Recurrence, turns: readonly Turn[]): Ruled[] | null {
  if (turns.length === 0) return null;
  const months = monthsOf(rule);
  const dates = datesAsTurns(rule.byMonthDay);
  if (months === null || dates === null) return null;
  const ruled = turns.map(({ weekday, nth }): Ruled | null => {
    if (nth === null) return dates.length === 0 ? { weekday } : { weekday, nth: dates };
    return NTHS.includes(nth as Nth) && dates.length === 0 ? { weekday, nth: [nth as Nth] } : null;
  });
  if (ruled.includes(null)) return null;
  return ruled.flatMap((day) => (day === null ? [] : months.map((season) => ({ ...day, ...season }))));
}

/** Every second, third, fourth, sixth or twelfth month comes in the same months each year: a season for each. */
function monthsOf({ interval, firstDay }: Recurrence): SpanRule[] | null {
  if (interval === 1) return [{}];
  if (firstDay === null || 12 % interval !== 0) return null;
  const first = Number(firstDay.slice(5, 7)) - 1;
  return Array.from({ length: 12 / interval }, (_, turn) => {
    const month = (first + turn * interval) % 12;
    return { seasonFrom: (month + 1) * 100 + 1, seasonUntil: (((month + 1) % 12) + 1) * 100 + 1 };
  });
}

/** Whole sevens of dates: the 8th to the 14th hold every second such weekday. Empty: no dates were said. */
function datesAsTurns(dates: readonly number[]): Nth[] | null {
  const turns = ([1, 2, 3, 4] as const).filter((nth) => sevenOf(nth).every((date) => dates.includes(date)));
  return turns.length * 7 === new Set(dates).size ? turns : null;
}

const sevenOf = (nth: number) => ALL.map((each) => (nth - 1) * 7 + each);

function limitsOf({ firstDay, untilDay, count }: Recurrence, ruled: readonly Ruled[]): SpanRule | null {
  const limits = { ...(firstDay ? { fromDay: firstDay } : {}), ...(untilDay ? { untilDay } : {}) };
  if (firstDay && untilDay && untilDay <= firstDay) return null;
  if (count === null) return limits;
  if (firstDay === null || count < 1) return null;
  let left = count;
  for (let days = 0; days < MOST_DAYS_COUNTED; days += 1) {
    const day = addDays(firstDay, days);
    if (untilDay && day >= untilDay) return limits;
    if (ruled.some((each) => each.weekday === weekdayOf(day) && holdsOn(each, day))) left -= 1;
    if (left === 0) return { ...limits, untilDay: addDays(day, 1) };
  }
  return null;
}
