// A moment on every clock of the directory: which day it is there, which minute of the week, and which holiday sets close then. Asks no clock.
import {
  addDays,
  type CalendarDay,
  firstInstantFrom,
  instantAt,
  localDay,
  localMinute,
  type TimeZone,
  weekdayOf,
} from "#app/models/values/calendar-day";
import { HOLIDAY_SETS, holidaysBetween } from "#app/models/values/holidays";
import type { OpenAt } from "./parameters";

const MINUTES_A_DAY = 1440;

/** How a moment looks in one zone. */
export interface ZonedMoment {
  readonly zone: TimeZone;
  readonly instant: Date;
  readonly day: CalendarDay;
  /** Minutes past Monday 00:00, as weekly hours count them: an hour that comes twice counts the second time as over. */
  readonly minute: number;
  /** Sets of holidays with one on this day or the day before, when a night may still last. */
  readonly closing: readonly string[];
}

export function zonedMoment(openAt: OpenAt, now: Date, zone: TimeZone): ZonedMoment {
  const instant = instantOf(openAt, now, zone);
  const day = localDay(instant, zone);
  const closing = HOLIDAY_SETS.filter((set) => holidaysBetween(set, addDays(day, -1), addDays(day, 1)).length > 0);
  return {
    zone,
    instant,
    day,
    minute: (weekdayOf(day) - 1) * MINUTES_A_DAY + minuteReached(instant, day, zone),
    closing,
  };
}

function instantOf(openAt: OpenAt, now: Date, zone: TimeZone): Date {
  if (openAt.kind === "now") return now;
  return openAt.kind === "instant" ? openAt.instant : instantAt(openAt.day, openAt.minute, zone);
}

/** The latest minute of the day that the clock has shown by now: where it was put back, more than it shows. */
function minuteReached(instant: Date, day: CalendarDay, zone: TimeZone): number {
  let minute = localMinute(instant, zone);
  while (minute < MINUTES_A_DAY - 1 && firstInstantFrom(day, minute + 1, zone) <= instant) minute += 1;
  return minute;
}
