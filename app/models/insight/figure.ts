// What a figure is: its kind, its unit, what it leaves out. Each is defined once, here and in its words; how often something was counted is never known here.
import { type Interval, medianOf } from "./interval";
import { isTooFew } from "./suppression";

/** A share of what was counted; a ratio of two sums; the middle of what was measured; how many. */
export type FigureKind = "share" | "ratio" | "median" | "count";
export type FigureUnit = "percent" | "hours" | "days" | "count" | "cents";

/**
 * One figure. Its words stand in the catalogue under its key: name, question, numerator (part), denominator (whole), and how
 * each of what it leaves out is said. So it is told the same wherever it appears.
 */
export interface FigureDefinition<Key extends string = string> {
  readonly key: Key;
  readonly kind: FigureKind;
  readonly unit: FigureUnit;
  /** Which way is better; null: neither, it says what is. */
  readonly better: "more" | "less" | null;
  /** What is not counted, by the names under `insight.left-out`. */
  readonly leftOut: readonly string[];
  /** Counted from people: told of 11 and more alone. Credentials, for one, are not. */
  readonly ofPeople: boolean;
}

/** What was counted for a figure, before anything is kept back. */
export interface Counted {
  readonly people: number;
  readonly part: number;
  readonly whole: number;
}

/** A figure as it may be shown. `hidden`: fewer than 11 people, or others could be reckoned out of it; `none`: nothing was there to count. */
export type Told =
  | { readonly state: "told"; readonly value: number; readonly interval: Interval | null; readonly of: number }
  | { readonly state: "hidden" }
  | { readonly state: "none" };

export const NONE: Told = { state: "none" };
export const HIDDEN: Told = { state: "hidden" };

/** A share or a ratio; the interval is the caller's, who knows how it was counted. */
export function tell(
  { ofPeople }: Pick<FigureDefinition, "ofPeople">,
  { people, part, whole }: Counted,
  interval: Interval | null,
): Told {
  if (whole === 0) return NONE;
  if (ofPeople && isTooFew(people)) return HIDDEN;
  return { state: "told", value: part / whole, interval, of: whole };
}

/** @param sorted ascending */
export function tellMedian(people: number, sorted: readonly number[], interval: Interval | null): Told {
  if (sorted.length === 0) return NONE;
  return isTooFew(people) ? HIDDEN : { state: "told", value: medianOf(sorted), interval, of: sorted.length };
}
