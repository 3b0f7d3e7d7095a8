// The life of a credential; days decide expiry, people decide trust.
import { lifecycle } from "../values/lifecycle";

export const credentialLifecycle = lifecycle("credential", {
  unverified: {
    verify: { to: "verified", who: ["network"] },
    revoke: { to: "revoked", who: ["network"] },
    expire: { to: "expired", who: ["system"] },
  },
  verified: {
    warn: { to: "expiring", who: ["system"] },
    expire: { to: "expired", who: ["system"] },
    revoke: { to: "revoked", who: ["network"] },
  },
  expiring: {
    renew: { to: "verified", who: ["network"] },
    expire: { to: "expired", who: ["system"] },
    revoke: { to: "revoked", who: ["network"] },
  },
  expired: { renew: { to: "verified", who: ["network"] } },
  revoked: {},
});
