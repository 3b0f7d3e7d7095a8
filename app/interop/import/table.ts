// Reads the text of one CSV file into rows of named cells. Knows quoting and line breaks; never judges a value.
import { CsvError, parse } from "csv-parse/sync";

/** One row as it was written. `number` counts data rows from 1; blank lines are not rows. */
export type SourceRow = { number: number; cells: Record<string, string> };

export type SourceTable = {
  /** the file's name inside the package */
  file: string;
  columns: string[];
  rows: SourceRow[];
  /** data rows with more cells than the header has names: nobody can say what those cells mean */
  overfull: number[];
};

/** The text is not a table at all: a quotation mark opens and never closes. */
export class TableError extends Error {
  constructor(readonly file: string) {
    super("not a table");
  }
}

/** @throws TableError */
export function readTable(file: string, text: string): SourceTable {
  const lines = readLines(file, text);
  const columns = (lines[0] ?? []).map(tidyColumn);
  const table: SourceTable = { file, columns, rows: [], overfull: [] };
  for (const line of lines.slice(1)) {
    if (line.every((cell) => cell.trim() === "")) continue;
    const number = table.rows.length + 1;
    const cells: Record<string, string> = {};
    columns.forEach((column, index) => {
      if (column !== "") cells[column] = line[index] ?? "";
    });
    if (line.slice(columns.length).some((cell) => cell.trim() !== "")) table.overfull.push(number);
    table.rows.push({ number, cells });
  }
  return table;
}

// Headers differ in case, blanks and hyphens between publishers; their letters do not.
export function tidyColumn(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

function readLines(file: string, text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      trim: false,
    });
  } catch (failure) {
    if (failure instanceof CsvError) throw new TableError(file);
    throw failure;
  }
}
