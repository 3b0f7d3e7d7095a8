// The lives of a care plan, of its review, and of the contract with the client: tables of moves, nothing else.
import { lifecycle } from "../values/lifecycle";

const who = ["agency"];

export const planLifecycle = lifecycle("plan", {
  draft: { agree: { to: "agreed", who }, discard: { to: "discarded", who } },
  agreed: { supersede: { to: "superseded", who }, end: { to: "ended", who } },
  superseded: {},
  ended: {},
  discarded: {},
});

export const reviewLifecycle = lifecycle("review", {
  open: { decide: { to: "decided", who }, drop: { to: "dropped", who } },
  decided: {},
  dropped: {},
});

export const contractLifecycle = lifecycle("contract", {
  draft: { sign: { to: "signed", who }, discard: { to: "discarded", who } },
  signed: { end: { to: "ended", who } },
  ended: {},
  discarded: {},
});
