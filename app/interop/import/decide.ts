// Decides for each row whether it is new, changed or as before, and for each directory row whether to make, change or leave it. Never asks the database.

import type { Layout } from "./lay-out";
import type { CheckedRow } from "./records";
import type { TableName, Target } from "./target";

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
  /** what is to be done in one table, laid out anew each time it is asked for */
  stepsOf(table: TableName): Iterable<Step>;
  /** spans and the like that a changed row no longer says */
  drop: Known[];
};

/** @param digestOf the digest of what a row says, as it was remembered */
export function decide(
  rows: readonly CheckedRow[],
  layout: Layout,
  known: KnownRows,
  digestOf: (row: CheckedRow) => string,
): Decision {
  const isFresh = (row: CheckedRow) => {
    const before = known.size === 0 ? undefined : known.get(keyOf(row.kind, row.id));
    return before === undefined || before.digest !== digestOf(row);
  };
  const fresh = new Set<CheckedRow>();
  for (const row of rows) if (!row.refused && isFresh(row)) fresh.add(row);
  return { fresh, stepsOf: (table) => stepsOf(layout.of(table), known, fresh), drop: dropped(layout, known, fresh) };
}

function* stepsOf(targets: Iterable<Target>, known: KnownRows, fresh: ReadonlySet<CheckedRow>): Iterable<Step> {
  for (const target of targets) {
    // Of a source that comes for the first time nothing is known, and no key needs to be made to learn that.
    const before = known.size === 0 ? null : (known.get(keyOf(target.kind, target.id, target.part)) ?? null);
    if (before === null && target.whole) yield { target, known: null, rowId: null };
    else if (before?.made && target.from.some((row) => fresh.has(row))) yield { target, known: before, rowId: null };
  }
}

function dropped(layout: Layout, known: KnownRows, fresh: ReadonlySet<CheckedRow>): Known[] {
  if (known.size === 0) return [];
  const gone = new Map([...known].filter(([, one]) => one.part !== ""));
  for (const { kind, id, part } of layout.all()) if (part !== "") gone.delete(keyOf(kind, id, part));
  const changed = new Set<string>();
  for (const row of fresh) changed.add(keyOf(row.kind, row.id));
  return [...gone.values()].filter((one) => changed.has(keyOf(one.kind, one.sourceId)));
}

export type Proposal = { kind: string; id: string; table: string; rowId: string; organizationId: string | null };

/** Of which kinds a package with these tables says everything. A place is part of where the service is given: the service's file says both. */
export function askable(kindsGiven: ReadonlySet<string>): ReadonlySet<string> {
  return kindsGiven.has("service") ? new Set([...kindsGiven, "service-at-location"]) : kindsGiven;
}

/**
 * Directory rows of this source that the files no longer say: proposed for a person to end, never removed here.
 * @param kindsGiven kinds the package has a table of: what was not handed over is not missing
 */
export function proposeRemovals(
  rows: readonly CheckedRow[],
  layout: Layout,
  known: KnownRows,
  kindsGiven: ReadonlySet<string>,
): Proposal[] {
  if (known.size === 0) return [];
  const present = new Set<string>();
  for (const row of rows) present.add(keyOf(row.kind, row.id));
  for (const target of layout.all()) if (target.part === "") present.add(keyOf(target.kind, target.id));
  const asked = askable(kindsGiven);
  return [...known]
    .filter(([key, one]) => one.made && isItself(one) && asked.has(one.kind) && !present.has(key))
    .map(([, one]) => ({
      kind: one.kind,
      id: one.sourceId,
      table: one.table,
      rowId: one.rowId,
      organizationId: one.organizationId,
    }));
}

// An address or a weekday's hours stands for the place it became part of: gone from the file, it does not take the place with it.
const isItself = ({ kind, part, table }: Known) => part === "" && kind.replaceAll("-", "_") === table;
