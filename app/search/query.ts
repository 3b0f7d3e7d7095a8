// What is asked of the search, as it stands in the address bar. Reads and writes addresses; never looks anything up.
import {
  asCalendarDay,
  type CalendarDay,
  parseCalendarDay,
  parseTime,
  plainTime,
} from "#app/models/values/calendar-day";
import type { CaseId, NeedId, ServiceAtLocationId, SpecialtyId } from "#app/models/values/ids";
import { kilometresToMetres, milesToMetres } from "#app/models/values/place";
import type { SearchParams } from "./params";

export type DistanceUnit = "mile" | "kilometre";
export type SearchOrder = "best" | "distance" | "name" | "opens";

/** When it must be open: at any time, now, or on the place's own clock at a minute of a day. */
export type OpenWish =
  | { readonly kind: "any" }
  | { readonly kind: "now" }
  | { readonly kind: "at"; readonly day: CalendarDay; readonly minute: number };

export interface SearchQuery {
  readonly caseId: CaseId | null;
  readonly needId: NeedId | null;
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
  readonly text: string;
  readonly networkOnly: boolean;
  readonly order: SearchOrder;
  /** How many results the page holds. */
  readonly shown: number;
  readonly selected: ServiceAtLocationId | null;
  /** Something was asked, beyond opening the page. */
  readonly asked: boolean;
}

export const PAGE_OF_RESULTS = 20;
/** The nearest so many places are weighed for one search, those in the network before all others. */
export const MOST_CONSIDERED = 200;
export const DISTANCES = [1, 2, 5, 10, 25, 50, 100] as const;
const USUAL_DISTANCE = 10;
const FURTHEST = 500;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ORDERS: readonly SearchOrder[] = ["best", "distance", "name", "opens"];
/** @param usualUnit the unit of the agency, used where the address names none */
export function readQuery(given: SearchParams, usualUnit: DistanceUnit): SearchQuery {
  const { case: ofCase, need, selected, sort, ...filters } = given;
  return {
    caseId: ofCase ? (ofCase as CaseId) : null,
    needId: need ? (need as NeedId) : null,
    specialty: readSpecialty(given.specialty),
    within: readWithin(given.within),
    unit: given.unit === "mile" || given.unit === "kilometre" ? given.unit : usualUnit,
    place: given.place ?? "",
    open: readOpen(given),
    language: given.language === undefined ? null : readLanguage(given.language),
    text: given.q ?? "",
    networkOnly: given.network === "on",
    order: ORDERS.find((order) => order === (sort ?? "").replace(/^-/, "")) ?? "best",
    shown: readShown(given.show),
    selected: selected ? (selected as ServiceAtLocationId) : null,
    asked: ofCase !== undefined || Object.values(filters).some((value) => value !== undefined),
  };
}

/** The radius; null is anywhere. */
export function radiusMetres({ within, unit }: Pick<SearchQuery, "within" | "unit">): number | null {
  if (within === 0) return null;
  return unit === "mile" ? milesToMetres(within) : kilometresToMetres(within);
}

/** The address of a search, with some of it said otherwise: what links that loosen or sort are made of. */
export function searchAddress(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  const next = { ...query, ...changes };
  const pairs = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== "") pairs.set(name, value);
  };
  put("case", next.caseId);
  put("need", next.needId);
  put("specialty", next.specialty);
  put("within", String(next.within));
  put("unit", next.unit);
  put("place", next.place);
  put("open", next.open.kind === "any" ? null : next.open.kind);
  if (next.open.kind === "at") {
    put("day", next.open.day);
    put("time", plainTime(next.open.minute));
  }
  put("language", next.language);
  put("q", next.text);
  put("network", next.networkOnly ? "on" : null);
  put("sort", next.order === "best" ? null : next.order);
  put("show", next.shown === PAGE_OF_RESULTS ? null : String(next.shown));
  put("selected", next.selected);
  return `/agency/search?${pairs}`;
}

/** The next wider radius on offer; null when there is none. */
export function widerThan(within: number): number | null {
  return DISTANCES.find((distance) => within !== 0 && distance > within) ?? null;
}

function readSpecialty(given: string | undefined): SpecialtyId | "any" | null {
  if (given === undefined) return null;
  return GUID.test(given) ? (given.toLowerCase() as SpecialtyId) : "any";
}

function readLanguage(given: string): string {
  return /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(given) && given !== "any" ? given.toLowerCase() : "any";
}

function readWithin(given: string | undefined): number {
  if (given === "any") return 0;
  const number = Number(given);
  return given !== undefined && given !== "" && number >= 0 && number <= FURTHEST ? number : USUAL_DISTANCE;
}

function readShown(given: string | undefined): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number <= PAGE_OF_RESULTS) return PAGE_OF_RESULTS;
  return Math.min(MOST_CONSIDERED, Math.ceil(number / PAGE_OF_RESULTS) * PAGE_OF_RESULTS);
}

// A day without a time means its noon, a time without a day means nothing: nobody can tell which day was meant.
function readOpen({ open, day, time }: SearchParams): OpenWish {
  if (open === "now") return { kind: "now" };
  if (open !== "at" || !day || !parseCalendarDay(day)) return { kind: "any" };
  return { kind: "at", day: asCalendarDay(day), minute: (time ? parseTime(time) : null) ?? 720 };
}
