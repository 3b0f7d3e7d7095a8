// Lists the files of a package, from a folder or a zip, and reads one when it is asked for. Never unpacks anything onto the disk.
import { open, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { NoPackage } from "./no-package";

export type PackageFile = {
  /** from the package's top, with `/` between folders */
  readonly path: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
  /** No more than the first bytes, and all of a file that is shorter. */
  readStart(most: number): Promise<Uint8Array>;
};

/** What is open until the work with it has ended. */
export type OpenFiles = { readonly files: PackageFile[]; close(): void };

// A state's directory is some ten megabytes; beyond this it is something else, and memory is finite.
export const largestBytes = 200_000_000;
const largestZip = { entries: 1000, bytes: 300_000_000, timesSmaller: 200 };

export const isZip = (name: string) => /\.zip$/i.test(name);

/** @param called what its owner calls it, where it lies under another name */
export async function openFile(place: string, called = path.basename(place)): Promise<PackageFile> {
  const { size } = await stat(place);
  return { path: called, bytes: size, read: () => readFile(place), readStart: (most) => readBegin(place, most) };
}

async function readBegin(place: string, most: number): Promise<Uint8Array> {
  const handle = await open(place, "r");
  try {
    const { buffer: bytes, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The files of a folder and of the folders in it. */
export async function openFolder(place: string): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const entry of await readdir(place, { withFileTypes: true })) {
    if (entry.isFile()) files.push(await openFile(path.join(place, entry.name)));
    if (!entry.isDirectory()) continue;
    for (const inner of await readdir(path.join(place, entry.name), { withFileTypes: true }))
      if (inner.isFile()) {
        const file = await openFile(path.join(place, entry.name, inner.name));
        files.push({ ...file, path: `${entry.name}/${inner.name}` });
      }
  }
  return files.sort(byPath);
}

/**
 * @throws NoPackage when it is damaged, locked, or made to hurt: a path that leads out of it, too many files, or far more
 * in it than its size can honestly hold
 */
export async function openZip(place: string, called = path.basename(place)): Promise<OpenFiles> {
  const zip = await openPromise(place, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
    throw new NoPackage("zip-unreadable", called);
  });
  try {
    return { files: await listEntries(zip, called), close: () => zip.close() };
  } catch (failure) {
    zip.close();
    throw failure;
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<PackageFile[]> {
  if (zip.entryCount > largestZip.entries) throw new NoPackage("zip-too-many", name);
  const files: PackageFile[] = [];
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (isFolder(entry) || isDebris(entry)) continue;
      if (!entry.canDecodeFileData()) throw new NoPackage("zip-unreadable", entry.fileName);
      bytes += entry.uncompressedSize;
      if (bytes > largestZip.bytes || isBomb(entry)) throw new NoPackage("zip-too-large", name);
      const readStart = (most: number) => readEntry(zip, entry, most);
      files.push({ path: entry.fileName, bytes: entry.uncompressedSize, read: () => readEntry(zip, entry), readStart });
    }
  } catch (failure) {
    if (failure instanceof NoPackage) throw failure;
    // Among these what the reader itself refuses: a path that leads out of the zip.
    const outside = failure instanceof Error && /relative path|absolute path/.test(failure.message);
    throw new NoPackage(outside ? "zip-outside" : "zip-unreadable", name);
  }
  return files.sort(byPath);
}

// The sizes a zip tells are held to while it is read, so a lie in them ends the reading.
async function readEntry(zip: ZipFile, entry: Entry, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    if (most >= entry.uncompressedSize) return await buffer(stream);
    const begin: Buffer[] = [];
    let length = 0;
    for await (const part of stream) {
      begin.push(part as Buffer);
      length += (part as Buffer).length;
      if (length >= most) break;
    }
    return Buffer.concat(begin).subarray(0, most);
  } catch {
    throw new NoPackage("zip-unreadable", entry.fileName);
  }
}

const isFolder = ({ fileName }: Entry) => fileName.endsWith("/");

/** What a desktop puts beside the files. */
const isDebris = ({ fileName }: Entry) =>
  fileName.startsWith("__MACOSX/") || (fileName.split("/").at(-1) ?? "").startsWith(".");

// Tables of words become a tenth to a fiftieth; a small file may be all blanks.
const isBomb = ({ compressedSize, uncompressedSize }: Entry) =>
  uncompressedSize > 1_000_000 && uncompressedSize > compressedSize * largestZip.timesSmaller;

const byPath = (left: PackageFile, right: PackageFile) =>
  left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
