// What the made-up nation is like: its towns, the tree of specialties, the weeks of opening hours, its words. Plain values from fixed seeds.
import { nearestPostalPlace } from "#app/search/geocode";
import { loadGazetteer } from "#app/search/geocode.server";
import { chances, sharesOf } from "./chance";

export interface Town {
  readonly latitude: number;
  readonly longitude: number;
  /** Degrees within which two thirds of its places lie. */
  readonly spread: number;
  readonly timeZone: string;
  readonly postalCode: string;
}

const TOWNS = 400;
const between = (low: number, high: number, chance: number) => low + (high - low) * chance;

const gazetteer = loadGazetteer();
const next = chances(20261122);
// The n-th town has a share of 1/n (Zipf), as towns of real nations do.
const populations = Array.from({ length: TOWNS }, (_, n) => 1 / (n + 1));

export const towns: readonly Town[] = populations.map((population) => {
  // Each stands where there is a postal code, so that the product's own geocoder finds it; the sea has none.
  let place = null;
  while (!place) {
    const drawn = { latitude: between(31, 47, next()), longitude: between(-120, -77, next()) };
    place = nearestPostalPlace(gazetteer, drawn);
  }
  const { latitude, longitude, postalCode, timeZone } = place;
  return { latitude, longitude, postalCode, timeZone, spread: 0.04 + 0.14 * Math.sqrt(population) };
});
/** How the people are spread over the towns. */
export const townShares = sharesOf(populations);

const [ROOTS, TWIGS, LEAVES] = [8, 40, 192] as const;

/** 240 terms: 8 roots, 40 below them, 192 below those. The place of a term in this list is its number. */
export const terms = Array.from({ length: ROOTS + TWIGS + LEAVES }, (_, n) => ({
  number: n,
  parent: n < ROOTS ? null : n < ROOTS + TWIGS ? (n - ROOTS) % ROOTS : ROOTS + ((n - ROOTS - TWIGS) % TWIGS),
  depth: n < ROOTS ? 1 : n < ROOTS + TWIGS ? 2 : 3,
}));
export const FIRST_TWIG = ROOTS;
export const FIRST_LEAF = ROOTS + TWIGS;
/** How much each leaf is used, by services and by those who ask alike: some are everybody's, most are few people's. */
export const leafShares = sharesOf(Array.from({ length: LEAVES }, (_, n) => 1 / (n + 12)));
export const twigShares = sharesOf(Array.from({ length: TWIGS }, (_, n) => 1 / (n + 12)));

/** A term and all below it. */
export function below(term: number): number[] {
  return [term, ...terms.filter(({ parent }) => parent === term).flatMap(({ number }) => below(number))];
}

export interface Span {
  /** ISO, from 1 for Monday. */
  readonly weekday: number;
  readonly opens: number;
  /** Above 1440: past midnight. */
  readonly closes: number;
}

const PATTERNS = 60;
const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const on = (weekdays: readonly number[], opens: number, closes: number): Span[] =>
  weekdays.map((weekday) => ({ weekday, opens, closes }));

/** Weeks of five to eight spans: office hours, split days, Saturdays, every day, evenings, past midnight. */
export const weeks: readonly (readonly Span[])[] = Array.from({ length: PATTERNS }, (_, n) => {
  const opens = 480 + 15 * (n % 9);
  const closes = 960 + 30 * (n % 5);
  switch (n % 12) {
    case 6:
      return [...on(days(1, 3), opens, 720), ...on(days(1, 3), 780, closes), ...on([4, 5], opens, closes)];
    case 7:
      return [...on(days(1, 5), opens, closes), ...on([6], 540, 780)];
    case 8:
      return on(days(1, 7), 420 + 15 * (n % 7), 1200);
    case 9:
      return [...on(days(1, 4), opens, closes), ...on([5, 6], 1080, 1560)];
    case 10:
      return on(days(2, 6), 720, 1260);
    case 11:
      return [...on([1, 3, 5], opens, 720), ...on([1, 3, 5], 780, closes), ...on([2], opens, closes)];
    default:
      return on(days(1, 5), opens, closes);
  }
});

/** Two letters each; a word is a row of them. */
export const SYLLABLES = Array.from("bdfghklmnprstvwz", (letter) => [`${letter}a`, `${letter}o`])
  .flat()
  .join("");
/** So many words the descriptions are made of; the n-th is used 1/n as often as the first. */
export const VOCABULARY = 2048;

/** As `bench.word` writes it. */
export function wordOf(number: number, syllables: number): string {
  return Array.from({ length: syllables }, (_, n) => {
    const at = 2 * (Math.floor(number / 32 ** n) % 32);
    return SYLLABLES.slice(at, at + 2);
  }).join("");
}
