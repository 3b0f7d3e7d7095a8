// Looks into an upload just enough to tell a package from a table of its publisher's own making, and to show that one's columns. Takes no row.
import type { SentFile } from "#app/access/form-body.server";
import { decodeText } from "#app/interop/import/encoding";
import { readFlatFile } from "#app/interop/import/flat-rows";
import { kindByName } from "#app/interop/import/kinds";
import { type Item, isItem, type Json, textAt } from "#app/interop/import/mapping-value";
import { NoPackage } from "#app/interop/import/no-package";
import { isZip, openFile, openZip, type PackageFile } from "#app/interop/import/package-files.server";
import { readTables } from "#app/interop/import/source-files";
import { readTable, TableError } from "#app/interop/import/table";
import type { FileColumn } from "#drizzle/schema";
import { UPLOAD_LIMITS } from "./upload-content";

/** `columns` is empty for a package, whose columns are known by their names. */
export interface Look {
  readonly flat: boolean;
  readonly columns: FileColumn[];
}

const PACKAGE: Look = { flat: false, columns: [] };
const SAMPLE_BYTES = 400_000;
const EXAMPLES = 3;
const MOST_COLUMNS = 200;
const LONGEST_EXAMPLE = 80;

/** Several files are a package; one, also alone in a zip, is when its columns or its shape are those of a directory. */
export async function lookInto(files: readonly SentFile[]): Promise<Look> {
  const [only] = files;
  if (!only || files.length > 1) return PACKAGE;
  if (!isZip(only.name)) return lookIntoFile(await openFile(only.path, only.name));
  try {
    const zip = await openZip(only.path, only.name);
    try {
      const [alone, ...others] = zip.files;
      return alone && others.length === 0 ? await lookIntoFile(alone) : PACKAGE;
    } finally {
      zip.close();
    }
  } catch (failure) {
    // A zip that cannot be read is the import's to refuse, with what is wrong with it.
    if (failure instanceof NoPackage) return PACKAGE;
    throw failure;
  }
}

async function lookIntoFile(file: PackageFile): Promise<Look> {
  const name = file.path.split("/").at(-1) ?? file.path;
  // A list in JSON can only be read whole, and so can a table whose cut falls into a cell of several lines.
  const look = /\.json$/i.test(name) ? null : lookAt(name, await readStart(file));
  const isSmall = file.bytes <= UPLOAD_LIMITS.bytesEach;
  return look ?? (isSmall ? lookAt(name, decoded(await file.read())) : null) ?? PACKAGE;
}

/** Null when the text is no table as it stands; what is wrong with it is the import's to say, with the place. */
function lookAt(name: string, text: string): Look | null {
  try {
    // A table is of a package by its name: alone, columns called id and name are anybody's.
    const isCsv = /\.csv$/i.test(name);
    if (isCsv ? kindByName(name) !== null : readTables([{ name, text }]) !== null) return PACKAGE;
    const flat = readFlatFile(name, text);
    if (flat === null) return PACKAGE;
    const names = isCsv ? readTable(name, text).columns : null;
    return {
      flat: true,
      columns: columnsIn(
        flat.rows.flatMap(({ item }) => (item === null ? [] : [item])),
        names,
      ),
    };
  } catch (failure) {
    if (failure instanceof TableError) return null;
    throw failure;
  }
}

/** The file's beginning, up to the end of a line. */
async function readStart(file: PackageFile): Promise<string> {
  const bytes = Buffer.from(await file.readStart(SAMPLE_BYTES));
  const end = bytes.length < file.bytes ? bytes.lastIndexOf("\n") : -1;
  return decoded(end > 0 ? bytes.subarray(0, end) : bytes);
}

const decoded = (bytes: Uint8Array) => decodeText(bytes).text.replace(/^\uFEFF/, "");

function columnsIn(rows: readonly Item[], header: readonly string[] | null): FileColumn[] {
  const names = header ?? [...new Set(rows.slice(0, 500).flatMap((row) => namesIn(row)))];
  return names
    .filter((name) => name !== "")
    .slice(0, MOST_COLUMNS)
    .map((name) => ({ name, examples: examplesOf(rows, name) }));
}

/** Fields and the fields of objects in them; what a list of objects says cannot be one column. */
function namesIn(row: Item): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    if (isItem(value)) return Object.keys(value).map((inner) => `${name}.${inner}`);
    return Array.isArray(value) && value.some((one: Json) => isItem(one)) ? [] : [name];
  });
}

function examplesOf(rows: readonly Item[], name: string): string[] {
  const examples = new Set<string>();
  for (const row of rows) {
    const text = textAt(row, name).replace(/\s+/g, " ").trim();
    if (text !== "") examples.add(text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE - 1)}…` : text);
    if (examples.size === EXAMPLES) break;
  }
  return [...examples];
}
