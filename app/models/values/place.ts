// Points on the Earth and how far apart they are. Knows no address and no road: every distance is as the crow flies.
import { distance } from "@turf/distance";
import { earthRadius } from "@turf/helpers";

/** WGS 84 degrees: latitude -90 to 90, longitude -180 to 180. */
export type Point = { readonly latitude: number; readonly longitude: number };

/** Edges in degrees. `west` is greater than `east` where the box crosses the 180th meridian (the Aleutians do). */
export type Box = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };

const METRES_A_MILE = 1609.344;

/** Whether a pair of numbers is a point on the Earth, 0,0 excepted: that one is always a missing value. */
export function isPoint(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
}

/**
 * Great-circle distance in metres on a sphere; within 0.5 % of the ellipsoid's.
 * Source: haversine formula, mean radius 6,371,008.8 m (Turf).
 */
export function distanceMetres(from: Point, to: Point): number {
  return distance([from.longitude, from.latitude], [to.longitude, to.latitude], { units: "meters" });
}

/**
 * The smallest box of latitudes and longitudes that holds every point within a distance.
 * Corners of the box lie further away than the distance, so a search still measures what it finds there.
 * @param metres 0 or more
 */
export function boundingBox(centre: Point, metres: number): Box {
  const angle = metres / earthRadius;
  const south = centre.latitude - degrees(angle);
  const north = centre.latitude + degrees(angle);
  // A circle that holds a pole meets every meridian.
  if (south <= -90 || north >= 90) {
    return { south: Math.max(south, -90), west: -180, north: Math.min(north, 90), east: 180 };
  }
  // Meridians draw together towards the poles, so the widest point of the circle lies on its pole-ward side.
  const reach = degrees(Math.asin(Math.sin(angle) / Math.cos((centre.latitude * Math.PI) / 180)));
  return { south, west: wrapped(centre.longitude - reach), north, east: wrapped(centre.longitude + reach) };
}

/** Whether a point lies in a box, edges included. */
export function isInside(point: Point, box: Box): boolean {
  if (point.latitude < box.south || point.latitude > box.north) return false;
  return box.west <= box.east
    ? point.longitude >= box.west && point.longitude <= box.east
    : point.longitude >= box.west || point.longitude <= box.east;
}

export function milesToMetres(miles: number): number {
  return miles * METRES_A_MILE;
}

export function metresToMiles(metres: number): number {
  return metres / METRES_A_MILE;
}

export function kilometresToMetres(kilometres: number): number {
  return kilometres * 1000;
}

export function metresToKilometres(metres: number): number {
  return metres / 1000;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

function wrapped(longitude: number): number {
  if (longitude < -180) return longitude + 360;
  return longitude > 180 ? longitude - 360 : longitude;
}
