// Marks one payment as sent back by the bank, where a person was told and no file says it. Posts as a file would.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { payments } from "#drizzle/schema";
import { localDay } from "../values/calendar-day";
import { asId, type PaymentBatchId, type PaymentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { endBatchIfDone } from "./release-batch.server";
import { lockBatch, readPaymentsWhere } from "./row.server";
import { returnPayment } from "./settle-payment.server";

/** @throws Refusal 404 absent or another agency's, 409 when it is not on its way and was not paid */
export async function returnByHand(db: Db, actor: Actor, id: PaymentId, code: string): Promise<void> {
  const [seen] = await db.select({ batchId: payments.batchId }).from(payments).where(eq(payments.id, id));
  if (!seen) throw new Refusal("not-found", 404);
  const batchId = asId<PaymentBatchId>(seen.batchId);
  await lockBatch(db, batchId);
  const [payment] = await readPaymentsWhere(db, eq(payments.id, id));
  if (!payment) throw new Refusal("not-found", 404);
  await returnPayment(db, actor, payment, code);
  await endBatchIfDone(db, actor, batchId, localDay(await clock(db), actor.timeZone));
}
