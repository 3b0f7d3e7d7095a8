// Says how old a place's facts are, as reasons: capacity that holds or is not known any more, and what nobody has confirmed for too long. Reads no clock.
import {
  DOUBTED_GROUPS,
  type DoubtedGroup,
  type HalfLives,
  isUnconfirmed,
  unconfirmedFrom,
} from "#app/models/organization/fact-groups";
import { type CalendarDay, daysBetween, localDay, type TimeZone } from "#app/models/values/calendar-day";
import { explainReferrals, type Reason } from "./explain";
import type { TakesReferrals } from "./rank";

export interface CapacityFacts {
  readonly takesReferrals: TakesReferrals;
  readonly openPlaces: number | null;
  /** Places that offers hold until they are answered. */
  readonly heldPlaces: number;
  readonly capacityUnit: string;
  /** ISO instant; null: never said. */
  readonly capacityAt: string | null;
  readonly timeZone: TimeZone;
}

/** What is known of capacity now: what was said too long ago is not, be it yes or no. */
export function capacityNow(
  { takesReferrals, openPlaces, heldPlaces, capacityAt, timeZone }: CapacityFacts,
  halfLives: HalfLives,
  now: Date,
): { readonly takes: TakesReferrals; readonly free: number | null; readonly old: boolean } {
  const old = capacityAt !== null && isUnconfirmed(new Date(capacityAt), timeZone, halfLives.capacity, now);
  if (old && takesReferrals !== "unknown") return { takes: "unknown", free: null, old };
  return { takes: takesReferrals, free: openPlaces === null ? null : Math.max(0, openPlaces - heldPlaces), old: false };
}

/** @param today in the asker's zone */
export function explainCapacity(facts: CapacityFacts, halfLives: HalfLives, now: Date, today: CalendarDay): Reason {
  const { takesReferrals, openPlaces, heldPlaces, capacityUnit, capacityAt, timeZone } = facts;
  const { takes, free, old } = capacityNow(facts, halfLives, now);
  const saidOn = capacityAt === null ? null : localDay(new Date(capacityAt), timeZone);
  if (old && saidOn) {
    return {
      key: "referrals-old",
      tone: "unknown",
      blanks: { days: Math.max(0, daysBetween(saidOn, today)), code: takesReferrals },
    };
  }
  const plain = explainReferrals(takes, free, saidOn, today);
  if (takes !== "yes" || openPlaces === null || free === null || heldPlaces === 0) return plain;
  return {
    ...plain,
    key: "takes-referrals-held",
    blanks: { ...plain.blanks, count: openPlaces, free, held: heldPlaces, code: capacityUnit },
  };
}

/** The group of facts that has been unconfirmed for longest; null where none is. */
export function explainUnconfirmed(
  ages: Readonly<Record<DoubtedGroup, string>>,
  zone: TimeZone,
  halfLives: HalfLives,
  now: Date,
): Reason | null {
  const old = DOUBTED_GROUPS.filter((group) => isUnconfirmed(new Date(ages[group]), zone, halfLives[group], now));
  const end = (group: DoubtedGroup) => unconfirmedFrom(new Date(ages[group]), zone, halfLives[group]);
  const [first] = old.toSorted((one, other) => (end(one) < end(other) ? -1 : 1));
  if (!first) return null;
  const days = daysBetween(localDay(new Date(ages[first]), zone), localDay(now, zone));
  return { key: "unconfirmed", tone: "unknown", blanks: { days, code: first } };
}
