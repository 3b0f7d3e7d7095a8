// The fixed answers of an application: kinds of provider, its steps, what documents are for. Lists; knows no row.

export const PROVIDER_KINDS = ["nonprofit", "faith_based", "company", "public_body", "sole_practitioner"] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** In the order in which they are asked; the last reads everything back. */
export const APPLICATION_STEPS = [
  "organization",
  "locations",
  "services",
  "hours",
  "practitioners",
  "credentials",
  "documents",
  "rates",
  "review",
] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

/** Steps to which the answer may be that there is nothing to say. */
export const MAY_BE_NONE = ["practitioners", "credentials", "documents", "rates"] as const;
export type MayBeNone = (typeof MAY_BE_NONE)[number];

/** What an applicant may say a document is for. */
export const DOCUMENT_PARTS = ["identity", "insurance", "licence", "accreditation", "policy", "other"] as const;

export const MOST_LOCATIONS = 20;
export const MOST_SERVICES = 30;
export const MOST_PRACTITIONERS = 50;
export const MOST_DOCUMENTS = 40;
export const MOST_RATES = 40;
export const MOST_ROWS = 8;
export const MOST_EXCEPTIONS = 30;

/** How long a mailed link holds; each new mail brings a new one. */
export const LINK_DAYS = 60;
