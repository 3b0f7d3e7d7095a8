// Days on a calendar and the instants they stand for in a zone. Never asks what day it is: time comes as an argument.
import { Temporal } from "temporal-polyfill";

declare const calendarDay: unique symbol;

/** An existing day, "YYYY-MM-DD", years 0001 to 9999. Days compare as text. */
export type CalendarDay = string & { readonly [calendarDay]: true };

/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** An IANA zone name such as "America/New_York"; offsets are never stored. */
export type TimeZone = string;

const MINUTES_A_DAY = 1440;
const MILLISECONDS_A_MINUTE = 60_000;
const MILLISECONDS_A_DAY = 86_400_000;
const MOST_DAYS_LISTED = 3660;

/** Reads "YYYY-MM-DD"; null when that day does not exist. */
export function parseCalendarDay(text: string): CalendarDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return null;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return text as CalendarDay;
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** @throws RangeError when the text is no existing day: for days from a trusted place. */
export function asCalendarDay(text: string): CalendarDay {
  const day = parseCalendarDay(text);
  if (day === null) throw new RangeError(`not a calendar day: ${text}`);
  return day;
}

/** The day so many days later; earlier when negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayOfNumber(numberOfDay(day) + days);
}

/** The same day of a later month; the last of the month where that month is too short (31 January + 1 → 28 or 29 February). */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  return Temporal.PlainDate.from(day).add({ months }).toString() as CalendarDay;
}

export function weekdayOf(day: CalendarDay): Weekday {
  // The first of January 1970 was a Thursday.
  const sinceMonday = (((numberOfDay(day) + 3) % 7) + 7) % 7;
  return (sinceMonday + 1) as Weekday;
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return numberOfDay(to) - numberOfDay(from);
}

/** Whole years from a day of birth to another day: how old somebody is. Born on 29 February: a year older on 1 March. */
export function yearsBetween(from: CalendarDay, to: CalendarDay): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The first day of a day's month. */
export function firstOfMonth(day: CalendarDay): CalendarDay {
  return `${day.slice(0, 8)}01` as CalendarDay;
}

/**
 * The days of the half-open span [from, to), earliest first; none when `to` is not later.
 * @throws RangeError above ten years: the caller forgot a limit
 */
export function daysIn(from: CalendarDay, to: CalendarDay): CalendarDay[] {
  const count = Math.max(0, daysBetween(from, to));
  if (count > MOST_DAYS_LISTED) throw new RangeError(`too many days: ${count}`);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** The day on the calendar of a zone at an instant. */
export function localDay(instant: Date, zone: TimeZone): CalendarDay {
  return dayOfNumber(Math.floor((instant.getTime() + offsetAt(instant, zone)) / MILLISECONDS_A_DAY));
}

/** Minutes the clock on the wall shows past midnight, 0 to 1439; on a day the clocks change, not the minutes elapsed. */
export function localMinute(instant: Date, zone: TimeZone): number {
  const ofDay = (instant.getTime() + offsetAt(instant, zone)) % MILLISECONDS_A_DAY;
  return Math.floor((ofDay < 0 ? ofDay + MILLISECONDS_A_DAY : ofDay) / MILLISECONDS_A_MINUTE);
}

/**
 * The instant at which the clock on the wall of a zone shows a minute of a day.
 * A time the clocks jump over becomes the same time after the jump (02:30 → 03:30);
 * a time that comes twice is the first of the two.
 * @param minute minutes past midnight, 0 to 2880: above 1440 is the morning after
 * @throws RangeError when the minute is out of range or the zone unknown
 */
export function instantAt(day: CalendarDay, minute: number, zone: TimeZone): Date {
  if (!Number.isInteger(minute) || minute < 0 || minute > 2 * MINUTES_A_DAY) {
    throw new RangeError(`minute out of range: ${minute}`);
  }
  const local = Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: minute });
  return new Date(local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds);
}

