// Reads an ACH file: its batches, entries and addenda, counted and compared with the totals it says of itself. Takes part of no file that does not add up.
import { isRoutingNumber } from "../../models/payment/account-number";
import type { Cents } from "../../models/values/money";
import type { FileFault } from "./fault";

const LINE = 94;
const BLOCK = 10;
const FILLER = "9".repeat(LINE);
const HASH_DIGITS = 10n ** 10n;

export interface AchAddenda {
  readonly line: number;
  /** "05" says what is paid, "99" why an entry came back, "98" what the bank asks to be corrected. */
  readonly type: string;
  readonly text: string;
}

export interface AchEntry {
  readonly line: number;
  /** The transaction code: 22 a credit, 21 a returned one … */
  readonly code: string;
  readonly routing: string;
  readonly account: string;
  readonly amountCents: Cents;
  readonly trace: string;
  readonly addenda: readonly AchAddenda[];
}

export interface AchBatch {
  readonly entryClass: string;
  /** The day the entries take effect, YYMMDD, where the batch says so. */
  readonly effectiveDay: string;
  readonly entries: readonly AchEntry[];
}

export interface AchCounts {
  readonly records: number;
  readonly entries: number;
  readonly addenda: number;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  readonly entryHash: bigint;
}

export interface AchFile {
  readonly batches: readonly AchBatch[];
  readonly counts: AchCounts;
  /** From, to and when, by which the bank tells its files apart. */
  readonly reference: string;
  readonly faults: readonly FileFault[];
}

/**
 * Everything that can be read, and everything that is wrong with it; a caller takes nothing while there are faults.
 * Source: Nacha Operating Rules, Appendix Three (record formats).
 */
export function readNacha(text: string): AchFile {
  const reading = new Reading();
  const lines = linesOf(text);
  lines.forEach((line, index) => {
    reading.take(line, index + 1);
  });
  return reading.end(lines.length);
}

/** Some banks send no line ends at all. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.length === 1 && text.length > LINE) return text.match(/[\s\S]{1,94}/g) ?? [];
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

interface Open {
  readonly entryClass: string;
  readonly effectiveDay: string;
  readonly entries: (AchEntry & { addenda: AchAddenda[] })[];
  readonly sums: Sums;
  ended: boolean;
}

interface Sums {
  entries: number;
  addenda: number;
  hash: bigint;
  debit: Cents;
  credit: Cents;
}

const nothing = (): Sums => ({ entries: 0, addenda: 0, hash: 0n, debit: 0n, credit: 0n });

class Reading {
  private readonly faults: FileFault[] = [];
  private readonly batches: Open[] = [];
  private readonly total = nothing();
  private reference = "";
  private ended = false;

  take(line: string, at: number): void {
    if (line.length !== LINE) {
      this.fault(at, "length", { length: line.length });
      // What a bank cuts off is blanks at the end.
      if (line.length > LINE || line.length < 90) return;
    }
    const record = line.padEnd(LINE);
    if (this.ended && record === FILLER) return;
    const takers: Record<string, (record: string, at: number) => void> = {
      "1": (header) => this.begin(header),
      "5": (header) => this.beginBatch(header),
      "6": (entry, place) => this.takeEntry(entry, place),
      "7": (addenda, place) => this.takeAddenda(addenda, place),
      "8": (control, place) => this.endBatch(control, place),
      "9": (control, place) => this.endFile(control, place),
    };
    const taker = takers[record[0] ?? ""];
    if (taker) taker(record, at);
    else this.fault(at, "record", { record: record[0] ?? "" });
  }

  end(records: number): AchFile {
    if (this.reference === "") this.fault(1, "no-header");
    if (this.batches.some(({ ended }) => !ended)) this.fault(records, "no-batch-end");
    if (!this.ended) this.fault(records, "no-end");
    if (records % BLOCK !== 0) this.fault(records, "blocks", { lines: records });
    const { entries, addenda, debit, credit, hash } = this.total;
    return {
      batches: this.batches,
      counts: { records, entries, addenda, debitCents: debit, creditCents: credit, entryHash: hash % HASH_DIGITS },
      reference: this.reference,
      faults: this.faults,
    };
  }

  private begin(header: string): void {
    this.reference = header.slice(3, 34).replace(/\s+/g, " ").trim();
  }

  private beginBatch(header: string): void {
    // A batch of returns from abroad has its class elsewhere; none of ours go there.
    const [entryClass, effectiveDay] = [header.slice(50, 53), header.slice(69, 75).trim()];
    this.batches.push({ entryClass, effectiveDay, entries: [], sums: nothing(), ended: false });
  }

  private takeEntry(record: string, at: number): void {
    const batch = this.openBatch(at);
    const amount = this.number(record.slice(29, 39), at, "amount");
    const routing = record.slice(3, 12);
    if (!isRoutingNumber(routing)) this.fault(at, "routing", { routing });
    const debit = /^.[5-9]$/.test(record.slice(1, 3));
    for (const sums of [this.total, ...(batch ? [batch.sums] : [])]) {
      sums.entries += 1;
      sums.hash += BigInt(/^\d{8}/.exec(routing)?.[0] ?? 0);
      if (debit) sums.debit += amount;
      else sums.credit += amount;
    }
    batch?.entries.push({
      ...{ line: at, code: record.slice(1, 3), routing, account: record.slice(12, 29).trim(), amountCents: amount },
      ...{ trace: record.slice(79, 94), addenda: [] },
    });
  }

  private takeAddenda(record: string, at: number): void {
    const batch = this.openBatch(at);
    for (const sums of [this.total, ...(batch ? [batch.sums] : [])]) sums.addenda += 1;
    batch?.entries.at(-1)?.addenda.push({ line: at, type: record.slice(1, 3), text: record.slice(3, 94) });
  }

  private endBatch(record: string, at: number): void {
    const batch = this.openBatch(at);
    if (!batch) return;
    batch.ended = true;
    this.compare(record, at, batch.sums, [4, 10, 20, 32]);
  }

  private endFile(record: string, at: number): void {
    this.ended = true;
    const batches = this.number(record.slice(1, 7), at, "control");
    if (batches !== BigInt(this.batches.length))
      this.fault(at, "batches", { said: String(batches), counted: this.batches.length });
    this.compare(record, at, this.total, [13, 21, 31, 43]);
  }

  /** Entries, hash, debits and credits as a control record says them, from these places on. */
  private compare(record: string, at: number, sums: Sums, [entries = 0, hash = 0, debit = 0, credit = 0]: number[]) {
    const told = [
      ["entries", record.slice(entries, hash), BigInt(sums.entries + sums.addenda)],
      ["hash", record.slice(hash, debit), sums.hash % HASH_DIGITS],
      ["debits", record.slice(debit, credit), sums.debit],
      ["credits", record.slice(credit, credit + 12), sums.credit],
    ] as const;
    for (const [what, text, counted] of told) {
      const said = this.number(text, at, "control");
      if (said !== counted) this.fault(at, what, { said: String(said), counted: String(counted) });
    }
  }

  private openBatch(at: number): Open | null {
    const batch = this.batches.at(-1);
    if (batch && !batch.ended) return batch;
    this.fault(at, "outside-batch");
    return null;
  }

  private number(text: string, at: number, what: string): bigint {
    if (/^\d+$/.test(text)) return BigInt(text);
    this.fault(at, `${what}-number`, { text: text.trim() });
    return 0n;
  }

  private fault(line: number, code: string, blanks: FileFault["blanks"] = {}): void {
    this.faults.push({ line, code, blanks });
  }
}
