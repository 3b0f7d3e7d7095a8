// The lives of an organization's application and of its standing in a network; never compares states elsewhere.
import { lifecycle } from "../values/lifecycle";

export const agreementLifecycle = lifecycle("agreement", {
  draft: { activate: { to: "active", who: ["network"] }, discard: { to: "discarded", who: ["network"] } },
  active: {
    suspend: { to: "suspended", who: ["network"] },
    supersede: { to: "superseded", who: ["network"] },
    end: { to: "ended", who: ["network"] },
  },
  suspended: {
    reinstate: { to: "active", who: ["network"] },
    supersede: { to: "superseded", who: ["network"] },
    end: { to: "ended", who: ["network"] },
  },
  superseded: {},
  ended: {},
  discarded: {},
});

/** A change to a provider's facts that somebody looks at before it holds. */
export const changeLifecycle = lifecycle("change", {
  waiting: {
    accept: { to: "accepted", who: ["network"] },
    decline: { to: "declined", who: ["network"] },
    supersede: { to: "superseded", who: ["portal", "system"] },
  },
  accepted: {},
  declined: {},
  superseded: {},
});
