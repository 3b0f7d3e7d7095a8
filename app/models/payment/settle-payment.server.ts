// Books one payment as paid when the bank paid it, and takes that back when the bank sent it back. Each has one effect for each way to the bank.
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  adjustments,
  authorizations,
  invoiceLines,
  invoices,
  paymentAdjustments,
  paymentBatches,
  payments,
} from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { invoiceLifecycle } from "../invoice/lifecycle";
import { tellReferrals } from "../invoice/tell-referrals.server";
import { tellMembers } from "../notification/tell.server";
import type { CalendarDay } from "../values/calendar-day";
import { asId, type InvoiceId, type OrganizationId } from "../values/ids";
import type { Cents } from "../values/money";
import { paymentEvents } from "./events";
import { batchLifecycle, paymentLifecycle } from "./lifecycle";
import { type BatchPayment, lockBatch } from "./row.server";

export interface Settlement {
  readonly settledOn: CalendarDay;
  /** What the bank calls the transfer. */
  readonly reference: string;
}

export async function settlePayment(
  db: Db,
  actor: Actor,
  payment: BatchPayment,
  { settledOn, reference }: Settlement,
): Promise<void> {
  const state = paymentLifecycle.after(payment.state, "settle");
  await db
    .update(payments)
    .set({ state, settledAt: sql`app.clock()`, settledOn, reference })
    .where(eq(payments.id, payment.id));
  const paid = await moveInvoices(db, payment, "batched", "pay");
  await post(db, payment, "pay", 1n);
  const { id: paymentId, number, amountCents } = payment;
  const facts = { paymentId, number, amountCents: String(amountCents) };
  await recordEvent(db, actor, paymentEvents.settled({ ...facts, settledOn }), subjectOfPayment(payment));
  await tellReferrals(db, actor, paid, payment, paymentEvents.reached({ paymentId, number, settledOn }), "approved");
  await tellBillers(db, payment, "payment.settled");
}

/**
 * What the bank sent back: owed as before, and waiting for another batch. Also after it counted as paid.
 * @param code why, as the bank says it
 */
export async function returnPayment(db: Db, actor: Actor, payment: BatchPayment, code: string): Promise<void> {
  const state = paymentLifecycle.after(payment.state, "return");
  const batch = await lockBatch(db, asId(payment.batchId));
  if (batchLifecycle.may(batch.state, "return_in_part")) {
    await db
      .update(paymentBatches)
      .set({ state: batchLifecycle.after(batch.state, "return_in_part"), version: batch.version + 1 })
      .where(eq(paymentBatches.id, batch.id));
  }
  await db
    .update(payments)
    .set({ state, returnCode: code, returnedAt: sql`app.clock()` })
    .where(eq(payments.id, payment.id));
  if (payment.state === "settled") {
    await moveInvoices(db, payment, "paid", "unpay");
    await post(db, payment, "unpay", -1n);
  }
  const { id: paymentId, number, amountCents } = payment;
  const facts = { paymentId, number, amountCents: String(amountCents), code };
  await recordEvent(db, actor, paymentEvents.returned(facts), subjectOfPayment(payment));
  await tellBillers(db, payment, "payment.returned");
}

async function moveInvoices(db: Db, payment: BatchPayment, from: "batched" | "paid", move: "pay" | "unpay") {
  const ids = payment.invoices.map(({ invoiceId }) => asId<InvoiceId>(invoiceId));
  if (ids.length === 0) return ids;
  await db
    .update(invoices)
    .set({ state: invoiceLifecycle.after(from, move), version: sql`${invoices.version} + 1` })
    .where(and(inArray(invoices.id, ids), eq(invoices.state, from)));
  return ids;
}

interface Leg {
  readonly fund: string;
  readonly account: "payable" | "paid" | "recouped";
  readonly cents: Cents;
}

/** What was owed is paid, and what is taken back is recouped, fund by fund; once for each way to the bank. */
async function post(db: Db, payment: BatchPayment, kind: "pay" | "unpay", sign: 1n | -1n): Promise<void> {
  const legs = [...(await owedOf(db, payment)), ...(await recoupedOf(db, payment))]
    .filter(({ cents }) => cents !== 0n)
    .map(({ fund, account, cents }) => ({ fund, account, cents: String(sign * cents) }));
  const effect = `${kind}:${payment.id}${payment.attempt > 1 ? `:${payment.attempt}` : ""}`;
  await db.execute(
    sql`select app.post_ledger(${payment.agencyId}::uuid, ${kind}, ${effect}, ${JSON.stringify(legs)}::jsonb, null, null, ${payment.id}::uuid, null)`,
  );
}

async function owedOf(db: Db, payment: BatchPayment): Promise<Leg[]> {
  const rows = await db
    .select({ fund: authorizations.fundId, cents: sql<string>`sum(${invoiceLines.approvedCents})::text` })
    .from(invoiceLines)
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(
      and(
        sql`${invoiceLines.invoiceId} in (select pi.invoice_id from payment_invoice pi where pi.payment_id = ${payment.id}::uuid and pi.live)`,
        invoiceLines.live,
      ),
    )
    .groupBy(authorizations.fundId);
  return rows.flatMap(({ fund, cents }): Leg[] => [
    { fund, account: "payable", cents: -BigInt(cents) },
    { fund, account: "paid", cents: BigInt(cents) },
  ]);
}

async function recoupedOf(db: Db, payment: BatchPayment): Promise<Leg[]> {
  const rows = await db
    .select({ fund: authorizations.fundId, cents: sql<string>`sum(${paymentAdjustments.amountCents})::text` })
    .from(paymentAdjustments)
    .innerJoin(adjustments, eq(adjustments.id, paymentAdjustments.adjustmentId))
    .innerJoin(invoiceLines, eq(invoiceLines.id, adjustments.invoiceLineId))
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(and(eq(paymentAdjustments.paymentId, payment.id), paymentAdjustments.live))
    .groupBy(authorizations.fundId);
  return rows.flatMap(({ fund, cents }): Leg[] => [
    { fund, account: "paid", cents: -BigInt(cents) },
    { fund, account: "recouped", cents: BigInt(cents) },
  ]);
}

function tellBillers(db: Db, payment: BatchPayment, kind: "payment.settled" | "payment.returned"): Promise<void> {
  const { id, organizationId, attempt } = payment;
  return tellMembers(
    db,
    { organizationId: asId<OrganizationId>(organizationId), roles: ["biller", "organization_administrator"] },
    {
      ...{ kind, subjectType: "payment", subjectId: id, path: `/portal/payments/${id}` },
      ...(attempt > 1 ? { effect: String(attempt) } : {}),
    },
  );
}

export const subjectOfPayment = (payment: BatchPayment) => ({
  subjectType: "payment",
  subjectId: payment.id,
  agencyId: payment.agencyId,
  organizationId: payment.organizationId,
});
