// What can happen to a partner's system. Facts are ids and names of scopes; never a secret, never a word about a person.
import { z } from "zod";
import { defineEvents } from "../event/define";

const partnerId = z.string();

export const partnerEvents = defineEvents("partner", {
  added: z.object({ partnerId, scopes: z.string() }),
  "key-turned": z.object({ partnerId }),
  revoked: z.object({ partnerId }),
  "webhook-set": z.object({ partnerId, kinds: z.string() }),
  "webhook-secret": z.object({ partnerId }),
  "webhook-stopped": z.object({ partnerId }),
  "webhook-gone": z.object({ partnerId }),
  "webhook-given-up": z.object({ partnerId }),
  "webhook-again": z.object({ partnerId, deliveryId: z.string() }),
});
