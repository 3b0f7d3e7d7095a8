// What can happen to payment batches, payments, funds and the books. Facts are ids, codes, days and amounts; amounts as text, because JSON has no whole cents.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofBatch = { batchId: z.string(), number: z.string() };
const ofPayment = { paymentId: z.string(), number: z.string(), amountCents: z.string() };
const ofFund = { fundId: z.string(), code: z.string() };

export const batchEvents = defineEvents("batch", {
  opened: z.object({ ...ofBatch, invoices: z.number(), totalCents: z.string() }),
  discarded: z.object(ofBatch),
  released: z.object({ ...ofBatch, totalCents: z.string() }),
  exported: z.object({ ...ofBatch, sha256: z.string() }),
  settled: z.object({ ...ofBatch, settledOn: z.string() }),
});

export const paymentEvents = defineEvents("payment", {
  sent: z.object(ofPayment),
  settled: z.object({ ...ofPayment, settledOn: z.string() }),
  returned: z.object({ ...ofPayment, code: z.string() }),
  requeued: z.object({ ...ofPayment, attempt: z.number() }),
  /** Told of each referral with a delivery that was paid. */
  reached: z.object({ paymentId: z.string(), number: z.string(), settledOn: z.string() }),
});

const ofAccount = { bankAccountId: z.string() };

export const bankAccountEvents = defineEvents("bank-account", {
  asked: z.object(ofAccount),
  confirmed: z.object(ofAccount),
  refused: z.object(ofAccount),
  withdrawn: z.object(ofAccount),
  stopped: z.object(ofAccount),
});

const ofAdjustment = { adjustmentId: z.string(), kind: z.string(), amountCents: z.string() };

export const adjustmentEvents = defineEvents("adjustment", {
  asked: z.object(ofAdjustment),
  approved: z.object(ofAdjustment),
  refused: z.object(ofAdjustment),
  withdrawn: z.object(ofAdjustment),
});

export const bankFileEvents = defineEvents("bank-file", {
  taken: z.object({ bankFileId: z.string(), kind: z.string(), lines: z.number() }),
});

export const originEvents = defineEvents("payment-origin", { changed: z.object({ format: z.string() }) });

export const fundEvents = defineEvents("fund", {
  opened: z.object(ofFund),
  granted: z.object({ ...ofFund, amountCents: z.string() }),
  carried: z.object({ ...ofFund, nextId: z.string(), nextCode: z.string(), amountCents: z.string() }),
});

export const bookEvents = defineEvents("book", {
  closed: z.object({ month: z.string() }),
  coded: z.object({ account: z.string(), code: z.string() }),
});
