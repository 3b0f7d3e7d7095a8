// What a client is asked about a service, and what the answers are worth. Codes only; another set of questions is another version.

/** The version that is asked now; each answer keeps the one it was given to. */
export const QUESTIONS_VERSION = 1;

export const QUESTIONS = ["helped", "treated", "again"] as const;
export type Question = (typeof QUESTIONS)[number];

/** Best first; the worth of an answer is how far it is from the last. */
export const ANSWERS = ["good", "middling", "bad"] as const;
export type FeedbackAnswer = (typeof ANSWERS)[number];

/** Null for what was skipped. */
export const worthOf = (answer: FeedbackAnswer | null): number | null =>
  answer === null ? null : ANSWERS.length - 1 - ANSWERS.indexOf(answer);
export const answerOf = (worth: number | null): FeedbackAnswer | null =>
  worth === null ? null : (ANSWERS[ANSWERS.length - 1 - worth] ?? null);

/** What opens an incident. */
export const URGENT = ["not_safe", "need_now"] as const;
export type Urgent = (typeof URGENT)[number];

/** What unsays an urgent answer that was touched by mistake; kept as nothing said. */
export const NOT_URGENT = "no" as const;
