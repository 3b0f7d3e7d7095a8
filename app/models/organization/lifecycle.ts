// The lives of an organization's application and of its standing in a network; never compares states elsewhere.
import { lifecycle } from "../values/lifecycle";

export const agreementLifecycle = lifecycle("agreement", {
  draft: { activate: { to: "active", who: ["network"] }, discard: { to: "ended", who: ["network"] } },
  active: { suspend: { to: "suspended", who: ["network"] }, end: { to: "ended", who: ["network"] } },
  suspended: { reinstate: { to: "active", who: ["network"] }, end: { to: "ended", who: ["network"] } },
  ended: {},
});
