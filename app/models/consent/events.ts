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
  overridden: z.object({
    consentId: z.string(),
    reason: z.string(),
    purpose: z.string(),
    fields: z.array(z.string()),
    until: z.string(),
  }),
  expired: z.object({ consentId: z.string() }),
  "text-written": z.object({ language: z.string(), version: z.number() }),
  "link-given": z.object({ linkId: z.string(), language: z.string(), days: z.number() }),
  "link-revoked": z.object({ linkId: z.string() }),
});

export const documentEvents = defineEvents("document", {
  filed: z.object({ documentId: z.string(), mediaType: z.string(), byteCount: z.number() }),
  asked: z.object({ kind: z.string(), days: z.number() }),
});
