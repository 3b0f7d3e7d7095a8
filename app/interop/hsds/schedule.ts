// Opening hours as HSDS schedules: one for the weekdays that share their times and their rule, one for each dated exception. Rounds nothing away.
import {
  addDays,
  asCalendarDay,
  type CalendarDay,
  instantAt,
  localDay,
  type TimeZone,
  weekdayOf,
} from "#app/models/values/calendar-day";
import { type HsdsObject, type Pen, present } from "./facts";
import type { ExceptionRow, SpanRow } from "./rows";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const MINUTES_A_DAY = 1440;
/** Of hours that come back each year, the season that is or comes next, and the one after. */
const SEASONS_SHOWN = 2;

/** Whose hours: the location's, with its clock and the holidays it keeps. */
export interface Door {
  readonly timeZone: TimeZone;
  readonly holidays: string | null;
  /** location_id or service_at_location_id. */
  readonly owner: HsdsObject;
}

/** Exceptions that are over are left out. */
export function schedulesOf(
  pen: Pen,
  door: Door,
  spans: readonly SpanRow[],
  exceptions: readonly ExceptionRow[],
): HsdsObject[] {
  const today = localDay(pen.now, door.timeZone);
  const groups = Map.groupBy(spans.toSorted(inOrder), likeness);
  const usual = [...groups.values()].flatMap((group) => usualSchedules(pen, door, group, today));
  const dated = exceptions
    .filter((exception) => exception.untilDay > today)
    .toSorted((one, other) => (one.fromDay < other.fromDay ? -1 : 1))
    .map((exception) => exceptionalSchedule(pen, door, exception, today));
  return [...usual, ...dated];
}

const inOrder = (one: SpanRow, other: SpanRow) =>
  one.weekday - other.weekday || one.opensMinute - other.opensMinute || (one.id < other.id ? -1 : 1);

const likeness = (span: SpanRow) =>
  JSON.stringify([
    ...[span.opensMinute, span.closesMinute, span.note, span.fromDay, span.untilDay, span.seasonFrom],
    ...[span.seasonUntil, span.everyWeeks, span.anchorDay, span.nth],
  ]);

interface Valid {
  readonly from: CalendarDay | null;
  /** The first day on which it does not hold any more. */
  readonly until: CalendarDay | null;
}

function usualSchedules(pen: Pen, door: Door, group: readonly SpanRow[], today: CalendarDay): HsdsObject[] {
  const [first] = group;
  if (!first) return [];
  const told: Valid = { from: dayOf(first.fromDay), until: dayOf(first.untilDay) };
  const write = (id: string, valid: Valid) => usualSchedule(pen, door, group, { id, valid, today });
  const { seasonFrom, seasonUntil } = first;
  if (seasonFrom === null || seasonUntil === null) return [write(first.id, told)];
  return seasonsAfter(seasonFrom, seasonUntil, today).flatMap((season) => {
    const valid = { from: later(season.from, told.from), until: earlier(season.until, told.until) };
    return valid.from < valid.until ? [write(pen.idOf("season", first.id, season.from), valid)] : [];
  });
}

function usualSchedule(
  pen: Pen,
  door: Door,
  group: readonly SpanRow[],
  { id, valid, today }: { id: string; valid: Valid; today: CalendarDay },
): HsdsObject {
  const [first] = group;
  if (!first) throw new RangeError("a schedule of no span");
  const recurrence = recurrenceOf(group);
  const notes = [
    first.seasonFrom === null
      ? null
      : pen.say("hsds.schedule.season", { from: monthDay(first.seasonFrom), until: monthDay(first.seasonUntil ?? 0) }),
    first.closesMinute > MINUTES_A_DAY ? pen.say("hsds.schedule.next-day") : null,
    door.holidays === "us_federal" ? pen.say("hsds.schedule.holidays") : null,
  ];
  const base = {
    id,
    ...door.owner,
    valid_from: valid.from,
    valid_to: valid.until ? addDays(valid.until, -1) : null,
    notes: notes.filter((note) => note !== null).join(" "),
  };
  // Times without the whole rule would read as more hours than there are, so a rule HSDS cannot say stays words.
  if (recurrence === null) return present({ ...base, description: beyondRule(pen, group) });
  const times = timesOf(first, door.timeZone, referenceDay(valid, today));
  return present({ ...base, ...recurrence, ...times, description: first.note });
}

