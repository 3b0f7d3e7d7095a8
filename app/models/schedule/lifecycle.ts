// The lives of a billing schedule, the provider's plan of sessions and price, and of a client's place in a group.
import { lifecycle } from "../values/lifecycle";

export const scheduleLifecycle = lifecycle("schedule", {
  draft: { submit: { to: "submitted", who: ["portal"] } },
  submitted: { approve: { to: "approved", who: ["agency"] }, return: { to: "returned", who: ["agency"] } },
  returned: { submit: { to: "submitted", who: ["portal"] } },
  approved: { supersede: { to: "superseded", who: ["system"] } },
  superseded: {},
});

/** A place is given in turn by the house itself, as soon as one is free. */
export const placeLifecycle = lifecycle("place", {
  waiting: { place: { to: "placed", who: ["system"] }, withdraw: { to: "withdrawn", who: ["portal"] } },
  placed: { leave: { to: "left", who: ["portal"] } },
  left: {},
  withdrawn: {},
});
