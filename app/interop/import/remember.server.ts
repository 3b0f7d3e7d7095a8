// Remembers where each directory row came from and what each row of the files said. Never touches the directory itself.
import { sql } from "drizzle-orm";
import { arrayText } from "./array-text";
import { inPortions, type Line } from "./bulk.server";
import { type Known, keyOf, type Step } from "./decide";
import type { NewIds } from "./new-ids.server";
import type { CheckedRow } from "./records";
import type { Place } from "./writer.server";

type Remembered = { kind: string; sourceId: string; part: string; table: string; rowId: string; digest: string };

export type Run = { id: string; source: string; ids: NewIds };

/** What is needed to say what became of a row. */
export type Became = {
  /** rows whose words are new, and were not left as a person wrote them */
  fresh: ReadonlySet<CheckedRow>;
  /** directory rows that were written */
  steps: readonly Step[];
  /** what a row that became no directory row hangs from, such as a program's organization */
  ownerOf(row: CheckedRow): Pick<Place, "table" | "rowId">;
  /** hexadecimal digest of what a row says */
  digestOf(row: CheckedRow): string;
};

/** Writes down a record for each row that was taken, and for each directory row that no row of a file stands for alone. */
export async function keepRecords(
  line: Line,
  run: Run,
  became: Became,
  known: ReadonlyMap<string, Known>,
): Promise<void> {
  const desk = new Desk(line, run, known);
  const stepOf = new Map<CheckedRow, Step>();
  for (const step of became.steps) {
    if (step.rowId === null) continue;
    for (const row of step.target.from) if (isOwn(step, row) || !stepOf.has(row)) stepOf.set(row, step);
  }
  for (const row of became.fresh) {
    const step = stepOf.get(row);
    const place = step?.rowId ? { table: step.target.table, rowId: step.rowId } : became.ownerOf(row);
    await desk.add({ kind: row.kind, sourceId: row.id, part: "", ...place, digest: became.digestOf(row) });
  }
  for (const { target, rowId } of became.steps) {
    const [first] = target.from;
    if (rowId === null || first === undefined) continue;
    // What one row says alone was written down with that row.
    if (target.from.some((row) => became.fresh.has(row) && isOwn({ target }, row))) continue;
    const { kind, id, part, table } = target;
    await desk.add({ kind, sourceId: id, part, table, rowId, digest: became.digestOf(first) });
  }
  await desk.clear();
}

/** The directory row that a file's row is, rather than one it only adds to or one of several it became. */
function isOwn({ target }: Pick<Step, "target">, row: CheckedRow): boolean {
  return target.part === "" && target.id === row.id && target.kind === row.kind;
}

const recordsAtOnce = 2000;

/** Collects records and sends them in portions: new ones plainly, which is quicker, known ones over what was remembered. */
class Desk {
  private fresh: Remembered[] = [];
  private again: Remembered[] = [];

  constructor(
    private readonly line: Line,
    private readonly run: Run,
    private readonly known: ReadonlyMap<string, Known>,
  ) {}

  async add(record: Remembered): Promise<void> {
    const isKnown = this.known.size > 0 && this.known.has(keyOf(record.kind, record.sourceId, record.part));
    (isKnown ? this.again : this.fresh).push(record);
    if (this.fresh.length + this.again.length >= recordsAtOnce) await this.clear();
  }

  async clear(): Promise<void> {
    const [fresh, again] = [this.fresh, this.again];
    this.fresh = [];
    this.again = [];
    if (fresh.length > 0) await this.line.send(this.insert(fresh));
    if (again.length > 0)
      await this.line.send(sql`${this.insert(again)}
        on conflict (source, kind, source_id, part) do update
          set table_name = excluded.table_name, row_id = excluded.row_id, digest = excluded.digest, run_id = excluded.run_id,
            applied_at = app.clock()`);
  }

  private insert(records: readonly Remembered[]) {
    const texts = (of: (record: Remembered) => string) => arrayText(records.map(of));
    return sql`
      insert into source_record (id, source, kind, source_id, part, table_name, row_id, digest, run_id)
      select id, ${this.run.source}, kind, source_id, part, table_name, row_id, decode(digest, 'hex'), ${this.run.id}::uuid
      from unnest(${texts(() => this.run.ids.next())}::uuid[], ${texts(({ kind }) => kind)}::text[], ${texts(({ sourceId }) => sourceId)}::text[],
          ${texts(({ part }) => part)}::text[], ${texts(({ table }) => table)}::text[], ${texts(({ rowId }) => rowId)}::uuid[],
          ${texts(({ digest }) => digest)}::text[])
        as said(id, kind, source_id, part, table_name, row_id, digest)`;
  }
}

export async function forgetParts(line: Line, source: string, parts: readonly Known[]): Promise<void> {
  for (const portion of inPortions(parts)) {
    const texts = (of: (one: Known) => string) => arrayText(portion.map(of));
    await line.send(sql`
      delete from source_record kept
      using unnest(${texts(({ kind }) => kind)}::text[], ${texts(({ sourceId }) => sourceId)}::text[], ${texts(({ part }) => part)}::text[])
        as gone(kind, source_id, part)
      where kept.source = ${source} and kept.kind = gone.kind and kept.source_id = gone.source_id and kept.part = gone.part`);
  }
}
