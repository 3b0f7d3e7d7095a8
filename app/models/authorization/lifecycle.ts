// The life of an authorization, whose money goes back to its fund with it, and of a change somebody asks for. Tables of moves, nothing else.
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

export const authorizationChangeLifecycle = lifecycle("authorization_change", {
  proposed: {
    grant: { to: "granted", who: ["agency"] },
    refuse: { to: "refused", who: ["agency"] },
    withdraw: { to: "withdrawn", who: ["agency"] },
  },
  granted: {},
  refused: {},
  withdrawn: {},
});
