// What a programme may choose of how its searches begin: filters that stand open, columns, radius and order. Lists and defaults; knows no row.
import type { Beginning } from "#app/search/query";
import { ORDERS, type SearchOrder, USUAL_DISTANCE } from "#app/search/wish";

export const FILTERS = [
  "specialty",
  "place",
  "open",
  "language",
  "accepting",
  "network",
  "mode",
  "access",
  "age",
  "serves",
  "cost",
  "credentials",
  "words",
] as const;
export type Filter = (typeof FILTERS)[number];

/** The usual few; the others wait under "More filters". */
export const USUAL_FILTERS: readonly Filter[] = ["specialty", "place", "open", "language", "accepting", "network"];

export const COLUMNS = [
  "distance",
  "opens",
  "referrals",
  "network",
  "matches",
  "rates",
  "response",
  "specialties",
] as const;
export type SearchColumn = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly SearchColumn[] = COLUMNS.filter((column) => column !== "specialties");

export interface Setup {
  readonly id: string;
  readonly name: string;
  readonly filters: readonly Filter[];
  readonly columns: readonly SearchColumn[];
  /** In the agency's unit of distance; 0 is anywhere. */
  readonly within: number;
  readonly sort: SearchOrder;
  readonly usual: boolean;
}

export const orderOf = (sort: string): SearchOrder => ORDERS.find((order) => order === sort) ?? "best";

export function beginningOf(setup: Setup | null, unit: Beginning["unit"]): Beginning {
  return { unit, within: setup?.within ?? USUAL_DISTANCE, order: setup?.sort ?? "best" };
}

/** The programme that was named, else the usual one, else none. */
export function setupOf(setups: readonly Setup[], named: string | undefined): Setup | null {
  return setups.find(({ id }) => id === named) ?? setups.find(({ usual }) => usual) ?? null;
}
