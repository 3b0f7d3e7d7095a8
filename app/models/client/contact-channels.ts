// The ways of reaching a client, and why one may not be safe. Codes only; the database decides, the catalogue has the words.

export const CHANNELS = ["telephone", "text", "email", "post", "visit"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What `app.unsafe_contact` answers. Each has a refusal `client.contact-<reason>` that says what to do instead. */
export const UNSAFE_REASONS = [
  "no-contact",
  "channel",
  "unknown-way",
  "not-told",
  "never",
  "hours",
  "words",
  "sender",
] as const;
export type UnsafeReason = (typeof UNSAFE_REASONS)[number];
