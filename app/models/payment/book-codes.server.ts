// What the accounts of the books are called in the agency's own accounting: reads the codes, and writes them. Books nothing.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { bookCodes } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { AgencyId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { ACCOUNTS, type Account } from "./accounts";
import { bookEvents } from "./events";

export type BookCodes = Readonly<Record<Account, string>>;

/** Every account with its code; empty where none was given. */
export async function readBookCodes(db: Db, agencyId: AgencyId): Promise<BookCodes> {
  const rows = await db
    .select({ account: bookCodes.account, code: bookCodes.code })
    .from(bookCodes)
    .where(eq(bookCodes.agencyId, agencyId))
    .limit(ACCOUNTS.length);
  const known = new Map(rows.map(({ account, code }) => [account, code]));
  return Object.fromEntries(ACCOUNTS.map((account) => [account, known.get(account) ?? ""])) as Record<Account, string>;
}

/** Writes those that changed. @throws Refusal 403 for who may not */
export async function writeBookCodes(db: Db, actor: Actor, wanted: BookCodes): Promise<void> {
  if (actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const agencyId = agencyOf(actor);
  const before = await readBookCodes(db, agencyId);
  for (const account of ACCOUNTS.filter((one) => wanted[one] !== before[one])) {
    const written = { code: wanted[account], writtenBy: actor.membershipId };
    const changed = await db
      .update(bookCodes)
      .set({ ...written, updatedAt: sql`app.clock()` })
      .where(and(eq(bookCodes.agencyId, agencyId), eq(bookCodes.account, account)))
      .returning({ id: bookCodes.id });
    if (changed.length === 0) await db.insert(bookCodes).values({ agencyId, account, ...written });
    await recordEvent(db, actor, bookEvents.coded({ account, code: wanted[account] }), {
      subjectType: "agency",
      subjectId: agencyId,
      agencyId,
    });
  }
}
