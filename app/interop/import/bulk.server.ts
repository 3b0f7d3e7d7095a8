// Writes many rows in few statements. Knows columns and their types, never what a row means.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { arrayText, uncut } from "./array-text";
import { agesOf, columnTypes, editedTables, uniqueTables } from "./tables";
import type { TableName, Value } from "./target";
import type { Watch } from "./watch";

export type Row = Record<string, Value>;

// A statement of two thousand rows is half a megabyte or so: large enough to be quick, small enough to be held twice.
const rowsAtOnce = 2000;

export function* inPortions<One>(rows: readonly One[]): Generator<One[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}

// One is written while the next waits in line and a third is put together.
const mostUnderWay = 2;

/**
 * Sends statements one behind the other, so that the next rows are put together while the database writes the last ones.
 * Whoever uses it ends with `settle`: only then is everything written, and a failure told.
 */
export class Line {
  private readonly underWay: Promise<unknown>[] = [];

  constructor(
    private readonly db: Db,
    private readonly watch: Watch,
  ) {}

  /**
   * @param told gets the rows the statement answers, once it does
   * @throws what an earlier statement failed with, and ImportCancelled
   */
  async send(statement: SQL, told: (rows: readonly Record<string, unknown>[]) => void = () => {}): Promise<void> {
    while (this.underWay.length >= mostUnderWay) await this.underWay.shift();
    this.watch.check();
    const sent = this.db.execute(statement).then(told);
    // A failure is told to whoever waits for it next; until then it must not end the process.
    sent.catch(() => {});
    this.underWay.push(sent);
  }

  async settle(): Promise<void> {
    while (this.underWay.length > 0) await this.underWay.shift();
  }
}

/**
 * Inserts rows; of a table in which a unique key may say that a row is there already, such rows are left out.
 * @returns the ids that were not written
 */
export async function insertRows(line: Line, table: TableName, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const left = new Set<string>();
  const mayBeThere = uniqueTables.has(table);
  for (const [columns, group] of byColumns(rows)) {
    const names = sql.raw(columns.map((column) => `"${column}"`).join(", "));
    for (const portion of inPortions(group)) {
      const insert = sql`insert into ${sql.identifier(table)} (${names}) select ${cast(table, columns)} from ${said(table, columns, portion)}`;
      if (!mayBeThere) await line.send(insert);
      else
        await line.send(sql`${insert} on conflict do nothing returning id::text as id`, (done) => {
          if (done.length === portion.length) return;
          for (const row of portion) left.add(String(row.id));
          for (const row of done) left.delete(String(row.id));
        });
    }
  }
  if (mayBeThere) await line.settle();
  return left;
}

/** Changes the given columns of rows that say something else; a row that says the same is not touched. */
export async function updateRows(line: Line, table: TableName, rows: readonly Row[]): Promise<void> {
  const stamped = editedTables.has(table);
  for (const [columns, group] of byColumns(rows)) {
    const changed = columns.filter((column) => column !== "id");
    if (changed.length === 0) continue;
    const set = sql.raw(
      [
        ...changed.map((column) => `"${column}" = ${spoken(table, column)}`),
        ...(stamped ? ["updated_at = app.clock()"] : []),
        ...agesMoved(table, changed),
      ].join(", "),
    );
    const differs = sql.raw(differing(table, changed));
    for (const portion of inPortions(group)) {
      await line.send(sql`
        update ${sql.identifier(table)} kept set ${set} from ${said(table, columns, portion)}
        where kept.id = said.id and (${differs})`);
    }
  }
}

const differing = (table: TableName, columns: readonly string[]) =>
  columns.map((column) => `kept."${column}" is distinct from ${spoken(table, column)}`).join(" or ");

/** A group of facts of which the source says something else is as old as that word; one it leaves as it was keeps its age. */
function agesMoved(table: TableName, changed: readonly string[]): string[] {
  return (agesOf[table] ?? []).flatMap(({ age, of }) => {
    const columns = changed.filter((column) => of.includes(column));
    if (columns.length === 0) return [];
    return [`"${age}" = case when ${differing(table, columns)} then app.clock() else kept."${age}" end`];
  });
}

export async function deleteRows(line: Line, table: TableName, ids: readonly string[]): Promise<void> {
  for (const portion of inPortions(ids)) {
    await line.send(sql`delete from ${sql.identifier(table)} where id = any(${arrayText(portion)}::uuid[])`);
  }
}

/** When rows were last changed by hand: id → instant, for those that were. */
export async function readEdits(db: Db, table: TableName, ids: readonly string[]): Promise<Map<string, Date>> {
  const edits = new Map<string, Date>();
  for (const portion of inPortions(ids)) {
    const rows = await db.execute<{ id: string; edited_at: string }>(sql`
      select id::text as id, edited_at from ${sql.identifier(table)}
      where edited_at is not null and id = any(${arrayText(portion)}::uuid[])`);
    for (const row of rows) edits.set(row.id, new Date(row.edited_at));
  }
  return edits;
}

/** Rows that write the same columns go in one statement; a package has few such groups. */
function byColumns(rows: readonly Row[]): Map<string[], Row[]> {
  const groups = new Map<string, { columns: string[]; rows: Row[] }>();
  for (const row of rows) {
    const columns = Object.keys(row).sort();
    const key = columns.join();
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { columns, rows: [row] });
  }
  return new Map([...groups.values()].map((group) => [group.columns, group.rows]));
}

/** The rows as a table named `said`: one array for each column, which PostgreSQL reads several times faster than JSON. */
function said(table: TableName, columns: readonly string[], rows: readonly Row[]): SQL {
  const arrays = columns.map((column) => {
    const type = typeOf(table, column);
    const values = rows.map((row) => row[column] ?? null);
    // An array of arrays would be taken apart to its last element, so an array travels as its text.
    const texts = type.endsWith("[]")
      ? values.map((value) => (Array.isArray(value) ? arrayText(value) : null))
      : values;
    return sql`${arrayText(texts as (string | number | boolean | null)[])}::${sql.raw(uncut(type))}[]`;
  });
  return sql`unnest(${sql.join(arrays, sql`, `)}) as said(${sql.raw(columns.map((column) => `"${column}"`).join(", "))})`;
}

function cast(table: TableName, columns: readonly string[]): SQL {
  return sql.raw(columns.map((column) => spoken(table, column)).join(", "));
}

function spoken(table: TableName, column: string): string {
  const type = typeOf(table, column);
  return type.endsWith("[]") ? `said."${column}"::${type}` : `said."${column}"`;
}

/** @throws RangeError for a column the directory does not have: the layout's bug */
function typeOf(table: TableName, column: string): string {
  const type = columnTypes[table][column];
  if (type === undefined) throw new RangeError(`no column ${column} in ${table}`);
  return type;
}
