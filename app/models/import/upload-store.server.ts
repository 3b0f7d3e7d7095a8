// Keeps the files of an import and its full report on disk, each import in a folder of its own. Knows no agency; the row in the database says whose they are.
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { SentFile } from "#app/access/form-body.server";
import { env } from "#app/env.server";
import { Refusal } from "../values/refusal";
import { faultOfUpload, keptNames } from "./upload-content";

const HEAD_BYTES = 512;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

const store = () => path.resolve(env().DATA_DIR, "imports");

/** @throws RangeError for anything but an id: nobody walks out of the store by a name */
function folderOf(importId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(importId)) throw new RangeError("not an id");
  return path.join(store(), importId);
}

const filesOf = (importId: string) => path.join(folderOf(importId), "files");
const reportOf = (importId: string) => path.join(folderOf(importId), "report.json");

/** @throws Refusal "imports.…" 400 or 415 naming the file that cannot be part of a directory */
export async function judgeUpload(files: readonly SentFile[]): Promise<void> {
  const heads = await Promise.all(files.map(async (file) => ({ ...file, head: await readHead(file.path) })));
  const found = faultOfUpload(heads);
  if (found === null) return;
  const isMissing = found.fault === "none" || found.fault === "empty";
  throw new Refusal(`imports.${found.fault}`, isMissing ? 400 : 415, { name: found.name });
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Takes the files over under plain names; a folder whose row never came is swept away after a day. */
export async function keepUpload(importId: string, files: readonly SentFile[]): Promise<void> {
  const folder = filesOf(importId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = keptNames(files.map(({ name }) => name));
  for (const [place, file] of files.entries()) await copyFile(file.path, path.join(folder, names[place] ?? "file"));
}

/**
 * Where to read an upload from: the one file there is, or the folder of several.
 * @throws Refusal 409 "imports.swept" when it was quiet for so long that its files were cleared away
 */
export async function placeOfUpload(importId: string): Promise<string> {
  const names = await listed(filesOf(importId));
  const [only] = names;
  if (only === undefined) throw new Refusal("imports.swept", 409);
  return names.length === 1 ? path.join(filesOf(importId), only) : filesOf(importId);
}

/** A report replaces the one before it at once or not at all. */
export async function keepReport(importId: string, text: string): Promise<void> {
  await mkdir(folderOf(importId), { recursive: true, mode: 0o700 });
  const draft = `${reportOf(importId)}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, reportOf(importId));
}

/** @throws Refusal 409 "imports.no-report" when there is none, or none any more */
export async function readReport(importId: string): Promise<string> {
  await mustBeThere(importId);
  return readFile(reportOf(importId), "utf8");
}

/** @throws Refusal 409 "imports.no-report" when there is none, or none any more */
export async function streamReport(importId: string): Promise<ReadableStream> {
  await mustBeThere(importId);
  return Readable.toWeb(createReadStream(reportOf(importId))) as ReadableStream;
}

async function mustBeThere(importId: string): Promise<void> {
  await stat(reportOf(importId)).catch(() => {
    throw new Refusal("imports.no-report", 409);
  });
}

/**
 * Removes what nothing will ask for again, and not before it is a day old: its row may still be on its way.
 * @param forgotten tells which of these imports are over or never were
 */
export async function sweepUploads(
  now: Date,
  forgotten: (ids: string[]) => Promise<readonly string[]>,
): Promise<number> {
  const old: string[] = [];
  for (const name of await listed(store())) {
    const facts = await stat(path.join(store(), name)).catch(() => null);
    if (facts && now.getTime() - facts.mtimeMs > DAY_MILLISECONDS && /^[0-9a-f-]{36}$/.test(name)) old.push(name);
  }
  const gone = old.length === 0 ? [] : await forgotten(old);
  for (const id of gone) await rm(folderOf(id), { recursive: true, force: true });
  return gone.length;
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return [];
    throw failure;
  });
}
