// The life of a client's consent; the end of either kind closes every disclosure that leant on it.
import { lifecycle } from "../values/lifecycle";

export const consentLifecycle = lifecycle("consent", {
  active: { expire: { to: "expired", who: ["system"] }, revoke: { to: "revoked", who: ["agency"] } },
  expired: {},
  revoked: {},
});
