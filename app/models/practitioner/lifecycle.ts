// The lives of a credential and of a match with an exclusion list; days decide expiry, people decide trust.
import { lifecycle } from "../values/lifecycle";

export const credentialLifecycle = lifecycle("credential", {
  unverified: {
    verify: { to: "verified", who: ["network"] },
    refuse: { to: "refused", who: ["network"] },
  },
  verified: {
    warn: { to: "expiring", who: ["system"] },
    expire: { to: "expired", who: ["system"] },
    revoke: { to: "revoked", who: ["network"] },
  },
  expiring: {
    expire: { to: "expired", who: ["system"] },
    revoke: { to: "revoked", who: ["network"] },
  },
  expired: { revoke: { to: "revoked", who: ["network"] } },
  refused: {},
  revoked: {},
});
export type CredentialState = (typeof credentialLifecycle.states)[number];

export const exclusionLifecycle = lifecycle("exclusion", {
  open: {
    confirm: { to: "confirmed", who: ["network"] },
    dismiss: { to: "dismissed", who: ["network"] },
    lapse: { to: "lapsed", who: ["system"] },
  },
  confirmed: { dismiss: { to: "dismissed", who: ["network"] } },
  dismissed: { confirm: { to: "confirmed", who: ["network"] } },
  lapsed: { reopen: { to: "open", who: ["system"] } },
});
