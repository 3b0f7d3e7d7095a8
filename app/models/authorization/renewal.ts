// When an authorization has to be renewed and with what: by its pace, by its last day. Counts; gives nobody a task.
import { addDays, asCalendarDay, type CalendarDay, daysBetween } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import { paceOf } from "./burn-down";

/** A week before it runs out, so that the provider can plan without a gap. */
const AHEAD_DAYS = 7;
const WHOLE_UNIT = 100n;

export const RENEWAL_REASONS = ["used-up", "pace", "last-day"] as const;

export interface RunsOut {
  readonly why: (typeof RENEWAL_REASONS)[number];
  /** The last day on which something can be delivered, as it looks now. */
  readonly on: CalendarDay;
}

interface Standing {
  readonly state: string;
  readonly authorized: UnitsHundredths;
  readonly used: UnitsHundredths;
  readonly startsOn: CalendarDay;
  /** First day after the period. */
  readonly endsOn: CalendarDay;
}

/** @returns why and when it runs out: the units before the days, or the days before the units */
export function runsOutOf(standing: Standing, today: CalendarDay): RunsOut {
  if (standing.state === "exhausted") return { why: "used-up", on: today };
  const pace = paceOf(standing, standing, today);
  const lastDay = addDays(standing.endsOn, -1);
  return pace?.runsOutOn && pace.runsOutOn < lastDay
    ? { why: "pace", on: pace.runsOutOn }
    : { why: "last-day", on: lastDay };
}

/** The day by which it has to be renewed; never one that is gone. */
export function renewBy({ on }: RunsOut, today: CalendarDay): CalendarDay {
  const day = addDays(on, -AHEAD_DAYS);
  return day < today ? today : day;
}

/**
 * What the renewal is suggested to be: as long as the one before, from the day on which that runs out, with as many whole units
 * as its pace would use; until there is a pace, as many as before.
 */
export function suggestRenewal(standing: Standing, today: CalendarDay) {
  const { startsOn, endsOn, authorized, used } = standing;
  const length = daysBetween(startsOn, endsOn);
  const after = addDays(runsOutOf(standing, today).on, 1);
  const first = after < today ? today : after;
  const gone = daysBetween(startsOn, today < endsOn ? today : endsOn);
  const forecast = used > 0n && gone >= AHEAD_DAYS * 2 ? (used * BigInt(length)) / BigInt(gone) : authorized;
  const whole = ((forecast + WHOLE_UNIT - 1n) / WHOLE_UNIT) * WHOLE_UNIT;
  return { startsOn: first, lastDay: addDays(asCalendarDay(first), length - 1), units: whole };
}
