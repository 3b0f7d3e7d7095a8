// The names a client's consent shows a provider, referral by referral. The database records each with the client as it is read; never reads the client table.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

/** By referral, of those asked for: what is not disclosed to the actor's organization now is left out. Ask for what is shown and no more. */
export async function readDisclosedNames(db: Db, referralIds: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(referralIds)];
  if (asked.length === 0) return new Map();
  const rows = await db.execute<{ referral_id: string; name: string }>(
    sql`select referral_id, name from app.disclosed_names(${`{${asked.join(",")}}`}::uuid[])`,
  );
  return new Map([...rows].map(({ referral_id, name }) => [referral_id, name]));
}
