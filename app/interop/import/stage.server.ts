// Keeps every row as it was written, and afterwards what became of it. Never keeps what a contact's row says: that is a person.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { inPortions } from "./bulk.server";
import type { StagedTable } from "./flat-report";

export type Outcome = "taken" | "unchanged" | "refused";

export async function openRun(db: Db, source: string, format: string): Promise<string> {
  const [run] = await db.execute<{ id: string }>(
    sql`insert into import_run (source, format) values (${source}, ${format}) returning id::text as id`,
  );
  if (!run) throw new Error("the database opened no run");
  return run.id;
}

/** Stages every row of the package in the order of the files. */
export async function stageRows(db: Db, runId: string, tables: readonly StagedTable[]): Promise<void> {
  const rows = tables.flatMap((table) =>
    table.rows.map((row) => ({
      file: table.file,
      row_number: row.number,
      kind: table.kind,
      source_id: row.cells.id ?? "",
      cells: table.kind === "contact" ? {} : row.cells,
    })),
  );
  for (const portion of inPortions(rows)) {
    await db.execute(sql`
      insert into import_row (run_id, file, row_number, kind, source_id, cells)
      select ${runId}::uuid, file, row_number, kind, source_id, cells
      from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb)
        as said(file text, row_number integer, kind text, source_id text, cells jsonb)`);
  }
}

export type StagedOutcome = { file: string; row: number; outcome: Outcome; faults: { code: string; field: string }[] };

/** Writes down what became of each row, and lets the rows of earlier runs of this source go. */
export async function closeRun(
  db: Db,
  run: { id: string; source: string; counts: Record<string, unknown> },
  outcomes: readonly StagedOutcome[],
): Promise<void> {
  for (const portion of inPortions(outcomes)) {
    await db.execute(sql`
      update import_row staged set outcome = said.outcome, faults = said.faults
      from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as said(file text, "row" integer, outcome text, faults jsonb)
      where staged.run_id = ${run.id}::uuid and staged.file = said.file and staged.row_number = said."row"`);
  }
  await db.execute(sql`update import_run set counts = ${JSON.stringify(run.counts)}::jsonb where id = ${run.id}::uuid`);
  await db.execute(sql`
    delete from import_row using import_run
    where import_row.run_id = import_run.id and import_run.source = ${run.source} and import_run.id <> ${run.id}::uuid`);
}
