// What can happen to a consent and to a document. Facts are ids, codes and days; never what the document says.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const consentEvents = defineEvents("consent", {
  recorded: z.object({
    consentId: z.string(),
    purpose: z.string(),
    fields: z.array(z.string()),
    givenHow: z.string(),
    until: z.string(),
  }),
  revoked: z.object({ consentId: z.string(), reason: z.string() }),
  expired: z.object({ consentId: z.string() }),
});

export const documentEvents = defineEvents("document", {
  filed: z.object({ documentId: z.string(), mediaType: z.string(), byteCount: z.number() }),
});
