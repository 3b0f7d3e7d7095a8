// Gathers approved invoices into a batch with one payment for each provider, and gives the batch up again. Releases nothing.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { nextNumber } from "#app/database/clock.server";
import { among, linkByStatement } from "#app/database/many-rows.server";
import { formatList } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import {
  bankAccounts,
  invoices,
  organizations,
  paymentAdjustments,
  paymentBatches,
  paymentInvoices,
  payments,
} from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { invoiceLifecycle } from "../invoice/lifecycle";
import type { InvoiceState } from "../invoice/row.server";
import { tellMembers } from "../notification/tell.server";
import { type AgencyId, asId, type InvoiceId, type PaymentBatchId, type PaymentId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { batchEvents, paymentEvents } from "./events";
import { kindsFor } from "./file-format";
import { batchLifecycle, paymentLifecycle } from "./lifecycle";
import { readFormat } from "./origin.server";
import { queuePayments } from "./queue-payments.server";
import { lockBatch, MOST_IN_BATCH, type PaymentState, readBatchPayments, subjectOfBatch } from "./row.server";

/**
 * @throws Refusal 404 when an invoice is not the agency's, 409 when one is not approved or in a batch already,
 * or a provider has not said where its money goes, 422 for none or more than a batch carries
 */
export async function openBatch(
  db: Db,
  actor: Actor,
  invoiceIds: readonly InvoiceId[],
  paymentIds: readonly PaymentId[] = [],
): Promise<PaymentBatchId> {
  const agencyId = agencyOf(actor);
  if (invoiceIds.length + paymentIds.length === 0) throw new Refusal("payment.no-invoice", 422);
  if (invoiceIds.length + paymentIds.length > MOST_IN_BATCH)
    throw new Refusal("payment.too-many", 422, { most: MOST_IN_BATCH });
  const chosen = await lockChosen(db, agencyId, [...new Set(invoiceIds)]);
  const again = await lockReturned(db, agencyId, [...new Set(paymentIds)]);
  const paidTo = new Set([...chosen, ...again].map(({ organizationId }) => organizationId));
  const accountOf = await readAccounts(db, actor, [...paidTo]);
  await linkByStatement(db, chosen.length);
  const number = await nextNumber(db, agencyId, "B");
  const [batch] = await db
    .insert(paymentBatches)
    .values({ agencyId, number, createdBy: actor.membershipId })
    .returning({ id: paymentBatches.id });
  if (!batch) throw new Error("no batch was made");
  const batchId = asId<PaymentBatchId>(batch.id);
  const queuedCents = await queuePayments(db, { agencyId, batchId, accountOf }, chosen);
  for (const payment of again)
    await requeue(db, actor, payment, { batchId, bankAccountId: accountOf.get(payment.organizationId) ?? "" });
  await moveInvoices(db, chosen, () => "batch");
  const totalCents = String(queuedCents + sumCents(again.map(({ amountCents }) => amountCents)));
  await recordEvent(
    db,
    actor,
    batchEvents.opened({ batchId, number, invoices: chosen.length, totalCents }),
    subjectOfBatch({ id: batchId, agencyId }),
  );
  await tellMembers(
    db,
    { agencyId, roles: ["finance_approver"] },
    { kind: "batch.opened", subjectType: "payment_batch", subjectId: batchId, path: `/finance/batches/${batchId}` },
  );
  return batchId;
}

/** Gives an open batch up; its invoices wait for another. @throws Refusal 409 when it was released */
export async function discardBatch(db: Db, actor: Actor, id: PaymentBatchId): Promise<void> {
  const row = await lockBatch(db, id);
  const state = batchLifecycle.after(row.state, "discard");
  const held = await readBatchPayments(db, id);
  await linkByStatement(db, held.length);
  for (const payment of held) paymentLifecycle.after(payment.state, "drop");
  const own = held.map((payment) => payment.id);
  await db.update(paymentInvoices).set({ live: false }).where(among(paymentInvoices.paymentId, own));
  await db.update(paymentAdjustments).set({ live: false }).where(among(paymentAdjustments.paymentId, own));
  await unbatch(
    db,
    held.flatMap((payment) => payment.invoices.map(({ invoiceId }) => invoiceId)),
  );
  await db.update(payments).set({ state: "dropped" }).where(eq(payments.batchId, id));
  await db
    .update(paymentBatches)
    .set({ state, version: row.version + 1 })
    .where(eq(paymentBatches.id, id));
  await recordEvent(db, actor, batchEvents.discarded({ batchId: id, number: row.number }), subjectOfBatch(row));
}

async function lockChosen(db: Db, agencyId: AgencyId, ids: readonly InvoiceId[]) {
  if (ids.length === 0) return [];
  // In the order of their ids, so that two who choose the same invoices wait for one another and never for ever.
  const rows = await db
    .select()
    .from(invoices)
    .where(and(among(invoices.id, ids), eq(invoices.agencyId, agencyId)))
    .orderBy(asc(invoices.id))
    .for("update");
  if (rows.length !== ids.length) throw new Refusal("not-found", 404);
  const chosen = rows.map((row) => ({ ...row, state: row.state as InvoiceState }));
  if (chosen.some(({ state }) => state === "batched")) throw new Refusal("payment.invoice-in-batch-already", 409);
  for (const { state } of chosen) invoiceLifecycle.after(state, "batch");
  return chosen;
}

/**
 * The account in use of each provider, by the provider.
 * @throws Refusal 409 naming the providers without one, or with one that a file of this kind cannot pay to
 */
async function readAccounts(db: Db, actor: Actor, organizationIds: readonly string[]): Promise<Map<string, string>> {
  const kinds = kindsFor(await readFormat(db, agencyOf(actor)));
  const rows = await db
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      id: bankAccounts.id,
      kind: bankAccounts.kind,
    })
    .from(organizations)
    .leftJoin(bankAccounts, sql`${bankAccounts.id} = app.usable_account(${organizations.id})`)
    .where(among(organizations.id, organizationIds))
    .orderBy(asc(organizations.name));
  const missing = rows.filter(({ kind }) => !kinds.some((known) => known === kind)).map((row) => row.name);
  if (missing.length > 0) {
    throw new Refusal("payment.payee-missing", 409, { names: formatList(missing, knownLanguage(actor.language)) });
  }
  return new Map(rows.map(({ organizationId, id }) => [organizationId, id ?? ""]));
}

