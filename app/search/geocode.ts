// Places an address on the map by its postal code or its town, and says so when it cannot. Knows no street and asks no network.

import type { TimeZone } from "#app/models/values/calendar-day";
import { distanceMetres, type Point } from "#app/models/values/place";
import { type Gazetteer, type PostalPlace, plainName, type Town, townKey } from "./geocode-gazetteer";

/** An address as typed; every part may be missing, the line is carried along and not looked at. */
export type TypedAddress = {
  readonly line?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly postalCode?: string | null;
};

/** Why an address is on no map; each is a catalogue key under `search.unplaced`. */
export type UnplacedReason =
  | "nothing-typed"
  | "unknown-postal-code"
  | "unknown-town"
  | "town-without-state"
  | "unknown-state"
  | "military-address";

export type Placed = Point & {
  /** The middle of the postal code's area, or of the town: as near as this placing can be. */
  readonly precision: "postal-code" | "town";
  /** "Chicopee, MA 01020" or "Chicopee, MA". */
  readonly label: string;
  readonly timeZone: TimeZone;
};

export type Unplaced = {
  readonly precision: "unplaced";
  readonly latitude: null;
  readonly longitude: null;
  readonly timeZone: null;
  /** What was typed, in one line. */
  readonly label: string;
  readonly reason: UnplacedReason;
};

export type Placing = Placed | Unplaced;

/** A suggestion while a town or a postal code is typed. */
export type NamedPlace = Placed & { readonly postalCodes: number };

/** Beyond this, the nearest postal code says nothing about a point any more: it is out at sea or in another country. */
const FURTHEST_METRES = 150_000;

/**
 * Places an address: by its postal code, else by town and state. Where code and state contradict each other and the
 * town is known in the state typed, the town wins: two of three parts agree.
 */
export function placeAddress(gazetteer: Gazetteer, address: TypedAddress): Placing {
  const state = stateCode(gazetteer, address.state);
  const city = (address.city ?? "").trim();
  const postalCode = fiveDigits(address.postalCode);
  const byCode = postalCode === null ? undefined : gazetteer.byPostalCode.get(postalCode);
  const byTown = state ? findTown(gazetteer, city, state) : undefined;
  if (byCode && (!state || byCode.state === state || !byTown)) return placedByCode(byCode);
  if (byTown) return placedByTown(byTown);
  return unplaced(address, unplacedReason(gazetteer, address, { state, city, postalCode }));
}

/**
 * Places what a person typed into one field: "01103", "Springfield, MA", "12 Main St, Springfield, MA 01103".
 * A name that is a town's and its state's is the town: "New York".
 */
export function placeText(gazetteer: Gazetteer, text: string): Placing {
  const address = readTypedAddress(gazetteer, text);
  return placeAddress(gazetteer, address.city || address.postalCode ? address : { ...address, city: address.state });
}

/** Takes one line apart from its end: postal code, then state, then town; what is left is the line. */
export function readTypedAddress(gazetteer: Gazetteer, text: string): TypedAddress {
  const found = /^(.*?)[,\s]*(\d{5})(?:-\d{4})?\s*$/.exec(text.trim());
  const postalCode = found?.[2] ?? null;
  const parts = (found ? (found[1] ?? "") : text)
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  const last = parts.at(-1) ?? "";
  if (stateCode(gazetteer, last)) {
    return { postalCode, state: last, city: parts.at(-2) ?? null, line: parts.slice(0, -2).join(", ") || null };
  }
  // "Springfield MA": the state's name may have two words, so the longest is tried first.
  const words = last.split(/\s+/);
  for (const count of [2, 1]) {
    const state = words.slice(-count).join(" ");
    if (words.length > count && stateCode(gazetteer, state)) {
      const city = words.slice(0, -count).join(" ");
      return { postalCode, state, city, line: parts.slice(0, -1).join(", ") || null };
    }
  }
  return { postalCode, state: null, city: last || null, line: parts.slice(0, -1).join(", ") || null };
}

/**
 * Towns whose name, or postal codes whose digits, begin with what was typed; the largest towns first.
 * @param typed at least two characters; "spring", "springfield, ma" and "011" are all understood
 * @param limit 1 to 50
 */
export function namedPlaces(gazetteer: Gazetteer, typed: string, limit = 10): NamedPlace[] {
  const text = typed.trim();
  if (text.length < 2) return [];
  if (/^\d{2,5}$/.test(text)) {
    const codes = [...gazetteer.byPostalCode.keys()].filter((code) => code.startsWith(text)).toSorted();
    return codes.slice(0, limit).flatMap((code) => {
      const place = gazetteer.byPostalCode.get(code);
      return place ? [{ ...placedByCode(place), postalCodes: 1 }] : [];
    });
  }
  const { name, state } = readTypedName(gazetteer, text);
  const matches: NamedPlace[] = [];
  for (const town of gazetteer.towns) {
    if (matches.length >= limit) break;
    if (!town.searchName.startsWith(name) || !town.state.startsWith(state)) continue;
    matches.push({ ...placedByTown(town), postalCodes: town.postalCodes });
  }
  return matches;
}

