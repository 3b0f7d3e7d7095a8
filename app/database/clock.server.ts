// The time of a transaction, as the database tells it. Never this machine's own clock.
import { sql } from "drizzle-orm";
import type { Db } from "./transaction.server";

/** The instant at which this transaction happens. */
export async function clock(db: Db): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`select app.clock() as now`);
  if (!row) throw new Error("the database told no time");
  return new Date(row.now);
}

/** The next number of a kind for an agency or organization, such as R-0042; safe under concurrency. */
export async function nextNumber(db: Db, houseId: string, kind: string): Promise<string> {
  const [row] = await db.execute<{ number: string }>(sql`select app.next_number(${houseId}::uuid, ${kind}) as number`);
  if (!row) throw new Error("the database gave no number");
  return row.number;
}

/** So many numbers of a kind one after the other, asked for once. */
export async function nextNumbers(db: Db, houseId: string, kind: string, howMany: number): Promise<string[]> {
  const rows = await db.execute<{ number: string }>(
    sql`select number from app.next_numbers(${houseId}::uuid, ${kind}, ${howMany}::int) as number`,
  );
  return [...rows].map(({ number }) => number);
}
