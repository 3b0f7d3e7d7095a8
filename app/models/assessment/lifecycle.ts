// The life of a form filled in for a client. What is completed never changes: a later one corrects it.
import { lifecycle } from "../values/lifecycle";

export const assessmentLifecycle = lifecycle("assessment", {
  draft: { complete: { to: "completed", who: ["agency"] }, discard: { to: "discarded", who: ["agency"] } },
  completed: { correct: { to: "corrected", who: ["agency"] } },
  corrected: {},
  discarded: {},
});
