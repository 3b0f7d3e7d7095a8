// Keeps documents' bytes on disk under their hash. Knows no client and no name; a row in the database says whose the bytes are.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readdir, readFile, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { SentFile } from "#app/access/form-body.server";
import { env } from "#app/env.server";
import { Refusal } from "../values/refusal";
import { judgeDocument, MEDIA_TYPES } from "./document-content";
import { documentName } from "./document-name";

export interface KeptDocument {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/**
 * Judges a sent file and keeps it under its hash. Kept before the row is written: bytes without a row are swept away
 * after a day, a row without bytes would be a document lost.
 * @throws Refusal "document.…" (400, 413 or 415) saying why the file cannot be taken
 */
export async function keepDocument(file: SentFile): Promise<KeptDocument> {
  const verdict = judgeDocument(await readFile(file.path), file.name);
  if (!verdict.taken) {
    const status = verdict.fault === "too-large" ? 413 : verdict.fault === "empty" ? 400 : 415;
    throw new Refusal(`document.${verdict.fault}`, status);
  }
  await place(file.path, file.sha256);
  return {
    sha256: file.sha256,
    name: documentName(file.name, verdict.kind),
    mediaType: verdict.mediaType,
    byteCount: file.byteCount,
  };
}

/** Keeps a PDF that the house made itself; what is true of sent files is true of it. @param name as people are to see it */
export async function keepPaper(bytes: Uint8Array, name: string): Promise<KeptDocument> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const made = `${placeOf(sha256)}.${randomUUID()}.made`;
  await mkdir(path.dirname(made), { recursive: true });
  try {
    await writeFile(made, bytes, { flag: "wx" });
    await place(made, sha256);
  } finally {
    await rm(made, { force: true });
  }
  return { sha256, name: documentName(name, "pdf"), mediaType: MEDIA_TYPES.pdf, byteCount: bytes.length };
}

/**
 * The bytes of a document as a stream.
 * @throws Error when they are gone: the store was damaged, which no person can mend from a page
 */
export async function openDocument(sha256: string): Promise<ReadableStream> {
  const file = placeOf(sha256);
  await stat(file);
  return Readable.toWeb(createReadStream(file)) as ReadableStream;
}

/** Where a document's bytes lie, for a job that reads them whole. */
export const pathOfDocument = (sha256: string): string => placeOf(sha256);

const SWEPT_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Removes bytes that no row names, a day after they came.
 * @param unnamed tells which of these hashes no row names
 * @returns how many were removed
 */
export async function sweepDocuments(
  now: Date,
  unnamed: (hashes: string[]) => Promise<readonly string[]>,
): Promise<number> {
  let removed = 0;
  const isOld = async (hash: string) => now.getTime() - (await stat(placeOf(hash))).mtimeMs > SWEPT_AFTER_MILLISECONDS;
  for (const shelf of await listed(store())) {
    const hashes = (await listed(path.join(store(), shelf))).map((rest) => shelf + rest).filter(isHash);
    const old: string[] = [];
    for (const hash of hashes) if (await isOld(hash)) old.push(hash);
    if (old.length === 0) continue;
    for (const hash of await unnamed(old)) {
      // Looked at again: the same bytes may have come a second time while the rows were asked.
      if (!(await isOld(hash))) continue;
      await unlink(placeOf(hash));
      removed += 1;
    }
  }
  return removed;
}

const store = () => path.resolve(env().DATA_DIR, "documents");

const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text);

function placeOf(sha256: string): string {
  if (!isHash(sha256)) throw new RangeError("not a hash");
  return path.join(store(), sha256.slice(0, 2), sha256.slice(2));
}

async function place(from: string, sha256: string): Promise<void> {
  const to = placeOf(sha256);
  await mkdir(path.dirname(to), { recursive: true });
  const handle = await open(from, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(from, to);
  } catch (failure) {
    if (!isThere(failure)) throw failure;
    // The same bytes again: young once more, so that the sweeper leaves them to the row that is about to name them.
    const young = new Date();
    await utimes(to, young, young);
  }
}

const isThere = (failure: unknown) => failure instanceof Error && "code" in failure && failure.code === "EEXIST";

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return [];
    throw failure;
  }
}
