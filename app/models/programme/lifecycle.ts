// The life of an enrolment in a programme. What has ended never changes: who comes back applies anew.
import { lifecycle } from "../values/lifecycle";

export const enrolmentLifecycle = lifecycle("enrolment", {
  applied: {
    waitlist: { to: "waitlisted", who: ["agency"] },
    enrol: { to: "enrolled", who: ["agency"] },
    leave: { to: "left", who: ["agency"] },
  },
  waitlisted: { enrol: { to: "enrolled", who: ["agency"] }, leave: { to: "left", who: ["agency"] } },
  enrolled: { complete: { to: "completed", who: ["agency"] }, leave: { to: "left", who: ["agency"] } },
  completed: {},
  left: {},
});

export type EnrolmentState = (typeof enrolmentLifecycle.states)[number];
