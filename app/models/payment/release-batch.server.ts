// Releases a batch by a second person, and marks it as paid when the bank has paid. Each step has one effect, however often it is asked for.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, authorizations, invoiceLines, invoices, paymentBatches, payments } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { invoiceLifecycle } from "../invoice/lifecycle";
import { tellReferrals } from "../invoice/tell-referrals.server";
import { tellMembers } from "../notification/tell.server";
import { type CalendarDay, localDay } from "../values/calendar-day";
import { asId, type InvoiceId, type OrganizationId, type PaymentBatchId } from "../values/ids";
import { type Cents, sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { batchEvents, paymentEvents } from "./events";
import { batchLifecycle, paymentLifecycle } from "./lifecycle";
import {
  type BatchPayment,
  type BatchRow,
  batchDigest,
  lockBatch,
  readBatchPayments,
  subjectOfBatch,
} from "./row.server";

/**
 * @param seen digest of what the page showed
 * @throws Refusal 403 for who may not release it, 409 when it was released or changed meanwhile
 */
export async function releaseBatch(db: Db, actor: Actor, id: PaymentBatchId, seen: string): Promise<void> {
  const row = await lockBatch(db, id);
  const state = batchLifecycle.after(row.state, "approve");
  await refuseOwn(db, actor, row);
  const paid = await readBatchPayments(db, id);
  const digest = batchDigest(row.version, paid);
  if (digest !== seen) throw new Refusal("payment.changed-meanwhile", 409);
  await db
    .update(paymentBatches)
    .set({
      state,
      version: row.version + 1,
      approvedBy: actor.membershipId,
      approvedAt: sql`app.clock()`,
      approvedDigest: digest,
    })
    .where(eq(paymentBatches.id, id));
  const totalCents = String(sumCents(paid.map((payment) => payment.amountCents)));
  await recordEvent(
    db,
    actor,
    batchEvents.released({ batchId: id, number: row.number, totalCents }),
    subjectOfBatch(row),
  );
}

export interface Settlement {
  readonly settledOn: CalendarDay;
  /** What the bank calls the transfer. */
  readonly reference: string;
}

/** Marks a batch as paid. @throws Refusal 409 when it is not on its way, 422 for a day ahead */
export async function settleBatch(db: Db, actor: Actor, id: PaymentBatchId, settlement: Settlement): Promise<void> {
  const row = await lockBatch(db, id);
  const state = batchLifecycle.after(row.state, "settle");
  const { timeZone } = await readAgency(db, row.agencyId);
  if (settlement.settledOn > localDay(await clock(db), timeZone)) throw new Refusal("payment.settled-ahead", 422);
  for (const payment of await readBatchPayments(db, id)) {
    if (payment.state === "sent") await settle(db, actor, payment, settlement);
  }
  await db
    .update(paymentBatches)
    .set({ state, version: row.version + 1, settledAt: sql`app.clock()` })
    .where(eq(paymentBatches.id, id));
  await recordEvent(
    db,
    actor,
    batchEvents.settled({ batchId: id, number: row.number, settledOn: settlement.settledOn }),
    subjectOfBatch(row),
  );
}

// The database refuses each of these too; here the person learns which it is. Asked by person: a second seat is not a second person.
async function refuseOwn(db: Db, actor: Actor, row: BatchRow): Promise<void> {
  if (actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const [own] = await db.execute<{ made: boolean; approved: boolean; decided: boolean }>(sql`
    select app.person_of(${row.createdBy}::uuid) = app.actor_id() as made,
      exists (select 1 from payment p join payment_invoice pi on pi.payment_id = p.id and pi.live join invoice i on i.id = pi.invoice_id
        where p.batch_id = ${row.id}::uuid and app.person_of(i.decided_by) = app.actor_id()) as approved,
      exists (select 1 from payment p join payment_invoice pi on pi.payment_id = p.id and pi.live join invoice i on i.id = pi.invoice_id
        join invoice_line l on l.invoice_id = i.id and l.live
        where p.batch_id = ${row.id}::uuid and app.actor_id() in (app.person_of(l.decided_by), app.person_of(i.concluded_by))) as decided`);
  if (own?.made) throw new Refusal("payment.own-batch", 403);
  if (own?.approved) throw new Refusal("payment.own-approval", 403);
  if (own?.decided) throw new Refusal("invoice.third-person", 403);
}

async function settle(
  db: Db,
  actor: Actor,
  payment: BatchPayment,
  { settledOn, reference }: Settlement,
): Promise<void> {
  await db
    .update(payments)
    .set({
      state: paymentLifecycle.after(payment.state, "settle"),
      settledAt: sql`app.clock()`,
      settledOn,
      reference,
    })
    .where(eq(payments.id, payment.id));
  for (const { invoiceId } of payment.invoices) {
    await db
      .update(invoices)
      .set({ state: invoiceLifecycle.after("batched", "pay"), version: sql`${invoices.version} + 1` })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.state, "batched")));
  }
  await postPaid(db, payment);
  const { id: paymentId, number, amountCents } = payment;
  await recordEvent(
    db,
    actor,
    paymentEvents.settled({ paymentId, number, amountCents: String(amountCents), settledOn }),
    subjectOfPayment(payment),
  );
  const paid = payment.invoices.map(({ invoiceId }) => asId<InvoiceId>(invoiceId));
  await tellReferrals(db, actor, paid, payment, paymentEvents.reached({ paymentId, number, settledOn }), "approved");
  await tellMembers(
    db,
    { organizationId: asId<OrganizationId>(payment.organizationId), roles: ["biller", "organization_administrator"] },
    { kind: "payment.settled", subjectType: "payment", subjectId: paymentId, path: `/portal/payments/${paymentId}` },
  );
}

/** What was owed is paid, fund by fund; once for each payment. */
async function postPaid(db: Db, payment: BatchPayment): Promise<void> {
  const rows = await db
    .select({ fundId: authorizations.fundId, cents: sql<string>`sum(${invoiceLines.approvedCents})::text` })
    .from(invoiceLines)
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(
      and(
        sql`${invoiceLines.invoiceId} in (select pi.invoice_id from payment_invoice pi where pi.payment_id = ${payment.id}::uuid and pi.live)`,
        invoiceLines.live,
      ),
    )
    .groupBy(authorizations.fundId);
  const legs = rows
    .map(({ fundId, cents }): { fund: string; cents: Cents } => ({ fund: fundId, cents: BigInt(cents) }))
    .filter(({ cents }) => cents > 0n)
    .flatMap(({ fund, cents }) => [
      { fund, account: "payable", cents: String(-cents) },
      { fund, account: "paid", cents: String(cents) },
    ]);
  await db.execute(
    sql`select app.post_ledger(${payment.agencyId}::uuid, 'pay', ${`pay:${payment.id}`}, ${JSON.stringify(legs)}::jsonb, null, null, ${payment.id}::uuid, null)`,
  );
}

export async function readAgency(db: Db, id: string) {
  const [row] = await db
    .select({ name: agencies.name, currency: agencies.currency, timeZone: agencies.timeZone })
    .from(agencies)
    .where(eq(agencies.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

export const subjectOfPayment = (payment: BatchPayment) => ({
  subjectType: "payment",
  subjectId: payment.id,
  agencyId: payment.agencyId,
  organizationId: payment.organizationId,
});
