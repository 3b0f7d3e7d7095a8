// Finds and reads the files of a package. Never writes a file, and never reads more of one than a directory can be.
import { stat } from "node:fs/promises";
import path from "node:path";
import { checkTables } from "./check";
import { decodeText } from "./encoding";
import type { Fault } from "./fault";
import { type Format, type Kind, kindByName } from "./kinds";
import type { FlatSource } from "./map-rows";
import { readNested } from "./nested";
import { NoPackage } from "./no-package";
import { isZip, largestBytes, openFile, openFolder, openZip, type PackageFile } from "./package-files.server";
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

/**
 * @param given a folder, a zip of one, or one file
 * @throws NoPackage when there is nothing to read
 */
export async function readPackage(given: string): Promise<Package> {
  const place = path.resolve(given);
  const found = await stat(place).catch(() => null);
  if (found === null) throw new NoPackage("missing", given);
  if (found.isDirectory()) return readAll(await openFolder(place), path.basename(place), given);
  return isZip(place) ? readZip(place, path.basename(place)) : readAlone(place, given);
}

/**
 * Reads what was handed over alone: a zip of a package, or one file of which nothing lies beside it.
 * @param called what its owner calls it
 * @throws NoPackage when there is nothing to read
 */
export async function readHandedOver(place: string, called: string): Promise<Package> {
  if (isZip(called)) return readZip(place, called);
  const { files, faults } = await readFiles([await openFile(place, called)], called);
  const read = parse(files, called);
  return {
    ...read,
    alone: true,
    name: path.parse(called).name,
    notRead: [],
    faults,
    neighbours: new Map(),
    flat: null,
  };
}

async function readZip(place: string, called: string): Promise<Package> {
  const zip = await openZip(place, called);
  try {
    return await readAll(zip.files, path.parse(called).name, called);
  } finally {
    zip.close();
  }
}

async function readAlone(place: string, given: string): Promise<Package> {
  const { files, faults } = await readFiles([await openFile(place)], given);
  const read = parse(files, given);
  const beside = (await openFolder(path.dirname(place))).filter((file) => folderOf(file) === "" && isTable(file));
  return {
    ...read,
    alone: true,
    name: path.basename(path.dirname(place)),
    notRead: [],
    faults,
    neighbours: await readNeighbours(beside, given, read.format),
    flat: null,
  };
}

// Files beside this one that bear a table's name are the rest of its package: they tell which ids there are.
async function readNeighbours(beside: PackageFile[], given: string, format: Format): Promise<Map<Kind, Set<string>>> {
  const { files } = await readFiles(beside, given);
  const read = tryParse(files);
  return read === null ? new Map() : namedIds(checkTables(read.tables, format).rows);
}

async function readAll(all: readonly PackageFile[], name: string, given: string): Promise<Package> {
  const chosen = chooseTables(all);
  if (chosen === null) throw new NoPackage("unknown", given);
  const { files, faults } = await readFiles(chosen.tables, given);
  const read = parse(files, given);
  const known = new Set(read.tables.map((table) => table.file.split("#")[0]));
  const left = all.filter(
    (file) =>
      [chosen.folder, ""].includes(folderOf(file)) && !(folderOf(file) === chosen.folder && known.has(nameOf(file))),
  );
  const notRead = await Promise.all(left.filter((file) => isData(nameOf(file))).map(whyNot));
  return { ...read, alone: false, name, notRead, faults, neighbours: new Map(), flat: null };
}

/** The top itself, or the one folder in it that holds tables; CSV before JSON, which says the same facts again. */
function chooseTables(all: readonly PackageFile[]): { folder: string; tables: PackageFile[] } | null {
  const here = all.filter((file) => folderOf(file) === "");
  const named = here.filter((file) => kindByName(nameOf(file)) !== null && (isTable(file) || isJson(file)));
  if (named.some(isTable)) return { folder: "", tables: named };
  const inner = new Map<string, PackageFile[]>();
  for (const file of all.filter(isTable))
    if (folderOf(file) !== "") inner.set(folderOf(file), [...(inner.get(folderOf(file)) ?? []), file]);
  const [only] = inner;
  if (only !== undefined && inner.size === 1) return { folder: only[0], tables: only[1] };
  const json = here.filter(isJson);
  if (json.length > 0) return { folder: "", tables: json };
  // A zip is often one folder in which everything lies.
  const folders = new Set(all.map(folderOf));
  const [folder = ""] = folders;
  const nested = all.filter(isJson);
  return folders.size === 1 && nested.length > 0 ? { folder, tables: nested } : null;
}

const folderOf = ({ path: place }: PackageFile) => place.slice(0, Math.max(0, place.lastIndexOf("/")));
const nameOf = ({ path: place }: PackageFile) => place.slice(place.lastIndexOf("/") + 1);
const isTable = (file: PackageFile) => isCsv(nameOf(file)) && kindByName(nameOf(file)) !== null;
const isJson = (file: PackageFile) => /\.json$/i.test(nameOf(file));

function isData(name: string): boolean {
  return /\.(csv|json|ndjson|tsv|xlsx?|xml)$/i.test(name);
}

async function whyNot(place: PackageFile): Promise<NotRead> {
  const file = nameOf(place);
  if (isCsv(file)) return { file, reason: "other-name" };
  if (!isJson(place) || place.bytes > largestBytes) return { file, reason: "not-a-table" };
  const { text } = decodeText(await place.read());
  return { file, reason: readNested(file, text) === null ? "not-a-table" : "same-facts" };
}

export async function readFiles(
  places: readonly PackageFile[],
  given: string,
): Promise<{ files: SourceFile[]; faults: Fault[] }> {
  const files: SourceFile[] = [];
  const faults: Fault[] = [];
  for (const place of places) {
    const name = nameOf(place);
    if (place.bytes > largestBytes) throw new NoPackage("unknown", given);
    const { text, encoding, damaged } = decodeText(await place.read());
    files.push({ name, text });
    const whole = { file: name, row: 0, field: "", value: "" };
    if (encoding === "latin-1") faults.push({ ...whole, code: "encoding-latin-1" });
    if (damaged) faults.push({ ...whole, code: "encoding-cut-off" });
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
