// What a client's document can be, and how long before its last day somebody is told. Codes only.

export const DOCUMENT_KINDS = [
  "identity",
  "income",
  "medical",
  "court",
  "benefit",
  "letter",
  "agreement",
  "other",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Long enough to ask the client for a new one. */
export const NOTICE_DAYS = 30;

/** What a client may send at once. */
export const MOST_SENT = 10;
