// What a change of an authorization does to the sessions planned under it: which stay and which fall away, the later ones first. Decides; reads and cancels nothing.
import type { CalendarDay } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import { PeriodCount, type PeriodLimit } from "./period";

export interface ChangedTerms {
  readonly units: UnitsHundredths;
  readonly limit: PeriodLimit | null;
  /** First day after the last. */
  readonly endsOn: CalendarDay;
}

/** A session that was held, or is planned and has begun, or is ahead. */
export interface StandingSession {
  readonly id: string;
  readonly day: CalendarDay;
  /** Delivered of one that was held, else planned. */
  readonly units: UnitsHundredths;
  readonly ahead: boolean;
}

/** Why a session cannot stay: after the last day, more than its period holds, or more than there is in all. */
export const FALL_REASONS = ["after-last-day", "period", "units"] as const;
export type FallReason = (typeof FALL_REASONS)[number];

export interface ChangeEffect {
  readonly stays: number;
  readonly falls: readonly { readonly id: string; readonly day: CalendarDay; readonly why: FallReason }[];
  /** What could be planned afterwards; below zero when more was delivered, or has begun, than would be authorized. */
  readonly left: UnitsHundredths;
}

/** @param sessions earliest first: what comes first stays, for the client counts on it soonest */
export function effectOf(terms: ChangedTerms, sessions: readonly StandingSession[]): ChangeEffect {
  const fixed = sessions.filter(({ ahead }) => !ahead);
  const count = new PeriodCount(terms.limit, fixed);
  let left = terms.units - fixed.reduce((sum, { units }) => sum + units, 0n);
  const falls: { id: string; day: CalendarDay; why: FallReason }[] = [];
  for (const { id, day, units, ahead } of sessions) {
    if (!ahead) continue;
    const why = reasonFor(day, units);
    if (why) {
      falls.push({ id, day, why });
      continue;
    }
    count.add(day, units);
    left -= units;
  }
  return { stays: sessions.filter(({ ahead }) => ahead).length - falls.length, falls, left };

  function reasonFor(day: CalendarDay, units: UnitsHundredths): FallReason | null {
    if (day >= terms.endsOn) return "after-last-day";
    if (!count.fits(day, units)) return "period";
    return units > left ? "units" : null;
  }
}

/** What somebody saw, in few letters: when it is another by the time they decide, they look again. */
export const seenOf = ({ stays, falls, left }: ChangeEffect): string =>
  [stays, left, ...falls.map(({ id }) => id.slice(-4))].join(".").slice(0, 400);
