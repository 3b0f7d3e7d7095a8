// How a case came in and why it was closed. Codes only; the catalogue has the words.
export const CAME_BY = ["telephone", "walk_in", "referral_in", "application", "complaint"] as const;
export const CLOSING_REASONS = [
  "needs_met",
  "client_withdrew",
  "no_contact",
  "moved_away",
  "not_eligible",
  "transferred_out",
  "died",
  "other",
] as const;
/** Tasks people set; a review's task is made by the house. */
export const TASK_KINDS = ["task", "monitoring", "follow_up"] as const;

/** Why a request is declined. */
export const DECLINE_REASONS = [
  "not_our_service",
  "not_eligible",
  "asked_before",
  "taken_back",
  "no_contact",
  "other",
] as const;

/** A note, or in what way there was contact with the client or about them. */
export const NOTE_KINDS = ["note", "telephone", "visit", "office", "video", "message", "letter"] as const;

/** By which way of the client's each kind of contact goes; one that is not here goes by none. */
export const CHANNEL_OF_CONTACT = { telephone: "telephone", visit: "visit", message: "text", letter: "post" } as const;

/** Why a restricted case may be opened by somebody who is not on its team. */
export const EMERGENCY_REASONS = ["danger_to_life", "child_protection", "colleague_away"] as const;
export const EMERGENCY_VERDICTS = ["justified", "not_justified"] as const;

/** What staff time went into. */
export const TIME_KINDS = ["direct", "travel", "coordination", "writing", "meeting", "other"] as const;
