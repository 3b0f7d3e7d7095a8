// The forms by which a house lets a partner's system in, and keeps it. Shapes and limits only.
import { z } from "zod";
import { SCOPES } from "./scopes";

export const NewPartnerForm = z.object({
  name: z.string("ui.error.required").trim().min(2, "ui.error.too-short").max(80, "ui.error.too-long"),
  scopes: z.array(z.enum(SCOPES, "ui.error.not-a-choice")).min(1, "partner.error.no-scope").max(SCOPES.length),
});
export type NewPartnerForm = z.infer<typeof NewPartnerForm>;

export const PartnerMoveForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("rotate") }),
  z.object({ intent: z.literal("revoke") }),
]);
