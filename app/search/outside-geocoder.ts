// What an operator's geocoder is asked and what its answer means. Knows three forms of answer; asks nobody itself.
import { z } from "zod";
import { distanceMetres, isPoint, type Point } from "#app/models/values/place";

/** Where the address stands in the operator's setting. */
export const ADDRESS_BLANK = "{address}";
/** An answer further from the middle of the address's postal code is another street of that name. */
const FURTHEST_METRES = 60_000;

const coordinate = z.coerce.number();
/** Nominatim: a list, best first. */
const Places = z.array(z.object({ lat: coordinate, lon: coordinate }));
/** GeoJSON, as Photon and Pelias answer. */
const Features = z.object({
  features: z.array(
    z.object({ geometry: z.object({ coordinates: z.tuple([coordinate, coordinate]).rest(z.unknown()) }) }),
  ),
});
/** The geocoder of the U.S. Census Bureau. */
const Matches = z.object({
  result: z.object({ addressMatches: z.array(z.object({ coordinates: z.object({ x: coordinate, y: coordinate }) })) }),
});

export type GeocoderAnswer =
  | { readonly outcome: "found"; readonly point: Point }
  | { readonly outcome: "not_found" | "far_off" }
  | { readonly outcome: "failed"; readonly failure: "not-understood" };

/** The address to ask; nothing but the place is in it. */
export function questionFor(setting: string, address: string): URL {
  return new URL(setting.replace(ADDRESS_BLANK, encodeURIComponent(address)));
}

/** @param near where the address's postal code or town lies; null where nobody knows */
export function readAnswer(answer: unknown, near: Point | null): GeocoderAnswer {
  const points = pointsOf(answer);
  if (points === null) return { outcome: "failed", failure: "not-understood" };
  const [best] = points;
  if (best === undefined) return { outcome: "not_found" };
  if (!isPoint(best.latitude, best.longitude)) return { outcome: "far_off" };
  if (near !== null && distanceMetres(near, best) > FURTHEST_METRES) return { outcome: "far_off" };
  return { outcome: "found", point: best };
}

function pointsOf(answer: unknown): Point[] | null {
  const places = Places.safeParse(answer);
  if (places.success) return places.data.map(({ lat, lon }) => ({ latitude: lat, longitude: lon }));
  const features = Features.safeParse(answer);
  if (features.success)
    return features.data.features.map(({ geometry: { coordinates } }) => ({
      latitude: coordinates[1],
      longitude: coordinates[0],
    }));
  const matches = Matches.safeParse(answer);
  if (!matches.success) return null;
  return matches.data.result.addressMatches.map(({ coordinates: { x, y } }) => ({ latitude: y, longitude: x }));
}
