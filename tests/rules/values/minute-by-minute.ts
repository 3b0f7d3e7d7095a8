// Opening hours worked out the plainest way: one minute of the real clock after the other. Slow, and shares no rule with the product.
import type { CalendarDay, TimeZone } from "#app/models/values/calendar-day";
import type { DatedHours, OpenState, WeeklySpan } from "#app/models/values/weekly-hours";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A minute of real time, and the day and the minute since 1970 that the clock on the wall shows in it. */
export type Tick = { readonly instant: Date; readonly day: CalendarDay; readonly wall: number };

/** The minutes of a stretch of real time on the wall of a zone. @param days 2 to 20 */
export function ticksOf(from: string, days: number, zone: TimeZone): Tick[] {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return Array.from({ length: days * 1440 }, (_, index) => {
    const instant = new Date(Date.parse(from) + index * MINUTE);
    const [year, month, day, hour, minute] = format.format(instant).match(/\d+/g) as [string, ...string[]];
    const shown = `${year}-${month}-${day}` as CalendarDay;
    return { instant, day: shown, wall: wallOf(shown, Number(hour) * 60 + Number(minute)) };
  });
}

/**
 * The state in each minute. The clock on the wall goes back in autumn, but what it has shown it has shown: a door opens
 * when its time is first reached and closes when its closing time is first reached.
 * The first two days only fill the nights before.
 */
export function statesOf(
  ticks: readonly Tick[],
  hours: readonly WeeklySpan[],
  exceptions: readonly DatedHours[],
): OpenState[] {
  const toldOn = remembering((day: string) => plainSpansOn(day, hours, exceptions));
  const openNear = remembering((day: string) =>
    [-1, 0, 1].flatMap((days) => {
      const near = dayAfter(day, days);
      return (toldOn(near) ?? []).map(
        (span) => [wallOf(near, span.opensMinute), wallOf(near, span.closesMinute)] as const,
      );
    }),
  );
  let reached = Number.NEGATIVE_INFINITY;
  return ticks.map(({ day, wall }) => {
    reached = Math.max(reached, wall);
    if (openNear(day).some(([opens, closes]) => opens <= reached && reached < closes)) return "open";
    return toldOn(day) === null ? "unknown" : "closed";
  });
}

function plainSpansOn(day: string, hours: readonly WeeklySpan[], exceptions: readonly DatedHours[]) {
  const dated = exceptions.filter((exception) => exception.day === day);
  if (dated.length > 0) {
    const known = dated.flatMap(({ spans }) => spans ?? []);
    return known.length === 0 && dated.some(({ spans }) => spans === null) ? null : known;
  }
  const told = hours.filter(({ fromDay, untilDay }) => !(fromDay && day < fromDay) && !(untilDay && untilDay <= day));
  return told.length === 0 ? null : told.filter((span) => holdsPlainly(span, day));
}

function holdsPlainly(span: WeeklySpan, day: string): boolean {
  if (weekdayName(day) !== NAMES[span.weekday - 1]) return false;
  if (span.nth && !span.nth.some((nth) => sameWeekdaysOfMonth(day).at(nth > 0 ? nth - 1 : nth) === day)) return false;
  if (span.seasonFrom && span.seasonUntil && !seasonDays(span.seasonFrom, span.seasonUntil).has(day.slice(5))) {
    return false;
  }
  const weeks = span.everyWeeks ?? 1;
  if (weeks === 1) return true;
  let monday = mondayOf(span.anchorDay ?? "");
  const wanted = mondayOf(day);
  const step = monday < wanted ? 7 * weeks : -7 * weeks;
  while (step > 0 ? monday < wanted : monday > wanted) monday = dayAfter(monday, step);
  return monday === wanted;
}

const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const weekdayFormat = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone: "UTC" });
const weekdayName = (day: string) => weekdayFormat.format(new Date(`${day}T00:00:00Z`));

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

function wallOf(day: string, minute: number): number {
  return Date.parse(day) / MINUTE + minute;
}

function mondayOf(day: string): string {
  let monday = day;
  while (weekdayName(monday) !== "Mon") monday = dayAfter(monday, -1);
  return monday;
}

const sameWeekdaysOfMonth = remembering((day: string) => {
  const days: string[] = [];
  for (let each = `${day.slice(0, 7)}-01`; each.slice(0, 7) === day.slice(0, 7); each = dayAfter(each, 1)) {
    if (weekdayName(each) === weekdayName(day)) days.push(each);
  }
  return days;
});

/** Walks round a leap year's calendar from the first day of the season to the day it is over. */
function seasonDays(from: number, until: number): Set<string> {
  const place = leapYear.indexOf(written(from));
  const round = [...leapYear.slice(place), ...leapYear.slice(0, place)];
  return new Set(round.slice(0, round.indexOf(written(until))));
}

const leapYear = Array.from({ length: 366 }, (_, days) => dayAfter("2028-01-01", days).slice(5));
const written = (yearDay: number) => String(yearDay).padStart(4, "0").replace(/^(..)/, "$1-");

function remembering<Value>(work: (day: string) => Value): (day: string) => Value {
  const known = new Map<string, Value>();
  return (day) => {
    const before = known.get(day);
    if (before !== undefined) return before;
    const value = work(day);
    known.set(day, value);
    return value;
  };
}
