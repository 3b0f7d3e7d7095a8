// Asks the rules of opening about the places of which the week alone cannot tell. Knows no order and no filter.
import type { Db } from "#app/database/as-actor.server";
import { addDays, type CalendarDay, instantAt, localDay, type TimeZone } from "#app/models/values/calendar-day";
import { isOpenAt } from "#app/models/values/weekly-hours";
import { MAYBE, NO, UNKNOWN, YES } from "./conditions.server";
import { DAYS_AHEAD, DAYS_BEFORE, fetchHours, type Hours } from "./details.server";
import { type Opening, openingAt, openingHours } from "./hours";
import type { Judged } from "./question";
import type { OpenWish } from "./wish";

/** The moment asked about, on the clock of a place; hours in which somebody can come begin now. Places share their zones. */
export function momentsOf(open: OpenWish, now: Date): (zone: TimeZone) => Date {
  if (open.kind !== "at") return () => now;
  const known = new Map<TimeZone, Date>();
  return (zone) => {
    const moment = known.get(zone) ?? instantAt(open.day, open.minute, zone);
    known.set(zone, moment);
    return moment;
  };
}

/** The day around which exceptions matter. @param zone the asker's */
export function dayAround(open: OpenWish, now: Date, zone: TimeZone): CalendarDay {
  return open.kind === "at" ? open.day : localDay(now, zone);
}

/** The hours of a place for days around one. */
export function hoursOf({ spans, exceptions, holidays }: Hours, around: CalendarDay) {
  return openingHours(spans, exceptions, addDays(around, -DAYS_BEFORE), addDays(around, DAYS_AHEAD), holidays);
}

/** The opening of one place at an instant. @param around the day around which its exceptions were fetched */
export function openingOf(place: Hours, instant: Date, around: CalendarDay): Opening {
  return openingAt(hoursOf(place, around), place.timeZone, instant);
}

export async function judge(
  db: Db,
  maybes: readonly string[],
  open: OpenWish,
  now: Date,
  around: CalendarDay,
): Promise<Judged> {
  const closed: string[] = [];
  const unknown: string[] = [];
  const momentIn = momentsOf(open, now);
  for (const place of await fetchHours(db, maybes, around)) {
    const { hours, exceptions } = hoursOf(place, around);
    const state = isOpenAt(hours, exceptions, place.timeZone, momentIn(place.timeZone));
    if (state === "closed") closed.push(place.id);
    if (state === "unknown") unknown.push(place.id);
  }
  return { closed, unknown };
}

/** The verdict on whether it is open, once the rules have told what the week could not. */
export function settled(verdict: number, id: string | null, { closed, unknown }: Judged): number {
  if (verdict !== MAYBE || id === null) return verdict;
  if (closed.includes(id)) return NO;
  return unknown.includes(id) ? UNKNOWN : YES;
}
