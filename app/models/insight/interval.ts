// How far a figure may lie from what it stands for, told by how few it was counted from. Draws with a seeded generator, so that the same counts give the same span again.

/** Both ends belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 of 100 such spans hold what they are about. */
const Z = 1.959964;
const DRAWS = 400;
/** From so many on, what the draws tend to is counted instead of drawn. */
const MANY = 1_000;

/**
 * Of a share. Holds also for few, and for none or all of them.
 * @param part 0 to whole   @param whole 1 or more
 * Source: E. B. Wilson, 1927.
 */
export function wilson(part: number, whole: number): Interval {
  if (!(whole >= 1 && part >= 0 && part <= whole)) throw new RangeError(`${part} of ${whole} is no share`);
  const share = part / whole;
  const spread = (Z * Z) / whole;
  const middle = (share + spread / 2) / (1 + spread);
  const reach = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / whole + spread / (4 * whole));
  return { low: part === 0 ? 0 : Math.max(0, middle - reach), high: part === whole ? 1 : Math.min(1, middle + reach) };
}

/** The middle value; of an even number of them, half way between the two in the middle. @param sorted one or more, ascending */
export function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError("no values have no median");
  return (low + high) / 2;
}

/**
 * Of a median: the middle 95 of 100 medians of samples drawn from the values with replacement.
 * @param sorted one or more, ascending   @param seed a word that names the figure: the same word draws the same
 * Source: B. Efron, 1979, percentile bootstrap; for many values the normal limit of the drawn median's rank.
 */
export function bootstrapMedian(sorted: readonly number[], seed: string): Interval {
  const count = sorted.length;
  const at = (place: number) => sorted[Math.min(count - 1, Math.max(0, Math.floor(place)))] ?? 0;
  if (count >= MANY) {
    const reach = (Z * Math.sqrt(count)) / 2;
    return { low: at(count / 2 - reach), high: at(count / 2 + reach) };
  }
  const draw = generator(seed);
  const medians = Array.from({ length: DRAWS }, () =>
    medianOf(Array.from(sorted, () => at(draw() * count)).sort((one, other) => one - other)),
  ).sort((one, other) => one - other);
  return { low: medians[Math.floor(DRAWS * 0.025)] ?? 0, high: medians[Math.ceil(DRAWS * 0.975) - 1] ?? 0 };
}

/** The sums over what was counted: of both numbers, of their squares and of their products. */
export interface RatioSums {
  readonly part: number;
  readonly whole: number;
  readonly partSquares: number;
  readonly wholeSquares: number;
  readonly products: number;
}

/** Of a ratio of two sums, such as units delivered of units authorised. Source: W. G. Cochran, Sampling Techniques, 6.3, linear form. */
export function ratioInterval({ part, whole, partSquares, wholeSquares, products }: RatioSums): Interval {
  const ratio = part / whole;
  const spread = Math.max(0, partSquares - 2 * ratio * products + ratio * ratio * wholeSquares);
  const reach = (Z * Math.sqrt(spread)) / whole;
  return { low: Math.max(0, ratio - reach), high: ratio + reach };
}

/** Numbers in [0, 1) that a word decides. Source: mulberry32, seeded by FNV-1a. */
export function generator(seed: string): () => number {
  let state = 2_166_136_261;
  for (let place = 0; place < seed.length; place += 1) {
    state = Math.imul(state ^ seed.charCodeAt(place), 16_777_619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
