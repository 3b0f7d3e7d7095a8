// Writes a decision into the directory in the caller's transaction, and remembers where each row came from. Never removes a row a file no longer has.
import type { Db } from "#app/database/as-actor.server";
import { deleteRows, Line, readEdits } from "./bulk.server";
import { type Decision, type Known, keyOf, type Step } from "./decide";
import { readPaths } from "./known.server";
import type { CheckedRow } from "./records";
import { forgetParts, keepRecords, type Run } from "./remember.server";
import { editedTables, partTables, writingOrder } from "./tables";
import type { TableName } from "./target";
import { Writer } from "./writer.server";

/**
 * @param run the run in which it happens, and where new rows get their ids from
 * @param digestOf hexadecimal digest of what a row says
 * @returns the rows whose directory row a person changed by hand since: those were left as they are
 */
export async function applyDecision(
  db: Db,
  run: Run,
  rows: readonly CheckedRow[],
  decision: Decision,
  known: ReadonlyMap<string, Known>,
  digestOf: (row: CheckedRow) => string,
): Promise<ReadonlySet<CheckedRow>> {
  const kept = await findKept(db, decision, known);
  const free = (step: Step) => kept.size === 0 || !step.target.from.some((row) => kept.has(row));
  const make = decision.make.filter(free);
  const change = decision.change.filter(free);
  const hasTerms = [...make, ...change].some((step) => step.target.table === "specialty");
  const line = new Line(db);
  const writer = new Writer(line, run.ids, hasTerms ? await readPaths(db) : new Map(), known);
  for (const { table, ofOnePlace } of writingOrder) {
    await writer.make(table, stepsOf(make, table, ofOnePlace));
    await writer.change(table, stepsOf(change, table, ofOnePlace));
    if (table === "organization") writer.namePrograms(rows);
  }
  const keptKeys = new Set([...kept].map((row) => keyOf(row.kind, row.id)));
  await dropParts(
    line,
    run.source,
    decision.drop.filter((one) => !keptKeys.has(keyOf(one.kind, one.sourceId))),
  );
  const fresh = kept.size === 0 ? decision.fresh : new Set([...decision.fresh].filter((row) => !kept.has(row)));
  // A row that became no directory row, such as a program, is remembered with what it hangs from.
  const ownerOf = (row: CheckedRow) => {
    const owners = [writer.at({ kind: row.kind, id: row.id }), ...row.parents.map((parent) => writer.at(parent))];
    return owners.find((place) => place !== undefined) ?? { table: "import_run", rowId: run.id };
  };
  await keepRecords(line, run, { fresh, steps: [...make, ...change], ownerOf, digestOf }, known);
  await line.settle();
  return kept;
}

function stepsOf(steps: readonly Step[], table: TableName, ofOnePlace: boolean | undefined): Step[] {
  return steps.filter(
    ({ target }) =>
      target.table === table && (ofOnePlace === undefined || ofOnePlace === "service_at_location_id" in target.links),
  );
}

/** The rows of steps that would write over an edit by hand. */
async function findKept(db: Db, decision: Decision, known: ReadonlyMap<string, Known>): Promise<Set<CheckedRow>> {
  if (known.size === 0) return new Set();
  const watched = new Map<Step, Known[]>();
  for (const step of decision.change) watched.set(step, watchedBy(step, known));
  // New hours beside hours a person wrote would mix two truths; a new phone beside theirs does not.
  for (const step of decision.make)
    if (step.target.table.startsWith("opening")) watched.set(step, watchedBy(step, known));
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
