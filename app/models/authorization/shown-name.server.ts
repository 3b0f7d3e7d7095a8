// How a provider's page calls a client: by name while one is disclosed for that referral, else by the agency's number. Never reads the client table.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { readDisclosedNames } from "../referral/disclosed-names.server";

/** Whom a row is about, and by which referral. */
type Named = { readonly named: { readonly clientId: string; readonly referralId: string } };

type WithName<Row> = Omit<Row, "named"> & { readonly clientName: string; readonly isNamed: boolean };

/** Puts the name, or the number, in the place of `named`. For what is shown: each name is recorded as read. */
export async function withShownNames<Row extends Named>(db: Db, rows: readonly Row[]): Promise<WithName<Row>[]> {
  if (rows.length === 0) return [];
  const names = await readDisclosedNames(
    db,
    rows.map(({ named }) => named.referralId),
  );
  const clients = [...new Set(rows.map(({ named }) => named.clientId))];
  const found = await db.execute<{ client_id: string; number: string }>(
    sql`select client_id, number from app.client_numbers(${`{${clients.join(",")}}`}::uuid[])`,
  );
  const numbers = new Map([...found].map(({ client_id, number }) => [client_id, number]));
  return rows.map(({ named, ...row }) => {
    const name = names.get(named.referralId);
    return { ...row, clientName: name ?? numbers.get(named.clientId) ?? "", isNamed: name !== undefined };
  });
}
