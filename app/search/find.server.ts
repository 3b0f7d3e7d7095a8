// Finds providers for a search: one statement for what may fit, then the rules of opening, ranking and explaining. Writes nothing.
import type { Actor } from "#app/access/actor";
import { agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { addDays, type CalendarDay, instantAt, localDay, type TimeZone } from "#app/models/values/calendar-day";
import type { ServiceAtLocationId, SpecialtyId } from "#app/models/values/ids";
import type { Point } from "#app/models/values/place";
import { type Candidate, DAYS_AHEAD, DAYS_BEFORE, fetchCandidates, type RateRow } from "./candidates.server";
import {
  explainDistance,
  explainLanguage,
  explainNetwork,
  explainOpening,
  explainReferrals,
  type Reason,
} from "./explain";
import { type Opening, openingAt, openingHours } from "./hours";
import { MOST_CONSIDERED, type OpenWish, type SearchOrder } from "./query";
import { rank } from "./rank";

/** A search with everything filled in: what the address said, and what the case did. */
export interface Wish {
  readonly centre: Point | null;
  readonly radiusMetres: number | null;
  readonly specialtyId: SpecialtyId | null;
  readonly open: OpenWish;
  readonly language: string | null;
  readonly text: string;
  readonly networkOnly: boolean;
  readonly order: SearchOrder;
  readonly shown: number;
}

export interface Result {
  readonly id: ServiceAtLocationId;
  /** What it is found by: the service. */
  readonly name: string;
  readonly organizationName: string;
  readonly locationName: string;
  readonly address: string;
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
  readonly language: Reason | null;
}

export interface Findings {
  readonly results: readonly Result[];
  /** How many fit, of those considered. */
  readonly count: number;
  /** There were more places than are considered for one search. */
  readonly cut: boolean;
  /** The day and time asked for is told on each place's own clock, so there is no one instant; null: now. */
  readonly at: { readonly day: CalendarDay; readonly minute: number } | null;
}

export async function findProviders(db: Db, actor: Actor, wish: Wish, now: Date): Promise<Findings> {
  const today = localDay(now, actor.timeZone);
  const around = wish.open.kind === "at" ? wish.open.day : today;
  const candidates = await fetchCandidates(db, { agencyId: agencyOf(actor), today, ...wish }, around);
  const weighed = candidates
    .slice(0, MOST_CONSIDERED)
    .map((candidate) => weigh(candidate, wish, now, around))
    .filter(({ opening }) => wish.open.kind === "any" || opening.state !== "closed");
  const ranked = rank(weighed, wish.order);
  return {
    results: ranked.slice(0, wish.shown).map((found) => present(found, wish, now, today)),
    count: ranked.length,
    cut: candidates.length > MOST_CONSIDERED,
    at: wish.open.kind === "at" ? { day: wish.open.day, minute: wish.open.minute } : null,
  };
}

/** The moment asked about, on the clock of a place. */
export function momentOf(open: OpenWish, zone: TimeZone, now: Date): Date {
  return open.kind === "at" ? instantAt(open.day, open.minute, zone) : now;
}

/** The opening of one place at an instant. @param around the day around which its exceptions were fetched */
export function openingOf(candidate: Candidate, instant: Date, around: CalendarDay): Opening {
  const { spans, exceptions, timeZone } = candidate;
  const week = openingHours(spans, exceptions, addDays(around, -DAYS_BEFORE), addDays(around, DAYS_AHEAD));
  return openingAt(week, timeZone, instant);
}

type Weighed = ReturnType<typeof weigh>;

function weigh(candidate: Candidate, wish: Wish, now: Date, around: CalendarDay) {
  const moment = momentOf(wish.open, candidate.timeZone, now);
  const opening = openingOf(candidate, moment, around);
  const doubts = [
    wish.open.kind !== "any" && opening.state === "unknown",
    wish.language !== null && candidate.languages.length === 0,
    wish.radiusMetres !== null && candidate.distanceMetres === null,
  ].filter(Boolean).length;
  return {
    id: candidate.id,
    name: candidate.serviceName,
    inNetwork: candidate.inNetwork,
    takesReferrals: candidate.takesReferrals,
    distanceMetres: candidate.distanceMetres,
    open: opening.state,
    opensAt: opening.opensAt,
    doubts,
    opening,
    moment,
    candidate,
  };
}

function present({ candidate, opening, moment }: Weighed, wish: Wish, now: Date, today: CalendarDay): Result {
  const { takesReferrals, openPlaces, capacityAt, timeZone } = candidate;
  const saidOn = capacityAt === null ? null : localDay(new Date(capacityAt), timeZone);
  return {
    id: candidate.id as ServiceAtLocationId,
    name: candidate.serviceName,
    organizationName: candidate.organizationName,
    locationName: candidate.locationName,
    address: addressOf(candidate),
    latitude: candidate.latitude,
    longitude: candidate.longitude,
    specialties: candidate.specialties,
    rates: candidate.rates,
    inNetwork: candidate.inNetwork,
    takesNone: takesReferrals === "no",
    distance: explainDistance(wish.centre ? candidate.distanceMetres : null, candidate.pointPrecision),
    opening: explainOpening(opening, timeZone, moment, moment === now),
    referrals: explainReferrals(takesReferrals, openPlaces, saidOn, today),
    network: explainNetwork(candidate.inNetwork),
    language: explainLanguage(wish.language, candidate.languages),
  };
}

/** As on an envelope, in one line; empty where nothing is known. */
export function addressOf(place: Pick<Candidate, "addressLine" | "city" | "region" | "postalCode">): string {
  return [place.addressLine, place.city, [place.region, place.postalCode].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
}
