// The life of a billing schedule, the provider's plan of sessions and price.
import { lifecycle } from "../values/lifecycle";

export const scheduleLifecycle = lifecycle("schedule", {
  draft: { submit: { to: "submitted", who: ["portal"] } },
  submitted: { approve: { to: "approved", who: ["agency"] }, return: { to: "returned", who: ["agency"] } },
  returned: { submit: { to: "submitted", who: ["portal"] } },
  approved: { supersede: { to: "superseded", who: ["system"] } },
  superseded: {},
});
