// Locks or reads one payment batch with what it pays, for the deeds and pages that weigh it. Shows no whole account.
import { createHash } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { bankAccounts, invoices, organizations, paymentBatches, paymentInvoices, payments } from "#drizzle/schema";
import { asId, type PaymentBatchId, type PaymentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { AccountKind } from "./account-number";
import type { batchLifecycle, paymentLifecycle } from "./lifecycle";

export type BatchState = (typeof batchLifecycle.states)[number];
export type PaymentState = (typeof paymentLifecycle.states)[number];

const MOST_PAYMENTS = 1000;

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

/** The payments of a batch in the order of their numbers, each with the invoices it pays. */
export async function readBatchPayments(db: Db, batchId: PaymentBatchId) {
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
    .where(eq(payments.batchId, batchId))
    .orderBy(asc(payments.number))
    .limit(MOST_PAYMENTS);
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
    .where(and(eq(payments.batchId, batchId), paymentInvoices.live))
    .orderBy(asc(invoices.number))
    .limit(MOST_PAYMENTS);
  return found.map(({ payment, organizationName, account }) => ({
    ...payment,
    id: asId<PaymentId>(payment.id),
    state: payment.state as PaymentState,
    organizationName,
    account: { ...account, kind: account.kind as AccountKind },
    invoices: paid.filter(({ paymentId }) => paymentId === payment.id),
  }));
}

/** What a person saw, as one hash: who is paid how much, to which account, for which invoices. */
export function batchDigest(version: number, paid: readonly BatchPayment[]): string {
  const seen = paid.map((payment) =>
    [
      payment.id,
      payment.amountCents,
      payment.bankAccountId,
      ...payment.invoices.map((invoice) => `${invoice.invoiceId} ${invoice.amountCents}`).sort(),
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
