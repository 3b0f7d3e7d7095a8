// A point on the map as one word, though it stands in three columns: to compare, take over and put back. Places nothing.

export const POINT_COLUMNS = ["latitude", "longitude", "point_precision"] as const;

export function pointWord(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(POINT_COLUMNS.map((part) => [part, row[part] ?? null]));
}
