// Keeps every row as it was written, with what became of it. Never keeps what a contact's row says: that is a person.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { arrayText } from "./array-text";
import { inPortions, type Line } from "./bulk.server";
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

type Outcome = RowOutcome["outcome"];

/**
 * Keeps every row of the package in the order of the files.
 * @param staged is told how many more are kept
 * @param usual what becomes of most rows: writing it down at once spares a second look at nearly all of them
 */
export async function stageRows(
  line: Line,
  run: Run,
  tables: readonly StagedTable[],
  usual: Outcome,
  staged: (rows: number) => void,
): Promise<void> {
  for (const { file, kind, rows } of tables) {
    for (const portion of inPortions(rows)) {
      const cells = portion.map((row) => row.cells);
      const ids = portion.map(() => run.ids.next());
      await line.send(
        sql`
        insert into import_row (id, run_id, file, row_number, kind, source_id, cells, outcome)
        select id, ${run.id}::uuid, ${file}, row_number, ${kind}, source_id, cells, ${usual}
        from unnest(${arrayText(ids)}::uuid[], ${arrayText(portion.map(({ number }) => number))}::integer[],
            ${arrayText(cells.map((one) => one.id ?? ""))}::text[],
            ${arrayText(cells.map((one) => JSON.stringify(kind === "contact" ? {} : one)))}::jsonb[])
          as said(id, row_number, source_id, cells)`,
        () => staged(portion.length),
      );
    }
  }
  await line.settle();
}

type Correction = { file: string; row: number; outcome: Outcome; faults: { code: string; field: string }[] };

/** Corrects the rows of which something else became or that have faults, and lets the rows of earlier runs of this source go. */
export async function closeRun(
  line: Line,
  run: Run & { counts: Record<string, unknown> },
  corrections: readonly Correction[],
): Promise<void> {
  for (const portion of inPortions(corrections)) {
    await line.send(sql`
      update import_row staged set outcome = said.outcome, faults = said.faults
      from unnest(${arrayText(portion.map(({ file }) => file))}::text[], ${arrayText(portion.map(({ row }) => row))}::integer[],
          ${arrayText(portion.map(({ outcome }) => outcome))}::text[],
          ${arrayText(portion.map(({ faults }) => JSON.stringify(faults)))}::jsonb[]) as said(file, row_number, outcome, faults)
      where staged.run_id = ${run.id}::uuid and staged.file = said.file and staged.row_number = said.row_number`);
  }
  await line.send(sql`update import_run set counts = ${JSON.stringify(run.counts)}::jsonb where id = ${run.id}::uuid`);
  await line.send(sql`
    delete from import_row using import_run
    where import_row.run_id = import_run.id and import_run.source = ${run.source} and import_run.id <> ${run.id}::uuid`);
  await line.settle();
}

/** The rows that are not as they were staged. */
export function correctionsOf(
  outcomes: Iterable<RowOutcome>,
  faults: readonly { file: string; row: number; code: string; field: string }[],
  usual: Outcome,
): Correction[] {
  const said = new Map<string, { code: string; field: string }[]>();
  for (const { file, row, code, field } of faults) {
    const before = said.get(`${file} ${row}`);
    if (before) before.push({ code, field });
    else said.set(`${file} ${row}`, [{ code, field }]);
  }
  const corrections: Correction[] = [];
  for (const one of outcomes) {
    const noted = said.size === 0 ? undefined : said.get(`${one.file} ${one.row}`);
    if (one.outcome !== usual || noted !== undefined) corrections.push({ ...one, faults: noted ?? [] });
  }
  return corrections;
}