/** The rule in iCalendar's words; null where some weeks and some of the month's weekdays must both hold. */
function recurrenceOf(group: readonly SpanRow[]): HsdsObject | null {
  const [first] = group;
  if (!first) return null;
  const days = group.map((span) => DAYS[span.weekday - 1] ?? "MO");
  const { nth, everyWeeks, anchorDay } = first;
  if (nth && everyWeeks > 1) return null;
  if (nth)
    return { freq: "MONTHLY", interval: 1, byday: days.flatMap((day) => nth.map((n) => `${n}${day}`)).join(",") };
  const weekly = { freq: "WEEKLY", interval: everyWeeks, byday: days.join(",") };
  if (everyWeeks === 1 || anchorDay === null) return weekly;
  const anchor = asCalendarDay(anchorDay);
  // Weeks begin on Monday; the first occurrence is in the week of the anchor.
  return { ...weekly, wkst: "MO", dtstart: addDays(anchor, first.weekday - weekdayOf(anchor)) };
}

function beyondRule(pen: Pen, group: readonly SpanRow[]): string {
  const [first] = group;
  if (!first) return "";
  const days = group.map((span) => DAYS[span.weekday - 1]).join(",");
  const rule = [
    `${days} ${clock(first.opensMinute)}-${clock(first.closesMinute)}`,
    pen.say("hsds.schedule.every-weeks", { weeks: first.everyWeeks, day: first.anchorDay ?? "" }),
    pen.say("hsds.schedule.nth", { nth: (first.nth ?? []).join(", ") }),
  ];
  return [first.note, pen.say("hsds.schedule.beyond-rule", { rule: rule.join("; ") })].filter(Boolean).join(" ");
}

function exceptionalSchedule(pen: Pen, door: Door, exception: ExceptionRow, today: CalendarDay): HsdsObject {
  const valid = { from: asCalendarDay(exception.fromDay), until: asCalendarDay(exception.untilDay) };
  const { closed, opensMinute, closesMinute, reason } = exception;
  const base = {
    id: exception.id,
    ...door.owner,
    valid_from: valid.from,
    valid_to: addDays(valid.until, -1),
    notes: pen.say("hsds.schedule.exception"),
  };
  if (closed || opensMinute === null || closesMinute === null) {
    const said = reason ? pen.say("hsds.schedule.closed-reason", { reason }) : pen.say("hsds.schedule.closed");
    return present({ ...base, description: said, closed: true });
  }
  const times = timesOf({ opensMinute, closesMinute }, door.timeZone, referenceDay(valid, today));
  return present({ ...base, freq: "WEEKLY", interval: 1, byday: DAYS.join(","), ...times, description: reason });
}

/** The clock on the wall with its offset on the day of reference: HSDS has no zones, so the zone's name goes beside. */
function timesOf(
  { opensMinute, closesMinute }: Pick<SpanRow, "opensMinute" | "closesMinute">,
  zone: TimeZone,
  day: CalendarDay,
): HsdsObject {
  const minutes = offsetMinutes(day, zone);
  const offset = offsetText(minutes);
  // HSDS writes a whole day as 00:00 to 23:59.
  const wholeDay = opensMinute === 0 && closesMinute === MINUTES_A_DAY;
  return {
    timezone: minutes / 60,
    timezone_name: zone,
    opens_at: `${clock(opensMinute)}${offset}`,
    closes_at: `${wholeDay ? "23:59" : clock(closesMinute)}${offset}`,
  };
}

/** Today, or the first or last day on which it holds. */
function referenceDay({ from, until }: Valid, today: CalendarDay): CalendarDay {
  if (from && from > today) return from;
  return until && until <= today ? addDays(until, -1) : today;
}

function offsetMinutes(day: CalendarDay, zone: TimeZone): number {
  const noon = 12 * 60;
  return (Date.parse(`${day}T12:00:00Z`) - instantAt(day, noon, zone).getTime()) / 60_000;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The seasons that end after today, the next ones first. */
function seasonsAfter(from: number, until: number, today: CalendarDay): { from: CalendarDay; until: CalendarDay }[] {
  const year = Number(today.slice(0, 4));
  const seasons = [year - 1, year, year + 1, year + 2].map((start) => ({
    from: dayOfYear(start, from),
    until: dayOfYear(from < until ? start : start + 1, until),
  }));
  return seasons.filter((season) => season.until > today).slice(0, SEASONS_SHOWN);
}

/** A year's day as month × 100 + day; February 29 of other years is March 1. */
function dayOfYear(year: number, yearDay: number): CalendarDay {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return asCalendarDay(`${year}-${monthDay(yearDay === 229 && !isLeap ? 301 : yearDay)}`);
}

const monthDay = (yearDay: number) => `${two(Math.floor(yearDay / 100))}-${two(yearDay % 100)}`;
const clock = (minute: number) => `${two(Math.floor((minute % MINUTES_A_DAY) / 60))}:${two(minute % 60)}`;
const two = (number: number) => String(number).padStart(2, "0");
const dayOf = (day: string | null) => (day === null ? null : asCalendarDay(day));
const later = (day: CalendarDay, other: CalendarDay | null) => (other && other > day ? other : day);
const earlier = (day: CalendarDay, other: CalendarDay | null) => (other && other < day ? other : day);
