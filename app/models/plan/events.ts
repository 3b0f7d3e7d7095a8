// What can happen to a care plan, its review and the contract. Facts are ids, codes, numbers and days, never words about a person.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofPlan = z.object({ planId: z.string(), version: z.number() });
const ofReview = z.object({ reviewId: z.string(), planId: z.string() });
const ofContract = z.object({ contractId: z.string(), version: z.number() });

export const planEvents = defineEvents("plan", {
  drafted: ofPlan,
  discarded: ofPlan,
  agreed: ofPlan.extend({ signedHow: z.string(), nextReviewOn: z.string() }),
  superseded: ofPlan,
  ended: ofPlan,
  "review-begun": ofReview.extend({ dueOn: z.string() }),
  "review-decided": ofReview.extend({ decision: z.string() }),
  "contract-drafted": ofContract,
  "contract-signed": ofContract.extend({ signedHow: z.string() }),
  "contract-ended": ofContract,
});
