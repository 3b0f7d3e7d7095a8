// Puts documents beside an application and takes them away again until it is sent. Bytes are the store's business.
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { applicationDocuments } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { MOST_DOCUMENTS } from "./codes";
import { applicationLifecycle } from "./lifecycle";
import { lockOwn } from "./read.server";

/** What the store says of a document it has judged and kept. */
export interface KeptFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/** The same bytes for the same purpose twice are one document. @throws Refusal 409 when it was sent, or there are too many */
export async function addDocument(db: Db, part: string, kept: KeptFile): Promise<void> {
  const row = await lockOwn(db);
  if (!applicationLifecycle.may(row.state, "submit")) throw new Refusal("application.sent-already", 409);
  await fileDocument(db, row, part, kept);
}

/** @returns the document's id, also where it was there already */
export async function fileDocument(
  db: Db,
  { id, agencyId }: { id: string; agencyId: string },
  part: string,
  kept: KeptFile,
): Promise<string> {
  const same = and(
    eq(applicationDocuments.applicationId, id),
    eq(applicationDocuments.part, part),
    eq(applicationDocuments.sha256, kept.sha256),
    isNull(applicationDocuments.uploadedBy),
  );
  const [there] = await db.select({ id: applicationDocuments.id }).from(applicationDocuments).where(same);
  if (there) return there.id;
  const filed = await db.$count(applicationDocuments, eq(applicationDocuments.applicationId, id));
  if (filed >= MOST_DOCUMENTS) throw new Refusal("application.too-many", 409);
  const { sha256, name, mediaType, byteCount } = kept;
  const [made] = await db
    .insert(applicationDocuments)
    .values({ agencyId, applicationId: id, part, sha256, name, mediaType, byteCount })
    .returning({ id: applicationDocuments.id });
  if (!made) throw new Error("the document was not filed");
  return made.id;
}

/** Gone already is as good as removed. @throws Refusal 409 when it was sent */
export async function removeDocument(db: Db, documentId: string): Promise<void> {
  const row = await lockOwn(db);
  if (!applicationLifecycle.may(row.state, "submit")) throw new Refusal("application.sent-already", 409);
  await db
    .delete(applicationDocuments)
    .where(and(eq(applicationDocuments.id, documentId), eq(applicationDocuments.applicationId, row.id)));
}
