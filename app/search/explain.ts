// Says why a place was found, as reasons with a catalogue key and what fills its blanks. Never finished words, never a yes that is not known.
import { type CalendarDay, daysBetween, localDay, type TimeZone } from "#app/models/values/calendar-day";
import type { Opening } from "./hours";
import type { TakesReferrals } from "./rank";
import type { Verdict } from "./wish";

export type ReasonTone = "good" | "fair" | "unknown" | "bad";

/** The blanks of a reason: each kind is shown in the reader's formats. */
export type ReasonBlanks = {
  readonly distanceMetres?: number;
  readonly at?: Date;
  readonly zone?: TimeZone;
  readonly days?: number;
  readonly count?: number;
  /** Of the places that are open: those that no offer holds, and those that one does. */
  readonly free?: number;
  readonly held?: number;
  readonly language?: string;
  /** A code of the catalogue, such as a way of helping or a group that is served. */
  readonly code?: string;
  readonly minutes?: number;
  readonly day?: CalendarDay;
  /** Names as the agency wrote them. */
  readonly names?: string;
};

export type Reason = { readonly key: ReasonKey; readonly tone: ReasonTone; readonly blanks: ReasonBlanks };

export type ReasonKey =
  | "distance"
  | "distance-about"
  | "distance-about-town"
  | "distance-unknown"
  | "open-until"
  | "open-always"
  | "open-then"
  | "opens-today"
  | "opens-later"
  | "closed"
  | "hours-unknown"
  | "takes-referrals"
  | "takes-referrals-places"
  | "takes-referrals-held"
  | "referrals-old"
  | "unconfirmed"
  | "waitlist"
  | "takes-none"
  | "referrals-unknown"
  | "in-network"
  | "not-in-network"
  | "suspended"
  | "excluded"
  | "credential-missing"
  | "speaks"
  | "language-unknown"
  | "fits-hours"
  | "fits-hours-next"
  | "mode"
  | "mode-unknown"
  | "access"
  | "access-unknown"
  | "age"
  | "age-unknown"
  | "serves"
  | "serves-unknown"
  | "cost"
  | "cost-unknown"
  | "credentials"
  | "credentials-unknown";

/** Facts about capacity older than this are said to be old. */
export const FRESH_DAYS = 30;

/** @param precision how the place's own point is known; by its postal code or town a distance is only about right */
export function explainDistance(metres: number | null, precision: string): Reason {
  if (metres === null) return reason("distance-unknown", "unknown");
  const exact = precision === "given" || precision === "address";
  const rough = precision === "town" ? "distance-about-town" : "distance-about";
  return reason(exact ? "distance" : rough, "good", { distanceMetres: metres });
}

/**
 * @param instant the moment asked about   @param now whether that moment is now
 */
export function explainOpening(opening: Opening, zone: TimeZone, instant: Date, now: boolean): Reason {
  if (opening.state === "unknown") return reason("hours-unknown", "unknown");
  if (opening.state === "open") {
    if (opening.closesAt === null) return reason("open-always", "good");
    return reason(now ? "open-until" : "open-then", "good", { at: opening.closesAt, zone });
  }
  if (opening.opensAt === null) return reason("closed", "bad");
  const today = localDay(opening.opensAt, zone) === localDay(instant, zone);
  return reason(today ? "opens-today" : "opens-later", "fair", { at: opening.opensAt, zone });
}

/** @param saidOn the day the provider said so; null: nobody knows when */
export function explainReferrals(
  takes: TakesReferrals,
  openPlaces: number | null,
  saidOn: CalendarDay | null,
  today: CalendarDay,
): Reason {
  if (takes === "unknown") return reason("referrals-unknown", "unknown");
  const age = saidOn === null ? {} : { days: Math.max(0, daysBetween(saidOn, today)) };
  if (takes === "no") return reason("takes-none", "bad", age);
  if (takes === "waitlist") return reason("waitlist", "fair", age);
  // What was said long ago may no longer hold; it is still shown, with less weight.
  const tone = age.days !== undefined && age.days <= FRESH_DAYS ? "good" : "fair";
  if (openPlaces === null || openPlaces <= 0) return reason("takes-referrals", tone, age);
  return reason("takes-referrals-places", tone, { ...age, count: openPlaces });
}

/**
 * @param suspendedSince the day since which the agency has suspended it; null: it stands
 * @param lacks what the agency asks for and nobody there holds today, or an exclusion; null: nothing
 */
export function explainNetwork(
  inNetwork: boolean,
  suspendedSince: CalendarDay | null = null,
  lacks: { readonly reason: "credential" | "excluded"; readonly names: string } | null = null,
): Reason {
  if (suspendedSince !== null) return reason("suspended", "bad", { day: suspendedSince });
  if (lacks?.reason === "excluded") return reason("excluded", "bad");
  if (lacks) return reason("credential-missing", "bad", { names: lacks.names });
  return inNetwork ? reason("in-network", "good") : reason("not-in-network", "fair");
}

/** Nothing to say where no language was asked for. */
export function explainLanguage(asked: string | null, spoken: readonly string[]): Reason | null {
  if (asked === null) return null;
  if (spoken.length === 0) return reason("language-unknown", "unknown", { language: asked });
  return spoken.includes(asked) ? reason("speaks", "good", { language: asked }) : null;
}

/** @param minutes of the week in which both can   @param next the first such moment from now on, where one is known */
export function explainFit(minutes: number | null, next: Date | null, zone: TimeZone): Reason {
  if (minutes === null) return reason("hours-unknown", "unknown");
  return next
    ? reason("fits-hours-next", "good", { minutes, at: next, zone })
    : reason("fits-hours", "good", { minutes });
}

/** A condition that holds, or of which nothing is known; one that does not hold needs no word, for it is not among the results. */
export function explainCondition(
  kind: "mode" | "access" | "age" | "serves" | "cost" | "credentials",
  verdict: Verdict,
  blanks: ReasonBlanks,
): Reason | null {
  if (verdict === "no") return null;
  return verdict === "yes" ? reason(kind, "good", blanks) : reason(`${kind}-unknown`, "unknown", blanks);
}

function reason(key: ReasonKey, tone: ReasonTone, blanks: ReasonBlanks = {}): Reason {
  return { key, tone, blanks };
}
