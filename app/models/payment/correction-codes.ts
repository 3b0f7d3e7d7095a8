// The codes by which a bank says what of an account is to be corrected (ACH notifications of change, Nacha operating rules). Data alone.

/** Those that have words in the catalogue under `bank.correction`. */
export const CORRECTION_CODES = ["C01", "C02", "C03", "C05", "C06", "C07"] as const;
export type CorrectionCode = (typeof CORRECTION_CODES)[number];

export const isCorrection = (code: string | null): code is string => code !== null && /^C\d{2}$/.test(code);

/** Null for one that says nothing a provider could mend by itself. */
export const knownCorrection = (code: string | null): CorrectionCode | null =>
  CORRECTION_CODES.find((known) => known === code) ?? null;
