// The provider search as plainly as it can be written: every place in memory, every rule asked of every place. What the real one must agree with.

import { DOUBTED_GROUPS, type DoubtedGroup, type HalfLives, isUnconfirmed } from "#app/models/organization/fact-groups";
import { addDays, type CalendarDay, localDay, type TimeZone } from "#app/models/values/calendar-day";
import { distanceMetres, type Point } from "#app/models/values/place";
import { isOpenAt } from "#app/models/values/weekly-hours";
import { sharedWeek } from "#app/search/fit";
import { type ExceptionRow, openingAt, openingHours, type SpanRow } from "#app/search/hours";
import { momentsOf } from "#app/search/judge.server";
import { bestFirst, smallFirst } from "#app/search/rank";
import { type Condition, conditionsOf, type Verdict, type Wish } from "#app/search/wish";
import { ALIKE, wordsAsked, wordsOf } from "#app/search/words";

export interface PlainPlace {
  readonly id: string;
  readonly name: string;
  readonly inNetwork: boolean;
  readonly point: Point | null;
  readonly zone: TimeZone;
  readonly spans: readonly SpanRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly holidays: string | null;
  readonly languages: readonly string[];
  readonly modes: readonly string[];
  readonly accessibility: readonly string[];
  readonly serves: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly cost: string | null;
  readonly willing: number;
  readonly openPlaces: number | null;
  /** When each group of its facts was last known to be right. */
  readonly knownAt: Readonly<Record<DoubtedGroup, Date>>;
  readonly capacityAt: Date | null;
  /** Its specialties and all above them. */
  readonly specialties: readonly string[];
  readonly words: string;
  /** Until when its organization's verified licences hold; none: an empty list. */
  readonly licencesUntil: readonly (CalendarDay | null)[];
  /** Postal codes it comes to; null: it says nothing of where. */
  readonly comesTo: readonly string[] | null;
}

/** The ids of all that fit, in order. @param today in the asker's zone   @param halfLives how long the asker's agency believes facts */
export function plainSearch(
  places: readonly PlainPlace[],
  wish: Wish,
  now: Date,
  today: CalendarDay,
  halfLives: HalfLives,
): string[] {
  const conditions = conditionsOf(wish);
  const fitting = places.flatMap((said) => {
    const place = { ...said, willing: willingNow(said, halfLives, now) };
    if (!looksThrough(place, wish)) return [];
    const metres = place.point && wish.centre ? distanceMetres(wish.centre, place.point) : null;
    const reached = reaches(place, wish, metres);
    if (!reached) return [];
    const verdicts = conditions.map((condition) => verdictOf(place, condition, wish, now, today));
    if (verdicts.includes("no")) return [];
    const nowhere = wish.centre && wish.radiusMetres !== null && metres === null ? 1 : 0;
    const doubts = verdicts.filter((verdict) => verdict === "unknown").length + nowhere + old(place, halfLives, now);
    return [{ ...place, doubts, chord: metres, opens: opens(place, wish, now) }];
  });
  const before: Partial<
    Record<Wish["order"], (one: (typeof fitting)[number], other: (typeof fitting)[number]) => number>
  > = {
    distance: (one, other) => smallFirst(one.chord, other.chord) || (one.id < other.id ? -1 : 1),
    opens: (one, other) => smallFirst(one.opens, other.opens),
    name: (one, other) => {
      const [a, b] = [one.name.toLowerCase(), other.name.toLowerCase()];
      return a === b ? (one.id < other.id ? -1 : 1) : a < b ? -1 : 1;
    },
  };
  return fitting
    .toSorted((one, other) => before[wish.order]?.(one, other) || bestFirst(one, other))
    .map(({ id }) => id);
}

const UNKNOWN = 2;

function willingNow({ willing, capacityAt, zone }: PlainPlace, halfLives: HalfLives, now: Date): number {
  return capacityAt !== null && isUnconfirmed(capacityAt, zone, halfLives.capacity, now) ? UNKNOWN : willing;
}

