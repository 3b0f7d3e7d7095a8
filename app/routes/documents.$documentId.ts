// Gives out a document as a file to keep, to whoever may read it now; never shows it inside our pages.
import { z } from "zod";
import { attachment, fileFor } from "#app/access/gate.server";
import { openDocument } from "#app/models/consent/document-store.server";
import { readDocument } from "#app/models/consent/documents.server";
import { type DocumentId, idParam } from "#app/models/values/ids";

const params = z.object({ documentId: idParam<DocumentId>() });

export const loader = fileFor("document:read", { params, records: true }, async ({ actor, db, params }) => {
  const { sha256, name, mediaType } = await readDocument(db, actor, params.documentId);
  return attachment(name, mediaType, await openDocument(sha256));
});
