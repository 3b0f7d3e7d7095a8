// What can happen to practitioners and credentials. Facts are ids, codes and days; never a name or a licence's number.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const practitionerEvents = defineEvents("practitioner", {
  added: z.object({ practitionerId: z.string() }),
  left: z.object({ practitionerId: z.string() }),
  "handed-over": z.object({ practitionerId: z.string(), toPractitionerId: z.string(), sessions: z.number() }),
});

export const credentialEvents = defineEvents("credential", {
  added: z.object({ credentialId: z.string(), kind: z.string(), expiresOn: z.string() }),
  moved: z.object({ credentialId: z.string(), kind: z.string(), state: z.string() }),
});
