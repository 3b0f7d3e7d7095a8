// Reads an uploaded file as text, UTF-8 or else the old Windows letters. Judges nothing of what it says.
import { readFile } from "node:fs/promises";
import type { SentFile } from "#app/access/form-body.server";
import { Refusal } from "../values/refusal";
import type { UploadedText } from "./exclusions.server";

/** @throws Refusal 400 without a file, 422 when it is not text */
export async function readUploadedText(file: SentFile | undefined): Promise<UploadedText> {
  if (!file) throw new Refusal("exclusion.no-file", 400);
  const bytes = await readFile(file.path);
  if (bytes.includes(0)) throw new Refusal("exclusion.unreadable", 422);
  return { name: file.name, sha256: file.sha256, text: decoded(bytes) };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) return new TextDecoder("windows-1252").decode(bytes);
    throw failure;
  }
}
