// Remembers where each directory row came from and what each row of the files said. Never touches the directory itself.
import { sql } from "drizzle-orm";
import { arrayText } from "./array-text";
import { inPortions, type Line } from "./bulk.server";
import { type Known, keyOf, type Step } from "./decide";
import type { NewIds } from "./new-ids.server";
import type { CheckedRow, DirectoryRow } from "./records";
import { partTables } from "./tables";
import type { Watch } from "./watch";

type Remembered = {
  kind: string;
  sourceId: string;
  part: string;
  table: string;
  rowId: string;
  digest: string;
  file: string;
  row: number;
};

export type Run = {
  id: string;
  source: string;
  ids: NewIds;
  /** what was handed over, where a row's file is only a table laid out from it */
  fileOf(file: string): string;
};

/** Writes down a record for each row that was taken, and for each directory row that no row of a file stands for alone. */
export class Records {
  private readonly desk: Desk;

  constructor(
    line: Line,
    private readonly run: Run,
    /** rows whose words are new, and were not left as a person wrote them */
    private readonly fresh: ReadonlySet<CheckedRow>,
    known: ReadonlyMap<string, Known>,
    /** hexadecimal digest of what a row says */
    private readonly digestOf: (row: CheckedRow) => string,
  ) {
    this.desk = new Desk(line, run, known);
  }

  /**
   * Keeps what was just written, and notes with each row of a file what it became.
   * @returns how many rows that are new now stand in the directory for the first time
   */
  async keepParts(steps: readonly Step[]): Promise<number> {
    let arrived = 0;
    for (const { target, rowId } of steps) {
      const [first] = target.from;
      if (rowId === null || first === undefined) continue;
      const { kind, id, part, table } = target;
      const place = { table, rowId };
      let saidAlone = false;
      for (const row of target.from) {
        const isOwn = part === "" && id === row.id && kind === row.kind;
        if (row.became === null && this.fresh.has(row)) arrived += 1;
        // A row is remembered with what it is, else with what it adds to, else with a part of it.
        if (row.became === REMEMBERED) saidAlone ||= isOwn;
        else if (isOwn && this.fresh.has(row)) {
          saidAlone = true;
          row.became = REMEMBERED;
          await this.desk.add({ ...this.said(row), kind, sourceId: id, part, ...place });
        } else if (isOwn || row.became === null || (isPart(row.became.table) && !isPart(table))) row.became = place;
      }
      // What one row says alone is written down with that row.
      if (!saidAlone) await this.desk.add({ ...this.said(first), kind, sourceId: id, part, ...place });
    }
    return arrived;
  }

  /**
   * Keeps the rows that were not kept with what they became.
   * @param ownerOf what a row that became no directory row hangs from, such as a program's organization
   */
  async keepRows(ownerOf: (row: CheckedRow) => DirectoryRow, watch: Watch): Promise<void> {
    for (const row of this.fresh) {
      watch.advance(1);
      if (row.became === REMEMBERED) continue;
      const { table, rowId } = row.became ?? ownerOf(row);
      await this.desk.add({ ...this.said(row), kind: row.kind, sourceId: row.id, part: "", table, rowId });
    }
    await this.desk.clear();
  }

  private said(row: CheckedRow): Pick<Remembered, "digest" | "file" | "row"> {
    return { digest: this.digestOf(row), file: this.run.fileOf(row.file), row: row.row };
  }
}

// Most rows become one row of the directory and are written down with it at once: of half a million, none is held until the end.
const REMEMBERED: DirectoryRow = { table: "", rowId: "" };

const isPart = (table: string) => (partTables as ReadonlySet<string>).has(table);

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
            file = excluded.file, row_number = excluded.row_number, applied_at = app.clock()`);
  }

  private insert(records: readonly Remembered[]) {
    const texts = (of: (record: Remembered) => string) => arrayText(records.map(of));
    return sql`
      insert into source_record (id, source, kind, source_id, part, table_name, row_id, digest, run_id, file, row_number)
      select id, ${this.run.source}, kind, source_id, part, table_name, row_id, decode(digest, 'hex'), ${this.run.id}::uuid, file, row_number
      from unnest(${texts(() => this.run.ids.next())}::uuid[], ${texts(({ kind }) => kind)}::text[], ${texts(({ sourceId }) => sourceId)}::text[],
          ${texts(({ part }) => part)}::text[], ${texts(({ table }) => table)}::text[], ${texts(({ rowId }) => rowId)}::uuid[],
          ${texts(({ digest }) => digest)}::text[], ${texts(({ file }) => file)}::text[], ${texts(({ row }) => String(row))}::integer[])
        as said(id, kind, source_id, part, table_name, row_id, digest, file, row_number)`;
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
