// What the screens show of an import: counts, faults by kind with the first examples, what was not read. The whole is in the report.
import { type FaultWeight, faultWeights } from "#app/interop/import/fault";
import type { Imported } from "#app/interop/import/import.server";
import type { Package } from "#app/interop/import/package.server";
import type { FileCounts } from "#app/interop/import/report";
import type { Changes } from "./changes.server";

const EXAMPLES = 5;
const MOST_NAMED = 50;

export interface FaultExample {
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly value: string;
  readonly blanks: Readonly<Record<string, string>>;
}

export interface FaultGroup {
  readonly code: string;
  readonly weight: FaultWeight;
  readonly count: number;
  readonly examples: readonly FaultExample[];
}

export type Summary = {
  readonly format: string;
  readonly total: FileCounts;
  readonly files: readonly (FileCounts & { readonly file: string })[];
  readonly faults: readonly FaultGroup[];
  readonly changes: Changes;
  /** Rows left as they are because a person changed them by hand. */
  readonly kept: number;
  readonly proposals: number;
  readonly notRead: readonly string[];
  readonly unused: readonly { readonly file: string; readonly columns: readonly string[] }[];
  readonly undone?: { readonly removed: number; readonly restored: number; readonly stayed: number };
};

export function summaryOf(found: Package, imported: Imported, changes: Changes): Summary {
  const faults = groupFaults(imported.faults);
  return {
    format: found.format,
    total: imported.total,
    files: Object.entries(imported.counts).map(([file, counts]) => ({ file, ...counts })),
    faults,
    changes: { made: { ...changes.made }, changed: { ...changes.changed }, removed: { ...changes.removed } },
    kept: faults.find(({ code }) => code === "kept-own-edit")?.count ?? 0,
    proposals: imported.proposals.length,
    notRead: found.notRead.slice(0, MOST_NAMED).map(({ file }) => file),
    unused: [...imported.unused]
      .slice(0, MOST_NAMED)
      .map(([file, columns]) => ({ file, columns: columns.slice(0, MOST_NAMED) })),
  };
}

/** What was left out comes first, then what has the most rows. */
function groupFaults(faults: Imported["faults"]): FaultGroup[] {
  const groups = new Map<string, FaultGroup & { count: number; examples: FaultExample[] }>();
  for (const { code, file, row, field, value, blanks } of faults) {
    const group = groups.get(code) ?? { code, weight: faultWeights[code], count: 0, examples: [] };
    groups.set(code, group);
    group.count += 1;
    if (group.examples.length < EXAMPLES) group.examples.push({ file, row, field, value, blanks: blanks ?? {} });
  }
  const order = ({ weight }: FaultGroup) => (weight === "refused" ? 0 : 1);
  return [...groups.values()].sort((left, right) => order(left) - order(right) || right.count - left.count);
}
