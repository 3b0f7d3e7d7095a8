// Statements about many rows at once: ids as one parameter, and one link of the record for each. Knows no table.
import { type SQL, sql } from "drizzle-orm";
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
