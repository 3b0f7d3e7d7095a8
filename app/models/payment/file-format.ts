// Which accounts fit which form of payment file. One table; reads nothing.

import type { FileFormat } from "./account-forms";
import type { AccountKind } from "./account-number";

const FITS: Readonly<Record<FileFormat, readonly AccountKind[]>> = {
  csv: ["us", "iban", "other"],
  nacha: ["us"],
  pain001: ["us", "iban"],
};

/** The kinds of accounts to which such a file can pay. */
export const kindsFor = (format: FileFormat): readonly AccountKind[] => FITS[format];

export const FILE_ENDINGS: Readonly<Record<FileFormat, string>> = { csv: "csv", nacha: "ach", pain001: "xml" };

export const FILE_MEDIA: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  nacha: "text/plain; charset=us-ascii",
  pain001: "application/xml; charset=utf-8",
};
