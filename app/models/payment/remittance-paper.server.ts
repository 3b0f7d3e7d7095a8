// Sets a payment's statement as a PDF in the reader's language: what was billed, paid, reduced, taken back and why. Reads nothing.
import type { Actor } from "#app/access/actor";
import { formatDay, formatMoney, formatUnits } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { setPaper } from "../form/paper.server";
import type { Remittance } from "./read.server";

/** @returns the file, whole */
export function remittancePaper(actor: Actor, statement: Remittance): Promise<Uint8Array> {
  const say = sayIn(actor.language, actor.words);
  const language = knownLanguage(actor.language);
  const money = (cents: bigint) => formatMoney(cents, statement.currency, language);
  const { number, settledOn, sentAt, createdAt } = statement;
  return setPaper({
    title: say("payment.remittance.title", { number }),
    language,
    // The day it was paid, not the day it is looked at: the same statement is the same paper.
    madeAt: statement.settledAt ?? sentAt ?? createdAt,
    by: statement.agencyName,
    about: [
      { name: say("payment.own.agency"), value: statement.agencyName },
      { name: say("payment.remittance.holder"), value: `${statement.payeeHolder} ${statement.account}` },
      { name: say("payment.remittance.paid"), value: money(statement.amountCents) },
      { name: say("payment.remittance.billed"), value: money(statement.billedCents) },
      {
        name: say("payment.remittance.settled"),
        value: settledOn ? formatDay(settledOn, language) : say("payment.remittance.unpaid"),
      },
      { name: say("payment.remittance.reference"), value: statement.reference ?? say("payment.remittance.unpaid") },
    ],
    sections: sectionsOf(actor, statement),
    foot: (page, pages) => say("payment.remittance.pdf-foot", { number, page, pages }),
  });
}

/** One section an invoice, a line for each delivery, and what is taken back at the end. */
function sectionsOf(actor: Actor, { invoices, lines, taken, currency }: Remittance) {
  const say = sayIn(actor.language, actor.words);
  const language = knownLanguage(actor.language);
  const money = (cents: bigint) => formatMoney(cents, currency, language);
  const sections = invoices.map(({ number }) => ({
    title: `${say("payment.remittance.invoice")} ${number}`,
    lines: lines
      .filter((line) => line.invoiceNumber === number)
      .map((line) => ({
        name: `${formatDay(line.serviceDay, language)}, ${line.serviceName}, ${line.clientName}`,
        value: [
          say("payment.remittance.pdf-line", {
            units: `${formatUnits(line.units, language)} × ${money(line.rateCents)}`,
            billed: money(line.billedCents),
            paid: money(line.paidCents),
          }),
          ...(line.reasonWords ? [line.reasonWords] : []),
        ].join(". "),
        blank: false,
      })),
  }));
  if (taken.length === 0) return sections;
  const back = taken.map(({ invoiceNumber, amountCents, words }) => ({
    name: `${say("payment.remittance.invoice")} ${invoiceNumber}`,
    value: say("payment.remittance.taken-line", { amount: money(amountCents), number: invoiceNumber, words }),
    blank: false,
  }));
  return [...sections, { title: say("payment.remittance.taken"), lines: back }];
}
