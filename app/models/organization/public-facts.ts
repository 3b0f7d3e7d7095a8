// What anybody may know of an organization, and the lines it is confirmed by: one for each group of facts of each thing. Reads no row, asks no clock.
import type { ExceptionRow, SpanRow } from "#app/search/hours";
import { type CalendarDay, daysBetween, localDay, type TimeZone } from "../values/calendar-day";
import { FACT_GROUPS, type FactGroup, type HalfLives, isUnconfirmed, unconfirmedFrom } from "./fact-groups";

type Phone = { readonly number: string; readonly extension: string | null; readonly kind: string };

/** Instants as ISO text: they come as JSON. */
export interface PublicFacts {
  readonly id: string;
  readonly name: string;
  readonly alternateName: string | null;
  readonly description: string;
  readonly email: string | null;
  readonly website: string | null;
  readonly contactAt: string;
  readonly phones: readonly Phone[];
  readonly places: readonly PublicPlace[];
  readonly services: readonly PublicService[];
  readonly offered: readonly PublicOffer[];
}

export interface PublicPlace {
  readonly id: string;
  readonly name: string;
  readonly addressLine: string | null;
  readonly addressLine2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly timeZone: TimeZone;
  readonly languages: readonly string[];
  readonly accessibility: readonly string[];
  readonly transportation: string | null;
  readonly holidays: string | null;
  readonly addressAt: string;
  readonly accessAt: string;
  readonly phones: readonly Phone[];
}

export interface PublicService {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly eligibility: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly fees: string | null;
  readonly modes: readonly string[];
  readonly serves: readonly string[];
  readonly cost: string | null;
  readonly servicesAt: string;
}

/** A service at a place. */
export interface PublicOffer {
  readonly id: string;
  readonly serviceId: string;
  readonly locationId: string;
  readonly takesReferrals: string;
  readonly openPlaces: number | null;
  readonly heldPlaces: number;
  readonly capacityUnit: string;
  readonly capacityAt: string | null;
  readonly hoursAt: string;
  readonly hoursText: string | null;
  readonly spans: readonly SpanRow[];
  readonly exceptions: readonly ExceptionRow[];
}

export type FactSource = {
  readonly factGroup: string;
  /** The organization, place, service, or service at a place. */
  readonly subject: string;
  readonly how: FactHow;
  /** The import's name. */
  readonly source: string | null;
};

/** How a group of facts was last known to be right; entered: since it was first written down. */
export type FactHow = "edited" | "portal" | "link" | "desk" | "import" | "entered";

export interface FactLine {
  readonly group: FactGroup;
  readonly subject: string;
  /** What stands in a form for this line. */
  readonly key: string;
  /** The organization, the place, the service, or both of the last two. */
  readonly name: string;
  readonly placeName: string | null;
  readonly zone: TimeZone;
  /** Null: never said. */
  readonly knownAt: string | null;
  readonly unconfirmedFrom: CalendarDay | null;
  readonly unconfirmed: boolean;
  readonly how: FactHow;
  readonly source: string | null;
}

const ZONE_OF_NOBODY = "UTC";

export const factKey = (group: FactGroup, subject: string) => `${group}:${subject}`;

/** What is oldest against what is asked of it first: what has been unconfirmed longest, then what will be soonest. */
export function factLines(
  facts: PublicFacts,
  sources: readonly FactSource[],
  halfLives: HalfLives,
  now: Date,
): FactLine[] {
  const sourceOf = new Map(sources.map((one) => [`${one.factGroup}:${one.subject}`, one]));
  return subjectsOf(facts)
    .map(({ group, subject, name, placeName, zone, knownAt }): FactLine => {
      const key = factKey(group, subject);
      const source = sourceOf.get(key);
      const at = knownAt === null ? null : new Date(knownAt);
      return {
        group,
        subject,
        key,
        name,
        placeName,
        zone,
        knownAt,
        unconfirmedFrom: at && unconfirmedFrom(at, zone, halfLives[group]),
        unconfirmed: at === null || isUnconfirmed(at, zone, halfLives[group], now),
        how: source?.how ?? "entered",
        source: source?.source ?? null,
      };
    })
    .toSorted((one, other) => compareDays(one.unconfirmedFrom, other.unconfirmedFrom) || orderOf(one) - orderOf(other));
}

/** With the whole days since, for whoever reads no clock. */
export function withDays(lines: readonly FactLine[], now: Date): (FactLine & { readonly days: number | null })[] {
  return lines.map((line) => ({
    ...line,
    days:
      line.knownAt === null ? null : daysBetween(localDay(new Date(line.knownAt), line.zone), localDay(now, line.zone)),
  }));
}

const orderOf = ({ group }: FactLine) => FACT_GROUPS.indexOf(group);

function compareDays(one: CalendarDay | null, other: CalendarDay | null): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}

type Subject = Pick<FactLine, "group" | "subject" | "name" | "placeName" | "zone" | "knownAt">;

function subjectsOf(facts: PublicFacts): Subject[] {
  const zoneOf = new Map(facts.places.map(({ id, timeZone }) => [id, timeZone]));
  const placeName = new Map(facts.places.map(({ id, name }) => [id, name]));
  const serviceName = new Map(facts.services.map(({ id, name }) => [id, name]));
  const home = facts.places[0]?.timeZone ?? ZONE_OF_NOBODY;
  const zoneOfService = (serviceId: string) => {
    const there = facts.offered.find((offer) => offer.serviceId === serviceId);
    return (there && zoneOf.get(there.locationId)) ?? home;
  };
  const whole = { placeName: null, name: facts.name, zone: home };
  return [
    { ...whole, group: "contact", subject: facts.id, knownAt: facts.contactAt },
    ...facts.places.flatMap(({ id, name, timeZone: zone, addressAt, accessAt }): Subject[] => [
      { group: "address", subject: id, name, placeName: null, zone, knownAt: addressAt },
      { group: "access", subject: id, name, placeName: null, zone, knownAt: accessAt },
    ]),
    ...facts.services.map(({ id, name, servicesAt }): Subject => {
      return { group: "services", subject: id, name, placeName: null, zone: zoneOfService(id), knownAt: servicesAt };
    }),
    ...facts.offered.flatMap(({ id, serviceId, locationId, hoursAt, capacityAt }): Subject[] => {
      const shared = {
        subject: id,
        name: serviceName.get(serviceId) ?? "",
        placeName: placeName.get(locationId) ?? null,
        zone: zoneOf.get(locationId) ?? home,
      };
      return [
        { ...shared, group: "hours", knownAt: hoursAt },
        { ...shared, group: "capacity", knownAt: capacityAt },
      ];
    }),
  ];
}

/** The columns that name what a group of facts is about. */
export function aboutOf(group: FactGroup, subject: string) {
  return {
    locationId: group === "address" || group === "access" ? subject : null,
    serviceId: group === "services" ? subject : null,
    serviceAtLocationId: group === "hours" || group === "capacity" ? subject : null,
  };
}
