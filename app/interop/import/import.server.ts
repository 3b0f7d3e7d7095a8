// Imports one package in one transaction: stage, read, decide, write. Never leaves half of one, and nothing at all of a trial.
import { createHash } from "node:crypto";
import { setImmediate as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { recordEvent } from "#app/models/event/record.server";
import { applyDecision } from "./apply.server";
import { Line } from "./bulk.server";
import { report } from "./check";
import { decide, type Proposal, proposeRemovals } from "./decide";
import type { Difference } from "./differences.server";
import type { Fault } from "./fault";
import { asWritten, foldFaults, foldOutcomes, unusedOf } from "./flat-report";
import { keepHouseCodes, linkHouseTerms } from "./house-terms.server";
import { keepDifferences } from "./keep-differences.server";
import { knownRefs, readKnown } from "./known.server";
import { NewIds } from "./new-ids.server";
import type { Package } from "./package.server";
import { type ReadDirectory, readInTurns } from "./read-directory";
import type { CheckedRow } from "./records";
import type { Run } from "./remember.server";
import { addUp, countOutcomes, type FileCounts, inOrder, type RowOutcome } from "./report";
import { closeRun, correctionsOf, openRun, stageRows } from "./stage.server";
import type { Gazetteer } from "./target";
import { withPauses } from "./turns";
import { Watch, type WatchOptions } from "./watch";

export type Imported = {
  counts: Record<string, FileCounts>;
  total: FileCounts;
  faults: Fault[];
  /** fields that a person wrote and the files have otherwise: left as they are */
  kept: Difference[];
  proposals: (Proposal & { name: string })[];
  /** questions to a person that are new, or no longer stand */
  news: number;
  unused: ReadDirectory["unused"];
};

/** Opens a transaction as the importer, such as `asJob`. */
export type Transaction = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

/** Carries the answer out of a transaction that is given up. */
class GivenUp extends Error {
  constructor(readonly imported: Imported) {
    super("given up on purpose");
  }
}

/** What the publisher is called, and whether everything is done only to be undone, so that the answer is exact. */
export type Wish = {
  source: string;
  trial: boolean;
  /** Nobody needs the package's rows afterwards: they are let go once the database has them, a tenth of what a large import holds. */
  once?: boolean;
};

/**
 * @returns what became of every row; nothing is kept when no row is new or changed
 * @throws ImportCancelled when the signal asks for it; then nothing is kept either
 */
export async function importPackage(
  given: Package,
  options: Wish & WatchOptions,
  gazetteer: Gazetteer,
  transaction: Transaction,
): Promise<Imported> {
  try {
    return await transaction(async (db) => {
      const imported = await importInto(db, given, options, gazetteer, new Watch(options));
      if (options.trial || imported.total.taken + imported.news === 0) throw new GivenUp(imported);
      return imported;
    });
  } catch (failure) {
    if (failure instanceof GivenUp) return failure.imported;
    throw failure;
  }
}

async function importInto(
  db: Db,
  given: Package,
  { source, trial, once }: Wish,
  gazetteer: Gazetteer,
  watch: Watch,
): Promise<Imported> {
  watch.begin("read", rowsOf(given));
  // Two imports of one source at once would both find its rows new.
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('import ' || ${source}))`);
  const now = await clock(db);
  const fileOf = (file: string) => given.flat?.file ?? file;
  const run = { id: await openRun(db, source, given.format), source, ids: new NewIds(now), fileOf };
  const known = await readKnown(db, source);
  // Of a source that comes for the first time most rows are taken, of one that comes again most are as before.
  const usual = known.size === 0 ? "taken" : "unchanged";
  const houseTerms = given.flat?.houseTerms ?? new Set();
  const tables = await linkHouseTerms(db, given.tables, houseTerms, known);
  const today = now.toISOString().slice(0, 10);
  const around = { known: knownRefs(known), trial: trial && given.alone, neighbours: given.neighbours, today };
  const staged = given.flat === null ? given.tables : [asWritten(given.flat)];
  // The rows are read while the database keeps them as they were written.
  const [read] = await both(
    withPauses(readInTurns(tables, given.format, source, around, gazetteer), () => {
      watch.check();
      return pause();
    }),
    stageRows(new Line(db, watch), run, staged, usual, (rows) => watch.advance(rows)),
  );
  if (once) letGo(given, read);
  keepHouseCodes(read.layout.of("specialty"), houseTerms);
  const decision = decide(read.rows, read.layout, known, digestOf);
  const applied = await applyDecision(db, run, read.rows, read.layout, decision, known, digestOf, watch);
  const { kept, differences } = applied;
  watch.begin("close", 0);
  for (const row of differences.rows) report(row, "kept-own-edit", "");
  const kinds = new Set(given.tables.map((table) => table.kind));
  const removals = proposeRemovals(read.rows, read.layout, known, kinds);
  const news = await keepDifferences(db, run, differences.found, removals, kinds);
  const { files, outcomes, faults } = accountFor(given, read, decision.fresh, kept);
  const counts = countOutcomes(files, outcomes);
  const imported: Imported = {
    counts,
    total: addUp(counts),
    faults: inOrder(faults, files),
    kept: differences.found.map((one) => ({ ...one, file: fileOf(one.file) })),
    proposals: await nameProposals(db, removals),
    news,
    unused: given.flat === null ? read.unused : unusedOf(given.flat),
  };
  // A run that changes nothing is given up, and keeps nothing.
  if (imported.total.taken > 0)
    await finish(db, new Line(db, watch), run, imported, correctionsOf(outcomes, imported.faults, usual));
  return imported;
}

/** Rows of the files, as they are staged. */
function rowsOf({ flat, tables }: Package): number {
  return flat === null ? tables.reduce((rows, table) => rows + table.rows.length, 0) : flat.rows.length;
}

/** Only the rows of files that nothing could be read from are still told of one by one. */
function letGo({ tables }: Package, { lost }: ReadDirectory): void {
  for (const table of tables) if (!lost.has(table.file)) table.rows = [];
}

/** Waits for both, also where one fails: nothing may still be on its way to the database when the transaction is given up. */
async function both<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

async function finish(
  db: Db,
  line: Line,
  run: Run,
  imported: Imported,
  corrections: Parameters<typeof closeRun>[2],
): Promise<void> {
  await closeRun(line, { ...run, counts: imported.counts }, corrections);
  const { taken, refused } = imported.total;
  await recordEvent(
    db,
    null,
    { name: "directory.imported", facts: { source: run.source, taken, refused } },
    { subjectType: "import_run", subjectId: run.id },
  );
}

/** Outcomes and faults by the rows of the files as they were given, which for a flat file are not those of the tables. */
function accountFor(
  given: Package,
  read: ReadDirectory,
  fresh: ReadonlySet<CheckedRow>,
  kept: ReadonlySet<CheckedRow>,
): { files: string[]; outcomes: Iterable<RowOutcome>; faults: Fault[] } {
  // Told anew each time they are asked for, since a large package has half a million.
  const outcomes = { [Symbol.iterator]: () => outcomesOf(given, read, fresh, kept) };
  const faults = [...read.unreadable, ...read.rows.flatMap((row) => row.faults)];
  const { flat } = given;
  if (flat === null)
    return { files: given.tables.map((table) => table.file), outcomes, faults: [...given.faults, ...faults] };
  return {
    files: [flat.file],
    outcomes: foldOutcomes(flat, outcomes),
    faults: [...given.faults, ...foldFaults(flat, faults, read.layout.of("location"))],
  };
}

/** What became of every row of every file, also of those that never became a record. */
function* outcomesOf(
  given: Package,
  read: ReadDirectory,
  fresh: ReadonlySet<CheckedRow>,
  kept: ReadonlySet<CheckedRow>,
): Generator<RowOutcome> {
  for (const row of read.rows) {
    const outcome = row.refused ? "refused" : fresh.has(row) && !kept.has(row) ? "taken" : "unchanged";
    yield { file: row.file, row: row.row, outcome };
  }
  for (const table of given.tables) {
    if (!read.lost.has(table.file)) continue;
    for (const row of table.rows) yield { file: table.file, row: row.number, outcome: "refused" };
  }
}

function digestOf(row: CheckedRow): string {
  return createHash("sha256").update(JSON.stringify(row.record)).digest("hex");
}

const namedTables = ["organization", "location", "service", "specialty"];

async function nameProposals(db: Db, proposals: readonly Proposal[]): Promise<(Proposal & { name: string })[]> {
  const names = new Map<string, string>();
  for (const table of namedTables) {
    const ids = proposals.filter((one) => one.table === table).map((one) => one.rowId);
    if (ids.length === 0) continue;
    const rows = await db.execute<{ id: string; name: string }>(sql`
      select id::text as id, name from ${sql.identifier(table)}
      where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as given(value))`);
    for (const row of rows) names.set(row.id, row.name);
  }
  return proposals.map((one) => ({ ...one, name: names.get(one.rowId) ?? "" }));
}
