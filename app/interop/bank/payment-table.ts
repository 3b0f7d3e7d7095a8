// Writes the payments of a batch as a table for a treasury that takes no bank's format. The same payments give the same bytes; reads no clock.
import { plainMoney, sumCents } from "../../models/values/money";
import { writeCsv } from "../csv";
import { type FilePayment, inOrder } from "./payment";

const HEADER = ["batch", "payment", "payee", "routing", "account", "amount", "currency", "invoices"];

/**
 * One row a payment in the order of their numbers, then a row with their count and sum, by which a cut file is noticed.
 * @param currency ISO 4217 code
 */
export function paymentTable(batch: string, currency: string, payments: readonly FilePayment[]): string {
  const total = sumCents(payments.map(({ amountCents }) => amountCents));
  return writeCsv(HEADER, [
    ...inOrder(payments).map((payment) => [
      ...[batch, payment.number, payment.holder, payment.routing ?? payment.bic, payment.account],
      ...[plainMoney(payment.amountCents), currency],
      payment.invoices
        .map(({ number }) => number)
        .sort()
        .join(" "),
    ]),
    [batch, "total", `${payments.length}`, "", "", plainMoney(total), currency, ""],
  ]);
}
