// Chance with a fixed seed, so that the demo network is the same on every machine. Never used where chance must be hard to guess.

export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** Several different ones, in their own order. */
  some<T>(from: readonly T[], count: number): T[];
  /** Whether a thing happens that happens with this share, 0 to 1. */
  happens(share: number): boolean;
}

/** Source of the generator: mulberry32, public domain. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[whole(0, from.length - 1)];
    if (picked === undefined) throw new RangeError("nothing to pick from");
    return picked;
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const places = new Set<number>();
    while (places.size < Math.min(count, from.length)) places.add(whole(0, from.length - 1));
    return from.filter((_, place) => places.has(place));
  };
  return { next, whole, pick, some, happens: (share) => next() < share };
}
