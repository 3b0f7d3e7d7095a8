// Asks of the whole house's books what must always hold, every hour by itself; writes down what came of it, and tells of what broke. Changes no booking.
import { sql } from "drizzle-orm";
import { asAuditor, asJob, type Db } from "#app/database/as-actor.server";
import { log } from "#app/log.server";
import { bookChecks } from "#drizzle/schema";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import type { AgencyId } from "../values/ids";
import { readLastCheck } from "./books.server";
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

/**
 * Writes down whether the books were whole, and tells those who answer for them what did not hold and had held before.
 * @returns the names of what does not hold
 */
export async function proveBooks(prove: Prover = prover): Promise<string[]> {
  const broken = (await prove.ask(findBreaches)).map(({ invariant }) => invariant.name);
  await prove.write((db) => writeDown(db, broken));
  return broken;
}

/** The two transactions of a check; a test brings its own. */
export interface Prover {
  readonly ask: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
}
const prover: Prover = { ask: asAuditor, write: (work) => asJob("write", work) };

/** Once for each fault, not each hour: a notice that comes every hour is read by nobody. */
async function writeDown(db: Db, broken: readonly string[]): Promise<void> {
  const before = await readLastCheck(db);
  const [made] = await db
    .insert(bookChecks)
    .values({ asked: invariants.length, broken: [...broken] })
    .returning({ id: bookChecks.id });
  if (!made || broken.every((name) => before?.broken.includes(name))) return;
  const tiding = { kind: "books.broken", subjectType: "book_check", subjectId: made.id };
  const agencies = await db.execute<{ id: AgencyId }>(sql`select a.id from app.agencies_with_books() as a(id)`);
  for (const { id: agencyId } of agencies) {
    const finance = ["finance_reviewer", "finance_approver"] as const;
    await tellMembers(db, { agencyId, roles: finance }, { ...tiding, path: "/finance/books" });
    await tellMembers(db, { agencyId, roles: ["administrator"] }, { ...tiding, path: "/admin" });
  }
}

defineJob("prove-books", { retries: 3, cron: EVERY_HOUR }, async () => {
  const broken = await proveBooks();
  if (broken.length > 0) log.error("the books are not whole: run verify-books", { failure: broken.join(" ") });
});
