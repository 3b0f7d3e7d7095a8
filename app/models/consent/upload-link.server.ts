// Asks a client for documents by a link that works once, and takes what comes by it. Keeps the hash alone; the page names nobody.
import { randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { uploadLinks } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { DocumentKind } from "./document-kinds";
import type { KeptDocument } from "./document-store.server";
import { documentEvents } from "./events";
import { requireOwnClient } from "./own-client.server";

const LINK_BYTES = 20;
/** Long enough to find a paper, short enough for a telephone that is lost. */
const LINK_DAYS = 7;

export interface UploadAsked {
  readonly asked: string;
  readonly kind: DocumentKind;
  readonly language: string;
}

/** @returns the key of its address, which cannot be read again   @throws Refusal 404, 403 */
export async function askForDocuments(db: Db, actor: Actor, clientId: ClientId, asked: UploadAsked): Promise<string> {
  await requireOwnClient(db, clientId);
  const agencyId = agencyOf(actor);
  const token = randomBytes(LINK_BYTES).toString("hex");
  const expiresAt = new Date((await clock(db)).getTime() + LINK_DAYS * 86_400_000);
  await db.insert(uploadLinks).values({
    agencyId,
    clientId,
    ...asked,
    tokenHash: hashToken(token),
    createdBy: actor.membershipId,
    expiresAt,
  });
  const event = documentEvents.asked({ kind: asked.kind, days: LINK_DAYS });
  await recordEvent(db, actor, event, { subjectType: "client", subjectId: clientId, agencyId, clientId });
  return token;
}

/** It opens nothing from the next request on. @throws Refusal 404, 403 */
export async function takeBackUpload(db: Db, clientId: ClientId, linkId: string): Promise<void> {
  await requireOwnClient(db, clientId);
  await db
    .update(uploadLinks)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(uploadLinks.id, linkId), eq(uploadLinks.clientId, clientId), isNull(uploadLinks.revokedAt)));
}

/** Links that still hold, newest first. */
export function readUploadLinks(db: Db, clientId: ClientId) {
  return db
    .select({ id: uploadLinks.id, asked: uploadLinks.asked, expiresAt: uploadLinks.expiresAt })
    .from(uploadLinks)
    .where(
      and(
        eq(uploadLinks.clientId, clientId),
        isNull(uploadLinks.revokedAt),
        isNull(uploadLinks.usedAt),
        sql`${uploadLinks.expiresAt} > app.clock()`,
      ),
    )
    .orderBy(desc(uploadLinks.createdAt))
    .limit(20);
}

/** What the page behind the borne link says. @throws Refusal 404 */
export async function readUpload(db: Db) {
  const [row] = await db.execute<{
    agency_name: string;
    time_zone: string;
    asked: string;
    language: string;
    expires_at: string;
    used: boolean;
  }>(sql`select * from app.look_at_upload()`);
  if (!row) throw new Refusal("not-found", 404);
  return {
    agencyName: row.agency_name,
    timeZone: row.time_zone,
    asked: row.asked,
    language: row.language,
    expiresAt: new Date(row.expires_at),
    used: row.used,
  };
}

/** All that was chosen, at once; the link is used up. @throws Refusal 409 when it was used or ended meanwhile */
export async function sendDocuments(db: Db, kept: readonly KeptDocument[]): Promise<void> {
  const [row] = await db.execute<{ made: number }>(
    sql`select app.send_documents(${JSON.stringify(kept)}::jsonb) as made`,
  );
  if (!row || row.made === 0) throw new Refusal("upload.link-used", 409);
}
