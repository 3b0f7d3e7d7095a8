// Shows the outbox where no mail server is set: for trying things out. Refuses wherever real people's letters may be.
import { eq, getTableColumns } from "drizzle-orm";
import { asJob } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { type Env, env, isProduction } from "#app/env.server";
import { letters } from "#drizzle/schema";
import { Refusal } from "../values/refusal";

export type Letter = typeof letters.$inferSelect;

/** @throws Refusal 404 in production, and wherever letters leave by a mail server */
export function refuseOutbox(settings: Pick<Env, "NODE_ENV" | "DEMO" | "SMTP_URL"> = env()): void {
  if (isProduction(settings) || settings.SMTP_URL) throw new Refusal("not-found", 404);
}

const NEWEST_FIRST = byInstant(letters.createdAt, letters.id, "newest");

export async function readOutbox(after: Mark | null): Promise<Page<Letter>> {
  refuseOutbox();
  const rows = await asJob("read", (db) =>
    db
      .select({ ...getTableColumns(letters), mark: NEWEST_FIRST.mark })
      .from(letters)
      .where(NEWEST_FIRST.beyond(after))
      .orderBy(...NEWEST_FIRST.order)
      .limit(PAGE_SIZE + 1),
  );
  return toMarkedPage(rows);
}

export async function readLetter(letterId: string): Promise<Letter> {
  refuseOutbox();
  const [letter] = await asJob("read", (db) => db.select().from(letters).where(eq(letters.id, letterId)));
  if (!letter) throw new Refusal("not-found", 404);
  return letter;
}
