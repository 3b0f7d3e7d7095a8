// Gives out a document of an application as a file to keep, to the network desk it was sent to; never shows it inside our pages.
import { z } from "zod";
import { attachment, fileFor } from "#app/access/gate.server";
import { openDocument } from "#app/models/consent/document-store.server";
import type { ApplicationId } from "#app/models/screening/forms";
import { readApplicationDocument } from "#app/models/screening/read-application.server";
import { type Id, idParam } from "#app/models/values/ids";

const params = z.object({
  applicationId: idParam<ApplicationId>(),
  applicationDocumentId: idParam<Id<"application document">>(),
});

export const loader = fileFor("application:screen", { params, records: true }, async ({ actor, db, params }) => {
  const { applicationId, applicationDocumentId } = params;
  const { sha256, name, mediaType } = await readApplicationDocument(db, actor, applicationId, applicationDocumentId);
  return attachment(name, mediaType, await openDocument(sha256));
});
