// Tells whoever carries a client that a document of theirs will expire, once for each, every night. Reads no document.
import { sql } from "drizzle-orm";
import { asJob } from "#app/database/as-actor.server";
import { defineJob, EVERY_NIGHT } from "../job/define";
import { tellMembership } from "../notification/tell.server";
import { NOTICE_DAYS } from "./document-kinds";

/** @returns how many documents somebody was told of */
export function noticeExpiring(perform: typeof asJob = asJob): Promise<number> {
  return perform("write", async (db) => {
    const due = await db.execute<{ document_id: string; client_id: string; membership_id: string }>(
      sql`select * from app.notice_expiring_documents(${NOTICE_DAYS})`,
    );
    for (const { document_id, client_id, membership_id } of due)
      await tellMembership(db, membership_id, {
        kind: "document-expires",
        subjectType: "document",
        subjectId: document_id,
        path: `/agency/clients/${client_id}/documents`,
      });
    return due.length;
  });
}

defineJob("document-notices", { retries: 3, cron: EVERY_NIGHT }, async () => {
  await noticeExpiring();
});
