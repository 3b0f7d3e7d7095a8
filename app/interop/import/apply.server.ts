// Writes a decision into the directory in the caller's transaction, and remembers where each row came from. Never removes a row a file no longer has.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { deleteRows, Line, readEdits } from "./bulk.server";
import { type Decision, type Known, keyOf, type Step } from "./decide";
import { type Differences, findDifferences } from "./differences.server";
import { readPaths } from "./known.server";
import type { Layout } from "./lay-out";
import type { CheckedRow } from "./records";
import { forgetParts, Records, type Run } from "./remember.server";
import { editedTables, partTables, writingOrder } from "./tables";
import type { Watch } from "./watch";
import { Writer } from "./writer.server";

/**
 * @param run the run in which it happens, and where new rows get their ids from
 * @param digestOf hexadecimal digest of what a row says
 * @returns the rows whose directory row a person changed by hand since, which were left as they are, and what they say otherwise
 */
export async function applyDecision(
  db: Db,
  run: Run,
  rows: readonly CheckedRow[],
  layout: Layout,
  decision: Decision,
  known: ReadonlyMap<string, Known>,
  digestOf: (row: CheckedRow) => string,
  watch: Watch,
): Promise<{ kept: ReadonlySet<CheckedRow>; differences: Differences }> {
  const kept = await findKept(db, decision, known);
  const fresh = kept.size === 0 ? decision.fresh : new Set([...decision.fresh].filter((row) => !kept.has(row)));
  watch.begin("write", fresh.size);
  // The record links what a statement adds as a whole; row by row it would take longer than writing the rows.
  await db.execute(sql`select set_config('app.bulk', 'on', true)`);
  const line = new Line(db, watch);
  const [term] = decision.stepsOf("specialty");
  const writer = new Writer(line, run.ids, term === undefined ? new Map() : await readPaths(db), known);
  const records = new Records(line, run, fresh, known, digestOf);
  for (const { table, ofOnePlace } of writingOrder) {
    for (const steps of inTurns(decision.stepsOf(table), kept, ofOnePlace)) {
      await writer.write(table, steps);
      watch.advance(await records.keepParts(steps));
    }
    if (table === "organization") writer.namePrograms(rows);
  }
  const keptKeys = new Set([...kept].map((row) => keyOf(row.kind, row.id)));
  await dropParts(
    line,
    run.source,
    decision.drop.filter((one) => !keptKeys.has(keyOf(one.kind, one.sourceId))),
  );
  watch.begin("remember", fresh.size);
  // A row that became no directory row, such as a program, is remembered with what it hangs from.
  await records.keepRows((row) => {
    const owners = [writer.at({ kind: row.kind, id: row.id }), ...row.parents.map((parent) => writer.at(parent))];
    return owners.find((place) => place !== undefined) ?? { table: "import_run", rowId: run.id };
  }, watch);
  await line.settle();
  return { kept, differences: await findDifferences(db, decision, layout, kept, writer) };
}

// A few thousand at a time: all of a large table's rows at once would be a second copy of it in memory.
const stepsAtOnce = 6000;

/** Steps that write over nobody's edit, in portions. */
function* inTurns(
  steps: Iterable<Step>,
  kept: ReadonlySet<CheckedRow>,
  ofOnePlace: boolean | undefined,
): Iterable<Step[]> {
  let turn: Step[] = [];
  for (const step of steps) {
    if (ofOnePlace !== undefined && ofOnePlace !== "service_at_location_id" in step.target.links) continue;
    if (kept.size > 0 && step.target.from.some((row) => kept.has(row))) continue;
    turn.push(step);
    if (turn.length < stepsAtOnce) continue;
    yield turn;
    turn = [];
  }
  if (turn.length > 0) yield turn;
}

/** The rows of steps that would write over an edit by hand. */
async function findKept(db: Db, decision: Decision, known: ReadonlyMap<string, Known>): Promise<Set<CheckedRow>> {
  if (known.size === 0) return new Set();
  const watched = new Map<Step, Known[]>();
  for (const { table } of writingOrder) {
    for (const step of decision.stepsOf(table)) {
      // New hours beside hours a person wrote would mix two truths; a new phone beside theirs does not.
      if (step.known !== null || table.startsWith("opening")) watched.set(step, watchedBy(step, known));
    }
  }
  const edits = new Map<string, Date>();
  for (const table of editedTables) {
    const ids = new Set(
      [...watched.values()]
        .flat()
        .filter((one) => one.table === table)
        .map((one) => one.rowId),
    );
    for (const [id, at] of await readEdits(db, table, [...ids])) edits.set(id, at);
  }
  const kept = new Set<CheckedRow>();
  for (const [step, owners] of watched) {
    const edited = owners.some((one) => (edits.get(one.rowId)?.getTime() ?? 0) > one.appliedAt.getTime());
    if (edited) for (const row of step.target.from) if (decision.fresh.has(row)) kept.add(row);
  }
  return kept;
}

/** The directory rows whose edit by hand protects this one: itself, or what it is part of. */
function watchedBy({ target, known: own }: Step, known: ReadonlyMap<string, Known>): Known[] {
  if (editedTables.has(target.table)) return own === null ? [] : [own];
  const refs = partTables.has(target.table) ? Object.values(target.links) : [];
  const owners = refs.length > 0 ? refs : target.owner === null ? [] : [target.owner];
  return owners.map((ref) => known.get(keyOf(ref.kind, ref.id))).filter((one) => one !== undefined);
}

async function dropParts(line: Line, source: string, parts: readonly Known[]): Promise<void> {
  for (const table of partTables) {
    await deleteRows(
      line,
      table,
      parts.filter((one) => one.table === table).map((one) => one.rowId),
    );
  }
  await forgetParts(line, source, parts);
}
