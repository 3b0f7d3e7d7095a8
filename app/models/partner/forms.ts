// The forms by which a house lets a partner's system in, and keeps it. Shapes and limits only.
import { z } from "zod";
import { SCOPES } from "./scopes";
import { LONGEST_WEBHOOK_ADDRESS } from "./webhook-address";
import { WEBHOOK_KINDS } from "./webhook-kinds";

export const NewPartnerForm = z.object({
  name: z.string("ui.error.required").trim().min(2, "ui.error.too-short").max(80, "ui.error.too-long"),
  scopes: z.array(z.enum(SCOPES, "ui.error.not-a-choice")).min(1, "partner.error.no-scope").max(SCOPES.length),
});
export type NewPartnerForm = z.infer<typeof NewPartnerForm>;

export const PartnerMoveForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("rotate") }),
  z.object({ intent: z.literal("revoke") }),
]);

export const WebhookForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("set"),
    url: z
      .string("ui.error.required")
      .trim()
      .min(1, "ui.error.required")
      .max(LONGEST_WEBHOOK_ADDRESS, "ui.error.too-long"),
    kinds: z
      .array(z.enum(WEBHOOK_KINDS, "ui.error.not-a-choice"))
      .min(1, "webhook.error.no-kind")
      .max(WEBHOOK_KINDS.length),
  }),
  z.object({ intent: z.literal("renew") }),
  z.object({ intent: z.literal("stop") }),
  z.object({ intent: z.literal("try") }),
  z.object({ intent: z.literal("again"), deliveryId: z.uuid() }),
]);
export type WebhookForm = z.infer<typeof WebhookForm>;
export type WebhookSetting = Extract<WebhookForm, { intent: "set" }>;
