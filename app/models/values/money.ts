// Counts money in whole cents and units in hundredths. Never a float, and never how an amount looks on a screen (see i18n/formats).

/** Whole cents of the agency's currency; negative where an adjustment takes back. */
export type Cents = bigint;

/** Units in hundredths: 1.25 hours is 125n; `numeric(12,2)` in the database. */
export type UnitsHundredths = bigint;

const MOST_PARTS = 366;
// Fits bigint columns and their sums with room to spare, and is far above any county's budget.
const MOST_WHOLE_DIGITS = 13;

/** Sum of amounts; 0n of none. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/**
 * Splits a total so that no cent is lost; leftover cents go to the earliest parts.
 * @param total whole cents, 0 or more
 * @param parts 1 to 366: an invoice spans at most a year of days
 * @throws RangeError when out of range: the caller's bug, never a person's mistake
 * Source: largest remainder with equal weights (Hamilton).
 */
export function splitCents(total: Cents, parts: number): Cents[] {
  if (!Number.isInteger(parts) || parts < 1 || parts > MOST_PARTS) throw new RangeError(`parts out of range: ${parts}`);
  if (total < 0n) throw new RangeError("a negative total cannot be split");
  const each = total / BigInt(parts);
  const leftover = Number(total % BigInt(parts));
  return Array.from({ length: parts }, (_, index) => (index < leftover ? each + 1n : each));
}

/**
 * Price of units at a rate, rounded half away from zero: what PostgreSQL's `round(units * rate_cents)` gives.
 * The two must agree to the cent, because the database generates a line's amount and refuses any other.
 * @param unitsHundredths hundredths of a unit
 * @param rateCents cents for one whole unit
 * @returns whole cents
 */
export function priceUnits(unitsHundredths: UnitsHundredths, rateCents: Cents): Cents {
  const product = unitsHundredths * rateCents;
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude + 50n) / 100n;
  return product < 0n ? -rounded : rounded;
}

/**
 * Reads an amount a person typed: "1,234.50", "$1,234.5", "1234", "-12.00".
 * @returns whole cents, or null when it is not an amount: more than two decimals, misplaced commas, words
 */
export function parseMoney(text: string): Cents | null {
  return parseHundredths(text.trim().replace(/^(-?)\s*\$\s*/, "$1"));
}

/** Reads units a person typed or a numeric column holds: "1.25" → 125n; null when it is not a number with at most two decimals. */
export function parseUnits(text: string): UnitsHundredths | null {
  return parseHundredths(text.trim());
}

/** An amount as plain text for a form field, a file or a numeric column: 123450n → "1234.50". */
export function plainMoney(amount: Cents): string {
  return plainHundredths(amount);
}

/** Units as plain text for a form field, a file or a numeric column: 125n → "1.25". */
export function plainUnits(units: UnitsHundredths): string {
  return plainHundredths(units);
}

/** Units as somebody would type them: 1200n → "12", 750n → "7.5". */
export function typedUnits(units: UnitsHundredths): string {
  return plainUnits(units).replace(/\.?0+$/, "");
}

function parseHundredths(text: string): bigint | null {
  const found = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!found) return null;
  const [, sign, whole = "", decimals = ""] = found;
  const digits = whole.replaceAll(",", "");
  if (digits.replace(/^0+/, "").length > MOST_WHOLE_DIGITS) return null;
  const magnitude = BigInt(digits) * 100n + BigInt(decimals.padEnd(2, "0"));
  return sign ? -magnitude : magnitude;
}

function plainHundredths(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  return `${value < 0n ? "-" : ""}${magnitude / 100n}.${String(magnitude % 100n).padStart(2, "0")}`;
}
