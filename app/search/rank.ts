// Puts what was found in order. Knows what is better for a client; never fetches, and never drops what it does not know.
import type { OpenState } from "#app/models/values/weekly-hours";
import type { SearchOrder } from "./query";

export type TakesReferrals = "yes" | "waitlist" | "unknown" | "no";

/** What the order is made of. */
export interface Rankable {
  readonly id: string;
  readonly name: string;
  readonly inNetwork: boolean;
  readonly takesReferrals: TakesReferrals;
  readonly distanceMetres: number | null;
  readonly open: OpenState;
  /** Open now, or at the moment asked for: that moment. */
  readonly opensAt: Date | null;
  /** How many of the things asked for are not known of it. */
  readonly doubts: number;
}

// Unknown stands below a waiting list, which is at least an answer, and above a plain no.
const WILLINGNESS: Readonly<Record<TakesReferrals, number>> = { yes: 0, waitlist: 1, unknown: 2, no: 3 };
const CERTAINTY: Readonly<Record<OpenState, number>> = { open: 0, closed: 1, unknown: 2 };
const names = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Best first: in the network, known to fit, takes referrals, near. The other orders put one thing before these. */
export function rank<Found extends Rankable>(found: readonly Found[], order: SearchOrder): Found[] {
  return found.toSorted((one, other) => leading(one, other, order) || best(one, other));
}

function leading(one: Rankable, other: Rankable, order: SearchOrder): number {
  switch (order) {
    case "best":
      return 0;
    case "distance":
      return byDistance(one, other);
    case "name":
      return names.compare(one.name, other.name);
    case "opens":
      return byOpening(one, other);
  }
}

function best(one: Rankable, other: Rankable): number {
  return (
    Number(other.inNetwork) - Number(one.inNetwork) ||
    one.doubts - other.doubts ||
    WILLINGNESS[one.takesReferrals] - WILLINGNESS[other.takesReferrals] ||
    byDistance(one, other) ||
    names.compare(one.name, other.name) ||
    (one.id < other.id ? -1 : 1)
  );
}

function byDistance(one: Rankable, other: Rankable): number {
  if (one.distanceMetres === other.distanceMetres) return 0;
  if (one.distanceMetres === null) return 1;
  if (other.distanceMetres === null) return -1;
  return one.distanceMetres - other.distanceMetres;
}

/** Open ones first, then by the next opening; hours that nobody knows come last. */
function byOpening(one: Rankable, other: Rankable): number {
  const stands = (found: Rankable) => (found.open === "open" ? 0 : found.opensAt ? 1 : 1 + CERTAINTY[found.open]);
  return stands(one) - stands(other) || (one.opensAt?.getTime() ?? 0) - (other.opensAt?.getTime() ?? 0);
}
