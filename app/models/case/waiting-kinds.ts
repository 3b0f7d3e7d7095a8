// The kinds of what waits for a caseworker that no other list of the desk shows whole. Data alone.
export const WAITING_KINDS = ["approvals", "reviews", "tasks", "follow-ups", "mistakes"] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];
