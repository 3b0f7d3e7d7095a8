// Reads the file a person sent as one from their bank, within what such files come to. Judges its size alone.
import { readFile } from "node:fs/promises";
import type { SentFile } from "#app/access/form-body.server";
import { Refusal } from "../values/refusal";
import type { SentBankFile } from "./take-bank-file.server";

/** Ten thousand lines of an ACH file and room to spare. */
export const BANK_FILE_BYTES = 4 * 1024 * 1024;

/** @throws Refusal 400 without a file, 413 when it is too large */
export async function judgeBankFile(file: SentFile | undefined): Promise<SentBankFile> {
  if (!file || file.byteCount === 0) throw new Refusal("payment.bank-file-missing", 400);
  if (file.byteCount > BANK_FILE_BYTES) throw new Refusal("payment.bank-file-large", 413);
  return { name: file.name, sha256: file.sha256, text: await readFile(file.path, "utf8") };
}
