// Keeps every row as it was written, with what became of it. Never keeps what a contact's row says: that is a person.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { arrayText } from "./array-text";
import { inPortions, Line } from "./bulk.server";
import type { StagedTable } from "./flat-report";
import type { Run } from "./remember.server";
import type { RowOutcome } from "./report";

export async function openRun(db: Db, source: string, format: string): Promise<string> {
  const [run] = await db.execute<{ id: string }>(
    sql`insert into import_run (source, format) values (${source}, ${format}) returning id::text as id`,
  );
  if (!run) throw new Error("the database opened no run");
  return run.id;
}

export type Noted = { code: string; field: string };

/** Which outcome and which faults each row of each file has, by its number. */
export class Outcomes {
  private readonly outcomes = new Map<string, RowOutcome["outcome"][]>();
  private readonly faults = new Map<string, Map<number, Noted[]>>();

  constructor(
    outcomes: readonly RowOutcome[],
    faults: readonly { file: string; row: number; code: string; field: string }[],
  ) {
    for (const { file, row, outcome } of outcomes) {
      const ofFile = this.outcomes.get(file) ?? [];
      this.outcomes.set(file, ofFile);
      ofFile[row] = outcome;
    }
    for (const { file, row, code, field } of faults) {
      const ofFile = this.faults.get(file) ?? new Map<number, Noted[]>();
      this.faults.set(file, ofFile);
      const ofRow = ofFile.get(row);
      if (ofRow) ofRow.push({ code, field });
      else ofFile.set(row, [{ code, field }]);
    }
  }

  of(file: string, row: number): RowOutcome["outcome"] | "staged" {
    return this.outcomes.get(file)?.[row] ?? "staged";
  }

  faultsOf(file: string, row: number): readonly Noted[] {
    return this.faults.get(file)?.get(row) ?? [];
  }
}

/** Keeps every row of the package in the order of the files, and lets the rows of earlier runs of this source go. */
export async function keepRows(
  db: Db,
  run: Run & { counts: Record<string, unknown> },
  tables: readonly StagedTable[],
  outcomes: Outcomes,
): Promise<void> {
  const line = new Line(db);
  for (const { file, kind, rows } of tables) {
    for (const portion of inPortions(rows)) {
      const texts = (of: (row: (typeof portion)[number]) => string) => arrayText(portion.map(of));
      await line.send(sql`
        insert into import_row (id, run_id, file, row_number, kind, source_id, cells, outcome, faults)
        select id, ${run.id}::uuid, ${file}, row_number, ${kind}, source_id, cells, outcome, faults
        from unnest(${texts(() => run.ids.next())}::uuid[], ${arrayText(portion.map(({ number }) => number))}::integer[],
            ${texts(({ cells }) => cells.id ?? "")}::text[],
            ${texts(({ cells }) => JSON.stringify(kind === "contact" ? {} : cells))}::jsonb[],
            ${texts(({ number }) => outcomes.of(file, number))}::text[],
            ${texts(({ number }) => JSON.stringify(outcomes.faultsOf(file, number)))}::jsonb[])
          as said(id, row_number, source_id, cells, outcome, faults)`);
    }
  }
  await line.send(sql`update import_run set counts = ${JSON.stringify(run.counts)}::jsonb where id = ${run.id}::uuid`);
  await line.send(sql`
    delete from import_row using import_run
    where import_row.run_id = import_run.id and import_run.source = ${run.source} and import_run.id <> ${run.id}::uuid`);
  await line.settle();
}
