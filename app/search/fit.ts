// Where a place's week and somebody's free hours meet: how long in a week, and when next. Reads no clock: the instant is given.
import { addDays, firstInstantFrom, localDay, type TimeZone, weekdayOf } from "#app/models/values/calendar-day";
import { intervalsBetween } from "#app/models/values/weekly-hours";
import { type FreePart, MINUTES_A_WEEK, type Minutes, minutesOf, sharedMinutes } from "./free-times";
import type { OpeningHours } from "./hours";

const DAYS_LOOKED_AT = 28;
const MINUTES_A_DAY = 1440;

/** Minutes of an ordinary week that both hold; null where the place's hours are not known. */
export function sharedWeek({ hours }: OpeningHours, parts: readonly FreePart[]): number | null {
  if (hours === null || hours.length === 0) return null;
  const pieces: Minutes[] = hours.flatMap((span) => {
    const from = (span.weekday - 1) * MINUTES_A_DAY + span.opensMinute;
    const to = (span.weekday - 1) * MINUTES_A_DAY + span.closesMinute;
    return to <= MINUTES_A_WEEK
      ? [{ from, to }]
      : [
          { from, to: MINUTES_A_WEEK },
          { from: 0, to: to - MINUTES_A_WEEK },
        ];
  });
  return sharedMinutes(merged(pieces), minutesOf(parts));
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

function merged(pieces: readonly Minutes[]): Minutes[] {
  const found: Minutes[] = [];
  for (const piece of pieces.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && piece.from <= last.to) found.splice(-1, 1, { from: last.from, to: Math.max(last.to, piece.to) });
    else found.push(piece);
  }
  return found;
}
