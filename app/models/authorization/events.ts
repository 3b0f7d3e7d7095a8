// What can happen to an authorization. Facts are ids, codes, amounts and days; amounts as text, because JSON has no whole cents.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const authorizationEvents = defineEvents("authorization", {
  proposed: z.object({
    authorizationId: z.string(),
    number: z.string(),
    fundId: z.string(),
    unitType: z.string(),
    units: z.string(),
    rateCents: z.string(),
    amountCents: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
  }),
  activated: z.object({ authorizationId: z.string(), number: z.string(), amountCents: z.string() }),
  revoked: z.object({
    authorizationId: z.string(),
    number: z.string(),
    reason: z.string(),
    releasedCents: z.string(),
    /** Planned ones that are not held now; those revoked earlier do not say. */
    sessions: z.number().int().optional(),
  }),
});
