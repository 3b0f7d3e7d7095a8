// Writes a payment's statement as a table for a spreadsheet: one row a line, with what was billed, paid and why. Reads nothing.
import { plainMoney, plainUnits } from "../models/values/money";
import { writeSpreadsheetCsv } from "./csv";

export interface RemittanceLine {
  readonly invoiceNumber: string;
  readonly serviceDay: string;
  readonly clientName: string;
  readonly serviceName: string;
  readonly unitType: string;
  readonly units: bigint;
  readonly rateCents: bigint;
  readonly billedCents: bigint;
  readonly paidCents: bigint;
  readonly state: string;
  readonly reasonCode: string | null;
  readonly reasonWords: string | null;
}

export interface RemittanceStatement {
  readonly number: string;
  readonly currency: string;
  readonly settledOn: string | null;
  readonly reference: string | null;
  readonly lines: readonly RemittanceLine[];
}

const HEADER = [
  ...["payment", "paid_on", "reference", "invoice", "service_day", "client", "service", "units", "unit_type"],
  ...["rate", "billed", "paid", "currency", "decision", "reason", "words"],
];

export function remittanceFile(statement: RemittanceStatement): string {
  const { number, currency, settledOn, reference } = statement;
  return writeSpreadsheetCsv(
    HEADER,
    statement.lines.map((line) => [
      ...[number, settledOn, reference, line.invoiceNumber, line.serviceDay, line.clientName, line.serviceName],
      ...[plainUnits(line.units), line.unitType, plainMoney(line.rateCents)],
      ...[plainMoney(line.billedCents), plainMoney(line.paidCents), currency],
      ...[line.state, line.reasonCode, line.reasonWords],
    ]),
  );
}
