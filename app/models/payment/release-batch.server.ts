// Releases a batch by a second person, and marks it as paid when the bank has paid. Each step has one effect, however often it is asked for.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { linkByStatement } from "#app/database/many-rows.server";
import { agencies, paymentBatches } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type CalendarDay, localDay } from "../values/calendar-day";
import type { PaymentBatchId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { batchEvents } from "./events";
import { batchLifecycle } from "./lifecycle";
import { type BatchRow, batchDigest, lockBatch, readBatchPayments, subjectOfBatch } from "./row.server";
import { type Settlement, settlePayments } from "./settle-payment.server";

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

/** Marks a batch as paid. @throws Refusal 409 when it is not on its way, 422 for a day ahead */
export async function settleBatch(db: Db, actor: Actor, id: PaymentBatchId, settlement: Settlement): Promise<void> {
  const row = await lockBatch(db, id);
  const state = batchLifecycle.after(row.state, "settle");
  const { timeZone } = await readAgency(db, row.agencyId);
  if (settlement.settledOn > localDay(await clock(db), timeZone)) throw new Refusal("payment.settled-ahead", 422);
  const sent = (await readBatchPayments(db, id)).filter((payment) => payment.state === "sent");
  await linkByStatement(db, sent.length);
  await settlePayments(db, actor, sent, settlement);
  await endBatch(db, actor, row, state, settlement.settledOn);
}

/** Ends a batch of which some payment arrived and none is on its way any more; leaves any other as it is. */
export async function endBatchIfDone(db: Db, actor: Actor, id: PaymentBatchId, settledOn: CalendarDay): Promise<void> {
  const row = await lockBatch(db, id);
  const states = (await readBatchPayments(db, id)).map(({ state }) => state);
  const going = states.some((state) => state === "queued" || state === "sent");
  if (going || !states.includes("settled") || !batchLifecycle.may(row.state, "settle")) return;
  await endBatch(db, actor, row, batchLifecycle.after(row.state, "settle"), settledOn);
}

async function endBatch(db: Db, actor: Actor, row: BatchRow, state: string, settledOn: CalendarDay): Promise<void> {
  await db
    .update(paymentBatches)
    .set({ state, version: row.version + 1, settledAt: sql`app.clock()` })
    .where(eq(paymentBatches.id, row.id));
  const { id: batchId, number } = row;
  await recordEvent(db, actor, batchEvents.settled({ batchId, number, settledOn }), subjectOfBatch(row));
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

export async function readAgency(db: Db, id: string) {
  const [row] = await db
    .select({ name: agencies.name, currency: agencies.currency, timeZone: agencies.timeZone })
    .from(agencies)
    .where(eq(agencies.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return row;
}
