// On which days a weekly span holds: some weeks, some of a month's weekdays, a season, certain dates. Knows no hours and no zone.
import { type CalendarDay, daysBetween, type Weekday, weekdayOf } from "./calendar-day";

/** Which such weekday of the month: the first to the fifth, -1 the last. */
export type Nth = 1 | 2 | 3 | 4 | 5 | -1;

/** A month and a day of it as month × 100 + day, 101 to 1231: comparable within one year. */
export type YearDay = number;

/** All that is said must hold; what is left out or null says nothing. A span with no rule holds every week. */
export type SpanRule = {
  /** The days [fromDay, untilDay) the hours were told for; outside them nothing is known. */
  readonly fromDay?: CalendarDay | null;
  readonly untilDay?: CalendarDay | null;
  /** Each year [seasonFrom, seasonUntil), which may pass the end of the year; outside the season it is closed. */
  readonly seasonFrom?: YearDay | null;
  readonly seasonUntil?: YearDay | null;
  /** Every so many weeks, 1 to 52; weeks begin on Monday. */
  readonly everyWeeks?: number;
  /** A day in a week that counts; needed above one week. */
  readonly anchorDay?: CalendarDay | null;
  readonly nth?: readonly Nth[] | null;
};

export const NTHS: readonly Nth[] = [1, 2, 3, 4, 5, -1];
const MOST_WEEKS = 52;
const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether it keeps its limits: what an import and the table's checks agree on. */
export function isRule({ fromDay, untilDay, seasonFrom, seasonUntil, everyWeeks = 1, anchorDay, nth }: SpanRule) {
  if (fromDay && untilDay && untilDay <= fromDay) return false;
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || everyWeeks > MOST_WEEKS) return false;
  if (everyWeeks > 1 && !anchorDay) return false;
  if (nth && (nth.length === 0 || !nth.every((each) => NTHS.includes(each)))) return false;
  const season = [seasonFrom ?? null, seasonUntil ?? null];
  if (season[0] === null && season[1] === null) return true;
  return season.every((end) => end !== null && isYearDay(end)) && season[0] !== season[1];
}

export function isYearDay(yearDay: YearDay): boolean {
  const day = yearDay % 100;
  return Number.isInteger(yearDay) && day >= 1 && day <= (DAYS_OF_MONTHS[Math.floor(yearDay / 100) - 1] ?? 0);
}

/** Whether a span with this rule holds on each such weekday of every year. */
export function isEveryWeek({ fromDay, untilDay, seasonFrom, everyWeeks, nth }: SpanRule): boolean {
  return !(fromDay || untilDay || seasonFrom || nth) && (everyWeeks ?? 1) === 1;
}

/** Whether the day lies in the dates the hours were told for, whatever else the rule says. */
export function coversDay({ fromDay, untilDay }: SpanRule, day: CalendarDay): boolean {
  return (!fromDay || day >= fromDay) && (!untilDay || day < untilDay);
}

/** Whether the rule holds on a day that is its span's weekday. */
export function holdsOn(rule: SpanRule, day: CalendarDay): boolean {
  if (isEveryWeek(rule)) return true;
  return coversDay(rule, day) && isInSeason(rule, yearDayOf(day)) && isInWeek(rule, day) && isNth(rule, day);
}

export function yearDayOf(day: CalendarDay): YearDay {
  return Number(day.slice(5, 7)) * 100 + Number(day.slice(8));
}

/** The day before a year's day, on a leap year's calendar: a season [May 1, November 1) is said "to October 31". */
export function yearDayBefore(yearDay: YearDay): YearDay {
  if (yearDay % 100 > 1) return yearDay - 1;
  const month = (Math.floor(yearDay / 100) + 10) % 12;
  return (month + 1) * 100 + (DAYS_OF_MONTHS[month] ?? 0);
}

/** The last day of a month, 1 to 12, on a leap year's calendar: in other years it ends a day before. */
export function lastOfMonth(month: number): YearDay {
  return yearDayBefore((month % 12) * 100 + 101);
}

/** The day after a year's day, on a leap year's calendar. */
export function yearDayAfter(yearDay: YearDay): YearDay {
  if (isYearDay(yearDay + 1)) return yearDay + 1;
  return ((Math.floor(yearDay / 100) % 12) + 1) * 100 + 1;
}

/** Which of its weekday a day is in its month: 1 to 5, and whether it is the last. */
export function nthOf(day: CalendarDay): { nth: Nth; last: boolean } {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const days = month === 2 && !isLeap(year) ? 28 : (DAYS_OF_MONTHS[month - 1] ?? 31);
  return { nth: Math.ceil(date / 7) as Nth, last: date + 7 > days };
}

function isInSeason({ seasonFrom, seasonUntil }: SpanRule, yearDay: YearDay): boolean {
  if (!(seasonFrom && seasonUntil)) return true;
  if (seasonFrom < seasonUntil) return seasonFrom <= yearDay && yearDay < seasonUntil;
  return seasonFrom <= yearDay || yearDay < seasonUntil;
}

function isInWeek({ everyWeeks = 1, anchorDay }: SpanRule, day: CalendarDay): boolean {
  if (everyWeeks === 1) return true;
  // Without an anchor no week is known to count; the table refuses such a row.
  if (!anchorDay) return false;
  const weeks = Math.floor((daysBetween(anchorDay, day) + sinceMonday(anchorDay)) / 7);
  return weeks % everyWeeks === 0;
}

function isNth({ nth }: SpanRule, day: CalendarDay): boolean {
  if (!nth) return true;
  const found = nthOf(day);
  return nth.includes(found.nth) || (found.last && nth.includes(-1));
}

const sinceMonday = (day: CalendarDay) => weekdayOf(day) - (1 satisfies Weekday);

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
