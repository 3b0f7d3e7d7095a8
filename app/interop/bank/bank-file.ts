// Whatever a bank sends, as one list of what it says of each payment: came back, was paid, or is to be corrected. Knows no payment of ours.
import type { Cents } from "../../models/values/money";
import type { FileFault } from "./fault";
import { type AchAddenda, readNacha } from "./nacha-reading";
import { readOutcomeTable } from "./outcome-table";
import { is835, read835 } from "./remittance-835";

export interface Said {
  readonly line: number;
  readonly what: "returned" | "settled" | "noted";
  /** By which of the two the payment is named. */
  readonly by: "trace" | "number";
  readonly reference: string;
  readonly amountCents: Cents;
  readonly code: string | null;
  /** YYYY-MM-DD, of what was paid. */
  readonly day: string | null;
  /** What the bank calls the transfer. */
  readonly transfer: string;
}

export interface BankFile {
  readonly kind: "ach" | "remittance" | "table";
  /** Null: only its bytes tell it from others. */
  readonly reference: string | null;
  readonly said: readonly Said[];
  readonly faults: readonly FileFault[];
}

const RETURN = "99";
const CORRECTION = "98";

export function readBankFile(text: string): BankFile {
  if (is835(text)) return remittance(text);
  return /^1\d\d/.test(text) ? ach(text) : table(text);
}

function ach(text: string): BankFile {
  const { batches, reference, faults } = readNacha(text);
  const said = batches.flatMap(({ entries }) =>
    entries.map(({ line, amountCents, trace, addenda }): Said => {
      const told = addenda.find(({ type }) => type === RETURN || type === CORRECTION);
      return {
        ...{ line, by: "trace", amountCents, day: null, transfer: trace },
        ...(told ? toldBy(told) : { what: "noted", reference: trace, code: null }),
      };
    }),
  );
  return { kind: "ach", reference, said, faults };
}

/** The reason and the number of the entry that was sent. */
const toldBy = ({ type, text }: AchAddenda) => ({
  what: type === RETURN ? ("returned" as const) : ("noted" as const),
  code: text.slice(0, 3),
  reference: text.slice(3, 18).trim(),
});

function remittance(text: string): BankFile {
  const { remittances, faults } = read835(text);
  const said = remittances.flatMap(({ claims, trace, paidOn }) =>
    claims.map(
      ({ line, reference, paidCents, reasons }): Said => ({
        ...{ line, by: "number", reference, amountCents: paidCents, code: reasons.join(" ") || null },
        ...{ what: paidCents > 0n ? "settled" : "noted", day: paidOn, transfer: trace },
      }),
    ),
  );
  const reference = remittances.map(({ payer, trace }) => `${payer} ${trace}`).join(", ");
  return { kind: "remittance", reference, said, faults };
}

function table(text: string): BankFile {
  const { rows, faults } = readOutcomeTable(text);
  const said = rows.map(
    ({ line, payment, outcome, amountCents, day, code, reference }): Said => ({
      ...{ line, what: outcome, by: "number", reference: payment, amountCents, code: code || null, day },
      transfer: reference,
    }),
  );
  return { kind: "table", reference: null, said, faults };
}
