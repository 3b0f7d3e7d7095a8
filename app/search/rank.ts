// The order of what was found, for those orders that the statement cannot know. Knows what is better for a client; never fetches, never drops.

export type TakesReferrals = "yes" | "waitlist" | "unknown" | "no";

/** What the order is made of. */
export interface Rankable {
  readonly id: string;
  readonly inNetwork: boolean;
  /** How many of the things asked for are not known of it. */
  readonly doubts: number;
  /** 0 yes, 1 waiting list, 2 unknown, 3 no: unknown stands below a waiting list, which is at least an answer, and above a plain no. */
  readonly willing: number;
  /** Any measure of distance; null where it is not known, which stands last. */
  readonly chord: number | null;
}

/** In the network, known to fit, takes referrals, near; then by id, so that pages never repeat. */
export function bestFirst(one: Rankable, other: Rankable): number {
  return (
    Number(other.inNetwork) - Number(one.inNetwork) ||
    one.doubts - other.doubts ||
    one.willing - other.willing ||
    smallFirst(one.chord, other.chord) ||
    (one.id < other.id ? -1 : 1)
  );
}

/** What is not known stands last. */
export function smallFirst(one: number | null, other: number | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one - other;
}

/** Keeps the order within each group; a group stands where its first one stood. */
export function grouped<Found>(found: readonly Found[], groupOf: (one: Found) => string): Found[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const name = groupOf(one);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flat();
}
