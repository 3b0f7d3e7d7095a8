// Books payments as paid when the bank paid them, and takes that back for one that the bank sent back. Each has one effect for each way to the bank.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import {
  adjustments,
  authorizations,
  invoiceLines,
  invoices,
  paymentAdjustments,
  paymentBatches,
  paymentInvoices,
  payments,
} from "#drizzle/schema";
import { recordEvent, recordEvents } from "../event/record.server";
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

/** Of one batch, or one payment by itself: a statement for each table, and each provider told of its own. */
export async function settlePayments(
  db: Db,
  actor: Actor,
  paid: readonly BatchPayment[],
  { settledOn, reference }: Settlement,
): Promise<void> {
  for (const [state, own] of Map.groupBy(paid, (payment) => paymentLifecycle.after(payment.state, "settle"))) {
    const ids = own.map(({ id }) => id);
    await db
      .update(payments)
      .set({ state, settledAt: sql`app.clock()`, settledOn, reference })
      .where(among(payments.id, ids));
  }
  await moveInvoices(db, paid, "batched", "pay");
  await post(db, paid, "pay", 1n);
  await recordEvents(
    db,
    actor,
    paid.map((payment) => ({
      event: paymentEvents.settled({ ...factsOf(payment), settledOn }),
      subject: subjectOfPayment(payment),
    })),
  );
  const tidings = paid.map(({ id: paymentId, number, agencyId, organizationId, invoices: held }) => ({
    invoiceIds: held.map(({ invoiceId }) => asId<InvoiceId>(invoiceId)),
    ...{ agencyId, organizationId, event: paymentEvents.reached({ paymentId, number, settledOn }) },
  }));
  await tellReferrals(db, actor, tidings, "approved");
  for (const payment of paid) await tellBillers(db, payment, "payment.settled");
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
    await moveInvoices(db, [payment], "paid", "unpay");
    await post(db, [payment], "unpay", -1n);
  }
  const facts = { ...factsOf(payment), code };
  await recordEvent(db, actor, paymentEvents.returned(facts), subjectOfPayment(payment));
  await tellBillers(db, payment, "payment.returned");
}

const factsOf = ({ id: paymentId, number, amountCents }: BatchPayment) => ({
  ...{ paymentId, number, amountCents: String(amountCents) },
});

async function moveInvoices(
  db: Db,
  paid: readonly BatchPayment[],
  from: "batched" | "paid",
  move: "pay" | "unpay",
): Promise<void> {
  const ids = paid.flatMap((payment) => payment.invoices.map(({ invoiceId }) => invoiceId));
  if (ids.length === 0) return;
  await db
    .update(invoices)
    .set({ state: invoiceLifecycle.after(from, move), version: sql`${invoices.version} + 1` })
    .where(and(among(invoices.id, ids), eq(invoices.state, from)));
}

interface Leg {
  readonly paymentId: string;
  readonly fund: string;
  readonly account: "payable" | "paid" | "recouped";
  readonly cents: Cents;
}

/** What was owed is paid, and what is taken back is recouped, fund by fund; once for each way to the bank. */
async function post(db: Db, paid: readonly BatchPayment[], kind: "pay" | "unpay", sign: 1n | -1n): Promise<void> {
  const ids = paid.map(({ id }) => id);
  const moved = [...(await owedOf(db, ids)), ...(await recoupedOf(db, ids))].filter(({ cents }) => cents !== 0n);
  const legsOf = Map.groupBy(moved, ({ paymentId }) => paymentId);
  const postings = paid.map(({ id, agencyId, attempt }) => ({
    ...{ id, agency_id: agencyId, effect: `${kind}:${id}${attempt > 1 ? `:${attempt}` : ""}` },
    legs: (legsOf.get(id) ?? []).map(({ fund, account, cents }) => ({ fund, account, cents: String(sign * cents) })),
  }));
  await db.execute(sql`
    select app.post_ledger(p.agency_id, ${kind}, p.effect, p.legs, null, null, p.id, null)
    from jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) as p(id uuid, agency_id uuid, effect text, legs jsonb) order by p.id`);
}

async function owedOf(db: Db, paymentIds: readonly string[]): Promise<Leg[]> {
  const rows = await db
    .select({
      paymentId: paymentInvoices.paymentId,
      fund: authorizations.fundId,
      cents: sql<string>`sum(${invoiceLines.approvedCents})::text`,
    })
    .from(paymentInvoices)
    .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, paymentInvoices.invoiceId))
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(and(among(paymentInvoices.paymentId, paymentIds), paymentInvoices.live, invoiceLines.live))
    .groupBy(paymentInvoices.paymentId, authorizations.fundId);
  return rows.flatMap(({ cents, ...of }): Leg[] => [
    { ...of, account: "payable", cents: -BigInt(cents) },
    { ...of, account: "paid", cents: BigInt(cents) },
  ]);
}

async function recoupedOf(db: Db, paymentIds: readonly string[]): Promise<Leg[]> {
  const rows = await db
    .select({
      paymentId: paymentAdjustments.paymentId,
      fund: authorizations.fundId,
      cents: sql<string>`sum(${paymentAdjustments.amountCents})::text`,
    })
    .from(paymentAdjustments)
    .innerJoin(adjustments, eq(adjustments.id, paymentAdjustments.adjustmentId))
    .innerJoin(invoiceLines, eq(invoiceLines.id, adjustments.invoiceLineId))
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(and(among(paymentAdjustments.paymentId, paymentIds), paymentAdjustments.live))
    .groupBy(paymentAdjustments.paymentId, authorizations.fundId);
  return rows.flatMap(({ cents, ...of }): Leg[] => [
    { ...of, account: "paid", cents: -BigInt(cents) },
    { ...of, account: "recouped", cents: BigInt(cents) },
  ]);
}

export function tellBillers(
  db: Db,
  payment: BatchPayment,
  kind: "payment.settled" | "payment.returned" | "payment.correction",
  path = `/portal/payments/${payment.id}`,
): Promise<void> {
  const { id, organizationId, attempt } = payment;
  return tellMembers(
    db,
    { organizationId: asId<OrganizationId>(organizationId), roles: ["biller", "organization_administrator"] },
    {
      ...{ kind, subjectType: "payment", subjectId: id, path },
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
