// Where a client lives, as columns. Takes what the geocoder said; an address that is on no map is kept as it was typed.
import type { Placing } from "#app/search/geocode";

export type PlaceColumns = {
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** postal_code, town or none. */
  readonly pointPrecision: string;
};

export function placeColumns(placing: Placing): PlaceColumns {
  if (placing.precision === "unplaced") return { latitude: null, longitude: null, pointPrecision: "none" };
  const { latitude, longitude, precision } = placing;
  return { latitude, longitude, pointPrecision: precision === "town" ? "town" : "postal_code" };
}
