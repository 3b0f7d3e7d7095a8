// Locks or reads one payment batch with what it pays, for the deeds and pages that weigh it. Shows no whole account.
import { createHash } from "node:crypto";
import { and, asc, eq, type SQL } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  adjustments,
  bankAccounts,
  invoices,
  organizations,
  paymentAdjustments,
  paymentBatches,
  paymentInvoices,
  payments,
} from "#drizzle/schema";
import { asId, type PaymentBatchId, type PaymentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { AccountKind } from "./account-number";
import type { batchLifecycle, paymentLifecycle } from "./lifecycle";

export type BatchState = (typeof batchLifecycle.states)[number];
export type PaymentState = (typeof paymentLifecycle.states)[number];

/** Payments, and invoices they pay: as many as one file of a bank carries in a minute's reading. */
export const MOST_IN_BATCH = 10_000;

/** @throws Refusal 404 when it is absent or another agency's */
export async function readBatchRow(db: Db, id: PaymentBatchId) {
  const [row] = await db.select().from(paymentBatches).where(eq(paymentBatches.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, id, state: row.state as BatchState };
}

/** @throws Refusal 404 when it is absent or another agency's */
export async function lockBatch(db: Db, id: PaymentBatchId) {
  const [row] = await db.select().from(paymentBatches).where(eq(paymentBatches.id, id)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, id, state: row.state as BatchState };
}

export type BatchRow = Awaited<ReturnType<typeof readBatchRow>>;
export type BatchPayment = Awaited<ReturnType<typeof readBatchPayments>>[number];

/** The payments of a batch in the order of their numbers, each with the invoices it pays and what it takes back. */
export const readBatchPayments = (db: Db, batchId: PaymentBatchId) =>
  readPaymentsWhere(db, eq(payments.batchId, batchId));

export async function readPaymentsWhere(db: Db, which: SQL) {
  const found = await db
    .select({
      payment: payments,
      organizationName: organizations.name,
      account: {
        kind: bankAccounts.kind,
        personal: bankAccounts.personal,
        routing: bankAccounts.routing,
        savings: bankAccounts.savings,
        bic: bankAccounts.bic,
        state: bankAccounts.state,
      },
    })
    .from(payments)
    .innerJoin(bankAccounts, eq(bankAccounts.id, payments.bankAccountId))
    .innerJoin(organizations, eq(organizations.id, payments.organizationId))
    .where(which)
    .orderBy(asc(payments.number))
    .limit(MOST_IN_BATCH);
  const paid = await db
    .select({
      paymentId: paymentInvoices.paymentId,
      invoiceId: paymentInvoices.invoiceId,
      amountCents: paymentInvoices.amountCents,
      number: invoices.number,
      totalCents: invoices.totalCents,
      decidedBy: invoices.decidedBy,
      state: invoices.state,
    })
    .from(paymentInvoices)
    .innerJoin(payments, eq(payments.id, paymentInvoices.paymentId))
    .innerJoin(invoices, eq(invoices.id, paymentInvoices.invoiceId))
    .where(and(which, paymentInvoices.live))
    .orderBy(asc(invoices.number))
    .limit(MOST_IN_BATCH);
  const byPayment = groupBy(paid);
  const takenBy = groupBy(await readTaken(db, which));
  return found.map(({ payment, organizationName, account }) => ({
    ...payment,
    id: asId<PaymentId>(payment.id),
    state: payment.state as PaymentState,
    organizationName,
    account: { ...account, kind: account.kind as AccountKind },
    invoices: byPayment.get(payment.id) ?? [],
    adjustments: takenBy.get(payment.id) ?? [],
  }));
}

/** What the payments take back of what was overpaid before. */
function readTaken(db: Db, which: SQL) {
  return db
    .select({
      paymentId: paymentAdjustments.paymentId,
      adjustmentId: paymentAdjustments.adjustmentId,
      amountCents: paymentAdjustments.amountCents,
      kind: adjustments.kind,
      invoiceNumber: invoices.number,
    })
    .from(paymentAdjustments)
    .innerJoin(payments, eq(payments.id, paymentAdjustments.paymentId))
    .innerJoin(adjustments, eq(adjustments.id, paymentAdjustments.adjustmentId))
    .innerJoin(invoices, eq(invoices.id, adjustments.invoiceId))
    .where(and(which, paymentAdjustments.live))
    .limit(MOST_IN_BATCH);
}

function groupBy<Row extends { paymentId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ paymentId }) => paymentId);
}

/** What a person saw, as one hash: who is paid how much, to which account, for which invoices. */
export function batchDigest(version: number, paid: readonly BatchPayment[]): string {
  const seen = paid.map((payment) =>
    [
      payment.id,
      payment.amountCents,
      payment.bankAccountId,
      ...payment.invoices.map((invoice) => `${invoice.invoiceId} ${invoice.amountCents}`).sort(),
      ...payment.adjustments.map((taken) => `${taken.adjustmentId} -${taken.amountCents}`).sort(),
    ].join(" "),
  );
  return createHash("sha256")
    .update([String(version), ...seen.sort()].join("\n"))
    .digest("hex");
}

export const subjectOfBatch = (row: { id: string; agencyId: string }) => ({
  subjectType: "payment_batch",
  subjectId: row.id,
  agencyId: row.agencyId,
});
