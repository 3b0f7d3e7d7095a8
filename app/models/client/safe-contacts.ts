// The ways in which it may be safe to reach a client. Codes only; the catalogue has the words.
export const SAFE_CONTACTS = ["any", "telephone", "email", "none"] as const;
