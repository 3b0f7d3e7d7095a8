// Finds and reads the files of a package. Never writes a file, and never reads more of one than a directory can be.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { checkTables } from "./check";
import { decodeText } from "./encoding";
import type { Fault } from "./fault";
import { type Format, type Kind, kindByName } from "./kinds";
import type { FlatSource } from "./map-rows";
import { readNested } from "./nested";
import { namedIds } from "./resolve";
import { isCsv, type ReadTables, readTables, type SourceFile } from "./source-files";
import { TableError } from "./table";

export type NotRead = { file: string; reason: "not-a-table" | "same-facts" | "other-name" };

export type Package = ReadTables & {
  /** one file of a package rather than all of it */
  alone: boolean;
  /** the folder's name: what the publisher is called unless the command says otherwise */
  name: string;
  notRead: NotRead[];
  /** faults of whole files, such as their encoding */
  faults: Fault[];
  neighbours: ReadonlyMap<Kind, ReadonlySet<string>>;
  /** the flat file behind the tables, where a mapping laid them out; else null */
  flat: FlatSource | null;
};

/** Why there is no package: a catalogue key under `import`, and the file it is about. */
export class NoPackage extends Error {
  constructor(
    readonly key: "missing" | "unknown" | "unreadable" | "not-flat",
    readonly file: string,
  ) {
    super(key);
  }
}

// A state's directory is some ten megabytes; beyond this it is something else, and memory is finite.
const largestBytes = 200_000_000;

/** @throws NoPackage when there is nothing to read */
export async function readPackage(given: string): Promise<Package> {
  const place = path.resolve(given);
  const found = await stat(place).catch(() => null);
  if (found === null) throw new NoPackage("missing", given);
  return found.isDirectory() ? readFolder(place, given) : readAlone(place, given);
}

async function readAlone(place: string, given: string): Promise<Package> {
  const { files, faults } = await readFiles([place], given);
  const read = parse(files, given);
  const siblings = (await namesIn(path.dirname(place))).filter((name) => isCsv(name) && kindByName(name) !== null);
  return {
    ...read,
    alone: true,
    name: path.basename(path.dirname(place)),
    notRead: [],
    faults,
    neighbours: await readNeighbours(path.dirname(place), siblings, read.format),
    flat: null,
  };
}

// Files beside this one that bear a table's name are the rest of its package: they tell which ids there are.
async function readNeighbours(folder: string, names: string[], format: Format): Promise<Map<Kind, Set<string>>> {
  const { files } = await readFiles(
    names.map((name) => path.join(folder, name)),
    folder,
  );
  const read = tryParse(files);
  return read === null ? new Map() : namedIds(checkTables(read.tables, format).rows);
}

async function readFolder(place: string, given: string): Promise<Package> {
  const inner = await tableFolder(place);
  if (inner === null) throw new NoPackage("unknown", given);
  const names = await namesIn(inner.folder);
  const { files, faults } = await readFiles(
    inner.tables.map((name) => path.join(inner.folder, name)),
    given,
  );
  const read = parse(files, given);
  const known = new Set(read.tables.map((table) => table.file.split("#")[0]));
  const outside = inner.folder === place ? [] : await namesIn(place);
  const left = names.filter((name) => !known.has(name)).map((name) => path.join(inner.folder, name));
  const notRead = await Promise.all(
    [...left, ...outside.map((name) => path.join(place, name))].filter(isData).map(whyNot),
  );
  return { ...read, alone: false, name: path.basename(place), notRead, faults, neighbours: new Map(), flat: null };
}

/** The folder itself, or the one folder in it that holds tables; CSV before JSON, which says the same facts again. */
async function tableFolder(place: string): Promise<{ folder: string; tables: string[] } | null> {
  const here = await namesIn(place);
  const named = here.filter((name) => (isCsv(name) || /\.json$/i.test(name)) && kindByName(name) !== null);
  if (named.some(isCsv)) return { folder: place, tables: named };
  const inner: { folder: string; tables: string[] }[] = [];
  for (const entry of await readdir(place, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = path.join(place, entry.name);
    const tables = (await namesIn(folder)).filter((name) => isCsv(name) && kindByName(name) !== null);
    if (tables.length > 0) inner.push({ folder, tables });
  }
  if (inner.length === 1 && inner[0]) return inner[0];
  const json = here.filter((name) => /\.json$/i.test(name));
  return json.length > 0 ? { folder: place, tables: json } : null;
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

function isData(name: string): boolean {
  return /\.(csv|json|ndjson|tsv|xlsx?|xml)$/i.test(name);
}

async function whyNot(place: string): Promise<NotRead> {
  const file = path.basename(place);
  if (isCsv(file)) return { file, reason: "other-name" };
  if (!/\.json$/i.test(file) || (await stat(place)).size > largestBytes) return { file, reason: "not-a-table" };
  const { text } = decodeText(await readFile(place));
  return { file, reason: readNested(file, text) === null ? "not-a-table" : "same-facts" };
}

export async function readFiles(places: string[], given: string): Promise<{ files: SourceFile[]; faults: Fault[] }> {
  const files: SourceFile[] = [];
  const faults: Fault[] = [];
  for (const place of places) {
    const name = path.basename(place);
    const found = await stat(place);
    if (found.size > largestBytes) throw new NoPackage("unknown", given);
    const { text, encoding } = decodeText(await readFile(place));
    files.push({ name, text });
    if (encoding === "latin-1") faults.push({ file: name, row: 0, field: "", code: "encoding-latin-1", value: "" });
  }
  return { files, faults };
}

function parse(files: SourceFile[], given: string): ReadTables {
  const read = tryParse(files);
  if (read === null) throw new NoPackage("unknown", given);
  return read;
}

function tryParse(files: SourceFile[]): ReadTables | null {
  try {
    return readTables(files);
  } catch (failure) {
    if (failure instanceof TableError) throw new NoPackage("unreadable", failure.file);
    throw failure;
  }
}
