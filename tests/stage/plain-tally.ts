// Counts a figure the plain, slow way: one thing after another, each looked at by itself. Asks no database.
import { type CalendarDay, localDay } from "#app/models/values/calendar-day";

/** One thing that is counted: whose it is, when, what it adds above and below the line, and what was measured. */
export interface Counted {
  readonly client: number;
  readonly at: Date;
  readonly part: number;
  readonly whole: number;
  readonly value?: number;
  /** Which part of a breakdown it is of. */
  readonly label?: string;
}

export interface PlainCount {
  readonly people: number;
  readonly part: number;
  readonly whole: number;
  readonly squares: readonly [number, number, number];
  readonly sample: readonly number[];
}

export interface PlainPeriod {
  readonly from: CalendarDay;
  readonly until: CalendarDay;
  readonly zone: string;
}

/** One thing of which it is asked whether it is so. */
export const oneOf = (client: number, at: Date, hit: boolean): Counted => ({ client, at, part: Number(hit), whole: 1 });

/** By figure, or by figure and part of its breakdown: `declined:no_capacity`. What nothing was counted of is left out. */
export function tally(
  figures: Readonly<Record<string, readonly Counted[]>>,
  { from, until, zone }: PlainPeriod,
): Record<string, PlainCount> {
  const counts: Record<string, PlainCount> = {};
  for (const [figure, all] of Object.entries(figures)) {
    const within = all.filter(({ at }) => localDay(at, zone) >= from && localDay(at, zone) < until);
    for (const [name, some] of Map.groupBy(within, ({ label }) => nameOf(figure, label ?? "")))
      counts[name] = sumOf(some);
  }
  return counts;
}

export const nameOf = (figure: string, label: string) => (label === "" ? figure : `${figure}:${label}`);

function sumOf(some: readonly Counted[]): PlainCount {
  let [part, whole, partSquares, wholeSquares, products] = [0, 0, 0, 0, 0];
  for (const one of some) {
    part += one.part;
    whole += one.whole;
    partSquares += one.part * one.part;
    wholeSquares += one.whole * one.whole;
    products += one.part * one.whole;
  }
  return {
    people: new Set(some.map(({ client }) => client)).size,
    part,
    whole,
    squares: [partSquares, wholeSquares, products],
    sample: some.flatMap(({ value }) => (value === undefined ? [] : [value])).sort((one, other) => one - other),
  };
}
