// Numbers that look like chance and are the same in every run. Never asks the machine for any.

/** Numbers from 0 up to 1, from a seed. Source: mulberry32 (Tommy Ettinger, public domain). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sums of weights, each as a share of all: the first that is above a chance says which one was drawn. */
export function sharesOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum / total;
  });
}

export function drawn(shares: readonly number[], chance: number): number {
  const found = shares.findIndex((share) => share > chance);
  return found < 0 ? shares.length - 1 : found;
}
