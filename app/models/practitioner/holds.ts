// Whether a credential or an exclusion holds on a day: the rule of time, once here and once in the database (app.credential_holds). Asks no clock.
import { addDays, type CalendarDay, daysBetween } from "../values/calendar-day";
import type { CredentialState } from "./lifecycle";

export interface CredentialDays {
  /** When a network manager verified it; what nobody has verified holds on no day. Verified later, it held from its first day on. */
  readonly verifiedAt: Date | null;
  /** First day on which it holds. */
  readonly issuedOn: CalendarDay | null;
  /** First day on which it no longer holds. */
  readonly expiresOn: CalendarDay | null;
  /** First day on which it was taken away. */
  readonly revokedOn: CalendarDay | null;
}

/** @param day the day of the service on the calendar of its place */
export function holdsOn({ verifiedAt, issuedOn, expiresOn, revokedOn }: CredentialDays, day: CalendarDay): boolean {
  if (verifiedAt === null) return false;
  if (issuedOn !== null && day < issuedOn) return false;
  if (expiresOn !== null && day >= expiresOn) return false;
  return revokedOn === null || day < revokedOn;
}

export interface ExclusionDays {
  readonly excludedOn: CalendarDay | null;
  /** First day on which it is excluded no longer. */
  readonly endsOn: CalendarDay | null;
}

/** For a match that a person has confirmed. */
export function excludesOn({ excludedOn, endsOn }: ExclusionDays, day: CalendarDay): boolean {
  return (excludedOn === null || excludedOn <= day) && (endsOn === null || day < endsOn);
}

/** Days before the end at which the provider and the network desk are told; 0 is the end itself. */
export const NOTICE_DAYS = [90, 60, 30, 7, 0] as const;
export type NoticeDays = (typeof NOTICE_DAYS)[number];
const FIRST_NOTICE = NOTICE_DAYS[0];

/**
 * The state a credential has on a day; the kept state follows once a night.
 * @returns what the kept state will be as soon as the worker has looked
 */
export function stateOn(state: CredentialState, expiresOn: CalendarDay | null, day: CalendarDay): CredentialState {
  if (expiresOn === null || !["verified", "expiring", "expired"].includes(state)) return state;
  const remaining = daysBetween(day, expiresOn);
  if (remaining <= 0) return "expired";
  return remaining <= FIRST_NOTICE ? "expiring" : "verified";
}

export interface DueNotice {
  /** The one that is sent now. */
  readonly now: NoticeDays;
  /** Earlier ones nobody was told in time; written down as passed over. */
  readonly passed: readonly NoticeDays[];
}

/**
 * Which notice is due. A missed night catches up: only the most pressing one is sent, and none twice.
 * @param remaining days until the first day on which it no longer holds; 0 or less: it has ended
 * @param told the smallest notice that was sent or passed over; null: none yet
 */
export function dueNotice(remaining: number, told: number | null): DueNotice | null {
  const due = NOTICE_DAYS.filter((days) => remaining <= days && (told === null || days < told));
  const now = due.at(-1);
  return now === undefined ? null : { now, passed: due.slice(0, -1) };
}

/** The last day on which it holds, as people say it. */
export const lastDayOf = (expiresOn: CalendarDay | null): CalendarDay | null =>
  expiresOn === null ? null : addDays(expiresOn, -1);
