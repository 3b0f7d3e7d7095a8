// How often an agency wants a provider's report on a client. Codes only.

export const REPORT_EVERY = ["week", "two_weeks", "month", "quarter", "half_year"] as const;
export type ReportEvery = (typeof REPORT_EVERY)[number];