/** The postal code's area a point is in or next to; null when none is within 150 km. */
export function nearestPostalPlace(gazetteer: Gazetteer, point: Point): PostalPlace | null {
  const squeeze = Math.cos((point.latitude * Math.PI) / 180);
  let nearest: PostalPlace | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of gazetteer.byPostalCode.values()) {
    const north = place.latitude - point.latitude;
    const east = (place.longitude - point.longitude) * squeeze;
    const square = north * north + east * east;
    if (square < least) [least, nearest] = [square, place];
  }
  return nearest && distanceMetres(nearest, point) <= FURTHEST_METRES ? nearest : null;
}

/** Two letters for a state's name or code however written; null when it is none or missing. */
export function stateCode(gazetteer: Gazetteer, state: string | null | undefined): string | null {
  return gazetteer.stateCodes.get(plainName(state ?? "")) ?? null;
}

// While a person types, what follows the comma may be half a state: "springfield, m".
function readTypedName(gazetteer: Gazetteer, text: string): { name: string; state: string } {
  const [first = "", ...rest] = text.split(",");
  const typedState = rest.join(" ").trim();
  if (typedState !== "") {
    return { name: plainName(first), state: stateCode(gazetteer, typedState) ?? typedState.slice(0, 2).toUpperCase() };
  }
  const { city, state } = readTypedAddress(gazetteer, first);
  return city && state
    ? { name: plainName(city), state: stateCode(gazetteer, state) ?? "" }
    : { name: plainName(first), state: "" };
}

function findTown(gazetteer: Gazetteer, city: string, state: string): Town | undefined {
  const town = gazetteer.byTown.get(townKey(city, state));
  if (town) return town;
  // "City of Chicopee", "Amherst Township": words of government that the post leaves out.
  const bare = plainName(city).replace(/^(city|town|village|borough) of | (city|town|township|village|borough)$/g, "");
  return gazetteer.byTown.get(townKey(bare, state));
}

// Five digits, with or without the four after them; a spreadsheet that ate New England's leading zero is understood.
function fiveDigits(postalCode: string | null | undefined): string | null {
  const found = /^(\d{4,5})(?:-?\d{4})?$/.exec((postalCode ?? "").trim());
  return found?.[1] ? found[1].padStart(5, "0") : null;
}

type Understood = { state: string | null; city: string; postalCode: string | null };

function unplacedReason(gazetteer: Gazetteer, typed: TypedAddress, understood: Understood): UnplacedReason {
  const typedCode = (typed.postalCode ?? "").trim();
  const typedState = (typed.state ?? "").trim();
  if (understood.postalCode && gazetteer.militaryCodes.has(understood.postalCode)) return "military-address";
  if (typedCode !== "") return "unknown-postal-code";
  if (understood.city === "") return "nothing-typed";
  if (typedState === "") return "town-without-state";
  return understood.state ? "unknown-town" : "unknown-state";
}

function unplaced(address: TypedAddress, reason: UnplacedReason): Unplaced {
  const label = [address.line, address.city, [address.state, address.postalCode].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
  return { precision: "unplaced", latitude: null, longitude: null, timeZone: null, label, reason };
}

function placedByCode(place: PostalPlace): Placed {
  const { latitude, longitude, timeZone, town, state, postalCode } = place;
  return { latitude, longitude, timeZone, precision: "postal-code", label: `${town}, ${state} ${postalCode}` };
}

function placedByTown({ latitude, longitude, timeZone, town, state }: Town): Placed {
  return { latitude, longitude, timeZone, precision: "town", label: `${town}, ${state}` };
}

/** Postal codes and what was taken for one and is none, each once, as typed. */
export type ReadPostalCodes = { readonly codes: readonly string[]; readonly wrong: readonly string[] };

/** Reads a list of postal codes between which anything may stand; the four digits after a code are left out. */
export function readPostalCodes(gazetteer: Gazetteer, text: string): ReadPostalCodes {
  const codes = new Set<string>();
  const wrong = new Set<string>();
  const parts = text.split(/[^\p{L}\p{N}-]+/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
  // Four digits have lost a zero where all others begin with one; among other codes a digit is missing, nobody knows which.
  const zeroLost = parts.every((part) => /^0\d{4}|^\d{4}(-|$)/.test(part));
  for (const typed of parts) {
    const code = zeroLost || /^\d{5}/.test(typed) ? fiveDigits(typed) : null;
    if (code !== null && gazetteer.byPostalCode.has(code)) codes.add(code);
    else wrong.add(typed);
  }
  return { codes: [...codes].toSorted(), wrong: [...wrong] };
}

/** The postal codes that bear the name of a town, such as "Towson, MD"; null when there is no such town. */
export function postalCodesOfTown(
  gazetteer: Gazetteer,
  typed: string,
): { readonly label: string; readonly codes: readonly string[] } | null {
  const placed = placeText(gazetteer, typed);
  if (placed.precision !== "town") return null;
  const { city, state } = readTypedAddress(gazetteer, placed.label);
  const key = townKey(city ?? "", stateCode(gazetteer, state) ?? "");
  const places = [...gazetteer.byPostalCode.values()].filter((place) => townKey(place.town, place.state) === key);
  return { label: placed.label, codes: places.map(({ postalCode }) => postalCode).toSorted() };
}
