// Writes the address of a search: what links that loosen, sort and share are made of. Reads nothing.
import { plainTime } from "#app/models/values/calendar-day";
import { writeFreeParts } from "./free-times";
import { PAGE_OF_RESULTS, type SearchQuery } from "./query";

/** The address of a search, with some of it said otherwise. */
export function searchAddress(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  return `/agency/search?${pairsOf({ ...query, ...changes })}`;
}

/** Where the places a search has marked are laid side by side. */
export function compareAddress(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  return `/agency/search/compare?${pairsOf({ ...query, ...changes, selected: null })}`;
}

/** The same search for a colleague: without the case, and so without anything of its client. What was typed stays: a search asks it. */
export function sharedAddress(query: SearchQuery): string {
  return searchAddress(query, {
    caseId: null,
    needId: null,
    selected: null,
    age: query.age ?? "any",
    compare: [],
    shown: PAGE_OF_RESULTS,
  });
}

function pairsOf(query: SearchQuery): URLSearchParams {
  const pairs = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== "") pairs.append(name, value);
  };
  const on = (name: string, value: boolean) => put(name, value ? "on" : null);
  const { open } = query;
  put("case", query.caseId);
  put("need", query.needId);
  put("setup", query.setupId);
  put("specialty", query.specialty);
  put("within", query.within === 0 ? "any" : String(query.within));
  put("unit", query.unit);
  put("place", query.place);
  put("open", open.kind === "any" ? null : open.kind);
  if (open.kind === "at") {
    put("day", open.day);
    put("time", plainTime(open.minute));
  }
  if (open.kind === "free") put("free", writeFreeParts(open.parts));
  put("language", query.language);
  put("mode", query.mode);
  for (const code of query.access) put("access", code);
  put("age", query.age === null ? null : String(query.age));
  put("serves", query.serves);
  put("cost", query.cost);
  on("accepting", query.accepting);
  on("network", query.networkOnly);
  on("credentials", query.credentials);
  put("q", query.text);
  put("sort", query.order);
  put("group", query.group);
  put("show", query.shown === PAGE_OF_RESULTS ? null : String(query.shown));
  put("selected", query.selected);
  for (const id of query.compare) put("compare", id);
  return pairs;
}
