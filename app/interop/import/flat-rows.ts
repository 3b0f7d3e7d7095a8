// Reads the rows of one flat file: objects, one a line, a list of them, or plain CSV. Never judges a value.
import { type Item, isItem, type Json } from "./mapping-value";
import { readTable } from "./table";

/** One row as it was written; `item` is null when nobody can read it. `number` counts rows from 1; blank lines are none. */
export type FlatRow = { readonly number: number; readonly item: Item | null; readonly overfull: boolean };

export type FlatFile = {
  readonly file: string;
  readonly kind: "JSON lines" | "CSV";
  readonly rows: readonly FlatRow[];
};

/**
 * @returns null when the text is neither
 * @throws TableError for CSV with a quotation mark that never closes
 */
export function readFlatFile(file: string, text: string): FlatFile | null {
  if (/\.csv$/i.test(file)) return readCsv(file, text);
  const list = /\.json$/i.test(file) ? parse(text) : undefined;
  if (Array.isArray(list)) return { file, kind: "JSON lines", rows: list.map(rowOf) };
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const rows = lines.map((line, index) => rowOf(parse(line), index));
  return rows.some(({ item }) => item !== null) ? { file, kind: "JSON lines", rows } : null;
}

function rowOf(value: Json | undefined, index: number): FlatRow {
  return { number: index + 1, item: isItem(value) ? value : null, overfull: false };
}

function readCsv(file: string, text: string): FlatFile | null {
  const table = readTable(file, text);
  const overfull = new Set(table.overfull);
  const rows = table.rows.map(({ number, cells }) => ({ number, item: cells, overfull: overfull.has(number) }));
  return table.columns.length > 1 ? { file, kind: "CSV", rows } : null;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
