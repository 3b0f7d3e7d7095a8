// Counts what each value of a filter would leave, from places that are alike counted together. Asks no database.
import { type Condition, conditionsOf, type Wish } from "./wish";

/** Places of which the same is known, counted. Verdicts: 0 yes, 1 unknown, 2 no. */
export type Alike = {
  readonly verdicts: Readonly<Record<Condition, number>>;
  readonly languages: readonly string[];
  readonly accessibility: readonly string[];
  readonly serves: readonly string[];
  readonly cost: string | null;
  readonly willing: number;
  readonly inNetwork: boolean;
  readonly now: number;
  readonly evenings: number;
  readonly weekends: number;
  readonly count: number;
};

export type FacetName = "open" | "language" | "accessibility" | "serves" | "cost" | "accepting" | "network";

export type FacetValue = { readonly value: string; readonly count: number };

/** For each filter its values, most first, with how many places would be left if it were set to that value and nothing else changed. */
export type FacetCounts = Readonly<Record<FacetName, readonly FacetValue[]>>;

const NO = 2;
const MOST_VALUES = 10;

export function facetCounts(places: readonly Alike[], wish: Wish): FacetCounts {
  const asked = conditionsOf(wish);
  const left = (facet: FacetName, fits: (place: Alike) => boolean) => {
    const others = asked.filter((condition) => condition !== facet);
    return places
      .filter((place) => others.every((condition) => place.verdicts[condition] !== NO) && fits(place))
      .reduce((sum, { count }) => sum + count, 0);
  };
  // A place that says nothing may still fit, so it stays, as it does in the results.
  const listed = (facet: "language" | "serves", of: (place: Alike) => readonly string[], also: string | null) =>
    byCount(
      valuesOf(places, of, also).map((value) => ({
        value,
        count: left(facet, (place) => of(place).length === 0 || of(place).includes(value)),
      })),
    );
  const wanted = wish.accessibility;
  return {
    open: (["now", "evenings", "weekends"] as const).map((value) => ({
      value,
      count: left("open", (place) => place[value] !== NO),
    })),
    language: listed("language", ({ languages }) => languages, wish.language),
    serves: listed("serves", ({ serves }) => serves, wish.serves),
    accessibility: byCount(
      valuesOf(places, ({ accessibility }) => accessibility, null).map((value) => ({
        value,
        count: left("accessibility", ({ accessibility: has }) =>
          has.length === 0 ? true : [...wanted, value].every((need) => has.includes(need)),
        ),
      })),
    ),
    cost: byCount(
      [...new Set(places.flatMap(({ cost }) => (cost === null ? [] : [cost])))].map((value) => ({
        value,
        count: left("cost", ({ cost }) => cost === null || cost === value),
      })),
    ),
    accepting: [{ value: "on", count: left("accepting", ({ willing }) => willing === 0 || willing === 2) }],
    network: [{ value: "on", count: left("network", ({ inNetwork }) => inNetwork) }],
  };
}

function valuesOf(places: readonly Alike[], of: (place: Alike) => readonly string[], also: string | null): string[] {
  const counts = new Map<string, number>();
  for (const place of places) for (const value of of(place)) counts.set(value, (counts.get(value) ?? 0) + place.count);
  const usual = [...counts].toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const names = usual.slice(0, MOST_VALUES).map(([value]) => value);
  return also === null || names.includes(also) ? names : [...names, also];
}

function byCount(values: readonly FacetValue[]): FacetValue[] {
  return values.toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
