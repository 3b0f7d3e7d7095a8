// The fixed answers of screening: kinds of items, what is said of one, why an application is rejected. Lists; knows no row.

export const ITEM_KINDS = ["document", "check", "reference", "site_visit", "interview"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What a screener may say of an item; all but the first need words, because the applicant reads them. */
export const ITEM_MOVES = ["pass", "ask", "fail", "waive", "reopen"] as const;
export type ItemMove = (typeof ITEM_MOVES)[number];

export const REJECTION_CODES = ["requirements", "not-needed", "outside-area", "no-answer", "untrue", "other"] as const;

export const SCREENING_WORDS = 2000;

/** Which applications the queue shows: what waits for the desk, what waits for the applicant, what is decided. */
export const QUEUE_VIEWS = ["waiting", "returned", "decided", "all"] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

export const QUEUE_STATES: Readonly<Record<QueueView, readonly string[]>> = {
  waiting: ["submitted", "in_review"],
  returned: ["returned"],
  decided: ["approved", "rejected", "withdrawn"],
  all: ["submitted", "in_review", "returned", "approved", "rejected", "withdrawn"],
};

/** Who has an application: the asker, nobody yet, or anybody. */
export const QUEUE_HOLDERS = ["me", "nobody"] as const;
export type QueueHolder = (typeof QUEUE_HOLDERS)[number];
