// Writes a decision into the directory in the caller's transaction, and remembers where each row came from. Never removes a row a file no longer has.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { deleteRows, inPortions, insertRows, newIds, type Row, readEdits, updateRows } from "./bulk.server";
import { type Decision, type Known, keyOf, type Step } from "./decide";
import { readPaths } from "./known.server";
import type { CheckedRow } from "./records";
import type { Ref } from "./survey";
import { editedTables, partTables, writingOrder } from "./tables";
import type { TableName, Target } from "./target";

type Place = { table: string; rowId: string; organizationId: string | null };
type Remembered = { kind: string; source_id: string; part: string; table_name: string; row_id: string; digest: string };

/**
 * @param digestOf hexadecimal digest of what a row says
 * @returns the rows whose directory row a person changed by hand since: those were left as they are
 */
export async function applyDecision(
  db: Db,
  run: { id: string; source: string },
  rows: readonly CheckedRow[],
  decision: Decision,
  known: ReadonlyMap<string, Known>,
  digestOf: (row: CheckedRow) => string,
): Promise<ReadonlySet<CheckedRow>> {
  const kept = await findKept(db, decision, known);
  const writer = new Writer(db, known);
  const free = (step: Step) => !step.target.from.some((row) => kept.has(row));
  const paths = [...decision.make, ...decision.change].some((step) => step.target.table === "specialty")
    ? await readPaths(db)
    : new Map();
  for (const { table, ofOnePlace } of writingOrder) {
    const isHere = (step: Step) =>
      step.target.table === table &&
      (ofOnePlace === undefined || ofOnePlace === "service_at_location_id" in step.target.links) &&
      free(step);
    await writer.make(table, decision.make.filter(isHere), paths);
    await writer.change(table, decision.change.filter(isHere), paths);
    if (table === "organization") writer.namePrograms(rows);
  }
  const keptKeys = new Set([...kept].map((row) => keyOf(row.kind, row.id)));
  const dropped = decision.drop.filter((one) => !keptKeys.has(keyOf(one.kind, one.sourceId)));
  await dropParts(db, run.source, dropped);
  const records = writer.remember(
    [...decision.fresh].filter((row) => !kept.has(row)),
    [...decision.make, ...decision.change].filter(free),
    run.id,
    digestOf,
  );
  await keepRecords(db, run, records);
  return kept;
}

