// The life of a pair of records that may be one person. Each step is a person's, and each can be taken back.
import { lifecycle } from "../values/lifecycle";

export const clientPairLifecycle = lifecycle("client_pair", {
  suggested: { link: { to: "linked", who: ["agency"] }, tell_apart: { to: "different", who: ["agency"] } },
  linked: { part: { to: "suggested", who: ["agency"] } },
  different: { reconsider: { to: "suggested", who: ["agency"] } },
});

export type ClientPairState = (typeof clientPairLifecycle.states)[number];
