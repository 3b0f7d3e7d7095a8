// Holds back counts so small that they could tell of a person, and as many more as keep them from being worked out. Counts only; asks nobody.
import { fewTogether, isTooFew, SMALLEST } from "./suppression";

export interface Counted {
  readonly key: string;
  readonly count: number;
}

export interface Told {
  /** Null: too few in all. */
  readonly total: number | null;
  /** The keys whose counts may be told. */
  readonly keys: ReadonlySet<string>;
  /** How many counts are held back. */
  readonly heldBack: number;
}

/**
 * What may be told of parts and of their sum. What is held back is none, or two parts and more whose sum leaves open how large each is.
 * @param parts disjoint parts of one whole, each key once; parts of nobody are told
 * @param isHeld parts held back for what they would tell with other numbers
 */
export function told(parts: readonly Counted[], isHeld: (key: string) => boolean = () => false): Told {
  const total = sumOf(parts);
  const held = parts.filter((part) => isSmall(part) || isHeld(part.key));
  // The smallest next: as little as can be is lost.
  const others = parts
    .filter((part) => part.count >= SMALLEST && !isHeld(part.key))
    .sort((one, other) => one.count - other.count);
  while (held.length > 0 && isGiven(held)) {
    const next = others[0]?.count;
    if (next === undefined) return { total: null, keys: new Set(), heldBack: parts.length };
    // All of one size together: which of them was picked would tell on the others.
    while (others[0]?.count === next) held.push(...others.splice(0, 1));
  }
  const hidden = new Set(held.map(({ key }) => key));
  return { total, keys: new Set(parts.flatMap(({ key }) => (hidden.has(key) ? [] : [key]))), heldBack: hidden.size };
}

const sumOf = (parts: readonly Counted[]) => parts.reduce((sum, { count }) => sum + count, 0);
const isSmall = ({ count }: Counted) => isTooFew(count);

/** Whether their sum would give away what is held back: one alone, too few in all, or all as large or as small as they can be. */
function isGiven(held: readonly Counted[]): boolean {
  return held.length === 1 || fewTogether(held.map(({ count }) => count));
}
