// Reads the text of one CSV file into rows of named cells. Knows quoting and line breaks; never judges a value.
import { CsvError, parse } from "csv-parse/sync";
import { readVisible } from "./cells";

/** One row as it was written. `number` counts data rows from 1; blank lines are not rows. */
export type SourceRow = { readonly number: number; readonly cells: Record<string, string> };

// What stands in no cell: text is rid of it when it is decoded.
const BETWEEN_CELLS = "\u0000";

/** A row that keeps its cells as one text, a fourth of what they take one by one; a large file has half a million. */
class WrittenRow implements SourceRow {
  constructor(
    readonly number: number,
    private readonly columns: readonly string[],
    private readonly text: string,
  ) {}

  /** Made anew each time: ask once. */
  get cells(): Record<string, string> {
    const line = this.text.split(BETWEEN_CELLS);
    const cells: Record<string, string> = {};
    for (let index = 0; index < this.columns.length; index++) {
      const column = this.columns[index] ?? "";
      if (column !== "") cells[column] = line[index] ?? "";
    }
    return cells;
  }
}

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
  const table: SourceTable = { file, columns: [], rows: [], overfull: [] };
  let isFirst = true;
  eachLine(file, text, (line) => {
    if (isFirst) {
      isFirst = false;
      table.columns = eachOnce(line.map(tidyColumn));
      return;
    }
    if (line.every((cell) => cell.trim() === "")) return;
    const number = table.rows.length + 1;
    const { columns } = table;
    if (line.slice(columns.length).some((cell) => cell.trim() !== "")) table.overfull.push(number);
    const cells = line.slice(0, columns.length).join(BETWEEN_CELLS);
    table.rows.push(new WrittenRow(number, columns, cells));
  });
  return table;
}

// Headers differ in case, blanks and hyphens between publishers; their letters do not.
export function tidyColumn(name: string): string {
  return readVisible(name)
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** A name that comes again is numbered, so that no column hides another: `phone`, `phone_2`. */
function eachOnce(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    if (name === "" || !seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = 2;
    while (taken.has(`${name}_${number}`)) number++;
    taken.add(`${name}_${number}`);
    return `${name}_${number}`;
  });
}

/** A comma, or what the header separates its names with: spreadsheets of other countries write semicolons, exports tabs. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const times = (separator: string) => header.split(separator).length;
  return [";", "\t"].find((separator) => times(separator) > times(",")) ?? ",";
}

/** Hands the lines over one by one, so that a large file is not held a second time as all its lines. */
function eachLine(file: string, text: string, take: (line: string[]) => void): void {
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      trim: false,
      on_record: (line: string[]) => {
        take(line);
        return null;
      },
    });
  } catch (failure) {
    if (failure instanceof CsvError) throw new TableError(file);
    throw failure;
  }
}
