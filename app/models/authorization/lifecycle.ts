// The life of an authorization: what it reserves from its fund ends with it.
import { lifecycle } from "../values/lifecycle";

export const authorizationLifecycle = lifecycle("authorization", {
  proposed: { activate: { to: "active", who: ["agency"] }, revoke: { to: "revoked", who: ["agency"] } },
  active: {
    exhaust: { to: "exhausted", who: ["system"] },
    expire: { to: "expired", who: ["system"] },
    revoke: { to: "revoked", who: ["agency"] },
  },
  exhausted: { restore: { to: "active", who: ["system"] }, expire: { to: "expired", who: ["system"] } },
  expired: {},
  revoked: {},
});
