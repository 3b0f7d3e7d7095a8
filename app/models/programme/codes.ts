// Why somebody leaves a programme before its end. Codes only; the catalogue has the words.
export const LEAVING_REASONS = [
  "client_withdrew",
  "no_contact",
  "moved_away",
  "not_eligible",
  "need_met_otherwise",
  "no_place",
  "died",
  "other",
] as const;
