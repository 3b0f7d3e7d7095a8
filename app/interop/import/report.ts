// What an import says about itself: the report's shape and how its counts are made. Never holds words; those are the catalogue's.
import { type Fault, type FaultWeight, faultWeights } from "./fault";
import type { Format } from "./kinds";

export type FileCounts = { rows: number; taken: number; unchanged: number; refused: number };

export type ReportedFault = Omit<Fault, "blanks"> & { weight: FaultWeight; message: string };

/** All faults of one kind together: how many, what to do, and the first of them. */
export type FaultKind = {
  code: string;
  weight: FaultWeight;
  count: number;
  message: string;
  examples: ReportedFault[];
};

export type ImportReport = {
  source: string;
  format: Format;
  dryRun: boolean;
  seconds: number;
  counts: Record<string, FileCounts>;
  total: FileCounts;
  /** what to mend first comes first */
  kinds: FaultKind[];
  faults: ReportedFault[];
  /** what a person wrote and the files have otherwise */
  kept: {
    table: string;
    rowId: string;
    name: string;
    field: string;
    ours: unknown;
    theirs: unknown;
    file: string;
    row: number;
  }[];
  proposals: { kind: string; id: string; name: string; table: string; rowId: string }[];
  notRead: { file: string; reason: string }[];
  unusedColumns: Record<string, string[]>;
};

export type RowOutcome = { file: string; row: number; outcome: "taken" | "unchanged" | "refused" };

/** Counts that always add up: each row is taken, unchanged or refused. */
export function countOutcomes(files: readonly string[], outcomes: Iterable<RowOutcome>): Record<string, FileCounts> {
  const counts: Record<string, FileCounts> = {};
  for (const file of files) counts[file] = { rows: 0, taken: 0, unchanged: 0, refused: 0 };
  for (const { file, outcome } of outcomes) {
    const count = counts[file];
    if (count === undefined) continue;
    count.rows += 1;
    count[outcome] += 1;
  }
  return counts;
}

export function addUp(counts: Record<string, FileCounts>): FileCounts {
  const total: FileCounts = { rows: 0, taken: 0, unchanged: 0, refused: 0 };
  for (const count of Object.values(counts)) {
    total.rows += count.rows;
    total.taken += count.taken;
    total.unchanged += count.unchanged;
    total.refused += count.refused;
  }
  return total;
}

/** Faults in the order of files and rows, the weighty ones of a row first. */
export function inOrder(faults: readonly Fault[], files: readonly string[]): Fault[] {
  const place = new Map(files.map((file, index) => [file, index]));
  const weight = (fault: Fault) => (faultWeights[fault.code] === "refused" ? 0 : 1);
  return [...faults].sort(
    (left, right) =>
      (place.get(left.file) ?? 0) - (place.get(right.file) ?? 0) ||
      left.row - right.row ||
      weight(left) - weight(right),
  );
}