/** Its second way to the bank, to the account in use now; another person releases it again. */
async function requeue(
  db: Db,
  actor: Actor,
  { id, state, number, amountCents, attempt, agencyId, organizationId }: typeof payments.$inferSelect,
  to: { batchId: PaymentBatchId; bankAccountId: string },
): Promise<void> {
  const queued = paymentLifecycle.after(state as PaymentState, "requeue");
  const nothing = { trace: null, sentAt: null, settledAt: null, settledOn: null, reference: null };
  await db
    .update(payments)
    .set({ ...to, ...nothing, state: queued, attempt: attempt + 1 })
    .where(eq(payments.id, id));
  await recordEvent(
    db,
    actor,
    paymentEvents.requeued({ paymentId: id, number, amountCents: String(amountCents), attempt: attempt + 1 }),
    { subjectType: "payment", subjectId: id, agencyId, organizationId },
  );
}

async function lockReturned(db: Db, agencyId: AgencyId, ids: readonly PaymentId[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(payments)
    .where(and(among(payments.id, ids), eq(payments.agencyId, agencyId)))
    .orderBy(asc(payments.id))
    .for("update");
  if (rows.length !== ids.length) throw new Refusal("not-found", 404);
  return rows;
}

async function unbatch(db: Db, ids: readonly string[]): Promise<void> {
  const rows = await db.select().from(invoices).where(among(invoices.id, ids)).orderBy(asc(invoices.id)).for("update");
  if (rows.length !== ids.length) throw new Refusal("not-found", 404);
  const back = rows.map((row) => ({ ...row, state: row.state as InvoiceState }));
  await moveInvoices(db, back, (row) => (row.approvedCents === row.totalCents ? "unbatch" : "unbatch_in_part"));
}

type InvoiceMove = Parameters<typeof invoiceLifecycle.after>[1];

/** One statement for each state they come to. @param held locked by the caller */
async function moveInvoices<Row extends { readonly id: string; readonly state: InvoiceState }>(
  db: Db,
  held: readonly Row[],
  moveOf: (row: Row) => InvoiceMove,
): Promise<void> {
  const byState = Map.groupBy(held, (row) => invoiceLifecycle.after(row.state, moveOf(row)));
  for (const [state, rows] of byState) {
    const ids = rows.map(({ id }) => id);
    await db
      .update(invoices)
      .set({ state, version: sql`${invoices.version} + 1` })
      .where(among(invoices.id, ids));
  }
}
