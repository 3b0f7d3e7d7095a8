// Writes many rows in few statements. Knows columns and their types, never what a row means.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { columnTypes, editedTables } from "./tables";
import type { TableName, Value } from "./target";

export type Row = Record<string, Value>;

// A statement of a thousand rows is a megabyte or so: large enough to be quick, small enough to be held twice.
const rowsAtOnce = 1000;

export function* inPortions<One>(rows: readonly One[]): Generator<One[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}

/** New row ids from the database, which orders them by time. */
export async function newIds(db: Db, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await db.execute<{ id: string }>(
    sql`select app.new_id()::text as id from generate_series(1, ${count}::int)`,
  );
  return rows.map((row) => row.id);
}

/**
 * Inserts rows, leaving out those that a unique key says are there already.
 * @returns the ids that were written
 */
export async function insertRows(db: Db, table: TableName, rows: readonly Row[]): Promise<Set<string>> {
  const written = new Set<string>();
  for (const [columns, group] of byColumns(rows)) {
    const names = sql.raw(columns.map((column) => `"${column}"`).join(", "));
    for (const portion of inPortions(group)) {
      const done = await db.execute<{ id: string }>(sql`
        insert into ${sql.identifier(table)} (${names})
        select ${names} from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as said(${typed(table, columns)})
        on conflict do nothing returning id::text as id`);
      for (const row of done) written.add(row.id);
    }
  }
  return written;
}

/** Changes the given columns of rows that say something else; a row that says the same is not touched. */
export async function updateRows(db: Db, table: TableName, rows: readonly Row[]): Promise<void> {
  const stamped = editedTables.has(table);
  for (const [columns, group] of byColumns(rows)) {
    const changed = columns.filter((column) => column !== "id");
    if (changed.length === 0) continue;
    const set = sql.raw(
      [
        ...changed.map((column) => `"${column}" = said."${column}"`),
        ...(stamped ? ["updated_at = app.clock()"] : []),
      ].join(", "),
    );
    const differs = sql.raw(changed.map((column) => `kept."${column}" is distinct from said."${column}"`).join(" or "));
    for (const portion of inPortions(group)) {
      await db.execute(sql`
        update ${sql.identifier(table)} kept set ${set}
        from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as said(${typed(table, columns)})
        where kept.id = said.id and (${differs})`);
    }
  }
}

export async function deleteRows(db: Db, table: TableName, ids: readonly string[]): Promise<void> {
  for (const portion of inPortions(ids)) {
    await db.execute(sql`
      delete from ${sql.identifier(table)}
      where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(portion)}::jsonb) as given(value))`);
  }
}

/** When rows were last changed by hand: id → instant, for those that were. */
export async function readEdits(db: Db, table: TableName, ids: readonly string[]): Promise<Map<string, Date>> {
  const edits = new Map<string, Date>();
  for (const portion of inPortions(ids)) {
    const rows = await db.execute<{ id: string; edited_at: string }>(sql`
      select id::text as id, edited_at from ${sql.identifier(table)}
      where edited_at is not null
        and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(portion)}::jsonb) as given(value))`);
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

/** @throws RangeError for a column the directory does not have: the layout's bug */
function typed(table: TableName, columns: readonly string[]) {
  const types = columnTypes[table];
  const words = columns.map((column) => {
    const type = types[column];
    if (type === undefined) throw new RangeError(`no column ${column} in ${table}`);
    return `"${column}" ${type}`;
  });
  return sql.raw(words.join(", "));
}
