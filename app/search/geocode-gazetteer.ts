// Turns a table of postal codes into an index of codes and towns. Reads no file; what it is given is all it knows.
import type { TimeZone } from "#app/models/values/calendar-day";
import { isPoint, type Point } from "#app/models/values/place";
import { zoneOfPlace } from "./geocode-zones";

/** One five-digit postal code with the middle of its area. */
export type PostalPlace = Point & {
  readonly postalCode: string;
  readonly town: string;
  /** Two letters. */
  readonly state: string;
  readonly timeZone: TimeZone;
};

/** A town as its postal codes know it; its point is the code nearest to the middle of them all. */
export type Town = Point & {
  readonly town: string;
  readonly state: string;
  readonly timeZone: TimeZone;
  /** The town's plainName, by which it is looked for. */
  readonly searchName: string;
  /** How many postal codes bear its name: the only measure of size the table has. */
  readonly postalCodes: number;
};

export type Gazetteer = {
  readonly byPostalCode: ReadonlyMap<string, PostalPlace>;
  /** By townKey. */
  readonly byTown: ReadonlyMap<string, Town>;
  /** Largest first, then by name. */
  readonly towns: readonly Town[];
  /** "massachusetts" and "ma" → "MA". */
  readonly stateCodes: ReadonlyMap<string, string>;
  /** Codes of army and fleet post offices, which are on no map. */
  readonly militaryCodes: ReadonlySet<string>;
};

/**
 * Makes the index.
 * @param table lines of twelve tab-separated cells: country, code, town, state, state code, county, …, latitude (10th), longitude (11th)
 * Source: the GeoNames postal code format; GeoNames data is CC BY 4.0 and is credited on the map.
 */
export function readGazetteer(table: string): Gazetteer {
  const byPostalCode = new Map<string, PostalPlace>();
  const stateCodes = new Map<string, string>();
  const militaryCodes = new Set<string>();
  for (const line of table.split("\n")) {
    const cells = line.split("\t");
    const [, postalCode = "", town = "", stateName = "", state = "", county = ""] = cells;
    if (/^[AFD]PO /.test(town)) militaryCodes.add(postalCode);
    const point = { latitude: Number(cells[9]), longitude: Number(cells[10]) };
    if (state === "" || !isPoint(point.latitude, point.longitude)) continue;
    if (!stateCodes.has(state.toLowerCase()))
      stateCodes.set(plainName(stateName), state).set(state.toLowerCase(), state);
    const timeZone = zoneOfPlace({ ...point, postalCode, state, county });
    byPostalCode.set(postalCode, {
      ...point,
      postalCode,
      town,
      state: stateCodes.get(state.toLowerCase()) ?? state,
      timeZone,
    });
  }
  const byTown = gatherTowns(byPostalCode.values());
  const towns = [...byTown.values()].toSorted(
    (one, other) => other.postalCodes - one.postalCodes || (one.searchName < other.searchName ? -1 : 1),
  );
  return { byPostalCode, byTown, towns, stateCodes, militaryCodes };
}

/** The key of a town among those of its state. */
export function townKey(town: string, state: string): string {
  return `${plainName(town)}|${state}`;
}

/** A name without case, accents, dots and the short forms that people and tables disagree about: "St. Paul" → "saint paul". */
export function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’.]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replace(/\b(st|ste|mt|ft)\b/g, (short) => LONG_FORMS[short] ?? short);
}

const LONG_FORMS: Readonly<Record<string, string>> = { st: "saint", ste: "sainte", mt: "mount", ft: "fort" };

function gatherTowns(places: Iterable<PostalPlace>): Map<string, Town> {
  const groups = Map.groupBy(places, (place) => `${place.town}|${place.state}`);
  const byTown = new Map<string, Town>();
  for (const group of groups.values()) {
    const { town, state, latitude, longitude, timeZone } = middleOf(group);
    const searchName = plainName(town);
    const key = `${searchName}|${state}`;
    // "Saint Paul" and "St. Paul" of one state are one town: the form with more codes stands for both.
    const twin = byTown.get(key);
    if (twin && twin.postalCodes >= group.length) continue;
    byTown.set(key, { town, state, latitude, longitude, timeZone, searchName, postalCodes: group.length });
  }
  return byTown;
}

/** The middle of all codes that begin with the same three digits. */
export function districtMiddles({ byPostalCode }: Pick<Gazetteer, "byPostalCode">): Map<string, Point> {
  const groups = Map.groupBy(byPostalCode.values(), ({ postalCode }) => postalCode.slice(0, 3));
  return new Map(
    [...groups].map(([digits, group]) => {
      const { latitude, longitude } = middleOf(group);
      return [digits, { latitude, longitude }];
    }),
  );
}

// The median and then a real member: one wrong point, or a mean that falls into a bay, must not move a town.
function middleOf(group: PostalPlace[]): PostalPlace {
  const latitude = median(group.map((place) => place.latitude));
  const longitude = median(group.map((place) => place.longitude));
  const off = (place: PostalPlace) => Math.abs(place.latitude - latitude) + Math.abs(place.longitude - longitude);
  return group.reduce((best, place) => (off(place) < off(best) ? place : best));
}

function median(numbers: number[]): number {
  const ordered = numbers.toSorted((one, other) => one - other);
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}
