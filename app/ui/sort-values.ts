// Compares what a column shows, smallest first. Knows no rows; absent values are the table's own business.

export type SortValue = string | number | bigint | Date | boolean | null | undefined;

// Names are sorted as people file them: case and accents aside, "Unit 9" before "Unit 10".
const names = new Intl.Collator("en", { sensitivity: "base", numeric: true });

export function compareValues(left: SortValue, right: SortValue): number {
  if (typeof left === "string" && typeof right === "string") return names.compare(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (left === right || left === null || right === null || left === undefined || right === undefined) return 0;
  return left < right ? -1 : left > right ? 1 : 0;
}
