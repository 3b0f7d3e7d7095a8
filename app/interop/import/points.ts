// Judges the points of places by their addresses and by each other. Takes away what cannot be right, so that the postal code places it instead, or nothing does.
import { distanceMetres } from "#app/models/values/place";
import { plainWords } from "./cells";
import { report } from "./check";
import type { AddressRecord, CheckedRow } from "./records";
import type { Point } from "./row-reader";
import { type Gazetteer, Shelf } from "./target";

type Place = CheckedRow<"location">;

/** Doors of different streets that one point cannot all be: a house has many providers, and even a campus few streets. */
export const MOST_DOORS = 10;

/** Metres from the middle of its postal code or town beyond which a point contradicts its address; the widest of them are some 100 km across. */
const CONTRADICTING_METRES = 150_000;

/** Of a directory in which more than this share of points is far from any postal code, none is lost at sea: it is another country's. */
const MOST_ABROAD = 0.1;

/**
 * Leaves each place the point it can have: none where one point stands for many doors, where it lies far from the place's
 * own address, or where no postal code is near. Two coordinates that were exchanged, or lost their minus, are taken as meant
 * when the address says so. Each is reported.
 */
export function judgePoints(rows: readonly CheckedRow[], gazetteer: Gazetteer): void {
  const taken = new Shelf(rows);
  const doors = taken.doors();
  const doorOf = ({ id }: Place) => doors.get(id)?.[0]?.record;
  const places = taken.of("location");
  refuseSharedPoints(placed(places), doorOf);
  const unconfirmed = placed(places).filter((place) => {
    const door = doorOf(place);
    const home = door ? gazetteer.place(door) : null;
    if (home) holdAgainst(place, home);
    return home === null;
  });
  refusePointsNowhere(unconfirmed, placed(places).length, gazetteer);
}

const placed = (places: readonly Place[]): Place[] => places.filter(({ record }) => record.point !== null);

/** A geocoder that does not find an address often answers with the middle of a town, a county or a country. */
function refuseSharedPoints(places: readonly Place[], doorOf: (place: Place) => AddressRecord | undefined): void {
  for (const sharing of Map.groupBy(places, written).values()) {
    const streets = new Set(sharing.flatMap((place) => streetOf(doorOf(place)) ?? []));
    if (streets.size <= MOST_DOORS) continue;
    for (const place of sharing) letGo(place, "point-shared", { count: String(sharing.length) });
  }
}

/** The house and its street without the room in it; null where there is none. */
function streetOf(door: AddressRecord | undefined): string | null {
  const words = plainWords(door?.street ?? "")
    .split(" ")
    .slice(0, 2)
    .join(" ");
  return words === "" ? null : `${words} ${door?.postalCode ?? door?.city ?? ""}`;
}

function holdAgainst(place: Place, home: Point): void {
  const point = place.record.point;
  if (point === null || distanceMetres(point, home) <= CONTRADICTING_METRES) return;
  const { latitude, longitude } = point;
  const meant = [
    { latitude: longitude, longitude: latitude },
    { latitude, longitude: -longitude },
  ].find((other) => Math.abs(other.latitude) <= 90 && distanceMetres(other, home) <= CONTRADICTING_METRES);
  if (meant) {
    report(place, "coordinates-turned", "latitude", written(place), {
      meant: `${meant.latitude}, ${meant.longitude}`,
    });
    place.record.point = meant;
    return;
  }
  const kilometres = String(Math.round(distanceMetres(point, home) / 1000));
  letGo(place, "point-off-address", { kilometres });
}

/** What no address could confirm must at least lie where people live. @param all how many have a point by now, confirmed or not */
function refusePointsNowhere(unconfirmed: readonly Place[], all: number, gazetteer: Gazetteer): void {
  const nowhere = unconfirmed.filter(({ record }) => record.point && gazetteer.zoneAt(record.point) === null);
  if (nowhere.length > all * MOST_ABROAD) return;
  for (const place of nowhere) letGo(place, "point-nowhere", {});
}

function letGo(
  place: Place,
  code: "point-shared" | "point-off-address" | "point-nowhere",
  blanks: Record<string, string>,
) {
  report(place, code, "latitude", written(place), blanks);
  place.record.point = null;
}

const written = ({ record }: Place): string => `${record.point?.latitude}, ${record.point?.longitude}`;
