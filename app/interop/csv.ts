// Writes tables as comma-separated text that a spreadsheet cannot be tricked with. Never reads any: importing does that.

/** A typed number is written bare; text that looks like a formula is defused, a negative number typed as text included. */
export type Cell = string | number | bigint | boolean | Date | null | undefined;

// What a spreadsheet takes for the start of a formula or a command, full-width forms included.
const FORMULA_START = /^[=+\-@＝＋－＠]/;
// Signs a spreadsheet drops or splits at when they come first, so that what follows them would count.
const SPLITTING_START = /^[\t\r\n\0]/;
const INVISIBLE_START = /^[\s\0\u200b-\u200f\u2060\u00ad\ufeff]+/;
// Semicolon and tab too: in many languages a spreadsheet separates by them.
const NEEDS_QUOTES = /[",;\r\n\t\0]|^\s|\s$/;

/**
 * A table as RFC 4180 text: comma, double quotes, CRLF after each row.
 * @param header one name a column
 * @param rows as many cells a row as the header has; null and undefined are empty, instants ISO 8601 in UTC
 * @throws RangeError when a row is longer or shorter than the header: the caller's bug
 * Source: RFC 4180; OWASP, CSV injection.
 */
export function writeCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [lineOf(header)];
  for (const row of rows) {
    if (row.length !== header.length) throw new RangeError(`a row has ${row.length} cells, not ${header.length}`);
    lines.push(lineOf(row));
  }
  return lines.join("");
}

/** As writeCsv, with the mark by which a spreadsheet knows the text for UTF-8: without it "José" opens as "JosÃ©". */
export function writeSpreadsheetCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  return `\ufeff${writeCsv(header, rows)}`;
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== "string") return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isFormula(text: string): boolean {
  return SPLITTING_START.test(text) || FORMULA_START.test(text.replace(INVISIBLE_START, ""));
}
