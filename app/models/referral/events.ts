// What can happen to a referral and its offers. Facts are ids, codes and days; never a message, a question or a reason's words.
import { z } from "zod";
import { defineEvents } from "../event/define";

const referralId = z.string();
const offerId = z.string();
const code = z.string();

export const referralEvents = defineEvents("referral", {
  drafted: z.object({ referralId, reReferredFromId: z.string().nullable() }),
  discarded: z.object({ referralId }),
  sent: z.object({ referralId, offers: z.number(), urgency: code, answerBy: z.string() }),
  withdrawn: z.object({ referralId, code }),
  expired: z.object({ referralId }),
  declined: z.object({ referralId }),
  arrived: z.object({ referralId, offerId }),
  started: z.object({ referralId }),
  held: z.object({ referralId }),
  resumed: z.object({ referralId }),
  completed: z.object({ referralId, code }),
  failed: z.object({ referralId, code }),
  cancelled: z.object({ referralId, code }),
  closed: z.object({ referralId, code, needMet: z.boolean() }),
  "retraction-asked": z.object({ referralId, retractionId: z.string() }),
  "retraction-refused": z.object({ referralId, retractionId: z.string() }),
  "retraction-withdrawn": z.object({ referralId, retractionId: z.string() }),
  retracted: z.object({ referralId }),
  "form-sent": z.object({ referralId, formId: z.string() }),
  "next-proposed": z.object({ referralId }),
  "credential-lapsed": z.object({ referralId, reason: code, codes: z.string() }),
});

export const offerEvents = defineEvents("offer", {
  made: z.object({ offerId, identified: z.boolean(), fields: z.array(z.string()) }),
  viewed: z.object({ offerId }),
  accepted: z.object({ offerId, referralId }),
  declined: z.object({ offerId, code }),
  asked: z.object({ offerId }),
  answered: z.object({ offerId }),
  waitlisted: z.object({ offerId, until: z.string() }),
  "by-link": z.object({ offerId, answer: code }),
  reminded: z.object({ offerId }),
  escalated: z.object({ offerId }),
  lapsed: z.object({ offerId }),
  withdrawn: z.object({ offerId, code }),
  "given-back": z.object({ offerId, referralId, code }),
});

export const reasonEvents = defineEvents("decline-reason", {
  "list-begun": z.object({}),
  added: z.object({ reasonId: z.string(), code }),
  reworded: z.object({ reasonId: z.string() }),
  moved: z.object({ reasonId: z.string() }),
  retired: z.object({ reasonId: z.string() }),
  restored: z.object({ reasonId: z.string() }),
});

export const messageEvents = defineEvents("message", {
  sent: z.object({ messageId: z.string(), withDocument: z.boolean() }),
  "taken-back": z.object({ messageId: z.string() }),
});
