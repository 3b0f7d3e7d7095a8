// Writes bookings as the journal an accounting program takes in: one row a leg, debit or credit. The same bookings give the same bytes; reads no clock.
import { type Cents, plainMoney } from "../models/values/money";
import { writeCsv } from "./csv";

export interface JournalLeg {
  /** "YYYY-MM-DD", by the agency's clock. */
  readonly day: string;
  /** What its legs share. */
  readonly booking: string;
  readonly kind: string;
  /** The number of the authorization, invoice or payment it is for. */
  readonly reference: string;
  readonly fundCode: string;
  readonly account: string;
  /** What the agency's accounting calls the account; empty where nobody said. */
  readonly code: string;
  /** Above zero a debit, below a credit. */
  readonly cents: Cents;
}

const HEADER = ["date", "booking", "kind", "reference", "fund", "account", "code", "debit", "credit", "currency"];

/** @param currency ISO 4217 code */
export function journalFile(currency: string, legs: readonly JournalLeg[]): string {
  return writeCsv(
    HEADER,
    legs.map(({ day, booking, kind, reference, fundCode, account, code, cents }) => [
      day,
      booking,
      kind,
      reference,
      fundCode,
      account,
      code,
      cents > 0n ? plainMoney(cents) : "",
      cents < 0n ? plainMoney(-cents) : "",
      currency,
    ]),
  );
}
