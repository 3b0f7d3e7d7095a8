// How much of an authorization is used, planned and left, and how fast it goes. Counts; never decides whether more may be planned.
import { addDays, type CalendarDay, daysBetween } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";

export interface BurnDown {
  readonly authorized: UnitsHundredths;
  readonly used: UnitsHundredths;
  /** Of sessions that are planned and were neither held nor cancelled. */
  readonly planned: UnitsHundredths;
  /** What may still be planned; never below zero, since more may be delivered than was planned. */
  readonly left: UnitsHundredths;
}

export function burnDown(authorized: UnitsHundredths, used: UnitsHundredths, planned: UnitsHundredths): BurnDown {
  const left = authorized - used - planned;
  return { authorized, used, planned, left: left < 0n ? 0n : left };
}

/** How it goes on if it goes on as until now. */
export interface Pace {
  /** Delivered in a week, on average. */
  readonly perWeek: UnitsHundredths;
  /** The day on which the last unit would be delivered; null when units are left at the end. */
  readonly runsOutOn: CalendarDay | null;
  /** What nobody would have used on the last day. */
  readonly leftOver: UnitsHundredths;
}

/** Sooner than this, one session more or less would say another thing. */
const DAYS_TO_TELL = 14;

/**
 * @param endsOn first day after the period
 * @param today days from startsOn until the day before it count as gone by
 * @returns null while it is too early to tell, when nothing was delivered, or when the period is over
 */
export function paceOf(
  { authorized, used }: Pick<BurnDown, "authorized" | "used">,
  { startsOn, endsOn }: { startsOn: CalendarDay; endsOn: CalendarDay },
  today: CalendarDay,
): Pace | null {
  const gone = daysBetween(startsOn, today);
  if (gone < DAYS_TO_TELL || used <= 0n || used >= authorized || today >= endsOn) return null;
  const days = BigInt(gone);
  const togo = authorized - used;
  // Whole days, rounded up: the day on which it would be used up.
  const needed = Number((togo * days + used - 1n) / used);
  const remaining = daysBetween(today, endsOn);
  const perWeek = (used * 7n) / days;
  if (needed > remaining) {
    const until = (used * BigInt(remaining)) / days;
    return { perWeek, runsOutOn: null, leftOver: togo - until };
  }
  return { perWeek, runsOutOn: addDays(today, needed - 1), leftOver: 0n };
}
