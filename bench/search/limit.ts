// The practical limit: the same questions answered inside the process, without a database between. Never part of the product.
import { earthRadius } from "@turf/helpers";
import { asCalendarDay, daysBetween, weekdayOf } from "#app/models/values/calendar-day";
import { MOST_WEIGHED } from "#app/search/wish";
import { below } from "./nation";
import { FACT, type InMemory, onSphere, type Tree } from "./nation-in-memory";
import type { Asked } from "./questions";

const EPOCH = asCalendarDay("1970-01-01");
/** What is chosen from and shown. */
const WANTED = 25;
const NOWHERE = Number.POSITIVE_INFINITY;

export class Limit {
  constructor(private readonly nation: InMemory) {}

  /** The numbers of the 25 nearest; those of no known place last. */
  nearest(asked: Asked): number[] {
    const found = new Nearest(reachOf(asked));
    const { trees, fits } = this.gather(asked);
    for (const { places } of trees) this.descend(places, 0, places.length, 0, pointOf(asked), found, fits);
    if (found.numbers.length === WANTED) return found.numbers;
    return [...found.numbers, ...unplacedOf(trees, fits).sort((one, other) => one - other)].slice(0, WANTED);
  }

  /** The numbers of the 25 best: of the network first, then of which most is known, who is willing, who is near. */
  best(asked: Asked): number[] {
    const { trees, fits } = this.gather(asked);
    const suits = (n: number) => ((this.nation.facts[n] ?? 0) & (FACT.out | 1)) === 0 && fits(n);
    const around = new Around(reachOf(asked));
    for (const { places } of trees) this.descend(places, 0, places.length, 0, pointOf(asked), around, suits);
    const unplaced = unplacedOf(trees, suits).map((n) => ({ n, away: NOWHERE, standing: this.standing(n, NOWHERE) }));
    const placed = [...around.found].map(([n, away]) => ({ n, away, standing: this.standing(n, away) }));
    const weighed = placed.length <= MOST_WEIGHED ? placed : this.nearestAndNetwork(placed);
    const ranked = [...weighed, ...unplaced].sort(
      (one, other) => one.standing - other.standing || compare(one.away, other.away) || one.n - other.n,
    );
    return ranked.slice(0, WANTED).map(({ n }) => n);
  }

  private nearestAndNetwork<One extends { n: number; away: number }>(placed: One[]): One[] {
    const inNetwork = ({ n }: One) => ((this.nation.facts[n] ?? 0) & FACT.inNetwork) !== 0;
    placed.sort((one, other) => one.away - other.away);
    return placed.filter((one, rank) => rank < MOST_WEIGHED || inNetwork(one));
  }

  /** Small for who stands first. */
  private standing(n: number, away: number): number {
    const facts = this.nation.facts[n] ?? 0;
    const has = (fact: number) => ((facts & fact) === 0 ? 0 : 1);
    const doubts =
      has(FACT.languageUnknown) +
      has(FACT.modeUnknown) +
      has(FACT.ageUnknown) +
      ((facts & 3) === 2 ? 1 : 0) +
      ((this.nation.week[n] ?? -1) < 0 ? 1 : 0) +
      (away === NOWHERE ? 1 : 0);
    return (1 - has(FACT.inNetwork)) * 100 + doubts * 10 + (facts & 3);
  }

  private gather({ term, day, minute }: Asked): { trees: Tree[]; fits: (n: number) => boolean } {
    const date = daysBetween(EPOCH, day);
    const quarter = (weekdayOf(day) - 1) * 96 + minute / 15;
    return {
      trees: below(term).flatMap((one) => this.nation.trees.get(one) ?? []),
      fits: (n) => this.mayBeOpen(n, date, quarter),
    };
  }

  private mayBeOpen(n: number, date: number, quarter: number): boolean {
    const week = this.nation.week[n] ?? -1;
    if (week < 0) return true;
    const has = (masks: readonly Uint32Array[]) => (((masks[week]?.[quarter >> 5] ?? 0) >>> (quarter & 31)) & 1) === 1;
    const closed = this.nation.closed.get(n);
    return (has(this.nation.own) && !closed?.has(date)) || (has(this.nation.spilt) && !closed?.has(date - 1));
  }

  private descend(
    places: Int32Array,
    from: number,
    to: number,
    axis: number,
    at: readonly [number, number, number],
    found: Found,
    fits: (n: number) => boolean,
  ): void {
    if (from >= to) return;
    const [x, y, z] = this.nation.axes;
    const middle = (from + to) >> 1;
    const n = places[middle] ?? 0;
    const [dx, dy, dz] = [(x[n] ?? 0) - at[0], (y[n] ?? 0) - at[1], (z[n] ?? 0) - at[2]];
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared <= found.reach && fits(n)) found.add(n, squared);
    const beyond = axis === 0 ? dx : axis === 1 ? dy : dz;
    const next = axis === 2 ? 0 : axis + 1;
    if (beyond > 0) {
      this.descend(places, from, middle, next, at, found, fits);
      if (beyond * beyond <= found.reach) this.descend(places, middle + 1, to, next, at, found, fits);
    } else {
      this.descend(places, middle + 1, to, next, at, found, fits);
      if (beyond * beyond <= found.reach) this.descend(places, from, middle, next, at, found, fits);
    }
  }
}

/** What lies within reach, by its distance squared. */
interface Found {
  readonly reach: number;
  add(n: number, squared: number): void;
}

class Around implements Found {
  readonly found = new Map<number, number>();
  constructor(readonly reach: number) {}

  add(n: number, squared: number): void {
    this.found.set(n, squared);
  }
}

/** The 25 nearest so far, nearest first; of two as near the smaller number. */
class Nearest implements Found {
  readonly numbers: number[] = [];
  private readonly away: number[] = [];
  constructor(public reach: number) {}

  add(n: number, squared: number): void {
    if (this.numbers.includes(n)) return;
    let place = this.numbers.length;
    while (place > 0 && this.isBehind(place - 1, n, squared)) place--;
    this.numbers.splice(place, 0, n);
    this.away.splice(place, 0, squared);
    if (this.numbers.length > WANTED) {
      this.numbers.pop();
      this.away.pop();
    }
    if (this.numbers.length === WANTED) this.reach = Math.min(this.reach, this.away[WANTED - 1] ?? 0);
  }

  private isBehind(place: number, n: number, squared: number): boolean {
    const away = this.away[place] ?? 0;
    return away > squared || (away === squared && (this.numbers[place] ?? 0) > n);
  }
}

const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);
const pointOf = ({ centre }: Asked) => onSphere(centre.latitude, centre.longitude);
const reachOf = ({ metres }: Asked) => (2 * earthRadius * Math.sin(metres / (2 * earthRadius))) ** 2;

function unplacedOf(trees: readonly Tree[], fits: (n: number) => boolean): number[] {
  return [...new Set(trees.flatMap(({ unplaced }) => unplaced.filter(fits)))];
}
