// What can happen to practitioners, credentials and exclusions. Facts are ids, codes and days; never a name or a licence's number.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const practitionerEvents = defineEvents("practitioner", {
  added: z.object({ practitionerId: z.string() }),
  left: z.object({ practitionerId: z.string() }),
  "handed-over": z.object({ practitionerId: z.string(), toPractitionerId: z.string(), sessions: z.number() }),
  "history-added": z.object({ practitionerId: z.string(), kind: z.string() }),
  "history-removed": z.object({ practitionerId: z.string(), kind: z.string() }),
});

export const credentialEvents = defineEvents("credential", {
  added: z.object({ credentialId: z.string(), kind: z.string(), expiresOn: z.string().nullable() }),
  renewed: z.object({ credentialId: z.string(), renewsId: z.string(), expiresOn: z.string().nullable() }),
  moved: z.object({ credentialId: z.string(), kind: z.string(), state: z.string() }),
  "type-added": z.object({ credentialTypeId: z.string(), code: z.string() }),
  "type-changed": z.object({ credentialTypeId: z.string(), code: z.string(), active: z.boolean() }),
  required: z.object({ credentialTypeId: z.string(), fromDay: z.string() }),
  "no-longer-required": z.object({ credentialTypeId: z.string(), endsOn: z.string() }),
});

export const exclusionEvents = defineEvents("exclusion", {
  uploaded: z.object({ listId: z.string(), versionId: z.string(), taken: z.number(), refused: z.number() }),
  moved: z.object({ matchId: z.string(), state: z.string() }),
  "action-recorded": z.object({ kind: z.string(), actedOn: z.string() }),
});
