// Writes payments as an ACH file of credits: CCD to organizations, PPD to people, each entry with an addenda record. Reads no clock.
import { type Cents, plainMoney } from "../../models/values/money";
import { bankText, type FileMade, type FileOrigin, type FilePayment, inOrder } from "./payment";

const LINE = 94;
const BLOCK = 10;
const HASH_DIGITS = 10;
const ADDENDA_TEXT = 80;
/** The most one entry can carry: ten digits of cents. */
export const MOST_CENTS: Cents = 9_999_999_999n;

const MODIFIERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** What an ACH file needs of who pays. */
export interface AchOrigin extends FileOrigin {
  readonly identification: string;
  readonly bankName: string;
  readonly routing: string;
}

interface Sums {
  readonly entries: number;
  readonly hash: bigint;
  readonly credit: Cents;
}

/**
 * The file as a bank takes it: lines of 94, blocks of 10, totals of each batch and of the whole.
 * @param payments each to an account at a bank of the United States, with its trace number
 * @throws RangeError for a payment that fits no entry: the caller's bug, who asks `fitsAch` first
 * Source: Nacha Operating Rules, Appendix Three (record formats).
 */
export function nachaFile(origin: AchOrigin, made: FileMade, payments: readonly FilePayment[]): string {
  const ordered = inOrder(payments);
  const classes = [
    ["CCD", ordered.filter(({ personal }) => !personal)],
    ["PPD", ordered.filter(({ personal }) => personal)],
  ] as const;
  const batches = classes.filter(([, own]) => own.length > 0);
  const parts = batches.map(([entryClass, own], index) => batch(origin, made, { entryClass, own, number: index + 1 }));
  const sums = totalOf(parts.map((part) => part.sums));
  const lines = [fileHeader(origin, made), ...parts.flatMap((part) => part.lines)];
  const blocks = Math.ceil((lines.length + 1) / BLOCK);
  lines.push(fileControl(parts.length, blocks, sums));
  while (lines.length < blocks * BLOCK) lines.push("9".repeat(LINE));
  for (const line of lines) {
    if (line.length !== LINE) throw new RangeError(`a record has ${line.length} signs, not ${LINE}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Whether an entry of an ACH file can carry it. */
export const fitsAch = ({ kind, routing, amountCents }: Pick<FilePayment, "kind" | "routing" | "amountCents">) =>
  kind === "us" && routing !== null && amountCents <= MOST_CENTS;

function fileHeader(origin: AchOrigin, { day, minute, place, batch: name }: FileMade): string {
  return [
    "101",
    ` ${origin.routing}`,
    right(origin.identification, 10),
    shortDay(day),
    clock(minute),
    MODIFIERS[place % MODIFIERS.length],
    "094101",
    left(origin.bankName, 23),
    left(origin.name, 23),
    left(name, 8),
  ].join("");
}

type Batch = { entryClass: "CCD" | "PPD"; own: readonly FilePayment[]; number: number };

function batch(origin: AchOrigin, made: FileMade, { entryClass, own, number }: Batch) {
  const lines = own.flatMap((payment) => [entry(payment), addenda(payment)]);
  const sums = totalOf(
    own.map(({ routing, amountCents }) => ({ entries: 2, hash: BigInt(bank(routing)), credit: amountCents })),
  );
  const company = right(origin.identification, 10);
  const end = `${bank(origin.routing)}${digits(number, 7)}`;
  const header = [
    "5220",
    left(origin.name, 16),
    " ".repeat(20),
    company,
    entryClass,
    left("PAYMENT", 10),
    shortDay(made.day),
    shortDay(made.arrivesOn),
    "   1",
    end,
  ].join("");
  const control = ["8220", digits(sums.entries, 6), hash(sums), digits(0, 12), digits(sums.credit, 12), company];
  return { lines: [header, ...lines, `${control.join("")}${" ".repeat(25)}${end}`], sums };
}

function entry({ savings, routing, account, amountCents, number, holder, trace }: FilePayment): string {
  return [
    savings ? "632" : "622",
    routing ?? "",
    left(account, 17),
    digits(amountCents, 10),
    left(number, 15),
    left(holder, 22),
    "  1",
    trace ?? "",
  ].join("");
}

/** What is paid, as X12 says it, so that the provider's bank can show it: each invoice, or where there is no room the payment. */
function addenda({ number, amountCents, invoices, trace }: FilePayment): string {
  const each = invoices.map((invoice) => `RMR*IV*${invoice.number}**${plainMoney(invoice.amountCents)}\\`).join("");
  const text = each.length <= ADDENDA_TEXT && each !== "" ? each : `RMR*PO*${number}**${plainMoney(amountCents)}\\`;
  return ["705", text.padEnd(ADDENDA_TEXT).slice(0, ADDENDA_TEXT), "0001", (trace ?? "").slice(-7)].join("");
}

function fileControl(batches: number, blocks: number, sums: Sums): string {
  return [
    "9",
    digits(batches, 6),
    digits(blocks, 6),
    digits(sums.entries, 8),
    hash(sums),
    digits(0, 12),
    digits(sums.credit, 12),
    " ".repeat(39),
  ].join("");
}

const totalOf = (parts: readonly Sums[]): Sums =>
  parts.reduce(
    (sum, part) => ({
      entries: sum.entries + part.entries,
      hash: sum.hash + part.hash,
      credit: sum.credit + part.credit,
    }),
    { entries: 0, hash: 0n, credit: 0n },
  );

/** A routing number without its check digit. */
const bank = (routing: string | null) => (routing ?? "").slice(0, 8);
const hash = (sums: Sums) => String(sums.hash).padStart(HASH_DIGITS, "0").slice(-HASH_DIGITS);
const left = (text: string, width: number) => bankText(text, width).padEnd(width);
const right = (text: string, width: number) => bankText(text, width).padStart(width);
const digits = (value: number | bigint, width: number) => String(value).padStart(width, "0");
const shortDay = (day: string) => day.replaceAll("-", "").slice(2);
const clock = (minute: number) => digits(Math.floor(minute / 60), 2) + digits(minute % 60, 2);
