// Reads what each fund was granted, has free, has set aside, owes and has paid; opens funds and grants them money. Books nothing else.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  authorizations,
  fundBalances,
  funds,
  invoices,
  ledgerEntries,
  ledgerTransactions,
  payments,
} from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type AgencyId, asId, type FundId } from "../values/ids";
import type { Cents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { Account } from "./accounts";
import { fundEvents } from "./events";
import type { NewFund } from "./forms";

const MOST_FUNDS = 200;

const balanceOf = (account: Account, sign: 1 | -1 = 1) =>
  sql<string>`coalesce(${sql.raw(String(sign))} * sum(${fundBalances.balanceCents}) filter (where ${fundBalances.account} = ${account}), 0)::text`;

const balance = {
  grantedCents: balanceOf("budget", -1),
  availableCents: balanceOf("available"),
  reservedCents: balanceOf("reserved"),
  payableCents: balanceOf("payable"),
  paidCents: balanceOf("paid"),
  recoupedCents: balanceOf("recouped"),
};

export type FundLine = Awaited<ReturnType<typeof readFunds>>[number];

/** The agency's funds by name, each with where its money is. */
export async function readFunds(db: Db, agencyId: string, only?: FundId) {
  const rows = await db
    .select({
      id: funds.id,
      name: funds.name,
      code: funds.code,
      startsOn: funds.startsOn,
      endsOn: funds.endsOn,
      continuesId: funds.continuesId,
      ...balance,
    })
    .from(funds)
    .leftJoin(fundBalances, eq(fundBalances.fundId, funds.id))
    .where(and(eq(funds.agencyId, agencyId), only ? eq(funds.id, only) : undefined))
    .groupBy(funds.id)
    // Of one budget the newest period first.
    .orderBy(asc(funds.name), desc(funds.startsOn), asc(funds.id))
    .limit(MOST_FUNDS);
  return rows.map((row) => ({
    ...row,
    grantedCents: BigInt(row.grantedCents),
    availableCents: BigInt(row.availableCents),
    reservedCents: BigInt(row.reservedCents),
    payableCents: BigInt(row.payableCents),
    paidCents: BigInt(row.paidCents),
    recoupedCents: BigInt(row.recoupedCents),
  }));
}

const NEWEST_FIRST = byInstant(ledgerTransactions.createdAt, ledgerTransactions.id, "newest");

/** One fund and its bookings, newest first. @throws Refusal 404 absent or another agency's */
export async function readFund(db: Db, agencyId: string, id: FundId, after: Mark | null) {
  const [fund] = await readFunds(db, agencyId, id);
  if (!fund) throw new Refusal("not-found", 404);
  const rows = await db
    .select({
      id: ledgerTransactions.id,
      kind: ledgerTransactions.kind,
      at: ledgerTransactions.createdAt,
      amountCents: sql<string>`sum(${ledgerEntries.amountCents}) filter (where ${ledgerEntries.amountCents} > 0)::text`,
      authorizationNumber: authorizations.number,
      invoiceId: ledgerTransactions.invoiceId,
      invoiceNumber: invoices.number,
      paymentId: ledgerTransactions.paymentId,
      paymentNumber: payments.number,
      mark: NEWEST_FIRST.mark,
    })
    .from(ledgerTransactions)
    .innerJoin(ledgerEntries, and(eq(ledgerEntries.transactionId, ledgerTransactions.id), eq(ledgerEntries.fundId, id)))
    .leftJoin(authorizations, eq(authorizations.id, ledgerTransactions.authorizationId))
    .leftJoin(invoices, eq(invoices.id, ledgerTransactions.invoiceId))
    .leftJoin(payments, eq(payments.id, ledgerTransactions.paymentId))
    .where(NEWEST_FIRST.beyond(after))
    .groupBy(ledgerTransactions.id, authorizations.number, invoices.number, payments.number)
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const entries = toMarkedPage(rows);
  return {
    fund,
    entries: { ...entries, rows: entries.rows.map((row) => ({ ...row, amountCents: BigInt(row.amountCents) })) },
  };
}

/** Opens a fund with its first budget. @throws Refusal 409 when the code is taken */
export async function openFund(
  db: Db,
  actor: Actor,
  { amountCents, ...fund }: NewFund,
  continuesId: FundId | null = null,
): Promise<FundId> {
  const agencyId = agencyOf(actor);
  const [row] = await db
    .insert(funds)
    .values({ agencyId, ...fund, continuesId })
    .onConflictDoNothing({ target: [funds.agencyId, funds.code] })
    .returning({ id: funds.id });
  if (!row) throw new Refusal("payment.fund-code-taken", 409, { code: fund.code });
  const id = asId<FundId>(row.id);
  await recordEvent(db, actor, fundEvents.opened({ fundId: id, code: fund.code }), subjectOf(agencyId, id));
  await grantBudget(db, actor, id, amountCents);
  return id;
}

/** Adds money to a fund. @throws Refusal 404 absent or another agency's, 403 for who may not grant */
export async function grantBudget(db: Db, actor: Actor, id: FundId, cents: Cents): Promise<void> {
  const agencyId = agencyOf(actor);
  if (actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const [fund] = await db
    .select({ code: funds.code })
    .from(funds)
    .where(and(eq(funds.id, id), eq(funds.agencyId, agencyId)))
    .for("update");
  if (!fund) throw new Refusal("not-found", 404);
  // A grant has no row of its own to be counted by; the form's key makes sure that one form is one grant.
  const [made] = await db.execute<{ key: string }>(sql`select app.new_id()::text as key`);
  const legs = [
    { fund: id, account: "budget", cents: String(-cents) },
    { fund: id, account: "available", cents: String(cents) },
  ];
  await db.execute(
    sql`select app.post_ledger(${agencyId}::uuid, 'grant', ${`grant:${id}:${made?.key ?? ""}`}, ${JSON.stringify(legs)}::jsonb, null, null, null, null)`,
  );
  await recordEvent(
    db,
    actor,
    fundEvents.granted({ fundId: id, code: fund.code, amountCents: String(cents) }),
    subjectOf(agencyId, id),
  );
}

const subjectOf = (agencyId: AgencyId, id: FundId) => ({ subjectType: "fund", subjectId: id, agencyId });
