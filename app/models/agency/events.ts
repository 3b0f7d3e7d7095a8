// What can happen to the people and settings of a house. Facts are ids, roles and names of settings; never words about a person.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const agencyEvents = defineEvents("agency", {
  founded: z.object({}),
  administrator_appointed: z.object({ membershipId: z.string() }),
  invited: z.object({ invitationId: z.string(), role: z.string() }),
  "invitation-withdrawn": z.object({ invitationId: z.string(), role: z.string() }),
  "role-given": z.object({ membershipId: z.string(), role: z.string() }),
  disabled: z.object({ membershipId: z.string(), role: z.string() }),
  enabled: z.object({ membershipId: z.string(), role: z.string() }),
  "second-step-ended": z.object({ personId: z.string() }),
  left: z.object({ membershipId: z.string(), role: z.string() }),
  "settings-changed": z.object({ settings: z.string() }),
  "key-made": z.object({ keyId: z.string(), days: z.number() }),
  "key-revoked": z.object({ keyId: z.string() }),
});
