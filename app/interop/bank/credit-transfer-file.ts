// Writes payments as an ISO 20022 customer credit transfer (pain.001.001.03). Reads no clock.

import { isIban } from "../../models/payment/account-number";
import { plainMoney, sumCents } from "../../models/values/money";
import { bankText, type FileMade, type FileOrigin, type FilePayment, inOrder } from "./payment";

const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03";
const TEXT = 140;
const NAME = 70;
const REFERENCE = 35;

/** What a credit transfer needs of who pays. */
export interface TransferOrigin extends FileOrigin {
  readonly account: string;
}

/**
 * One block of payments, with their count and sum in the header and the block: a bank refuses the file when either is wrong.
 * Source: ISO 20022, pain.001.001.03; accounts without an IBAN by the code of their clearing (USABA).
 */
export function creditTransferFile(origin: TransferOrigin, made: FileMade, payments: readonly FilePayment[]): string {
  const ordered = inOrder(payments);
  const counts = `${tag("NbOfTxs", String(ordered.length))}${tag("CtrlSum", plainMoney(sumCents(ordered.map(({ amountCents }) => amountCents))))}`;
  const message = bankText(`${made.batch} ${made.day} ${made.place + 1}`, REFERENCE);
  const header = block("GrpHdr", [
    tag("MsgId", message),
    tag("CreDtTm", made.at.toISOString()),
    counts,
    block("InitgPty", [tag("Nm", bankText(origin.name, NAME))]),
  ]);
  const body = block("PmtInf", [
    tag("PmtInfId", bankText(made.batch, REFERENCE)),
    tag("PmtMtd", "TRF"),
    tag("BtchBookg", "true"),
    counts,
    tag("ReqdExctnDt", made.arrivesOn),
    block("Dbtr", [tag("Nm", bankText(origin.name, NAME))]),
    account("DbtrAcct", origin.account),
    bank("DbtrAgt", origin),
    ...ordered.map((payment) => transfer(payment, origin.currency)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}">\n${block("CstmrCdtTrfInitn", [header, body])}</Document>\n`;
}

function transfer(payment: FilePayment, currency: string): string {
  const { number, amountCents, holder, account: to, invoices } = payment;
  const reference = `${number} ${invoices.map((invoice) => invoice.number).join(" ")}`;
  return block("CdtTrfTxInf", [
    block("PmtId", [tag("EndToEndId", bankText(number, REFERENCE))]),
    block("Amt", [`<InstdAmt Ccy="${currency}">${plainMoney(amountCents)}</InstdAmt>`]),
    ...(payment.bic || payment.routing ? [bank("CdtrAgt", payment)] : []),
    block("Cdtr", [tag("Nm", bankText(holder, NAME))]),
    account("CdtrAcct", to),
    block("RmtInf", [tag("Ustrd", bankText(reference, TEXT))]),
  ]);
}

const account = (name: string, number: string) =>
  block(name, [block("Id", [isIban(number) ? tag("IBAN", number) : block("Othr", [tag("Id", bankText(number, 34))])])]);

function bank(name: string, { bic, routing }: { bic: string | null; routing: string | null }): string {
  const known = bic
    ? tag("BIC", bic)
    : routing
      ? block("ClrSysMmbId", [block("ClrSysId", [tag("Cd", "USABA")]), tag("MmbId", routing)])
      : block("Othr", [tag("Id", "NOTPROVIDED")]);
  return block(name, [block("FinInstnId", [known])]);
}

const block = (name: string, parts: readonly string[]) => `<${name}>${parts.join("")}</${name}>\n`;
const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
