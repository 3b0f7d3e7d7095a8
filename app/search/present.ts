// Turns one place that was found into what its row shows: names, reasons, and what is not known. Decides no order.
import type { HalfLives } from "#app/models/organization/fact-groups";
import type { CalendarDay } from "#app/models/values/calendar-day";
import type { ServiceAtLocationId } from "#app/models/values/ids";
import type { Details, RateRow } from "./details.server";
import {
  explainCondition,
  explainDistance,
  explainFit,
  explainLanguage,
  explainNetwork,
  explainOpening,
  type Reason,
} from "./explain";
import { capacityNow, explainCapacity, explainUnconfirmed } from "./explain-ages";
import { firstFit, sharedWeek } from "./fit";
import type { Opening, OpeningHours } from "./hours";
import type { Verdict, Wish } from "./wish";

export interface Result {
  readonly id: ServiceAtLocationId;
  /** What it is found by: the service. */
  readonly name: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly locationName: string;
  readonly address: string;
  readonly town: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly specialties: readonly string[];
  readonly rates: readonly RateRow[];
  readonly inNetwork: boolean;
  readonly takesNone: boolean;
  readonly distance: Reason;
  readonly opening: Reason;
  readonly referrals: Reason;
  readonly network: Reason;
  /** One for each other condition that was set. */
  readonly matches: readonly Reason[];
  readonly hoursText: string | null;
  readonly openPlaces: number | null;
  /** How long the organization took to answer this agency's offers, in hours; null where it has answered too few. */
  readonly answerHours: number | null;
}

export interface Found {
  readonly details: Details;
  readonly metres: number | null;
  readonly hours: OpeningHours;
  readonly opening: Opening;
  readonly moment: Date;
  readonly credentials: Verdict;
  readonly answerHours: number | null;
  /** How long the asker's agency believes each group of facts. */
  readonly halfLives: HalfLives;
}

export function present(found: Found, wish: Wish, now: Date, today: CalendarDay): Result {
  const { details, opening, moment } = found;
  const { timeZone } = details;
  const { takes, free } = capacityNow(details, found.halfLives, now);
  return {
    id: details.id as ServiceAtLocationId,
    name: details.serviceName,
    organizationId: details.organizationId,
    organizationName: details.organizationName,
    locationName: details.locationName,
    address: addressOf(details),
    town: [details.city, details.region].filter(Boolean).join(", "),
    latitude: details.latitude,
    longitude: details.longitude,
    specialties: details.specialties,
    rates: details.rates,
    inNetwork: details.inNetwork,
    takesNone: takes === "no",
    distance: explainDistance(wish.centre ? found.metres : null, details.pointPrecision),
    opening: explainOpening(opening, timeZone, moment, moment === now),
    referrals: explainCapacity(details, found.halfLives, now, today),
    network: explainNetwork(details.inNetwork, details.suspendedSince, details.lacks),
    matches: matchesOf(found, wish, now),
    hoursText: details.hoursText,
    openPlaces: free,
    answerHours: found.answerHours,
  };
}

function matchesOf({ details, hours, credentials, halfLives }: Found, wish: Wish, now: Date): Reason[] {
  const { age, cost, mode, serves, accessibility, open } = wish;
  const ages = details.minimumAge === null && details.maximumAge === null;
  const reasons: (Reason | null)[] = [
    "parts" in open
      ? explainFit(sharedWeek(hours, open.parts), firstFit(hours, open.parts, details.timeZone, now), details.timeZone)
      : null,
    explainLanguage(wish.language, details.languages),
    mode ? explainCondition("mode", knownYes(details.modes.length === 0), { code: mode }) : null,
    ...accessibility.map((code) => explainCondition("access", knownYes(details.accessibility.length === 0), { code })),
    age === null ? null : explainCondition("age", knownYes(ages), {}),
    serves ? explainCondition("serves", knownYes(details.serves.length === 0), { code: serves }) : null,
    cost ? explainCondition("cost", knownYes(details.cost === null), { code: cost }) : null,
    wish.credentials ? explainCondition("credentials", credentials, {}) : null,
    explainUnconfirmed(details.ages, details.timeZone, halfLives, now),
  ];
  return reasons.filter((reason) => reason !== null);
}

const knownYes = (unknown: boolean): Verdict => (unknown ? "unknown" : "yes");

/** As on an envelope, in one line; empty where nothing is known. */
export function addressOf(place: Pick<Details, "addressLine" | "city" | "region" | "postalCode">): string {
  return [place.addressLine, place.city, [place.region, place.postalCode].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
}
