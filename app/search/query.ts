// What is asked of the search, as it stands in the address bar. Reads addresses; never looks anything up.
import { asCalendarDay, parseCalendarDay, parseTime } from "#app/models/values/calendar-day";
import type { CaseId, NeedId, ServiceAtLocationId, SpecialtyId } from "#app/models/values/ids";
import { kilometresToMetres, milesToMetres } from "#app/models/values/place";
import { EVENINGS, readFreeParts, WEEKENDS } from "./free-times";
import type { SearchParams } from "./params";
import {
  ACCESS_NEEDS,
  COSTS,
  type Cost,
  DISTANCES,
  GROUPINGS,
  GROUPS_SERVED,
  type Grouping,
  MODES,
  type Mode,
  type OpenWish,
  ORDERS,
  type SearchOrder,
} from "./wish";

export type DistanceUnit = "mile" | "kilometre";

export interface SearchQuery {
  readonly caseId: CaseId | null;
  readonly needId: NeedId | null;
  /** The programme whose way of beginning a search was chosen. */
  readonly setupId: string | null;
  /** Null: not said in the address, so the need may fill it in; "any": said to be any. */
  readonly specialty: SpecialtyId | "any" | null;
  /** In the unit; 0 is anywhere. */
  readonly within: number;
  readonly unit: DistanceUnit;
  /** A postal code, a town or an address; empty: the client's own. */
  readonly place: string;
  readonly open: OpenWish;
  /** Null: not said, so the client's language may fill it in; "any": said to be any. */
  readonly language: string | "any" | null;
  readonly mode: Mode | null;
  readonly access: readonly string[];
  /** In years, as typed. Null: not said, so the client's age may fill it in; "any": said to be any. */
  readonly age: number | "any" | null;
  readonly serves: string | null;
  readonly cost: Cost | null;
  readonly accepting: boolean;
  readonly networkOnly: boolean;
  readonly credentials: boolean;
  readonly text: string;
  readonly order: SearchOrder;
  readonly group: Grouping | null;
  /** How many results the page holds. */
  readonly shown: number;
  readonly selected: ServiceAtLocationId | null;
  /** Places laid side by side, or marked to be. */
  readonly compare: readonly ServiceAtLocationId[];
  /** Something was asked, beyond opening the page. */
  readonly asked: boolean;
}

/** How a search begins where the address does not say. */
export interface Beginning {
  readonly unit: DistanceUnit;
  readonly within: number;
  readonly order: SearchOrder;
}

export const PAGE_OF_RESULTS = 20;
export const MOST_SHOWN = 200;
export const MOST_COMPARED = 3;
const FURTHEST = 500;
const OLDEST = 120;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readQuery(given: SearchParams, beginning: Beginning): SearchQuery {
  const { case: ofCase, need, setup, selected, sort, group, compare, ...filters } = given;
  return {
    caseId: ofCase ? (ofCase as CaseId) : null,
    needId: need ? (need as NeedId) : null,
    setupId: setup ?? null,
    specialty: readSpecialty(given.specialty),
    within: readWithin(given.within, beginning.within),
    unit: given.unit === "mile" || given.unit === "kilometre" ? given.unit : beginning.unit,
    place: given.place ?? "",
    open: readOpen(given),
    language: given.language === undefined ? null : readLanguage(given.language),
    mode: oneOf(MODES, given.mode),
    access: ACCESS_NEEDS.filter((code) => given.access?.includes(code)),
    age: readAge(given.age || given["age-else"]),
    serves: oneOf(GROUPS_SERVED, given.serves),
    cost: oneOf(COSTS, given.cost),
    accepting: given.accepting === "on",
    networkOnly: given.network === "on",
    credentials: given.credentials === "on",
    text: given.q ?? "",
    order: oneOf(ORDERS, (sort ?? "").replace(/^-/, "")) ?? beginning.order,
    group: oneOf(GROUPINGS, group),
    shown: readShown(given.show),
    selected: selected ? (selected as ServiceAtLocationId) : null,
    compare: [...new Set((compare ?? []).filter((id) => GUID.test(id)).map((id) => id.toLowerCase()))].slice(
      0,
      MOST_COMPARED,
    ) as ServiceAtLocationId[],
    asked: ofCase !== undefined || Object.values(filters).some((value) => value !== undefined),
  };
}

/** The radius; null is anywhere. */
export function radiusMetres({ within, unit }: Pick<SearchQuery, "within" | "unit">): number | null {
  if (within === 0) return null;
  return unit === "mile" ? milesToMetres(within) : kilometresToMetres(within);
}

/** The next wider radius on offer; null when there is none. */
export function widerThan(within: number): number | null {
  return DISTANCES.find((distance) => within !== 0 && distance > within) ?? null;
}

function oneOf<Name extends string>(names: readonly Name[], given: string | undefined): Name | null {
  return names.find((name) => name === given) ?? null;
}

function readSpecialty(given: string | undefined): SpecialtyId | "any" | null {
  if (given === undefined) return null;
  return GUID.test(given) ? (given.toLowerCase() as SpecialtyId) : "any";
}

function readLanguage(given: string): string {
  return /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(given) && given !== "any" ? given.toLowerCase() : "any";
}

function readAge(given: string | undefined): number | "any" | null {
  if (given === undefined || given === "") return null;
  const years = Number(given);
  return Number.isInteger(years) && years >= 0 && years <= OLDEST ? years : "any";
}

function readWithin(given: string | undefined, usual: number): number {
  if (given === "any") return 0;
  const number = Number(given);
  return given !== undefined && given !== "" && number >= 0 && number <= FURTHEST ? number : usual;
}

function readShown(given: string | undefined): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number <= PAGE_OF_RESULTS) return PAGE_OF_RESULTS;
  return Math.min(MOST_SHOWN, Math.ceil(number / PAGE_OF_RESULTS) * PAGE_OF_RESULTS);
}

// A day without a time means its noon, a time without a day means nothing: nobody can tell which day was meant.
function readOpen({ open, day, time, free }: SearchParams): OpenWish {
  if (open === "now") return { kind: "now" };
  if (open === "evenings") return { kind: "evenings", parts: EVENINGS };
  if (open === "weekends") return { kind: "weekends", parts: WEEKENDS };
  if (open === "free") {
    const parts = readFreeParts(free);
    return parts.length > 0 ? { kind: "free", parts } : { kind: "any" };
  }
  if (open !== "at" || !day || !parseCalendarDay(day)) return { kind: "any" };
  return { kind: "at", day: asCalendarDay(day), minute: (time ? parseTime(time) : null) ?? 720 };
}
