// What is kept of a search that found nothing: what, about where, when, in which language. Nothing by which a person could be known.
import { radiusMetres, type SearchQuery } from "#app/search/query";
import { conditionsOf, type OpenWish, type Wish } from "#app/search/wish";

export interface UnmetSearch {
  readonly specialtyId: string | null;
  readonly area: string;
  readonly withinMetres: number | null;
  readonly time: string;
  readonly language: string;
  readonly conditions: readonly string[];
}

const TIMES: Readonly<Record<OpenWish["kind"], string>> = {
  any: "",
  now: "now",
  at: "at",
  free: "times",
  evenings: "evening",
  weekends: "weekend",
};

/** @param label where the search began, as the map knows it: "Baltimore, MD 21202" */
export function unmetOf(query: SearchQuery, wish: Wish, label: string): UnmetSearch {
  const others = conditionsOf(wish).filter((condition) => condition !== "open" && condition !== "language");
  return {
    specialtyId: wish.specialtyId,
    area: wish.centre ? areaOf(wish.postalCode, label) : "",
    withinMetres: wish.centre ? roundOf(radiusMetres(query)) : null,
    time: TIMES[wish.open.kind],
    language: wish.language ?? "",
    conditions: [...others, ...(wish.text === "" ? [] : ["words"])],
  };
}

/** The postal code's first three digits, a district of its own size; else the town. Never an address. */
export function areaOf(postalCode: string | null, label: string): string {
  const digits = /\b(\d{3})\d{2}\b/.exec(postalCode ?? label)?.[1];
  return digits ?? label;
}

const roundOf = (metres: number | null) => (metres === null ? null : Math.round(metres));
