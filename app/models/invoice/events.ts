// What can happen to an invoice. Facts are ids, codes and amounts; amounts as text, because JSON has no whole cents.
import { z } from "zod";
import { defineEvents } from "../event/define";

const of = { invoiceId: z.string(), number: z.string() };
const amount = z.string();

export const invoiceEvents = defineEvents("invoice", {
  drafted: z.object({ ...of, lines: z.number() }),
  discarded: z.object(of),
  submitted: z.object({ ...of, totalCents: amount, lines: z.number() }),
  recalled: z.object(of),
  review_began: z.object(of),
  /** Lines that the agency's rule lets pass without a person. */
  passed: z.object({ ...of, lines: z.number(), passedCents: amount }),
  taken_over: z.object(of),
  line_decided: z.object({ ...of, lineId: z.string(), state: z.string(), approvedCents: amount, reason: z.string() }),
  /** Told of each referral with a delivery on the invoice. */
  billed: z.object(of),
  owed: z.object(of),
  approved: z.object({ ...of, totalCents: amount, approvedCents: amount }),
  returned: z.object({ ...of, reason: z.string() }),
  denied: z.object({ ...of, reason: z.string() }),
  disputed: z.object({ ...of, lines: z.number() }),
  concluded: z.object({ ...of, state: z.string(), moreCents: amount }),
  /** Something was said about a line; what, stands with the line. */
  line_message: z.object({ ...of, lineId: z.string() }),
});

export const reviewEvents = defineEvents("review", {
  check_changed: z.object({ code: z.string(), effect: z.string() }),
  rule_changed: z.object({ passes: z.boolean(), samplePercent: z.number() }),
});
