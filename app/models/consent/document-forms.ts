// What may be said of a client's document: what it is, its last day, how closed it is. Checks shapes; looks into no file.
import { z } from "zod";
import { FACT_GROUPS, type FactGroup } from "../client/fact-groups";
import { parseCalendarDay } from "../values/calendar-day";
import { type DocumentId, idParam } from "../values/ids";
import { DOCUMENT_KINDS } from "./document-kinds";

const choice = { error: "ui.error.not-a-choice" };

export const ClientDocumentForm = z.discriminatedUnion(
  "intent",
  [
    z.object({
      intent: z.literal("file"),
      kind: z.enum(DOCUMENT_KINDS, choice),
      expiresOn: z
        .string()
        .trim()
        .max(10)
        .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day")
        .optional(),
      factGroup: z.enum(FACT_GROUPS as [FactGroup, ...FactGroup[]], choice).optional(),
      replaces: idParam<DocumentId>().optional(),
    }),
    z.object({
      intent: z.literal("ask"),
      kind: z.enum(DOCUMENT_KINDS, choice),
      asked: z.string({ error: "ui.error.required" }).trim().min(1, "ui.error.required").max(200, "ui.error.too-long"),
      language: z.enum(["en", "es"], choice),
    }),
    z.object({ intent: z.literal("take-back"), link: z.uuid() }),
  ],
  "ui.error.invalid",
);

export const SendDocumentsForm = z.object({ intent: z.literal("send") });
