// The life of a case, from the first talk to closure and, where needed, back.
import { lifecycle } from "../values/lifecycle";

export const caseLifecycle = lifecycle("case", {
  intake: { assess: { to: "assessment", who: ["agency"] }, close: { to: "closed", who: ["agency"] } },
  assessment: { plan: { to: "planning", who: ["agency"] }, close: { to: "closed", who: ["agency"] } },
  planning: { activate: { to: "active", who: ["agency"] }, close: { to: "closed", who: ["agency"] } },
  active: { monitor: { to: "monitoring", who: ["agency"] }, close: { to: "closed", who: ["agency"] } },
  monitoring: { activate: { to: "active", who: ["agency"] }, close: { to: "closed", who: ["agency"] } },
  closed: { reopen: { to: "reopened", who: ["agency"] } },
  reopened: {
    assess: { to: "assessment", who: ["agency"] },
    activate: { to: "active", who: ["agency"] },
    close: { to: "closed", who: ["agency"] },
  },
});
