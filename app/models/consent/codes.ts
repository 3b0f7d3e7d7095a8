// The lists a consent is made of: which facts may be shown, for what purpose, and how the client said yes. Codes only; words are the catalogue's.

/** Facts of a client that may be shared, in the order people read them. `goals` stands for those of the care plan that the service asked for serves, `documents` for the papers chosen for a referral. */
export const CONSENT_FIELDS = [
  "name",
  "pronouns",
  "birth_day",
  "language",
  "telephone",
  "email",
  "address",
  "access_needs",
  "goals",
  "documents",
] as const;
export type ConsentField = (typeof CONSENT_FIELDS)[number];

export const CONSENT_PURPOSES = ["service_referral", "care_coordination", "eligibility_check"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const WAYS_GIVEN = ["signed", "on_screen", "verbal"] as const;
export type WayGiven = (typeof WAYS_GIVEN)[number];

/** Why facts may be shared without the client's word: each is a duty or a danger, none is a convenience. */
export const OVERRIDE_CODES = ["danger_to_life", "child_protection", "court_order", "legal_duty"] as const;
export type OverrideCode = (typeof OVERRIDE_CODES)[number];

export const REVOKE_REASONS = ["client_asked", "recorded_wrongly", "no_longer_needed"] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** What is ticked when a consent is written down first: enough for a provider to call somebody, and no more. */
export const USUAL_FIELDS: readonly ConsentField[] = ["name", "language", "telephone"];

export function isConsentField(text: string): text is ConsentField {
  return (CONSENT_FIELDS as readonly string[]).includes(text);
}
