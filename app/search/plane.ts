// The Earth laid flat, so that an index can tell what is near: Mercator's plane, in metres at the equator. Never says how far anything is.
import { earthRadius } from "@turf/helpers";
import { boundingBox, type Point } from "#app/models/values/place";

export type OnPlane = { readonly x: number; readonly y: number };

/** Corners of a rectangle on the plane. */
export type Rectangle = { readonly from: OnPlane; readonly to: OnPlane };

/** Beyond every pole of the plane, which lies at 38 radii in the precision numbers have. */
const BEYOND = 1e9;
const HALF_WIDTH = Math.PI * earthRadius;
/** For what computing rounds. */
const SPARE_METRES = 1;

/** As `app.plane_point` lays it. Angles are kept, and so is what lies nearer within a region; far away they are not. */
export function onPlane({ latitude, longitude }: Point): OnPlane {
  return { x: earthRadius * radians(longitude), y: height(latitude) };
}

/** Rectangles that hold every point within a distance over the ground: two of them across the 180th meridian. */
export function rectanglesAround(centre: Point, metres: number): Rectangle[] {
  const { south, west, north, east } = boundingBox(centre, metres + SPARE_METRES);
  const [bottom, top] = [south <= -90 ? -BEYOND : height(south), north >= 90 ? BEYOND : height(north)];
  const between = (left: number, right: number): Rectangle => ({
    from: { x: earthRadius * radians(left), y: bottom },
    to: { x: earthRadius * radians(right), y: top },
  });
  return west <= east ? [between(west, east)] : [between(west, 180), between(-180, east)];
}

/**
 * How far around all is surely known, where the nearest so many on the plane are: what lies nearer is among them.
 * @param furthestMetres over the ground to the furthest of them
 * @returns over the ground; 0 where the plane's edge is near
 * A straight way on the plane is at least as long as over the ground, times how much the plane widens there; a way out of a circle
 * on the plane shrinks by no more than it does towards the pole.
 */
export function surelyKnownMetres(centre: Point, furthestMetres: number): number {
  const towardsEquator = Math.max(0, radians(Math.abs(centre.latitude)) - furthestMetres / earthRadius);
  const reached = furthestMetres / Math.cos(towardsEquator);
  const { x, y } = onPlane(centre);
  if (Math.abs(x) + reached > HALF_WIDTH) return 0;
  return Math.max(0, reached / Math.cosh((Math.abs(y) + reached) / earthRadius) - SPARE_METRES);
}

function height(latitude: number): number {
  return earthRadius * Math.asinh(Math.tan(radians(latitude)));
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
