// Files a client's documents and finds them again. The database decides who may; bytes are the store's business.
import { and, desc, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clients, documents } from "#drizzle/schema";
import type { FactGroup } from "../client/fact-groups";
import { recordEvent } from "../event/record.server";
import { asId, type ClientId, type DocumentId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { DocumentKind } from "./document-kinds";
import type { KeptDocument } from "./document-store.server";
import { documentEvents } from "./events";

const MOST_DOCUMENTS_OF_A_CLIENT = 200;

/** Files a kept document of the agency that is about no client, such as signed terms. */
export async function fileAgencyDocument(db: Db, actor: Actor, kept: KeptDocument): Promise<DocumentId> {
  const agencyId = agencyOf(actor);
  const [row] = await db
    .insert(documents)
    .values({ agencyId, clientId: null, ...kept, uploadedBy: actor.membershipId })
    .returning({ id: documents.id });
  if (!row) throw new Error("the document was not filed");
  await recordEvent(
    db,
    actor,
    documentEvents.filed({ documentId: row.id, mediaType: kept.mediaType, byteCount: kept.byteCount }),
    { subjectType: "document", subjectId: row.id, agencyId },
  );
  return asId<DocumentId>(row.id);
}

/** Files a kept document of the provider's own, such as what it answers the agency with. */
export async function fileOrganizationDocument(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  kept: KeptDocument,
): Promise<DocumentId> {
  const [row] = await db
    .insert(documents)
    .values({ organizationId, ...kept, uploadedBy: actor.membershipId })
    .returning({ id: documents.id });
  if (!row) throw new Error("the document was not filed");
  await recordEvent(
    db,
    actor,
    documentEvents.filed({ documentId: row.id, mediaType: kept.mediaType, byteCount: kept.byteCount }),
    { subjectType: "document", subjectId: row.id, organizationId },
  );
  return asId<DocumentId>(row.id);
}

/** What a document is, beside its bytes. */
export interface Filing {
  readonly kind: DocumentKind;
  readonly expiresOn: string | null;
  /** The closed group it belongs to; null: whoever reads the client reads it. */
  readonly factGroup: FactGroup | null;
  /** The version it takes the place of. */
  readonly replacesId: DocumentId | null;
}
const PLAIN: Filing = { kind: "other", expiresOn: null, factGroup: null, replacesId: null };

/**
 * Puts a kept document on a client's file. A new version leaves the old one where it is.
 * @throws Refusal 404 when the client or the version before is not there for this person, 409 when the file is full or somebody
 *   put a version in its place meanwhile
 */
export async function fileDocument(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  kept: KeptDocument,
  filing: Filing = PLAIN,
): Promise<DocumentId> {
  const agencyId = agencyOf(actor);
  const [client] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId));
  if (!client) throw new Refusal("not-found", 404);
  const filed = await db.$count(documents, eq(documents.clientId, clientId));
  if (filed >= MOST_DOCUMENTS_OF_A_CLIENT) throw new Refusal("document.file-full", 409, { most: filed });
  const before = filing.replacesId ? await versionBefore(db, clientId, filing.replacesId) : null;
  const [row] = await db
    .insert(documents)
    .values({
      agencyId,
      clientId,
      ...kept,
      ...filing,
      // A new version is as closed as the one before.
      factGroup: before ? before.factGroup : filing.factGroup,
      uploadedBy: actor.membershipId,
    })
    .returning({ id: documents.id });
  if (!row) throw new Error("the document was not filed");
  await recordEvent(
    db,
    actor,
    documentEvents.filed({ documentId: row.id, mediaType: kept.mediaType, byteCount: kept.byteCount }),
    { subjectType: "document", subjectId: row.id, agencyId, clientId },
  );
  return asId<DocumentId>(row.id);
}

async function versionBefore(db: Db, clientId: ClientId, documentId: DocumentId) {
  const [before] = await db
    .select({ factGroup: documents.factGroup })
    .from(documents)
    .where(and(eq(documents.id, documentId), eq(documents.clientId, clientId)));
  if (!before) throw new Refusal("not-found", 404);
  return before;
}

export interface DocumentLine {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly createdAt: Date;
  readonly kind: DocumentKind;
  readonly expiresOn: string | null;
  readonly factGroup: FactGroup | null;
  readonly replacesId: string | null;
  /** Sent by the client through a link. */
  readonly sentByClient: boolean;
}

/**
 * Newest first; a client's file holds few enough to be shown whole, with its older versions.
 * @param sought words that all stand in the text or name; empty: every document
 */
export function readClientDocuments(db: Db, clientId: ClientId, sought = ""): Promise<DocumentLine[]> {
  return db
    .select({
      id: documents.id,
      name: documents.name,
      mediaType: documents.mediaType,
      byteCount: documents.byteCount,
      createdAt: documents.createdAt,
      kind: sql<DocumentKind>`${documents.kind}`,
      expiresOn: documents.expiresOn,
      factGroup: sql<FactGroup | null>`${documents.factGroup}`,
      replacesId: documents.replacesId,
      sentByClient: sql<boolean>`${documents.uploadLinkId} is not null`,
    })
    .from(documents)
    .where(
      and(
        eq(documents.clientId, clientId),
        sought === ""
          ? undefined
          : sql`${documents.id} in (select document_id from app.find_documents(${sought}, ${clientId}::uuid, ${MOST_DOCUMENTS_OF_A_CLIENT}))`,
      ),
    )
    .orderBy(desc(documents.createdAt), desc(documents.id))
    .limit(MOST_DOCUMENTS_OF_A_CLIENT);
}

/**
 * One document this person may read, on either side, recorded as read before its bytes leave.
 * @throws Refusal 404 when it is not there for them, or not any more
 */
export async function readDocument(
  db: Db,
  actor: Actor,
  documentId: DocumentId,
): Promise<{ sha256: string; name: string; mediaType: string }> {
  const [found] = await db
    .select({
      sha256: documents.sha256,
      name: documents.name,
      mediaType: documents.mediaType,
      agencyId: documents.agencyId,
      clientId: documents.clientId,
    })
    .from(documents)
    .where(eq(documents.id, documentId));
  if (!found) throw new Refusal("not-found", 404);
  await recordEvent(
    db,
    actor,
    { name: "document.read", facts: { documentId } },
    {
      subjectType: "document",
      subjectId: documentId,
      agencyId: found.agencyId,
      organizationId: actor.organizationId,
      clientId: found.clientId,
    },
  );
  return found;
}
