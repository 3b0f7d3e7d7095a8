// Sets of public holidays, worked out by rule for any year. Knows no place and no clock: who keeps which set is said elsewhere.
import { addDays, asCalendarDay, type CalendarDay, type Weekday, weekdayOf } from "./calendar-day";
import type { Nth } from "./span-rule";
import type { DatedHours } from "./weekly-hours";

/** The sets a place can keep; a location stores the code. */
export const HOLIDAY_SETS = ["us_federal"] as const;
export type HolidaySet = (typeof HOLIDAY_SETS)[number];

export type HolidayName =
  | "new-year"
  | "martin-luther-king"
  | "washington"
  | "memorial"
  | "juneteenth"
  | "independence"
  | "labor"
  | "columbus"
  | "veterans"
  | "thanksgiving"
  | "christmas";

/** `observed`: the working day that stands in for a holiday at the weekend, which is a holiday itself all the same. */
export type Holiday = { readonly day: CalendarDay; readonly name: HolidayName; readonly observed: boolean };

type HolidayRule =
  | { readonly name: HolidayName; readonly month: number; readonly date: number }
  | { readonly name: HolidayName; readonly month: number; readonly nth: Nth; readonly weekday: Weekday };

const RULES: Readonly<Record<HolidaySet, readonly HolidayRule[]>> = {
  // As the law stands today, whichever year is asked about. Source: 5 U.S.C. 6103(a).
  us_federal: [
    { name: "new-year", month: 1, date: 1 },
    { name: "martin-luther-king", month: 1, nth: 3, weekday: 1 },
    { name: "washington", month: 2, nth: 3, weekday: 1 },
    { name: "memorial", month: 5, nth: -1, weekday: 1 },
    { name: "juneteenth", month: 6, date: 19 },
    { name: "independence", month: 7, date: 4 },
    { name: "labor", month: 9, nth: 1, weekday: 1 },
    { name: "columbus", month: 10, nth: 2, weekday: 1 },
    { name: "veterans", month: 11, date: 11 },
    { name: "thanksgiving", month: 11, nth: 4, weekday: 4 },
    { name: "christmas", month: 12, date: 25 },
  ],
};

const SATURDAY = 6;
const SUNDAY = 7;

export function isHolidaySet(code: string): code is HolidaySet {
  return (HOLIDAY_SETS as readonly string[]).includes(code);
}

/** The holidays of a set in the days [from, until), earliest first, with the days that stand in for those at a weekend. */
export function holidaysBetween(set: HolidaySet, from: CalendarDay, until: CalendarDay): Holiday[] {
  const found: Holiday[] = [];
  // A New Year's Day on a Saturday is kept on the last day of the year before.
  for (let year = yearOf(from); year <= yearOf(until) + 1 && year <= 9998; year += 1)
    found.push(...holidaysOf(set, year));
  return found.filter(({ day }) => day >= from && day < until);
}

/**
 * The days in [from, until) on which a place that keeps a set is closed, without those it has dated hours of its own for.
 * @param code what the location stores; one nobody knows closes nothing
 */
export function holidayClosings(
  code: string | null,
  dated: readonly DatedHours[],
  from: CalendarDay,
  until: CalendarDay,
): DatedHours[] {
  if (code === null || !isHolidaySet(code)) return [];
  const own = new Set(dated.map(({ day }) => day));
  return holidaysBetween(code, from, until).flatMap(({ day }) => (own.has(day) ? [] : [{ day, spans: [] }]));
}

// A search asks for the same year once a place. The same question always has the same answer, so remembering it keeps the file pure.
const remembered = new Map<string, readonly Holiday[]>();

function holidaysOf(set: HolidaySet, year: number): readonly Holiday[] {
  const question = `${set} ${year}`;
  const known = remembered.get(question);
  if (known) return known;
  const found = RULES[set]
    .flatMap((rule) => kept(rule.name, dayOf(rule, year)))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  remembered.set(question, found);
  return found;
}

/** Saturday's holiday is kept on the Friday before, Sunday's on the Monday after. Source: 5 U.S.C. 6103(b), Executive Order 11582. */
function kept(name: HolidayName, day: CalendarDay): Holiday[] {
  const itself = { day, name, observed: false };
  const weekday = weekdayOf(day);
  if (weekday !== SATURDAY && weekday !== SUNDAY) return [itself];
  return [itself, { day: addDays(day, weekday === SATURDAY ? -1 : 1), name, observed: true }];
}

function dayOf(rule: HolidayRule, year: number): CalendarDay {
  if ("date" in rule) return written(year, rule.month, rule.date);
  const first = written(year, rule.month, 1);
  const offset = (rule.weekday - weekdayOf(first) + 7) % 7;
  if (rule.nth > 0) return addDays(first, offset + 7 * (rule.nth - 1));
  const fifth = addDays(first, offset + 28);
  return fifth.slice(5, 7) === first.slice(5, 7) ? fifth : addDays(fifth, -7);
}

function written(year: number, month: number, date: number): CalendarDay {
  const text = [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")];
  return asCalendarDay(text.join("-"));
}

const yearOf = (day: CalendarDay) => Number(day.slice(0, 4));
