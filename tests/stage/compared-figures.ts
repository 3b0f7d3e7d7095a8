// Which plain count each figure is held against, and where. A figure that stands in none of these has nobody who checks it.

/** Made of referrals, their offers and sessions. */
export const HISTORY_FIGURES = [
  "answer_time",
  "answered",
  "accepted",
  "first_service",
  "attended",
  "no_show",
  "completed",
  "declined",
  "mix_urgency",
  "mix_age",
  "mix_language",
] as const;
export type HistoryFigure = (typeof HISTORY_FIGURES)[number];

/** Made of reports on goals, authorizations, invoice lines and what clients say. */
export const PAPER_FIGURES = ["goals", "units_used", "first_pass", "content", "urgent"] as const;
export type PaperFigure = (typeof PAPER_FIGURES)[number];

/** Of the day the card is made. */
export const STANDING_FIGURES = ["capacity", "credentials"] as const;

/** By the test that compares them. */
export const COMPARED: Readonly<Record<string, readonly string[]>> = {
  "tests/database/insight/figures.test.ts": [...HISTORY_FIGURES, ...PAPER_FIGURES],
  "tests/database/insight/standing.test.ts": STANDING_FIGURES,
};
