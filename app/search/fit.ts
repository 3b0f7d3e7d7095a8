// Where a place's week and somebody's free hours meet: how long in a week, and when next. Reads no clock: the instant is given.
import { addDays, firstInstantFrom, localDay, type TimeZone, weekdayOf } from "#app/models/values/calendar-day";
import { intervalsBetween } from "#app/models/values/weekly-hours";
import { type FreePart, minutesOf, sharedMinutes, withinWeek } from "./free-times";
import type { OpeningHours } from "./hours";

const DAYS_LOOKED_AT = 28;
const MINUTES_A_DAY = 1440;

/** Minutes of an ordinary week that both hold; null where the place's hours are not known. */
export function sharedWeek({ hours }: OpeningHours, parts: readonly FreePart[]): number | null {
  if (hours === null || hours.length === 0) return null;
  const open = hours.map((span) => {
    const midnight = (span.weekday - 1) * MINUTES_A_DAY;
    return { from: midnight + span.opensMinute, to: midnight + span.closesMinute };
  });
  return sharedMinutes(withinWeek(open), minutesOf(parts));
}

/** The first instant from now on at which the place is open in a free hour, within four weeks; null when there is none. */
export function firstFit(
  { hours, exceptions }: OpeningHours,
  parts: readonly FreePart[],
  zone: TimeZone,
  now: Date,
): Date | null {
  const today = localDay(now, zone);
  const until = addDays(today, DAYS_LOOKED_AT);
  const free = minutesOf(parts);
  const open = intervalsBetween(hours, exceptions, zone, today, until);
  let best: Date | null = null;
  for (let day = today; day < until; day = addDays(day, 1)) {
    const midnight = (weekdayOf(day) - 1) * MINUTES_A_DAY;
    for (const { from, to } of free) {
      const [starts, ends] = [Math.max(from, midnight) - midnight, Math.min(to, midnight + MINUTES_A_DAY) - midnight];
      if (starts >= ends) continue;
      const freeFrom = later(firstInstantFrom(day, starts, zone), now);
      const freeTo = firstInstantFrom(day, ends, zone);
      for (const { opensAt, closesAt } of open) {
        const meets = later(opensAt, freeFrom);
        if (meets < closesAt && meets < freeTo && (best === null || meets < best)) best = meets;
      }
    }
    if (best) return best;
  }
  return best;
}

const later = (one: Date, other: Date) => (one > other ? one : other);
