// The life of an application to a network, and of each thing its screening looks at. Knows moves; never who signed in.
import { lifecycle } from "../values/lifecycle";

/** Until it is decided, the applicant may give it up. */
const undecided = { withdraw: { to: "withdrawn", who: ["applicant"] } } as const;

export const applicationLifecycle = lifecycle("application", {
  draft: { submit: { to: "submitted", who: ["applicant"] }, ...undecided },
  submitted: { review: { to: "in_review", who: ["network"] }, ...undecided },
  in_review: {
    approve: { to: "approved", who: ["network"] },
    return: { to: "returned", who: ["network"] },
    reject: { to: "rejected", who: ["network"] },
    ...undecided,
  },
  returned: { submit: { to: "submitted", who: ["applicant"] }, ...undecided },
  approved: {},
  rejected: {},
  withdrawn: {},
});

export type ApplicationState = (typeof applicationLifecycle.states)[number];

/** Whoever judges may judge what was asked as well: an answer can come by telephone. */
const judged = {
  pass: { to: "passed", who: ["network"] },
  fail: { to: "failed", who: ["network"] },
  waive: { to: "waived", who: ["network"] },
} as const;

export const screeningItemLifecycle = lifecycle("screening_item", {
  open: { ...judged, ask: { to: "asked", who: ["network"] } },
  asked: { ...judged, answer: { to: "open", who: ["applicant", "network"] } },
  passed: { reopen: { to: "open", who: ["network"] } },
  failed: { reopen: { to: "open", who: ["network"] } },
  waived: { reopen: { to: "open", who: ["network"] } },
});

export type ScreeningItemState = (typeof screeningItemLifecycle.states)[number];
