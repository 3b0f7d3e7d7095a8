// Reads the text of clients' PDFs, a few each minute, so that they can be searched. Keeps the text alone, and runs nothing in them.
import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { extractText, getDocumentProxy } from "unpdf";
import { asJob } from "#app/database/as-actor.server";
import { log } from "#app/log.server";
import { documentTexts } from "#drizzle/schema";
import { defineJob, EVERY_MINUTE } from "../job/define";
import { pathOfDocument } from "./document-store.server";

const AT_ONCE = 5;
const MOST_CHARACTERS = 400_000;

/** @returns the text, or null when there is none or the file cannot be read: a photo of a page has no text */
export async function textOfPdf(bytes: Uint8Array): Promise<string | null> {
  try {
    const pdf = await getDocumentProxy(bytes);
    const { text } = await extractText(pdf, { mergePages: true });
    const words = text.replaceAll("\u0000", "").replace(/\s+/g, " ").trim().slice(0, MOST_CHARACTERS);
    return words === "" ? null : words;
  } catch {
    // A file that a reader gives up on is still a document: it is shown and given out, and only not searched.
    return null;
  }
}

export async function readTexts(perform: typeof asJob = asJob): Promise<number> {
  const waiting = await perform("read", (db) =>
    db.execute<{ document_id: string; sha256: string }>(sql`select * from app.documents_to_read(${AT_ONCE})`),
  );
  for (const { document_id: id, sha256 } of waiting) {
    const words = await textOfPdf(new Uint8Array(await readFile(pathOfDocument(sha256))));
    const text = { id, outcome: words === null ? "unreadable" : "read", words: words ?? "" };
    await perform("write", (db) => db.insert(documentTexts).values(text).onConflictDoNothing());
  }
  return waiting.length;
}

defineJob("read-texts", { retries: 3, cron: EVERY_MINUTE }, async () => {
  log.debug("documents read", { count: await readTexts() });
});
