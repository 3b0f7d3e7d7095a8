// What was said of why a referral waits or ended, and of how it came out. Asks the database, which tells a provider only while it may know the client.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

export type EndingWords = { readonly outcomeWords: string | null; readonly reasonWords: string | null };

/** Null where nothing was said, and where the reader may not read it now. */
export async function readEndingWords(db: Db, referralId: string): Promise<EndingWords> {
  const [said] = await db.execute<{ outcome_words: string | null; reason_words: string | null }>(
    sql`select outcome_words, reason_words from app.referral_words(${referralId}::uuid)`,
  );
  return { outcomeWords: said?.outcome_words ?? null, reasonWords: said?.reason_words ?? null };
}
