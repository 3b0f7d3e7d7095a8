// Reads the cells of one row into typed values and notes what is wrong. Knows cells and faults; never knows other rows.
import {
  type ReadTime,
  readDay,
  readDecimal,
  readLine,
  readList,
  readMailbox,
  readText,
  readTime,
  readWebsite,
} from "./cells";
import { type Fault, type FaultCode, isRefusal, shown } from "./fault";
import { findMisread } from "./misread";
import type { SourceRow } from "./table";

export type Point = { latitude: number; longitude: number };

// As long as the longest cell a directory shows on one page; the rest of a longer one is cut and said to be.
const longestText = 20_000;
const longestLine = 500;

export class RowReader {
  readonly faults: Fault[] = [];

  constructor(
    private readonly file: string,
    private readonly row: SourceRow,
    /** columns somebody asked for; the others have no place in the directory, and the report names them */
    private readonly used: Set<string> = new Set(),
  ) {}

  get refused(): boolean {
    return this.faults.some(isRefusal);
  }

  /** Whether the table has this column at all. */
  has(column: string): boolean {
    return column in this.row.cells;
  }

  /** What was written under the first of these columns that the table has. */
  raw(...columns: string[]): string {
    return readText(this.row.cells[this.column(columns)]);
  }

  fault(code: FaultCode, columns: string[] | string, value?: string, blanks?: Record<string, string>): void {
    const field = typeof columns === "string" ? columns : this.column(columns);
    const written = value ?? this.row.cells[field] ?? "";
    this.faults.push({
      file: this.file,
      row: this.row.number,
      field,
      code,
      value: shown(written),
      ...(blanks ? { blanks } : {}),
    });
  }

  /** A line of text, or null when blank. */
  line(...columns: string[]): string | null {
    return this.asWritten(readLine(this.row.cells[this.column(columns)]), longestLine, columns);
  }

  /** Text with its paragraphs, or null when blank. */
  text(...columns: string[]): string | null {
    const text = this.raw(...columns)
      .replace(/\r\n?/g, "\n")
      .replace(/[ \t]+\n/g, "\n");
    return this.asWritten(text, longestText, columns);
  }

  /** A line that must not be blank. */
  needed(code: FaultCode, ...columns: string[]): string {
    const line = this.line(...columns);
    if (line === null) this.fault(code, columns);
    return line ?? "";
  }

  list(...columns: string[]): string[] {
    return readList(this.row.cells[this.column(columns)]);
  }

  mailbox(...columns: string[]): string | null {
    return this.orNote("email-unreadable", readMailbox, columns);
  }

  website(...columns: string[]): string | null {
    return this.orNote("website-unreadable", readWebsite, columns);
  }

  number(...columns: string[]): number | null {
    return this.orNote("number-unreadable", readDecimal, columns);
  }

  /** A day, or null when blank; a day nobody can read refuses the row. */
  day(...columns: string[]): string | null {
    const read = readDay(this.row.cells[this.column(columns)]);
    if (read === "blank") return null;
    if (read === "unreadable") this.fault("day-unreadable", columns);
    else if (read === "yearless") this.fault("day-without-year", columns);
    else return read.day;
    return null;
  }

  time(...columns: string[]): Exclude<ReadTime, string> | null {
    const read = readTime(this.row.cells[this.column(columns)]);
    if (read === "unreadable") this.fault("time-unreadable", columns);
    return typeof read === "string" ? null : read;
  }

  /** A point on Earth, or null: both coordinates, and not 0 and 0, which is what a failed geocoder writes. */
  point(): Point | null {
    const [latitude, longitude] = [this.number("latitude"), this.number("longitude")];
    if (latitude === null && longitude === null) return null;
    if (latitude === null || longitude === null) {
      this.fault("coordinates-incomplete", latitude === null ? "latitude" : "longitude");
      return null;
    }
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) {
      this.fault("coordinates-not-on-earth", "latitude", `${latitude}, ${longitude}`);
      return null;
    }
    return { latitude, longitude };
  }

  private column(columns: string[]): string {
    const found = columns.find((column) => column in this.row.cells) ?? columns[0] ?? "";
    this.used.add(found);
    return found;
  }

  /** Null when blank. Letters that were misread before are noted and kept: only who keeps the file can say what was meant. */
  private asWritten(text: string, longest: number, columns: string[]): string | null {
    if (text === "") return null;
    const misread = findMisread(text);
    if (misread?.meant) this.fault("letters-misread", columns, undefined, { meant: shown(misread.meant) });
    else if (misread) this.fault("letters-lost", columns);
    if (text.length <= longest) return text;
    this.fault("cell-too-long", columns, undefined, { longest: String(longest) });
    return `${text.slice(0, longest - 1).trimEnd()}…`;
  }

  private orNote<Value>(code: FaultCode, read: (cell: string) => Value | null, columns: string[]): Value | null {
    const text = this.raw(...columns);
    if (text === "") return null;
    const value = read(text);
    if (value === null) this.fault(code, columns);
    return value;
  }
}