/** The rows of steps that would write over an edit by hand. */
async function findKept(db: Db, decision: Decision, known: ReadonlyMap<string, Known>): Promise<Set<CheckedRow>> {
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

class Writer {
  private readonly places = new Map<string, Place>();
  private readonly written = new Map<Target, string>();

  constructor(
    private readonly db: Db,
    known: ReadonlyMap<string, Known>,
  ) {
    for (const one of known.values()) {
      this.places.set(keyOf(one.kind, one.sourceId, one.part), {
        table: one.table,
        rowId: one.rowId,
        organizationId: one.organizationId,
      });
    }
  }

  async make(table: TableName, steps: readonly Step[], paths: Map<string, string[]>): Promise<void> {
    const ids = await newIds(this.db, steps.length);
    const rows: Row[] = [];
    const targets = new Map<string, Target>();
    steps.forEach(({ target }, index) => {
      const id = ids[index] ?? "";
      const row = this.row(target, id, paths);
      if (row === null) return;
      rows.push(row);
      targets.set(id, target);
      // Terms are written parents first, so a child finds its parent here.
      this.place(target, id, row);
    });
    const done = await insertRows(this.db, table, rows);
    for (const [id, target] of targets) {
      if (done.has(id)) this.written.set(target, id);
      else this.places.delete(keyOf(target.kind, target.id, target.part));
    }
  }

  async change(table: TableName, steps: readonly Step[], paths: Map<string, string[]>): Promise<void> {
    const rows: Row[] = [];
    for (const { target, known } of steps) {
      if (known === null) continue;
      const row = this.row(target, known.rowId, paths);
      if (row === null) continue;
      rows.push(row);
      this.written.set(target, known.rowId);
    }
    await updateRows(this.db, table, rows);
  }

  /** The row as columns, or null when what it hangs from was not written: then only a trial run can have come here. */
  private row(target: Target, id: string, paths: Map<string, string[]>): Row | null {
    const row: Row = { id, ...target.values };
    if (target.owner !== null) {
      const organizationId = this.at(target.owner)?.organizationId;
      if (organizationId) row.organization_id = organizationId;
      else if (target.whole) return null;
    }
    for (const [column, ref] of Object.entries(target.links)) {
      const place = this.at(ref);
      if (place === undefined && requiredLinks.has(`${target.table}.${column}`)) return null;
      row[column] = place?.rowId ?? null;
    }
    if (target.table === "specialty") {
      const above = typeof row.parent_id === "string" ? (paths.get(row.parent_id) ?? []) : [];
      row.parent_id ??= null;
      row.path = [...above, id];
      row.depth = above.length + 1;
      paths.set(id, [...above, id]);
    }
    return row;
  }

  private at(ref: Ref): Place | undefined {
    return this.places.get(keyOf(ref.kind, ref.id));
  }

  private place(target: Target, rowId: string, row: Row): void {
    const organizationId = target.table === "organization" ? rowId : row.organization_id;
    this.places.set(keyOf(target.kind, target.id, target.part), {
      table: target.table,
      rowId,
      organizationId: typeof organizationId === "string" ? organizationId : null,
    });
  }

  /** A program has no row of its own: it stands for its organization. */
  namePrograms(rows: readonly CheckedRow[]): void {
    for (const row of rows) {
      if (row.kind !== "program" || row.refused) continue;
      const place = this.at({ kind: "organization", id: row.record.organization });
      if (place) this.places.set(keyOf("program", row.id), place);
    }
  }

  /** What to remember of the rows that were taken and of the directory rows that were written. */
  remember(
    fresh: readonly CheckedRow[],
    steps: readonly Step[],
    runId: string,
    digestOf: (row: CheckedRow) => string,
  ): Remembered[] {
    const records = new Map<string, Remembered>();
    const becameOf = new Map<CheckedRow, Target>();
    const add = (kind: string, id: string, part: string, place: { table: string; rowId: string }, digest: string) =>
      records.set(keyOf(kind, id, part), {
        kind,
        source_id: id,
        part,
        table_name: place.table,
        row_id: place.rowId,
        digest,
      });
    for (const { target } of steps) {
      const rowId = this.written.get(target);
      const first = target.from[0];
      if (rowId === undefined || first === undefined) continue;
      for (const row of target.from) if (!becameOf.has(row)) becameOf.set(row, target);
      add(target.kind, target.id, target.part, { table: target.table, rowId }, digestOf(first));
    }
    for (const row of fresh) {
      const target = becameOf.get(row);
      const own = records.get(keyOf(row.kind, row.id));
      const rowId = target === undefined ? undefined : this.written.get(target);
      const place = own
        ? { table: own.table_name, rowId: own.row_id }
        : rowId && target
          ? { table: target.table, rowId }
          : this.ownerOf(row, runId);
      add(row.kind, row.id, "", place, digestOf(row));
    }
    return [...records.values()];
  }

  /** A row that became no directory row, such as a program, is remembered with what it hangs from. */
  private ownerOf(row: CheckedRow, runId: string): { table: string; rowId: string } {
    const owners = [this.at({ kind: row.kind, id: row.id }), ...row.parents.map((parent) => this.at(parent))];
    return owners.find((place) => place !== undefined) ?? { table: "import_run", rowId: runId };
  }
}

const requiredLinks = new Set([
  "service_at_location.service_id",
  "service_at_location.location_id",
  "service_specialty.service_id",
  "service_specialty.specialty_id",
  "opening_span.location_id",
  "opening_span.service_at_location_id",
  "opening_exception.location_id",
  "opening_exception.service_at_location_id",
]);

async function dropParts(db: Db, source: string, parts: readonly Known[]): Promise<void> {
  for (const table of partTables) {
    await deleteRows(
      db,
      table,
      parts.filter((one) => one.table === table).map((one) => one.rowId),
    );
  }
  const keys = parts.map(({ kind, sourceId, part }) => ({ kind, source_id: sourceId, part }));
  for (const portion of inPortions(keys)) {
    await db.execute(sql`
      delete from source_record kept using jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as gone(kind text, source_id text, part text)
      where kept.source = ${source} and kept.kind = gone.kind and kept.source_id = gone.source_id and kept.part = gone.part`);
  }
}

async function keepRecords(db: Db, run: { id: string; source: string }, records: readonly Remembered[]): Promise<void> {
  for (const portion of inPortions(records)) {
    await db.execute(sql`
      insert into source_record (source, kind, source_id, part, table_name, row_id, digest, run_id)
      select ${run.source}, kind, source_id, part, table_name, row_id, decode(digest, 'hex'), ${run.id}::uuid
      from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb)
        as said(kind text, source_id text, part text, table_name text, row_id uuid, digest text)
      on conflict (source, kind, source_id, part) do update
        set table_name = excluded.table_name, row_id = excluded.row_id, digest = excluded.digest, run_id = excluded.run_id,
          applied_at = app.clock()`);
  }
}
