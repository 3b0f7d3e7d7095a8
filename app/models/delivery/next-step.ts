// What a provider does next for a client it has taken on. Knows counts and states; reads nothing.
export const NEXT_STEPS = [
  "record",
  "mend",
  "resume",
  "plan",
  "session",
  "waits-for-schedule",
  "waits-for-authorization",
  "start",
  "close",
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export interface CareStanding {
  /** Of the referral: accepted, in_progress or on_hold. */
  readonly state: string;
  /** Sessions that have ended, and nobody said who came. */
  readonly unrecorded: number;
  /** When the next planned session begins. */
  readonly nextAt: Date | null;
  /** State of the newest billing schedule. */
  readonly schedule: string | null;
  /** State of the newest authorization. */
  readonly authorization: string | null;
}

/** One thing: what is owed comes before what is planned, and what is the provider's to do before what it waits for. */
export function nextStepOf({ state, unrecorded, nextAt, schedule, authorization }: CareStanding): NextStep {
  if (unrecorded > 0) return "record";
  if (schedule === "returned") return "mend";
  if (state === "on_hold") return "resume";
  if (nextAt !== null) return "session";
  if (schedule === "submitted") return "waits-for-schedule";
  if (authorization === "active" && (schedule === null || schedule === "draft")) return "plan";
  if (state === "accepted") return "start";
  if (authorization === "proposed") return "waits-for-authorization";
  return "close";
}
