// The life of an invoice, and the decision on each of its lines.
import { lifecycle } from "../values/lifecycle";

export const invoiceLifecycle = lifecycle("invoice", {
  draft: { submit: { to: "submitted", who: ["portal"] }, discard: { to: "discarded", who: ["portal"] } },
  submitted: { review: { to: "in_review", who: ["finance"] }, recall: { to: "draft", who: ["portal"] } },
  in_review: {
    approve: { to: "approved", who: ["finance"] },
    approve_in_part: { to: "partially_approved", who: ["finance"] },
    return: { to: "returned", who: ["finance"] },
    deny: { to: "denied", who: ["finance"] },
  },
  returned: { submit: { to: "submitted", who: ["portal"] }, discard: { to: "discarded", who: ["portal"] } },
  approved: { batch: { to: "batched", who: ["finance"] } },
  partially_approved: { batch: { to: "batched", who: ["finance"] }, dispute: { to: "disputed", who: ["portal"] } },
  denied: { dispute: { to: "disputed", who: ["portal"] } },
  batched: {
    pay: { to: "paid", who: ["finance"] },
    unbatch: { to: "approved", who: ["finance"] },
    unbatch_in_part: { to: "partially_approved", who: ["finance"] },
  },
  // Its payment came back from the bank.
  paid: { unpay: { to: "batched", who: ["finance"] } },
  disputed: { uphold: { to: "upheld", who: ["finance"] }, adjust: { to: "adjusted", who: ["finance"] } },
  // What was allowed at first is still owed.
  upheld: { batch: { to: "batched", who: ["finance"] } },
  adjusted: { batch: { to: "batched", who: ["finance"] } },
  discarded: {},
});

export const lineLifecycle = lifecycle("line", {
  pending: {
    approve: { to: "approved", who: ["finance"] },
    reduce: { to: "reduced", who: ["finance"] },
    return: { to: "returned", who: ["finance"] },
    deny: { to: "denied", who: ["finance"] },
  },
  approved: { reconsider: { to: "pending", who: ["finance"] } },
  reduced: { reconsider: { to: "pending", who: ["finance"] } },
  returned: { reconsider: { to: "pending", who: ["finance"] } },
  denied: { reconsider: { to: "pending", who: ["finance"] } },
});