/**
 * The first instant from which the clock on the wall of a zone shows a minute of a day or a later one.
 * As instantAt, except that a time the clocks jump over becomes the moment of the jump: a door that opens at 02:30
 * is open when the clock goes from 02:00 to 03:00.
 * @param minute minutes past midnight, 0 to 2880
 */
export function firstInstantFrom(day: CalendarDay, minute: number, zone: TimeZone): Date {
  const instant = instantAt(day, minute, zone);
  const shown = inZone(instant, zone).toPlainDateTime();
  // The day counts too: a zone that moved across the date line has jumped over a whole one.
  if (shown.equals(Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: minute }))) return instant;
  // One millisecond later, because "previous" leaves out a jump that happens at this very instant.
  const jump = inZone(new Date(instant.getTime() + 1), zone).getTimeZoneTransition("previous");
  return jump ? new Date(jump.epochMilliseconds) : instant;
}

/** The first instant of a day in a zone; not always 00:00, because some zones change their clocks at midnight. */
export function startOfDay(day: CalendarDay, zone: TimeZone): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** Whether the platform knows a zone name. Offsets such as "+02:00" are not names. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

/** Minutes past midnight as "HH:MM" for a time field: 1500 (one in the morning after) → "01:00". */
export function plainTime(minute: number): string {
  const ofDay = minute % MINUTES_A_DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

/** Reads "HH:MM" from a time field, 00:00 to 24:00; null otherwise. */
export function parseTime(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text.trim());
  if (!found) return null;
  const minute = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minute <= MINUTES_A_DAY ? minute : null;
}

// Days are counted from 1970 at midnight UTC, where no clock ever changes. A search asks this thousands of times, of the same
// year or two, so what was found is remembered.
const numbersOfDays = new Map<CalendarDay, number>();
const daysOfNumbers = new Map<number, CalendarDay>();
const MOST_DAYS_REMEMBERED = 20_000;

function numberOfDay(day: CalendarDay): number {
  const known = numbersOfDays.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_A_DAY;
  if (numbersOfDays.size >= MOST_DAYS_REMEMBERED) numbersOfDays.clear();
  numbersOfDays.set(day, number);
  return number;
}

function dayOfNumber(number: number): CalendarDay {
  const known = daysOfNumbers.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * MILLISECONDS_A_DAY).toISOString();
  // Years outside 0000 to 9999 are written with a sign and six digits.
  if (text.length !== 24 || text.startsWith("0000")) throw new RangeError(`day out of range: ${text}`);
  const day = text.slice(0, 10) as CalendarDay;
  if (daysOfNumbers.size >= MOST_DAYS_REMEMBERED) daysOfNumbers.clear();
  daysOfNumbers.set(number, day);
  return day;
}

/** Half-open [from, until) in milliseconds since 1970: so long the clocks of a zone stay as they are. */
type SteadyClock = { readonly from: number; readonly until: number; readonly offset: number };

// A page of a search asks for the day of hundreds of instants, and a zone changes its clocks twice a year at most. The same
// question always has the same answer, so remembering it keeps the file pure.
const steadyClocks = new Map<TimeZone, SteadyClock[]>();
const MOST_STEADY_CLOCKS = 40;

/** Milliseconds a zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: Date, zone: TimeZone): number {
  const time = instant.getTime();
  const known = steadyClocks.get(zone) ?? [];
  const found = known.find(({ from, until }) => from <= time && time < until);
  if (found) return found.offset;
  const local = inZone(instant, zone);
  const [before, after] = [
    local.add({ nanoseconds: 1 }).getTimeZoneTransition("previous"),
    local.getTimeZoneTransition("next"),
  ];
  const clock = {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: local.offsetNanoseconds / 1e6,
  };
  steadyClocks.set(zone, [clock, ...known].slice(0, MOST_STEADY_CLOCKS));
  return clock.offset;
}

function inZone(instant: Date, zone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}
