// What is wrong with a file from a bank: where, which kind, and the blanks of its sentence. Words are the catalogue's.

export interface FileFault {
  /** Counted from 1. */
  readonly line: number;
  readonly code: string;
  readonly blanks: Readonly<Record<string, string | number>>;
}
