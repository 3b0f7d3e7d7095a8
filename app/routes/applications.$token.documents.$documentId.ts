// Gives out a document of an application to whoever bears its link, as a file to keep; never shows it inside our pages.
import { z } from "zod";
import { attachment, bearerLoader } from "#app/access/gate.server";
import { readOwnDocument } from "#app/models/application/read.server";
import { openDocument } from "#app/models/consent/document-store.server";

const params = z.object({ documentId: z.guid() });

export const loader = bearerLoader("application", { params }, async ({ db, params }) => {
  const { sha256, name, mediaType } = await readOwnDocument(db, params.documentId);
  return attachment(name, mediaType, await openDocument(sha256));
});
