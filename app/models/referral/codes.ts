// The lists a referral is answered and ended with. Codes only: what each is called stands in the catalogue.

export const URGENCIES = ["routine", "soon", "urgent"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How the client gets there: the provider calls, a slip is carried, somebody comes along, or the first call is made together. */
export const REFERRAL_MODES = ["direct", "slip", "accompanied", "telephone"] as const;
export type ReferralMode = (typeof REFERRAL_MODES)[number];

/** Why a provider says no. */
export const DECLINE_CODES = [
  "no_capacity",
  "waitlist_only",
  "not_eligible",
  "out_of_area",
  "service_not_offered",
  "language_not_available",
  "missing_documents",
  "safety_conflict",
  "client_not_contactable",
  "client_declined",
  "duplicate",
  "other",
] as const;
export type DeclineCode = (typeof DECLINE_CODES)[number];

/** How it came out. */
export const OUTCOMES = [
  "got_service",
  "partly",
  "referred_on",
  "client_withdrew",
  "client_not_contactable",
  "not_eligible_after_assessment",
  "no_funds",
  "no_show",
  "other",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes with which a service counts as completed; the others end it without. */
export const COMPLETED_OUTCOMES = ["got_service", "partly", "referred_on"] as const satisfies readonly Outcome[];
export const FAILED_REASONS = [
  "client_withdrew",
  "client_not_contactable",
  "not_eligible_after_assessment",
  "no_funds",
  "no_show",
  "other",
] as const satisfies readonly Outcome[];

/** Why the agency takes a referral back before it is answered, or ends it after. */
export const WITHDRAW_CODES = ["client_asked", "need_met_elsewhere", "sent_wrongly", "no_answer", "other"] as const;
export type WithdrawCode = (typeof WITHDRAW_CODES)[number];

/** Why either side ends an accepted referral. */
export const CANCEL_CODES = [
  "client_asked",
  "client_moved",
  "need_changed",
  "provider_cannot",
  "safety_concern",
  "other",
] as const;
export type CancelCode = (typeof CANCEL_CODES)[number];

/** With "other" the words beside the code must say what it is. */
export const needsWords = (code: string): boolean => code === "other";

export const MOST_PLACES = 3;
