// Statements about many rows at once: ids as one parameter, and one link of the record for each. Knows no table.
import { type Column, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./transaction.server";

/** Ids as one array: neither commas nor quotes are in them. */
export const uuids = (ids: Iterable<string>): SQL => sql`${`{${[...ids].join(",")}}`}::uuid[]`;

export const among = (column: unknown, ids: Iterable<string>): SQL => sql`${column} = any(${uuids(ids)})`;

/** Below this a link for each row costs less than what is noted of a statement. */
const MANY = 20;

/**
 * From here to the end of the transaction a statement leaves one link of the record with the ids and the digest of all its rows,
 * in the tables whose rows people write by the thousand; nothing changes where few are written.
 */
export async function linkByStatement(db: Db, rows: number): Promise<void> {
  if (rows > MANY) await db.execute(sql`select set_config('app.bulk', 'on', true)`);
}

/**
 * `insert into … select …` of all these rows as one parameter, to be followed by nothing or by what is to be returned: value by value, the text of a
 * statement of two hundred rows took longer to write than its rows.
 * @param rows one or more, each with the same columns; what is undefined stays what the table makes of it
 */
export function insertOf<T extends PgTable>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const given = Object.entries(getTableColumns(table)).filter(([key]) =>
    rows.some((row) => Reflect.get(row, key) !== undefined),
  );
  const told = rows.map((row) =>
    Object.fromEntries(given.map(([key, column]) => [column.name, inJson(column, Reflect.get(row, key))])),
  );
  const names = sql.join(
    given.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  return sql`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(told)}::jsonb)`;
}

const inJson = (column: Column, value: unknown): unknown =>
  value === null || value === undefined || column.dataType === "json"
    ? (value ?? null)
    : column.mapToDriverValue(value);
