// Opens a flat file and the mapping it is read through. Never writes a file, and never keeps a mapping.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { decodeText } from "./encoding";
import { readFlatFile } from "./flat-rows";
import { mapRows } from "./map-rows";
import { type Mapping, readMapping } from "./mapping";
import { NoPackage } from "./no-package";
import { type Package, readFiles } from "./package.server";
import { isZip, openFile, openZip } from "./package-files.server";
import type { SourceFile } from "./source-files";
import { TableError } from "./table";

// A mapping names some fifty fields; beyond this it is another file.
const largestMapping = 1_000_000;

/**
 * @throws NoPackage when there is nothing to read
 * @throws MappingError when the mapping has mistakes
 */
export async function readMappedPackage(given: string, mappingFile: string): Promise<Package> {
  const mapping = await openMapping(mappingFile);
  const place = path.resolve(given);
  const found = await stat(place).catch(() => null);
  if (found === null) throw new NoPackage("missing", given);
  if (!found.isFile()) throw new NoPackage("not-flat", given);
  return readMapped(place, given, mapping);
}

/**
 * A flat file, or the one in a zip, through a mapping that was read already.
 * @param called what its owner calls it, where it lies under another name
 */
export async function readMapped(place: string, called: string, mapping: Mapping): Promise<Package> {
  const { files, faults } = await readFlatFiles(place, called);
  const [file = { name: "", text: "" }] = files;
  return { ...mapFile(file, mapping, called), faults };
}

/** The file itself, or the one in a zip. */
async function readFlatFiles(place: string, given: string) {
  const called = path.basename(given);
  if (!isZip(called)) return readFiles([await openFile(place, called)], given);
  const zip = await openZip(place, called);
  try {
    if (zip.files.length !== 1) throw new NoPackage("not-flat", given);
    return await readFiles(zip.files, given);
  } finally {
    zip.close();
  }
}

/** A flat file's text through a mapping, as a package. */
export function mapFile(file: SourceFile, mapping: Mapping, given = file.name): Package {
  const flatFile = readFlat(file);
  if (flatFile === null) throw new NoPackage("not-flat", given);
  const { tables, flat } = mapRows(flatFile, mapping);
  return {
    tables,
    flat,
    format: flatFile.kind === "CSV" ? "Mapped CSV" : "Mapped JSON lines",
    alone: false,
    name: mapping.source ?? path.parse(file.name).name,
    notRead: [],
    faults: [],
    neighbours: new Map(),
  };
}

async function openMapping(file: string): Promise<Mapping> {
  const found = await stat(path.resolve(file)).catch(() => null);
  if (found === null || !found.isFile() || found.size > largestMapping) throw new NoPackage("missing", file);
  return readMapping(decodeText(await readFile(path.resolve(file))).text);
}

function readFlat({ name, text }: SourceFile) {
  try {
    return readFlatFile(name, text);
  } catch (failure) {
    if (failure instanceof TableError) throw new NoPackage("unreadable", failure.file);
    throw failure;
  }
}
