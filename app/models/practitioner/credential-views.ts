// The views of the network desk's lists of credentials and of matches, in the order of their tabs. Data only.

export const CREDENTIAL_VIEWS = ["waiting", "expiring", "expired", "all"] as const;
export type CredentialView = (typeof CREDENTIAL_VIEWS)[number];

export const MATCH_VIEWS = ["open", "confirmed", "dismissed", "lapsed"] as const;
export type MatchView = (typeof MATCH_VIEWS)[number];
