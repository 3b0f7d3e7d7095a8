// Says why a planned service was not, or not wholly, delivered, from what the house has counted. Judges nobody and reads nothing.

/** What the database counts of a planned service, in the days a review looks back on. */
export interface ServiceFacts {
  readonly referrals: readonly {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly outcome: string | null;
    readonly reason: string | null;
    /** Codes with which providers declined. */
    readonly declined: readonly string[];
  }[];
  readonly planned: number;
  readonly held: number;
  readonly missed: number;
  readonly cancelled: number;
  /** Exact units, as PostgreSQL writes them. */
  readonly units: string;
}

export type Why =
  | "never-referred"
  | "waits-for-answer"
  | "declined"
  | "withdrawn"
  | "ended-early"
  | "not-begun"
  | "client-away"
  | "provider-cancelled";

const ENDED_EARLY = ["cancelled", "not_completed"];
const UNDER_WAY = ["accepted", "in_progress", "on_hold", "completed"];

/** Oldest cause first: without a referral nothing can be held; empty when it was delivered as planned. */
export function whyNot(facts: ServiceFacts): readonly Why[] {
  const states = facts.referrals.map(({ state }) => state);
  if (states.length === 0) return ["never-referred"];
  const reasons: Why[] = [];
  const goesOn = states.some((state) => UNDER_WAY.includes(state));
  if (!goesOn && states.includes("sent")) reasons.push("waits-for-answer");
  if (!goesOn && states.some((state) => state === "declined" || state === "expired")) reasons.push("declined");
  if (!goesOn && states.includes("withdrawn")) reasons.push("withdrawn");
  if (states.some((state) => ENDED_EARLY.includes(state))) reasons.push("ended-early");
  if (goesOn && !states.includes("completed") && facts.held === 0 && facts.missed + facts.cancelled === 0) {
    reasons.push("not-begun");
  }
  if (facts.missed > 0) reasons.push("client-away");
  if (facts.cancelled > 0) reasons.push("provider-cancelled");
  return reasons;
}

/** How a service went, as the verdict the form proposes; a person decides. */
export function proposedVerdict(facts: ServiceFacts): "reached" | "partly" | "not_reached" {
  if (facts.referrals.some(({ state }) => state === "completed")) return "reached";
  if (facts.held === 0) return "not_reached";
  return facts.missed + facts.cancelled > 0 ? "partly" : "reached";
}
