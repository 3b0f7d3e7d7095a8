// What a payment file says of each payment and of who pays, whichever form it takes. Shapes and words alone; writes nothing.
import type { Cents } from "../../models/values/money";

export interface FilePayment {
  readonly number: string;
  readonly holder: string;
  /** A person's own account rather than an organization's. */
  readonly personal: boolean;
  readonly kind: "us" | "iban" | "other";
  readonly account: string;
  readonly routing: string | null;
  readonly savings: boolean;
  readonly bic: string | null;
  readonly amountCents: Cents;
  /** What tells this entry from every other of the agency's, in an ACH file. */
  readonly trace: string | null;
  readonly invoices: readonly { readonly number: string; readonly amountCents: Cents }[];
}

export interface FileOrigin {
  readonly name: string;
  readonly identification: string | null;
  readonly bankName: string | null;
  readonly routing: string | null;
  readonly bic: string | null;
  /** The account that is paid from. */
  readonly account: string | null;
  /** ISO 4217 code. */
  readonly currency: string;
}

export interface FileMade {
  readonly batch: string;
  /** The instant the file is made. */
  readonly at: Date;
  /** The day the money is to arrive, YYYY-MM-DD. */
  readonly arrivesOn: string;
  /** The day on the agency's clock, YYYY-MM-DD. */
  readonly day: string;
  /** Minutes past midnight on the agency's clock. */
  readonly minute: number;
  /** Tells apart the files of a day: 0 for the first. */
  readonly place: number;
}

/**
 * Text as a bank's computers take it: accents gone, everything else than plain letters, digits and a few signs a space.
 * @param most how many signs there is room for
 */
export function bankText(text: string, most: number): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/[^A-Za-z0-9 .,:/()?'+-]/g, " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, most)
    .trimEnd();
}

/** The payments in the order of their numbers: the same payments give the same file. */
export const inOrder = (payments: readonly FilePayment[]): FilePayment[] =>
  [...payments].sort((left, right) => (left.number < right.number ? -1 : left.number > right.number ? 1 : 0));
