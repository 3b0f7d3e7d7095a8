// What may be said about a plan and its review, as codes: ways to sign, kinds of what is planned, verdicts, decisions. The catalogue has the words.
export { WAYS_GIVEN as WAYS_SIGNED } from "../consent/codes";

export const PLANNED_KINDS = ["service", "benefit"] as const;
export const VERDICTS = ["reached", "partly", "not_reached", "dropped"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const DECISIONS = ["continue", "change", "end"] as const;

/** How many days before it is due a review begins, so that there is time to meet the client. */
export const REVIEW_BEGINS_DAYS = 14;
