// Decides for each row whether it is new, changed or as before, and for each directory row whether to make, change or leave it. Never asks the database.

import type { CheckedRow } from "./records";
import type { Target } from "./target";

/** One remembered source row or directory row of this source. */
export type Known = {
  kind: string;
  sourceId: string;
  part: string;
  table: string;
  rowId: string;
  digest: string;
  made: boolean;
  appliedAt: Date;
  /** the organization of the directory row, where it has one */
  organizationId: string | null;
};

export type KnownRows = ReadonlyMap<string, Known>;

export const keyOf = (kind: string, id: string, part = ""): string => `${kind}\u0001${id}\u0001${part}`;

/** `rowId` is the directory row's, once it is written. */
export type Step = { target: Target; known: Known | null; rowId: string | null };

export type Decision = {
  /** rows whose words are new or other than last time */
  fresh: ReadonlySet<CheckedRow>;
  make: Step[];
  change: Step[];
  /** spans and the like that a changed row no longer says */
  drop: Known[];
};

/** @param digestOf the digest of what a row says, as it was remembered */
export function decide(
  rows: readonly CheckedRow[],
  targets: readonly Target[],
  known: KnownRows,
  digestOf: (row: CheckedRow) => string,
): Decision {
  const isFresh = (row: CheckedRow) => {
    const before = known.size === 0 ? undefined : known.get(keyOf(row.kind, row.id));
    return before === undefined || before.digest !== digestOf(row);
  };
  const fresh = new Set(rows.filter((row) => !row.refused && isFresh(row)));
  const decision: Decision = { fresh, make: [], change: [], drop: [] };
  const said = new Set<string>();
  for (const target of targets) {
    // Of a source that comes for the first time nothing is known, and no key needs to be made to learn that.
    const key = known.size === 0 ? "" : keyOf(target.kind, target.id, target.part);
    if (key !== "") said.add(key);
    const before = known.get(key) ?? null;
    if (before === null && target.whole) decision.make.push({ target, known: null, rowId: null });
    else if (before?.made && target.from.some((row) => fresh.has(row)))
      decision.change.push({ target, known: before, rowId: null });
  }
  if (known.size === 0) return decision;
  const changed = new Set([...fresh].map((row) => keyOf(row.kind, row.id)));
  for (const [key, one] of known) {
    if (one.part !== "" && !said.has(key) && changed.has(keyOf(one.kind, one.sourceId))) decision.drop.push(one);
  }
  return decision;
}

export type Proposal = { kind: string; id: string; table: string; rowId: string };

/**
 * Directory rows of this source that the files no longer say: proposed for a person to end, never removed here.
 * @param kindsGiven kinds the package has a table of: what was not handed over is not missing
 */
export function proposeRemovals(
  rows: readonly CheckedRow[],
  targets: readonly Target[],
  known: KnownRows,
  kindsGiven: ReadonlySet<string>,
): Proposal[] {
  if (known.size === 0) return [];
  const present = new Set<string>();
  for (const row of rows) present.add(keyOf(row.kind, row.id));
  for (const target of targets) present.add(keyOf(target.kind, target.id, target.part));
  // A link is part of its service and a place part of where the service is given: both are said by the service's file too.
  const askable = new Set([...kindsGiven, ...(kindsGiven.has("service") ? ["service-at-location"] : [])]);
  return [...known]
    .filter(([key, one]) => one.made && one.part === "" && askable.has(one.kind) && !present.has(key))
    .map(([, one]) => ({ kind: one.kind, id: one.sourceId, table: one.table, rowId: one.rowId }));
}
