// Where a place of a search leads to, with the search kept for the way back. Writes addresses; reads nothing.

/** @param here the address of the search */
export function placeAddress(here: string, id: string): string {
  const search = new URLSearchParams(here.slice(here.indexOf("?") + 1));
  search.set("selected", id);
  return `/agency/providers/${id}?${search}`;
}
