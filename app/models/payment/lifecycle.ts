// The lives of a payment batch, of one payment in it, and of the bank account it goes to; release and confirmation take a second person.
import { lifecycle } from "../values/lifecycle";

export const batchLifecycle = lifecycle("batch", {
  open: { approve: { to: "approved", who: ["finance"] }, discard: { to: "discarded", who: ["finance"] } },
  approved: { export: { to: "exported", who: ["finance"] } },
  exported: {
    settle: { to: "settled", who: ["finance"] },
    return_in_part: { to: "partly_returned", who: ["finance"] },
  },
  partly_returned: { settle: { to: "settled", who: ["finance"] } },
  // A bank sends some payments back days after they counted as paid.
  settled: { return_in_part: { to: "partly_returned", who: ["finance"] } },
  discarded: {},
});

export const paymentLifecycle = lifecycle("payment", {
  queued: { send: { to: "sent", who: ["finance"] }, drop: { to: "dropped", who: ["finance"] } },
  sent: { settle: { to: "settled", who: ["finance"] }, return: { to: "returned", who: ["finance"] } },
  returned: { requeue: { to: "queued", who: ["finance"] } },
  settled: { return: { to: "returned", who: ["finance"] } },
  dropped: {},
});

/** An account never changes: another takes its place when its waiting time is over. */
export const bankAccountLifecycle = lifecycle("bank-account", {
  proposed: {
    confirm: { to: "confirmed", who: ["portal", "finance"] },
    refuse: { to: "refused", who: ["portal", "finance"] },
    withdraw: { to: "withdrawn", who: ["portal"] },
  },
  confirmed: { stop: { to: "stopped", who: ["portal", "finance"] } },
  refused: {},
  withdrawn: {},
  stopped: {},
});

/** Overpaid money to be taken back of a paid line. */
export const adjustmentLifecycle = lifecycle("adjustment", {
  proposed: {
    approve: { to: "approved", who: ["finance"] },
    refuse: { to: "refused", who: ["finance"] },
    withdraw: { to: "withdrawn", who: ["finance"] },
  },
  approved: {},
  refused: {},
  withdrawn: {},
});
