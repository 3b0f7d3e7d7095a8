// Puts places that would lie on one another on the map together, as one marker that says how many they are. Knows no map.
import type { Spot } from "./map-spread";

/** Positions of the places of one marker, in the order of the list. */
export type Cluster = readonly number[];

/**
 * Groups by the first of the list that is near enough, so that the best place of a crowd stands where it is.
 * @param spots where the places are, in pixels   @param reach how near in pixels is on one another
 * @param least fewer than so many together stay single: beside each other they can be read and pressed
 */
export function clustersOf(spots: readonly Spot[], reach: number, least: number): Cluster[] {
  const crowds: number[][] = [];
  spots.forEach((spot, position) => {
    const near = crowds.find(([first = 0]) => {
      const other = spots[first] ?? spot;
      return Math.hypot(other.x - spot.x, other.y - spot.y) < reach;
    });
    if (near) near.push(position);
    else crowds.push([position]);
  });
  return crowds.flatMap((crowd) => (crowd.length >= least ? [crowd] : crowd.map((position) => [position])));
}
