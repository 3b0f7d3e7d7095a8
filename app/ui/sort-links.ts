// Reads and writes the order of a table in its address: "?sort=name" or, largest first, "?sort=-name". Sorts nothing.

export type Sort = { readonly id: string; readonly descending: boolean };

export function readSort(value: string | null | undefined): Sort | null {
  if (!value) return null;
  return value.startsWith("-") ? { id: value.slice(1), descending: true } : { id: value, descending: false };
}

export function writeSort({ id, descending }: Sort): string {
  return descending ? `-${id}` : id;
}

/** A second press turns the order round. */
export function nextSort(current: Sort | null, id: string): Sort {
  return { id, descending: current?.id === id ? !current.descending : false };
}

/** The address of the same page in another order, from the first row again: a key of one order means nothing in another. */
export function sortAddress(search: URLSearchParams, sort: Sort, parameter = "sort"): string {
  const next = new URLSearchParams(search);
  for (const pageKey of ["before", "after"]) next.delete(pageKey);
  next.set(parameter, writeSort(sort));
  return `?${next}`;
}
