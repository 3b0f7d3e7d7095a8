// Reads batches and payments in the shape of both sides' pages, and the remittance: what was billed, paid, reduced, denied and why.
import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  adjustments,
  agencies,
  invoices,
  organizations,
  paymentAdjustments,
  paymentBatches,
  paymentInvoices,
  payments,
} from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { readLines } from "../invoice/row.server";
import { asId, type InvoiceId, type PaymentBatchId, type PaymentId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { masked } from "./account-number";
import { kindsFor } from "./file-format";
import { readFormat } from "./origin.server";
import { type BatchState, batchDigest, type PaymentState, readBatchPayments, readBatchRow } from "./row.server";

const MOST_INVOICES = 500;
const PAYABLE = ["approved", "partially_approved", "adjusted", "upheld"];

const NEWEST_BATCHES = byInstant(paymentBatches.createdAt, paymentBatches.id, "newest");
const NEWEST_PAYMENTS = byInstant(payments.createdAt, payments.id, "newest");

/** Approved invoices that no batch holds, by the day they are due. */
export async function readPayable(db: Db, agencyId: string) {
  const kinds = kindsFor(await readFormat(db, agencyId));
  return db
    .select({
      id: invoices.id,
      number: invoices.number,
      organizationName: organizations.name,
      approvedCents: invoices.approvedCents,
      dueOn: invoices.dueOn,
      decidedAt: invoices.decidedAt,
      hasPayee: sql<boolean>`exists (select 1 from bank_account b where b.id = app.usable_account(${invoices.organizationId}) and b.kind = any(${`{${kinds.join(",")}}`}::text[]))`,
    })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(and(eq(invoices.agencyId, agencyId), inArray(invoices.state, PAYABLE), gt(invoices.approvedCents, 0n)))
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(MOST_INVOICES);
}

export type PayableInvoice = Awaited<ReturnType<typeof readPayable>>[number];

/** The agency's batches, newest first. */
export async function readBatches(db: Db, agencyId: string, after: Mark | null, state?: BatchState) {
  const rows = await db
    .select({
      id: paymentBatches.id,
      number: paymentBatches.number,
      state: paymentBatches.state,
      createdAt: paymentBatches.createdAt,
      createdBy: nameOf(paymentBatches.createdBy),
      // What came back goes out in another batch; this one's file still says what it held.
      payments: sql<number>`coalesce((select f.payments from payment_file f where f.batch_id = payment_batch.id),
        (select count(*)::int from payment p where p.batch_id = payment_batch.id))`,
      totalCents: sql<string>`coalesce((select f.total_cents from payment_file f where f.batch_id = payment_batch.id),
        (select coalesce(sum(p.amount_cents), 0) from payment p where p.batch_id = payment_batch.id))::text`,
      mark: NEWEST_BATCHES.mark,
    })
    .from(paymentBatches)
    .where(
      and(
        eq(paymentBatches.agencyId, agencyId),
        state ? eq(paymentBatches.state, state) : undefined,
        NEWEST_BATCHES.beyond(after),
      ),
    )
    .orderBy(...NEWEST_BATCHES.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  return { ...page, rows: page.rows.map((row) => ({ ...row, totalCents: BigInt(row.totalCents) })) };
}

/** One batch with its payments, who did what, and the digest of all this. */
export async function readBatch(db: Db, id: PaymentBatchId) {
  const row = await readBatchRow(db, id);
  const paid = await readBatchPayments(db, id);
  const [who] = await db
    .select({
      createdBy: nameOf(paymentBatches.createdBy),
      approvedBy: nameOf(paymentBatches.approvedBy),
      exportedBy: nameOf(paymentBatches.exportedBy),
      mine: sql<boolean>`coalesce(app.person_of(${paymentBatches.createdBy}) = app.actor_id(), false)`,
      file: sql<{
        payments: number;
        cents: string;
      } | null>`(select jsonb_build_object('payments', f.payments, 'cents', f.total_cents::text)
        from payment_file f where f.batch_id = ${id}::uuid)`,
      decided: sql<boolean>`exists (select 1 from payment p join payment_invoice pi on pi.payment_id = p.id and pi.live
        join invoice i on i.id = pi.invoice_id join invoice_line l on l.invoice_id = i.id and l.live
        where p.batch_id = ${id}::uuid and app.actor_id() in (app.person_of(i.decided_by), app.person_of(i.concluded_by), app.person_of(l.decided_by)))`,
    })
    .from(paymentBatches)
    .where(eq(paymentBatches.id, id));
  return {
    ...row,
    ...who,
    seen: batchDigest(row.version, paid),
    totalCents: sumCents(paid.map((payment) => payment.amountCents)),
    payments: paid.map((payment) => ({
      ...payment,
      account: masked(payment.payeeEnding),
      stopped: payment.account.state !== "confirmed",
    })),
  };
}

interface PaymentFilter {
  readonly agencyId?: string;
  readonly organizationId?: string;
  readonly states?: readonly string[];
}

/** Payments of one side, newest first. */
export async function readPayments(db: Db, filter: PaymentFilter, after: Mark | null) {
  const rows = await db
    .select({
      id: payments.id,
      number: payments.number,
      state: payments.state,
      amountCents: payments.amountCents,
      createdAt: payments.createdAt,
      sentAt: payments.sentAt,
      settledOn: payments.settledOn,
      reference: payments.reference,
      organizationName: organizations.name,
      agencyName: agencies.name,
      invoices: sql<number>`(select count(*)::int from payment_invoice pi where pi.payment_id = ${payments.id} and pi.live)`,
      mark: NEWEST_PAYMENTS.mark,
    })
    .from(payments)
    .innerJoin(organizations, eq(organizations.id, payments.organizationId))
    .innerJoin(agencies, eq(agencies.id, payments.agencyId))
    .where(
      and(
        filter.agencyId ? eq(payments.agencyId, filter.agencyId) : undefined,
        filter.organizationId ? eq(payments.organizationId, filter.organizationId) : undefined,
        filter.states ? inArray(payments.state, [...filter.states]) : undefined,
        NEWEST_PAYMENTS.beyond(after),
      ),
    )
    .orderBy(...NEWEST_PAYMENTS.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

export type PaymentLine = Awaited<ReturnType<typeof readPayments>>["rows"][number];

/** What a provider is owed and has not been paid: approved or on its way, by the day it is due. */
export async function readExpected(db: Db, organizationId: string) {
  return db
    .select({
      id: invoices.id,
      number: invoices.number,
      state: invoices.state,
      agencyName: agencies.name,
      approvedCents: invoices.approvedCents,
      dueOn: invoices.dueOn,
    })
    .from(invoices)
    .innerJoin(agencies, eq(agencies.id, invoices.agencyId))
    .where(and(eq(invoices.organizationId, organizationId), inArray(invoices.state, [...PAYABLE, "batched"])))
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(MOST_INVOICES);
}

/** The statement that goes with a payment; looking at it is recorded. @throws Refusal 404 absent, another's, or not sent yet for a provider */
export async function readRemittance(db: Db, actor: Actor, id: PaymentId) {
  const [row] = await db
    .select({
      payment: payments,
      organizationName: organizations.name,
      agencyName: agencies.name,
      currency: agencies.currency,
    })
    .from(payments)
    .innerJoin(organizations, eq(organizations.id, payments.organizationId))
    .innerJoin(agencies, eq(agencies.id, payments.agencyId))
    .where(eq(payments.id, id));
  if (!row || (actor.organizationId && row.payment.organizationId !== actor.organizationId)) {
    throw new Refusal("not-found", 404);
  }
  const { agencyId, organizationId } = row.payment;
  await recordRead(db, actor, "payment", { subjectType: "payment", subjectId: id, agencyId, organizationId });
  const held = await db
    .select({
      id: invoices.id,
      number: invoices.number,
      totalCents: invoices.totalCents,
      approvedCents: paymentInvoices.amountCents,
    })
    .from(paymentInvoices)
    .innerJoin(invoices, eq(invoices.id, paymentInvoices.invoiceId))
    .where(and(eq(paymentInvoices.paymentId, id), paymentInvoices.live))
    .orderBy(asc(invoices.number))
    .limit(MOST_INVOICES);
  const lines = [];
  for (const invoice of held) lines.push(...(await linesOf(db, asId<InvoiceId>(invoice.id), invoice.number)));
  const taken = await db
    .select({ invoiceNumber: invoices.number, amountCents: paymentAdjustments.amountCents, words: adjustments.words })
    .from(paymentAdjustments)
    .innerJoin(adjustments, eq(adjustments.id, paymentAdjustments.adjustmentId))
    .innerJoin(invoices, eq(invoices.id, adjustments.invoiceId))
    .where(and(eq(paymentAdjustments.paymentId, id), paymentAdjustments.live))
    .limit(MOST_INVOICES);
  const { payment } = row;
  return {
    ...payment,
    id,
    state: payment.state as PaymentState,
    account: masked(payment.payeeEnding),
    organizationName: row.organizationName,
    agencyName: row.agencyName,
    currency: row.currency,
    billedCents: sumCents(held.map((invoice) => invoice.totalCents)),
    invoices: held,
    taken,
    lines,
  };
}

export type Remittance = Awaited<ReturnType<typeof readRemittance>>;

async function linesOf(db: Db, id: InvoiceId, invoiceNumber: string) {
  return (await readLines(db, id)).map((line) => ({
    id: line.id,
    invoiceNumber,
    serviceDay: line.serviceDay,
    clientName: line.clientName,
    serviceName: line.serviceName,
    unitType: line.unitType,
    units: line.units,
    rateCents: line.rateCents,
    billedCents: line.amountCents,
    paidCents: line.approvedCents,
    state: line.state,
    // A line that was approved after all keeps no reason; one that was reduced or denied always has one.
    reasonCode: line.state === "approved" ? null : line.reasonCode,
    reasonWords: line.state === "approved" ? null : line.reasonWords,
  }));
}

/** A colleague's name; empty where nobody did it yet. */
function nameOf(membershipId: unknown): SQL<string | null> {
  return sql<
    string | null
  >`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${membershipId})`;
}
