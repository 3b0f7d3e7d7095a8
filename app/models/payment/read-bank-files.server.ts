// Reads what came from the agency's bank: each file, what came of its lines, and the payments that came back. Posts nothing.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { bankFileLines, bankFiles, organizations, payments } from "#drizzle/schema";
import type { BankFileId } from "../values/ids";
import { Refusal } from "../values/refusal";

const MOST_LINES = 1000;
const NEWEST = byInstant(bankFiles.createdAt, bankFiles.id, "newest");

const facts = {
  id: bankFiles.id,
  kind: bankFiles.kind,
  name: bankFiles.name,
  reference: bankFiles.reference,
  createdAt: bankFiles.createdAt,
  takenBy: sql<
    string | null
  >`(select p.name from membership m join person p on p.id = m.person_id where m.id = bank_file.taken_by)`,
  lines: sql<number>`(select count(*)::int from bank_file_line l where l.bank_file_id = bank_file.id)`,
  open: sql<number>`(select count(*)::int from bank_file_line l where l.bank_file_id = bank_file.id and l.outcome in ('differs', 'unknown', 'noted'))`,
};

/** The agency's files from its bank, newest first. */
export async function readBankFiles(db: Db, agencyId: string, after: Mark | null) {
  const rows = await db
    .select({ ...facts, mark: NEWEST.mark })
    .from(bankFiles)
    .where(and(eq(bankFiles.agencyId, agencyId), NEWEST.beyond(after)))
    .orderBy(...NEWEST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

/** One file with its lines. @throws Refusal 404 absent or another agency's */
export async function readBankFile(db: Db, agencyId: string, id: BankFileId) {
  const [file] = await db
    .select(facts)
    .from(bankFiles)
    .where(and(eq(bankFiles.id, id), eq(bankFiles.agencyId, agencyId)));
  if (!file) throw new Refusal("not-found", 404);
  const told = await db
    .select({
      id: bankFileLines.id,
      line: bankFileLines.line,
      reference: bankFileLines.reference,
      amountCents: bankFileLines.amountCents,
      code: bankFileLines.code,
      outcome: bankFileLines.outcome,
      paymentId: bankFileLines.paymentId,
      paymentNumber: payments.number,
      organizationName: organizations.name,
    })
    .from(bankFileLines)
    .leftJoin(payments, eq(payments.id, bankFileLines.paymentId))
    .leftJoin(organizations, eq(organizations.id, payments.organizationId))
    .where(eq(bankFileLines.bankFileId, id))
    .orderBy(asc(bankFileLines.line), asc(bankFileLines.id))
    .limit(MOST_LINES);
  return { ...file, told };
}

/** What came back and waits to be paid again, oldest first. */
export async function readReturned(db: Db, agencyId: string) {
  return db
    .select({
      id: payments.id,
      number: payments.number,
      organizationName: organizations.name,
      amountCents: payments.amountCents,
      returnCode: payments.returnCode,
      returnedAt: payments.returnedAt,
      hasAccount: sql<boolean>`app.usable_account(${payments.organizationId}) is not null`,
    })
    .from(payments)
    .innerJoin(organizations, eq(organizations.id, payments.organizationId))
    .where(and(eq(payments.agencyId, agencyId), eq(payments.state, "returned")))
    .orderBy(asc(payments.returnedAt), asc(payments.id))
    .limit(MOST_LINES);
}

export type ReturnedPayment = Awaited<ReturnType<typeof readReturned>>[number];
