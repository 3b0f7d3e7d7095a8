// Reads the rows of CSV as people send it, each with its line in the file. Knows no column; never writes any.
import { CsvError, parse } from "csv-parse/sync";

export interface CellRow {
  /** Where it stands in the file; the head is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Commas, semicolons or tabs; empty lines are passed over. @returns null when it is no such file */
export function cellsOf(text: string): CellRow[] | null {
  try {
    const found = parse(text.replace(/^\ufeff/, ""), {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: [",", ";", "\t"],
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return found.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (failure) {
    if (failure instanceof CsvError) return null;
    throw failure;
  }
}
