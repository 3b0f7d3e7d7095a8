// Where a fund will stand at its end if spending goes on as in the last ninety days. Whole cents; a forecast, never a booking.
import { addDays, type CalendarDay, daysBetween } from "../values/calendar-day";
import type { Cents } from "../values/money";

/** So many days back the pace is taken from. */
export const PACE_DAYS = 90;

export interface FundDays {
  readonly startsOn: CalendarDay;
  /** First day after its period. */
  readonly endsOn: CalendarDay;
}

/** The first day of the pace: ninety days back, or the fund's own beginning. */
export function paceFrom({ startsOn }: FundDays, today: CalendarDay): CalendarDay {
  const back = addDays(today, -PACE_DAYS);
  return startsOn > back ? startsOn : back;
}

/**
 * What will be spent by the fund's end, rounded down to the cent; what is spent already where its period is over.
 * @param pace what was spent from `paceFrom` until before today
 * @returns null in the fund's first week: so few days tell no pace
 */
export function forecastCents(fund: FundDays, today: CalendarDay, spent: Cents, pace: Cents): Cents | null {
  if (today >= fund.endsOn) return spent;
  const days = daysBetween(paceFrom(fund, today), today);
  if (days < 7) return null;
  return spent + (pace * BigInt(daysBetween(today, fund.endsOn))) / BigInt(days);
}