/** One more doubt, however many groups of its facts nobody has confirmed for too long. */
function old({ knownAt, zone }: PlainPlace, halfLives: HalfLives, now: Date): number {
  return DOUBTED_GROUPS.some((group) => isUnconfirmed(knownAt[group], zone, halfLives[group], now)) ? 1 : 0;
}

function looksThrough(place: PlainPlace, wish: Wish): boolean {
  if (wish.specialtyId !== null && !place.specialties.includes(wish.specialtyId)) return false;
  const has = wordsOf(place.words);
  return wordsAsked(wish.text).every((typed) =>
    has.some((word) => word.startsWith(typed) || alike(word, typed) >= ALIKE),
  );
}

function reaches(place: PlainPlace, wish: Wish, metres: number | null): boolean {
  if (!wish.centre) return true;
  if (wish.mode === "remote" && place.modes.includes("remote")) return true;
  if (wish.mode === "at_home" && place.comesTo !== null) return place.comesTo.includes(wish.postalCode ?? "");
  return wish.radiusMetres === null || metres === null || metres <= wish.radiusMetres;
}

function verdictOf(place: PlainPlace, condition: Condition, wish: Wish, now: Date, today: CalendarDay): Verdict {
  const of = (unknown: boolean, yes: boolean): Verdict => (unknown ? "unknown" : yes ? "yes" : "no");
  const among = (known: readonly string[], asked: readonly string[]) =>
    of(
      known.length === 0,
      asked.every((one) => known.includes(one)),
    );
  switch (condition) {
    case "open":
      return openVerdict(place, wish, now);
    case "language":
      return among(place.languages, [wish.language ?? ""]);
    case "mode":
      return among(place.modes, [wish.mode ?? ""]);
    case "accessibility":
      return among(place.accessibility, wish.accessibility);
    case "serves":
      return among(place.serves, [wish.serves ?? ""]);
    case "age": {
      const { minimumAge, maximumAge } = place;
      const age = wish.age ?? 0;
      return of(minimumAge === null && maximumAge === null, (minimumAge ?? 0) <= age && age <= (maximumAge ?? 200));
    }
    case "cost":
      return of(place.cost === null, place.cost === wish.cost);
    case "accepting":
      return of(place.willing === 2, place.willing === 0);
    case "network":
      return of(false, place.inNetwork);
    case "credentials":
      return of(
        place.licencesUntil.length === 0,
        place.licencesUntil.some((day) => day === null || day > today),
      );
  }
}

function weekOf(place: PlainPlace, around: CalendarDay) {
  return openingHours(place.spans, place.exceptions, addDays(around, -2), addDays(around, 121), place.holidays);
}

function openVerdict(place: PlainPlace, wish: Wish, now: Date): Verdict {
  const moment = momentsOf(wish.open, now)(place.zone);
  const week = weekOf(place, localDay(moment, place.zone));
  if ("parts" in wish.open) {
    const minutes = sharedWeek(week, wish.open.parts);
    return minutes === null ? "unknown" : minutes > 0 ? "yes" : "no";
  }
  const state = isOpenAt(week.hours, week.exceptions, place.zone, moment);
  return state === "open" ? "yes" : state === "closed" ? "no" : "unknown";
}

function opens(place: PlainPlace, wish: Wish, now: Date): number | null {
  const moment = momentsOf(wish.open, now)(place.zone);
  const { state, opensAt } = openingAt(weekOf(place, localDay(moment, place.zone)), place.zone, moment);
  return state === "open" ? 0 : (opensAt?.getTime() ?? null);
}

/** Shared three-letter pieces among all of both, as pg_trgm counts them. */
function alike(one: string, other: string): number {
  const pieces = (word: string) => {
    const padded = `  ${word} `;
    return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
  };
  const [a, b] = [pieces(one), pieces(other)];
  const shared = [...a].filter((piece) => b.has(piece)).length;
  return shared / (a.size + b.size - shared);
}
