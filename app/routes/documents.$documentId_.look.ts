// Shows a picture or a PDF in a page of its own, to whoever may read it now; anything else is given out as a file to keep.
import { z } from "zod";
import { attachment, fileFor, shownFile } from "#app/access/gate.server";
import { openDocument } from "#app/models/consent/document-store.server";
import { readDocument } from "#app/models/consent/documents.server";
import { type DocumentId, idParam } from "#app/models/values/ids";

const params = z.object({ documentId: idParam<DocumentId>() });

export const loader = fileFor("document:read", { params, records: true }, async ({ actor, db, params }) => {
  const { sha256, name, mediaType } = await readDocument(db, actor, params.documentId);
  const body = await openDocument(sha256);
  return mediaType === "image/png" || mediaType === "image/jpeg" || mediaType === "application/pdf"
    ? shownFile(mediaType, body)
    : attachment(name, mediaType, body);
});
