// Removes documents' bytes that no row names, every night. Reads no document.
import { sql } from "drizzle-orm";
import { asJob } from "#app/database/as-actor.server";
import { log } from "#app/log.server";
import { defineJob, EVERY_NIGHT } from "../job/define";
import { sweepDocuments } from "./document-store.server";

defineJob("sweep-documents", { retries: 3, cron: EVERY_NIGHT }, async () => {
  const removed = await sweepDocuments(new Date(), unnamed);
  log.debug("documents swept", { count: removed });
});

async function unnamed(hashes: string[]): Promise<string[]> {
  const rows = await asJob("read", (db) =>
    db.execute<{ hash: string }>(sql`select app.unnamed_documents(${`{${hashes.join(",")}}`}::text[]) as hash`),
  );
  return rows.map(({ hash }) => hash);
}
