// The life of an incident: an urgent answer until a person has seen to it.
import { lifecycle } from "../values/lifecycle";

const who = ["agency"] as const;

export const incidentLifecycle = lifecycle("incident", {
  open: { take: { to: "taken", who } },
  taken: { close: { to: "closed", who } },
  closed: {},
});
