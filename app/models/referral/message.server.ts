// What the agency says to a provider in a referral: kept beside it, because a provider may know of a referral and no longer read its words.
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { referralMessages } from "#drizzle/schema";

/** Empty where nothing was said, and where the reader may not read it now. */
export async function readMessage(db: Db, referralId: string): Promise<string> {
  const [row] = await db
    .select({ words: referralMessages.words })
    .from(referralMessages)
    .where(eq(referralMessages.referralId, referralId));
  return row?.words ?? "";
}

/** Of a draft; whoever calls holds it locked. */
export async function keepMessage(
  db: Db,
  { id, agencyId }: { readonly id: string; readonly agencyId: string },
  words: string,
): Promise<void> {
  await db
    .insert(referralMessages)
    .values({ referralId: id, agencyId, words })
    .onConflictDoUpdate({ target: referralMessages.referralId, set: { words } });
}
