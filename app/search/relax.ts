// A search with one thing it asks left out, or reaching as far as one place. What the marks of a search and its near misses lead to; tries nothing out.
import { metresToKilometres, metresToMiles } from "#app/models/values/place";
import { searchAddress } from "./address";
import type { SearchQuery } from "./query";
import { type Condition, DISTANCES } from "./wish";

/** What a search can be freed of, one at a time. */
export type Asked = Condition | "specialty" | "words" | "distance";

/** Said to be any, not left unsaid: a case would fill it in again. */
const LEFT_OUT: Readonly<Record<Asked, Partial<SearchQuery>>> = {
  specialty: { specialty: "any" },
  words: { text: "" },
  distance: { within: 0 },
  open: { open: { kind: "any" } },
  language: { language: "any" },
  mode: { mode: null },
  accessibility: { access: [] },
  age: { age: "any" },
  serves: { serves: null },
  cost: { cost: null },
  accepting: { accepting: false },
  network: { networkOnly: false },
  credentials: { credentials: false },
};

export function addressWithout(query: SearchQuery, asked: Asked): string {
  return searchAddress(query, { ...LEFT_OUT[asked], selected: null });
}

/** The least radius on offer that reaches so far; 0, anywhere, where none does. */
export function reaching(metres: number, unit: SearchQuery["unit"]): number {
  const far = unit === "mile" ? metresToMiles(metres) : metresToKilometres(metres);
  return DISTANCES.find((distance) => distance >= far) ?? 0;
}

/** The search that would find what it nearly found: without the one thing that rules it out. */
export function addressForMiss(query: SearchQuery, fails: Condition | "distance", metres: number | null): string {
  if (fails !== "distance") return addressWithout(query, fails);
  return searchAddress(query, { within: metres === null ? 0 : reaching(metres, query.unit), selected: null });
}
