// The lives of a referral and of each offer made for it; the states map one to one onto FHIR Task as HL7 Gravity uses it.
import { lifecycle } from "../values/lifecycle";

export const referralLifecycle = lifecycle("referral", {
  draft: {
    send: { to: "sent", who: ["agency"] },
    discard: { to: "withdrawn", who: ["agency"] },
    retract: { to: "entered_in_error", who: ["agency"] },
  },
  sent: {
    accept: { to: "accepted", who: ["portal"] },
    decline: { to: "declined", who: ["portal"] },
    expire: { to: "expired", who: ["system"] },
    withdraw: { to: "withdrawn", who: ["agency"] },
    retract: { to: "entered_in_error", who: ["agency"] },
  },
  accepted: {
    start: { to: "in_progress", who: ["portal"] },
    hold: { to: "on_hold", who: ["portal"] },
    complete: { to: "completed", who: ["portal"] },
    fail: { to: "not_completed", who: ["portal"] },
    cancel: { to: "cancelled", who: ["agency"] },
    give_back: { to: "cancelled", who: ["portal"] },
    retract: { to: "entered_in_error", who: ["agency"] },
  },
  in_progress: {
    hold: { to: "on_hold", who: ["portal"] },
    complete: { to: "completed", who: ["portal"] },
    fail: { to: "not_completed", who: ["portal"] },
    cancel: { to: "cancelled", who: ["agency", "portal"] },
    retract: { to: "entered_in_error", who: ["agency"] },
  },
  on_hold: {
    resume: { to: "in_progress", who: ["portal"] },
    complete: { to: "completed", who: ["portal"] },
    fail: { to: "not_completed", who: ["portal"] },
    cancel: { to: "cancelled", who: ["agency", "portal"] },
    retract: { to: "entered_in_error", who: ["agency"] },
  },
  completed: { retract: { to: "entered_in_error", who: ["agency"] } },
  not_completed: { retract: { to: "entered_in_error", who: ["agency"] } },
  declined: { retract: { to: "entered_in_error", who: ["agency"] } },
  expired: { retract: { to: "entered_in_error", who: ["agency"] } },
  withdrawn: { retract: { to: "entered_in_error", who: ["agency"] } },
  cancelled: { retract: { to: "entered_in_error", who: ["agency"] } },
  entered_in_error: {},
});

/** The question whether a referral was entered in error; another person than who asked decides it. */
export const retractionLifecycle = lifecycle("retraction", {
  asked: {
    confirm: { to: "confirmed", who: ["agency"] },
    refuse: { to: "refused", who: ["agency"] },
    withdraw: { to: "withdrawn", who: ["agency"] },
  },
  confirmed: {},
  refused: {},
  withdrawn: {},
});

/** Until it is decided an offer can be turned down, run out, be taken back, or be beaten by another. */
const undecided = {
  decline: { to: "declined", who: ["portal"] },
  lapse: { to: "lapsed", who: ["system"] },
  withdraw: { to: "withdrawn", who: ["agency"] },
  supersede: { to: "superseded", who: ["system"] },
} as const;

export const offerLifecycle = lifecycle("offer", {
  offered: {
    view: { to: "viewed", who: ["portal"] },
    accept: { to: "accepted", who: ["portal"] },
    ask: { to: "info_requested", who: ["portal"] },
    waitlist: { to: "waitlisted", who: ["portal"] },
    ...undecided,
  },
  viewed: {
    accept: { to: "accepted", who: ["portal"] },
    ask: { to: "info_requested", who: ["portal"] },
    waitlist: { to: "waitlisted", who: ["portal"] },
    ...undecided,
  },
  info_requested: { answer: { to: "offered", who: ["agency"] }, ...undecided },
  waitlisted: { accept: { to: "accepted", who: ["portal"] }, ...undecided },
  accepted: {
    give_back: { to: "declined", who: ["portal"] },
    withdraw: { to: "withdrawn", who: ["agency"] },
  },
  declined: {},
  lapsed: {},
  withdrawn: {},
  superseded: {},
});
