// How near a listing is, in SQL: the plane for the index, the straight line through the Earth for the truth. Knows no condition.
import { earthRadius } from "@turf/helpers";
import { type SQL, sql } from "drizzle-orm";
import type { Point } from "#app/models/values/place";
import { onPlane, rectanglesAround } from "./plane";

/** A straight line from a point to a listing, in metres; null where the listing has no point. @param listing its alias */
export function awayFrom(centre: Point, listing: string): SQL {
  return sql`${sql.raw(listing)}.earth <-> ${onEarth(centre)}`;
}

/** How far it is on the plane: what the index puts in order, and nearly the true order. */
export function awayOnPlane(centre: Point, listing: string): SQL {
  const { x, y } = onPlane(centre);
  return sql`${plane(listing)} <-> ${`(${x},${y})`}::point`;
}

/** The rectangles are what the index answers; the straight line then decides. @param chord in metres; null: anywhere */
export function within(centre: Point, chord: number | null, listing: string): SQL[] {
  if (chord === null) return [];
  const rectangles = rectanglesAround(centre, groundOf(chord)).map(
    ({ from, to }) => sql`${plane(listing)} <@ ${`(${from.x},${from.y}),(${to.x},${to.y})`}::box`,
  );
  return [sql`(${sql.join(rectangles, sql` or `)})`, sql`${awayFrom(centre, listing)} <= ${chord}::float8`];
}

/** A distance over the ground as a straight line through the Earth, and back. */
export function chordOf(metres: number): number {
  return 2 * earthRadius * Math.sin(Math.min(Math.PI / 2, metres / (2 * earthRadius)));
}

export function groundOf(chord: number): number {
  return 2 * earthRadius * Math.asin(Math.min(1, chord / (2 * earthRadius)));
}

const plane = (listing: string): SQL => sql.raw(`app.plane_point(${listing}.latitude, ${listing}.longitude)`);

// As a value: what the statement worked out itself it would work out anew for each row.
function onEarth({ latitude, longitude }: Point): SQL {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const level = earthRadius * Math.cos(north);
  const axes = [level * Math.cos(east), level * Math.sin(east), earthRadius * Math.sin(north)];
  return sql`${`(${axes.join(",")})`}::cube`;
}
