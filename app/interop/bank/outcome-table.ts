// Reads a table of what became of payments, as a treasury without bank formats sends it back, held against its last row of totals. Takes part of none that does not add up.
import { parse } from "csv-parse/sync";
import { type Cents, parseMoney, plainMoney, sumCents } from "../../models/values/money";
import type { FileFault } from "./fault";

export interface OutcomeRow {
  readonly line: number;
  readonly payment: string;
  readonly outcome: "settled" | "returned";
  readonly amountCents: Cents;
  /** YYYY-MM-DD */
  readonly day: string;
  /** Why it came back. */
  readonly code: string;
  /** What the bank calls the transfer. */
  readonly reference: string;
}

export const OUTCOME_COLUMNS = ["payment", "outcome", "amount", "day", "code", "reference"] as const;

/** The last row says "total", how many rows there are and their sum. */
export function readOutcomeTable(text: string): { rows: OutcomeRow[]; faults: FileFault[] } {
  const faults: FileFault[] = [];
  const fault = (line: number, code: string, blanks: FileFault["blanks"] = {}) => faults.push({ line, code, blanks });
  const cells: string[][] = readCells(text, fault);
  const [header, ...lines] = cells;
  if (!header || OUTCOME_COLUMNS.some((name, place) => header[place]?.trim().toLowerCase() !== name)) {
    if (faults.length === 0) fault(1, "table-columns", { columns: OUTCOME_COLUMNS.join(", ") });
    return { rows: [], faults };
  }
  const last = lines.at(-1);
  const body = last?.[0]?.trim().toLowerCase() === "total" ? lines.slice(0, -1) : lines;
  const rows = body.map((row, index) => rowOf(row, index + 2, fault));
  if (body === lines || !last) {
    fault(cells.length, "table-total");
    return { rows, faults };
  }
  const counted = sumCents(rows.map(({ amountCents }) => amountCents));
  if (last[1]?.trim() !== String(rows.length))
    fault(cells.length, "count", { said: last[1] ?? "", counted: rows.length });
  if (parseMoney(last[2] ?? "") !== counted)
    fault(cells.length, "total", { said: last[2] ?? "", counted: plainMoney(counted) });
  return { rows, faults };
}

type Fault = (line: number, code: string, blanks?: FileFault["blanks"]) => void;

function readCells(text: string, fault: Fault): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (failure) {
    const line = failure instanceof Error && "lines" in failure ? Number(failure.lines) : 1;
    fault(line || 1, "table-broken");
    return [];
  }
}

function rowOf(row: readonly string[], line: number, fault: Fault): OutcomeRow {
  const [payment = "", outcome = "", amount = "", day = "", code = "", reference = ""] = row.map((cell) => cell.trim());
  const amountCents = parseMoney(amount);
  if (amountCents === null) fault(line, "amount", { text: amount });
  const known = outcome.toLowerCase();
  if (known !== "settled" && known !== "returned") fault(line, "table-outcome", { text: outcome });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) fault(line, "day", { text: day });
  return {
    ...{ line, payment, amountCents: amountCents ?? 0n, day, code, reference },
    outcome: known === "returned" ? "returned" : "settled",
  };
}
