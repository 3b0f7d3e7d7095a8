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

/** Two records that may be one organization. Each step is a person's, and each can be taken back. */
export const organizationPairLifecycle = lifecycle("organization_pair", {
  proposed: { join: { to: "joined", who: ["network"] }, tell_apart: { to: "different", who: ["network"] } },
  joined: { part: { to: "parted", who: ["network"] } },
  parted: { join: { to: "joined", who: ["network"] }, tell_apart: { to: "different", who: ["network"] } },
  different: { reconsider: { to: "proposed", who: ["network"] } },
});

export type OrganizationPairState = (typeof organizationPairLifecycle.states)[number];

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
