// Judges what a person typed as a bank account by its check digits. Keeps nothing; knows no bank.

/** `other`: a number by which an agency's treasury knows the payee; it fits no file but the table. */
export const ACCOUNT_KINDS = ["us", "iban", "other"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

const ROUTING_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** What a person leaves between the groups when typing from paper. */
export const withoutGaps = (typed: string): string => typed.replace(/[\s-]/g, "");

/**
 * Nine digits of which the last proves the rest, and not all of them nought.
 * Source: ABA routing number, weights 3 7 1.
 */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === "000000000") return false;
  const sum = [...text].reduce((total, digit, place) => total + Number(digit) * (ROUTING_WEIGHTS[place] ?? 0), 0);
  return sum % 10 === 0;
}

/** A number as the entry of an ACH file can carry it: 4 to 17 digits. */
export const isUsAccountNumber = (text: string): boolean => /^\d{4,17}$/.test(text) && !/^0+$/.test(text);

/**
 * Two letters, two check digits and up to thirty letters and digits.
 * Source: ISO 13616, remainder 1 by 97 (ISO 7064).
 */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  let remainder = 0;
  for (const sign of turned) remainder = Number(`${remainder}${Number.parseInt(sign, 36)}`) % 97;
  return remainder === 1;
}

/** Source: ISO 9362. */
export const isBic = (text: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);

/** The end of a number: enough to tell two apart, too little to use. */
export const endingOf = (number: string): string => withoutGaps(number).slice(-4);

/** As it is shown. */
export const masked = (ending: string): string => (ending === "" ? "" : `•••• ${ending}`);
