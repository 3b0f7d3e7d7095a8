// Asks of the whole house's books what must always hold, every hour by itself, and writes down what came of it. Changes no booking.
import { sql } from "drizzle-orm";
import { asAuditor, asJob, type Db } from "#app/database/as-actor.server";
import { log } from "#app/log.server";
import { bookChecks } from "#drizzle/schema";
import { defineJob } from "../job/define";
import { type Invariant, invariants } from "./invariants";

const EVERY_HOUR = "7 * * * *";

export interface Breach {
  readonly invariant: Invariant;
  /** Of the rows that break it. */
  readonly ids: readonly string[];
}

/** Every invariant that does not hold, in their order. */
export async function findBreaches(db: Db): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const invariant of invariants) {
    const found = await db.execute<{ id: string }>(sql.raw(invariant.query));
    if (found.length > 0) breaches.push({ invariant, ids: found.map(({ id }) => id) });
  }
  return breaches;
}

/** Writes down for finance whether the books were whole. @returns the names of what does not hold */
export async function proveBooks(): Promise<string[]> {
  const broken = (await asAuditor(findBreaches)).map(({ invariant }) => invariant.name);
  await asJob("write", (db) => db.insert(bookChecks).values({ asked: invariants.length, broken }));
  return broken;
}

defineJob("prove-books", { retries: 3, cron: EVERY_HOUR }, async () => {
  const broken = await proveBooks();
  if (broken.length > 0) log.error("the books are not whole: run verify-books", { failure: broken.join(" ") });
});
