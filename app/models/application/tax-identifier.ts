// Reads an employer identification number as people type it. Checks its shape alone; whether it is theirs, a person finds out.

/** The first two digits that have never been given out. Source: Internal Revenue Service, "How EINs are assigned and valid EIN prefixes". */
const NEVER_GIVEN = new Set([
  "00",
  "07",
  "08",
  "09",
  "17",
  "18",
  "19",
  "28",
  "29",
  "49",
  "69",
  "70",
  "78",
  "79",
  "89",
  "96",
  "97",
]);

/** "12-3456789", "12 3456789" and "123456789" are nine digits; null when it is none. A number of one digit alone is a stopgap. */
export function parseTaxIdentifier(text: string): string | null {
  const trimmed = text.trim();
  if (!/^\d{2}[-\s]?\d{7}$/.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, "");
  if (NEVER_GIVEN.has(digits.slice(0, 2)) || /^(\d)\1{8}$/.test(digits)) return null;
  return digits;
}
