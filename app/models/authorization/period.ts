// The second limit of an authorization: so many units in each day, week or month. Counts by days; never asks what is planned.
import { addDays, addMonths, type CalendarDay, firstOfMonth, weekdayOf } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** "3 a week". */
export interface PeriodLimit {
  readonly period: Period;
  readonly units: UnitsHundredths;
}

export const limitOf = (row: { period: string | null; unitsPerPeriod: UnitsHundredths | null }): PeriodLimit | null =>
  row.period !== null && row.unitsPerPeriod !== null
    ? { period: row.period as Period, units: row.unitsPerPeriod }
    : null;

/** The first day of the period a day lies in; weeks begin on Monday. The database counts the same (`app.period_around`). */
export function firstDayOf(period: Period, day: CalendarDay): CalendarDay {
  if (period === "day") return day;
  return period === "month" ? firstOfMonth(day) : addDays(day, 1 - weekdayOf(day));
}

/** First day of the period after. */
export function firstDayAfter(period: Period, day: CalendarDay): CalendarDay {
  const first = firstDayOf(period, day);
  if (period === "month") return addMonths(first, 1);
  return addDays(first, period === "week" ? 7 : 1);
}

/** Units by the first day of the period they lie in, filled one session after another. */
export class PeriodCount {
  readonly #limit: PeriodLimit | null;
  readonly #taken = new Map<CalendarDay, UnitsHundredths>();

  constructor(limit: PeriodLimit | null, taken: readonly { day: CalendarDay; units: UnitsHundredths }[] = []) {
    this.#limit = limit;
    for (const { day, units } of taken) this.add(day, units);
  }

  add(day: CalendarDay, units: UnitsHundredths): void {
    if (this.#limit) {
      const first = firstDayOf(this.#limit.period, day);
      this.#taken.set(first, (this.#taken.get(first) ?? 0n) + units);
    }
  }

  /** What is taken of the period a day lies in; null where nothing limits it. */
  takenAround(day: CalendarDay): UnitsHundredths | null {
    return this.#limit ? (this.#taken.get(firstDayOf(this.#limit.period, day)) ?? 0n) : null;
  }

  /** Whether so many more fit into the period of a day. */
  fits(day: CalendarDay, units: UnitsHundredths): boolean {
    return !this.#limit || (this.takenAround(day) ?? 0n) + units <= this.#limit.units;
  }
}
