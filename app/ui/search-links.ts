// Where a place of a search leads to, with the search kept for the way back. Writes addresses; reads nothing.

/** For all the places of a page: the search is read once. @param here the address of the search */
export function placeAddresses(here: string): (id: string) => string {
  const search = new URLSearchParams(here.slice(here.indexOf("?") + 1));
  search.delete("selected");
  const kept = search.size > 0 ? `${search}&` : "";
  return (id) => `/agency/providers/${id}?${kept}selected=${id}`;
}
