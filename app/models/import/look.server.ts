// Looks into an upload just enough to tell a package from a table of its publisher's own making, and to show that one's columns. Takes no row.
import { open, stat } from "node:fs/promises";
import type { SentFile } from "#app/access/form-body.server";
import { decodeText } from "#app/interop/import/encoding";
import { readFlatFile } from "#app/interop/import/flat-rows";
import { kindByName } from "#app/interop/import/kinds";
import { type Item, isItem, type Json, textAt } from "#app/interop/import/mapping-value";
import { readTables } from "#app/interop/import/source-files";
import { readTable, TableError } from "#app/interop/import/table";
import type { FileColumn } from "#drizzle/schema";

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

/** Several files, or a zip, are a package; one file is when its columns or its shape are those of a directory. */
export async function lookInto(files: readonly SentFile[]): Promise<Look> {
  const [only] = files;
  if (!only || files.length > 1 || /\.zip$/i.test(only.name)) return PACKAGE;
  // A list in JSON can only be read whole, and so can a table whose cut falls into a cell of several lines.
  const isList = /\.json$/i.test(only.name);
  const look = lookAt(only.name, await readStart(only.path, isList));
  return look ?? lookAt(only.name, await readStart(only.path, true)) ?? PACKAGE;
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
async function readStart(file: string, whole: boolean): Promise<string> {
  const { size } = await stat(file);
  const handle = await open(file, "r");
  try {
    const bytes = Buffer.alloc(whole ? size : Math.min(size, SAMPLE_BYTES));
    await handle.read(bytes, 0, bytes.length, 0);
    const end = bytes.length < size ? bytes.lastIndexOf("\n") : -1;
    return decodeText(end > 0 ? bytes.subarray(0, end) : bytes).text.replace(/^\uFEFF/, "");
  } finally {
    await handle.close();
  }
}

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
