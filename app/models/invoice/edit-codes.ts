// The codes of the edits in the order screens show them, what each usually does, and the reason a denial by it would bear. Data alone.
import type { LineReason } from "./codes";

/** `hold`: not paid as it stands. `look`: a person decides. `note`: said, and passes. */
export const EFFECTS = ["hold", "look", "note"] as const;
export type Effect = (typeof EFFECTS)[number];

const EDITS = {
  excluded: ["hold", "credential_invalid"],
  no_agreement: ["hold", "not_covered"],
  credential_invalid: ["hold", "credential_invalid"],
  no_authorization: ["hold", "no_authorization"],
  authorization_ended: ["look", "no_authorization"],
  outside_dates: ["hold", "outside_dates"],
  over_units: ["hold", "over_authorized_units"],
  over_period: ["look", "over_authorized_units"],
  attendance_missing: ["hold", "attendance_missing"],
  arithmetic: ["hold", "arithmetic"],
  fund_exhausted: ["look", "not_covered"],
  duplicate: ["hold", "duplicate"],
  client_overlap: ["look", "duplicate"],
  client_elsewhere: ["look", "duplicate"],
  practitioner_overlap: ["look", "attendance_missing"],
  rate_not_agreed: ["look", "rate_mismatch"],
  late_filing: ["look", "late_filing"],
  same_day_twice: ["look", "duplicate"],
  over_plan: ["look", "over_authorized_units"],
  no_note: ["note", "attendance_missing"],
} as const satisfies Record<string, readonly [Effect, LineReason]>;

export type EditCode = keyof typeof EDITS;
export const EDIT_CODES = Object.keys(EDITS) as EditCode[];

/** Held by the database itself, and found anew at each look: no agency may let them pass. */
export const HELD_CODES = ["excluded", "no_agreement", "credential_invalid"] as const satisfies readonly EditCode[];

export const usualEffect = (code: EditCode): Effect => EDITS[code][0];
export const reasonOf = (code: string): LineReason | null => (code in EDITS ? EDITS[code as EditCode][1] : null);
