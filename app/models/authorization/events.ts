// What can happen to an authorization. Facts are ids, codes, amounts and days; amounts as text, because JSON has no whole cents.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofChange = { authorizationId: z.string(), number: z.string(), changeId: z.string() };

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
    renewsId: z.string().optional(),
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
  expired: z.object({ authorizationId: z.string(), number: z.string(), releasedCents: z.string() }),
  "renewal-asked": z.object({
    authorizationId: z.string(),
    number: z.string(),
    why: z.string(),
    runsOutOn: z.string(),
  }),
  "change-asked": z.object({ ...ofChange, units: z.string(), endsOn: z.string() }),
  changed: z.object({ ...ofChange, units: z.string(), endsOn: z.string(), sessions: z.number().int() }),
  "change-refused": z.object(ofChange),
  "change-withdrawn": z.object(ofChange),
});
