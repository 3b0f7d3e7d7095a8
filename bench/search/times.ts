// Times pieces of work and makes figures of them. Decides no target.
import type { Figure } from "#app/commands/bench";

/** Milliseconds that a piece of work took. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The value below which this part of all values lies. @param part from 0 to 1 */
export function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** A figure that must be at most so many times what it is held against. */
export function atMost(name: string, value: number, against: number, times: number, said: string): Figure {
  const ratio = value / against;
  return { name, value, against, ratio, target: said, ok: ratio <= times };
}

/** A figure that must be at least so many times what it is held against. */
export function atLeast(name: string, value: number, against: number, times: number, said: string): Figure {
  const ratio = value / against;
  return { name, value, against, ratio, target: said, ok: ratio >= times };
}

/** A figure to read beside the others; nothing is promised of it. */
export const shown = (name: string, value: number, against: number): Figure => ({
  name,
  value,
  against,
  ratio: value / against,
  target: "shown only",
  ok: true,
});

/** Lines of columns, the first one to the left. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 2 }) : cell)),
  );
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  return texts
    .map((row) =>
      row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  "),
    )
    .join("\n");
}
