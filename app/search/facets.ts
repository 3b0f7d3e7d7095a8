// Counts what each value of a filter would leave, from places that are alike counted together. Asks no database.
import { ACCESS_NEEDS, COSTS, type Condition, conditionsOf, GROUPS_SERVED, MODES, type Mode, type Wish } from "./wish";

/** Places of which the same is known, counted. Verdicts: 0 yes, 1 unknown, 2 no. */
export type Alike = {
  readonly verdicts: Readonly<Record<Condition, number>>;
  readonly languages: readonly string[];
  readonly modes: readonly string[];
  readonly accessibility: readonly string[];
  readonly serves: readonly string[];
  readonly cost: string | null;
  readonly willing: number;
  readonly inNetwork: boolean;
  readonly credentials: number;
  /** The verdict on the age beside the one asked for. */
  readonly otherAge: number;
  readonly now: number;
  readonly evenings: number;
  readonly weekends: number;
  /** Within the distance, or of no known place. */
  readonly near: boolean;
  /** Reached when it is to come to the client: its area holds the client, or it has none and is near. */
  readonly comes: boolean;
  readonly count: number;
};

export type FacetValue = {
  readonly value: string;
  readonly count: number;
  /** Others further away would be looked through as well, and are not counted. */
  readonly atLeast?: true;
};

/** How many places would be left if the filter were set to a value and nothing else changed. */
export type FacetCount = {
  /** Most first. */
  readonly values: readonly FacetValue[];
  /** For a value that no place names: those that say nothing may still fit. */
  readonly unnamed: number;
  /** With the filter not set. */
  readonly any: number;
};

export type FacetCounts = Readonly<Record<Condition, FacetCount>>;

export type FacetsAsked = {
  readonly wish: Wish;
  /** An age on offer beside the one asked for. */
  readonly otherAge: number | null;
};

const NO = 2;

export function facetCounts(places: readonly Alike[], { wish, otherAge }: FacetsAsked): FacetCounts {
  const asked = conditionsOf(wish);
  const kept = (facet: Condition, mode: Mode | null = wish.mode) => {
    const others = asked.filter((condition) => condition !== facet);
    return places.filter(
      (place) => isReached(place, mode) && others.every((condition) => place.verdicts[condition] !== NO),
    );
  };
  const needs = wish.accessibility;
  const ages = [...new Set([wish.age, otherAge].filter((age) => age !== null))];
  return {
    open: counted(kept("open"), ["now", "evenings", "weekends"], (place, value) => place[value] !== NO),
    language: named(kept("language"), ({ languages }) => languages, []),
    mode: modeCounts(kept, wish),
    accessibility: {
      ...named(
        kept("accessibility").filter(
          ({ accessibility: has }) => has.length === 0 || needs.every((need) => has.includes(need)),
        ),
        ({ accessibility }) => accessibility,
        ACCESS_NEEDS,
      ),
      any: sum(kept("accessibility")),
    },
    age: counted(
      kept("age"),
      ages.map(String),
      ({ verdicts, otherAge: other }, value) => (value === String(wish.age) ? verdicts.age : other) !== NO,
    ),
    serves: named(kept("serves"), ({ serves }) => serves, GROUPS_SERVED),
    cost: named(kept("cost"), ({ cost }) => (cost === null ? [] : [cost]), COSTS),
    accepting: counted(kept("accepting"), ["on"], ({ willing }) => willing === 0 || willing === 2),
    network: counted(kept("network"), ["on"], ({ inNetwork }) => inNetwork),
    credentials: counted(kept("credentials"), ["on"], ({ credentials }) => credentials !== NO),
  };
}

/** A place is looked through by where it is, and by where it comes or helps from when that is asked. */
export function isReached({ near, comes, modes }: Pick<Alike, "near" | "comes" | "modes">, mode: Mode | null): boolean {
  if (mode === "at_home") return comes;
  return near || (mode === "remote" && modes.includes("remote"));
}

/** Each way of giving looks through other places. Help from afar is counted where it is near, unless it is what is asked. */
function modeCounts(kept: (facet: "mode", mode: Mode | null) => readonly Alike[], wish: Wish): FacetCount {
  const everywhere = wish.mode === "remote" || wish.centre === null || wish.radiusMetres === null;
  const values = MODES.map((value): FacetValue => {
    const nearOnly = value === "remote" && !everywhere;
    const reached = kept("mode", nearOnly ? null : value);
    const count = sum(reached.filter(({ modes }) => modes.length === 0 || modes.includes(value)));
    return nearOnly ? { value, count, atLeast: true } : { value, count };
  });
  return { values, unnamed: 0, any: sum(kept("mode", null)) };
}

function counted<Value extends string>(
  places: readonly Alike[],
  values: readonly Value[],
  fits: (place: Alike, value: Value) => boolean,
): FacetCount {
  return {
    values: values.map((value) => ({ value, count: sum(places.filter((place) => fits(place, value))) })),
    unnamed: 0,
    any: sum(places),
  };
}

/** A place that says nothing may still fit, so it stays, as it does in the results. */
function named(
  places: readonly Alike[],
  of: (place: Alike) => readonly string[],
  always: readonly string[],
): FacetCount {
  const counts = new Map(always.map((value) => [value, 0]));
  let unnamed = 0;
  for (const place of places) {
    const values = of(place);
    if (values.length === 0) unnamed += place.count;
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + place.count);
  }
  const values = [...counts].map(([value, count]) => ({ value, count: count + unnamed }));
  return {
    values: values.toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
    unnamed,
    any: sum(places),
  };
}

const sum = (places: readonly Alike[]) => places.reduce((total, { count }) => total + count, 0);
