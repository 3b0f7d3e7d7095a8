// Writes the payments of a batch as the file a bank or treasury takes in. The same payments give the same bytes; reads no clock.
import { type Cents, plainMoney } from "../models/values/money";
import { writeCsv } from "./csv";

export interface FilePayment {
  readonly number: string;
  readonly holder: string;
  /** The payee's account as the agency's bank knows it. */
  readonly reference: string;
  readonly amountCents: Cents;
  readonly invoiceNumbers: readonly string[];
}

const HEADER = ["batch", "payment", "payee", "account", "amount", "currency", "invoices"];

/**
 * One row a payment in the order of their numbers, then a row with their count and sum, by which a cut file is noticed.
 * @param currency ISO 4217 code
 */
export function paymentFile(batch: string, currency: string, payments: readonly FilePayment[]): string {
  const ordered = [...payments].sort((left, right) => (left.number < right.number ? -1 : 1));
  const total = ordered.reduce((sum, payment) => sum + payment.amountCents, 0n);
  return writeCsv(HEADER, [
    ...ordered.map((payment) => [
      batch,
      payment.number,
      payment.holder,
      payment.reference,
      plainMoney(payment.amountCents),
      currency,
      [...payment.invoiceNumbers].sort().join(" "),
    ]),
    [batch, "total", `${ordered.length}`, "", plainMoney(total), currency, ""],
  ]);
}
