// When a provider can expect its money: the days the agreement gives, and how long this agency usually takes. Reads no clock and no database.
import { addDays, type CalendarDay, daysBetween } from "../values/calendar-day";

export interface Clocked {
  readonly state: string;
  readonly submittedOn: CalendarDay | null;
  readonly dueOn: CalendarDay | null;
}

export interface PayClock {
  /** The day it is on, of so many until it is due; the day of sending is day 0. */
  readonly day: number;
  readonly days: number;
  readonly lateDays: number;
  readonly expectedOn: CalendarDay;
  /** Whether the agency's own pace says so, or the agreement's terms. */
  readonly by: "pace" | "terms";
}

/** Nothing is on its way in these: not sent, sent back, ended or there already. */
const STILL: readonly string[] = ["draft", "returned", "discarded", "denied", "paid"];

/**
 * @param paceDays median days from sending to money of this provider's invoices with the agency; null: too few to say
 * @returns null where no clock runs
 */
export function payClock(invoice: Clocked, paceDays: number | null, today: CalendarDay): PayClock | null {
  const { state, submittedOn, dueOn } = invoice;
  if (STILL.includes(state) || submittedOn === null || dueOn === null) return null;
  const day = daysBetween(submittedOn, today);
  const byPace = paceDays === null ? null : addDays(submittedOn, paceDays);
  // A pace that was not kept this time promises nothing any more.
  const holds = byPace !== null && byPace >= today;
  return {
    day,
    days: daysBetween(submittedOn, dueOn),
    lateDays: Math.max(0, daysBetween(dueOn, today)),
    expectedOn: holds ? byPace : dueOn,
    by: holds ? "pace" : "terms",
  };
}
