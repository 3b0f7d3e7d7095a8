// The fixed answers of the directory: whether referrals are taken, kinds of phone, what makes a place reachable. Lists; knows no row.

export const TAKES_REFERRALS = ["yes", "waitlist", "no"] as const;
export const PHONE_KINDS = ["voice", "fax", "text", "tty"] as const;
export const ACCESSIBILITY = [
  "wheelchair",
  "elevator",
  "ramp",
  "restroom",
  "disabled_parking",
  "deaf_interpreter",
  "hearing_loop",
  "large_print",
  "tape_braille",
] as const;
export const SERVICE_STATUSES = ["active", "temporarily closed", "inactive"] as const;

/** What open places are counted in. */
export const CAPACITY_UNITS = ["places", "beds", "slots", "households", "meals"] as const;

/** Which providers a manager looks at: those with an agreement, those without, those who say too little of their places, or all. */
export const NETWORK_VIEWS = ["in", "outside", "capacity", "all"] as const;
export type NetworkView = (typeof NETWORK_VIEWS)[number];

/** The states of an agreement a list may be narrowed to. */
export const AGREEMENT_STATES = ["draft", "active", "suspended", "superseded", "ended", "discarded"] as const;

/** What an agency says to referring to a provider without an agreement in force; to warn also asks for a reason. */
export const OUT_OF_NETWORK = ["allow", "warn", "refuse"] as const;
export type OutOfNetwork = (typeof OUT_OF_NETWORK)[number];

/** Days before the end on which either side is to say so, where nobody said otherwise. */
export const USUAL_NOTICE_DAYS = 30;

/** Days to pay an invoice where nobody said otherwise. */
export const USUAL_PAYMENT_DAYS = 30;

/** Longer than this no administrator of a provider was here: somebody should ask whether they still work there. */
export const LONG_AWAY_DAYS = 60;
