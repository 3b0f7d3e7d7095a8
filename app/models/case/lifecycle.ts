// The life of a case, from the first talk to closure and back, and of what hangs on it: requests, tasks, approvals, supervision. Tables of moves, nothing else.
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

const who = ["agency"];

export const requestLifecycle = lifecycle("request", {
  received: {
    open: { to: "opened", who },
    answer: { to: "answered", who },
    "pass-on": { to: "passed_on", who },
    decline: { to: "declined", who },
  },
  opened: {},
  answered: { "take-back": { to: "received", who } },
  passed_on: { "take-back": { to: "received", who } },
  declined: { "take-back": { to: "received", who } },
});

export const taskLifecycle = lifecycle("task", {
  open: { finish: { to: "done", who }, drop: { to: "dropped", who } },
  done: { reopen: { to: "open", who } },
  dropped: { reopen: { to: "open", who } },
});

export const approvalLifecycle = lifecycle("approval", {
  asked: { grant: { to: "granted", who }, refuse: { to: "refused", who }, withdraw: { to: "withdrawn", who } },
  granted: { use: { to: "used", who: ["system"] }, withdraw: { to: "withdrawn", who } },
  refused: {},
  withdrawn: {},
  used: {},
});

/** A restricted case opened in an emergency: it ends by its hour or sooner, and another person says whether it was right. */
export const emergencyLifecycle = lifecycle("emergency", {
  open: { end: { to: "ended", who } },
  ended: { review: { to: "reviewed", who } },
  reviewed: {},
});

/** What a supervisor wrote of a talk, until the caseworker says that it was so. */
export const supervisionLifecycle = lifecycle("supervision", {
  written: { confirm: { to: "confirmed", who } },
  confirmed: {},
});
