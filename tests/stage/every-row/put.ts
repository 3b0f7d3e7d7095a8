// Puts one row, or moves it, straight at its table: no deed is asked, so that the matrix measures policies alone.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";

/** Puts a row and gives its id. */
export async function put(db: Db, table: string, values: Record<string, unknown>): Promise<string> {
  const names = sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  );
  const given = sql.join(
    Object.values(values).map((value): SQL => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  );
  const [row] = await db.execute<{ id: string }>(
    sql`insert into ${sql.identifier(table)} (${names}) values (${given}) returning id`,
  );
  if (!row) throw new Error(`nothing was put into ${table}`);
  return row.id;
}

function isSql(value: unknown): value is SQL {
  return typeof value === "object" && value !== null && "queryChunks" in value;
}

/** Through these states, one after the other. */
export async function move(db: Db, table: string, id: string, ...states: string[]): Promise<void> {
  for (const state of states)
    await db.execute(sql`update ${sql.identifier(table)} set state = ${state} where id = ${id}::uuid`);
}
