// The coded reasons of invoices and lines, in the order screens show them; their words are in the catalogue under `invoice.reason`.

/** Why a line is paid less, sent back or not paid. */
export const LINE_REASONS = [
  "over_authorized_units",
  "no_authorization",
  "outside_dates",
  "duplicate",
  "rate_mismatch",
  "credential_invalid",
  "late_filing",
  "attendance_missing",
  "not_covered",
  "arithmetic",
  "other",
] as const;
export type LineReason = (typeof LINE_REASONS)[number];

/** Why a whole invoice goes back or is denied. */
export const INVOICE_REASONS = [
  "lines_need_correction",
  "missing_documents",
  "wrong_agency",
  "not_covered",
  "other",
] as const;
export type InvoiceReason = (typeof INVOICE_REASONS)[number];
