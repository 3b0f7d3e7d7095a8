// What can happen while an application is screened, and to the checklist. Facts are ids, codes and states; never what was said.
import { z } from "zod";
import { defineEvents } from "../event/define";

const application = { applicationId: z.string(), number: z.string() };

export const screeningEvents = defineEvents("screening", {
  taken: z.object(application),
  "given-back": z.object(application),
  judged: z.object({ ...application, itemId: z.string(), state: z.string() }),
  noted: z.object({ ...application, itemId: z.string().nullable(), internal: z.boolean() }),
  "item-added": z.object({ ...application, itemId: z.string(), itemKind: z.string() }),
  returned: z.object({ ...application, version: z.number() }),
  "approved-once": z.object({ ...application, version: z.number(), missing: z.number() }),
  approved: z.object({ ...application, version: z.number(), organizationId: z.string() }),
  rejected: z.object({ ...application, version: z.number(), code: z.string() }),
  "requirement-added": z.object({ requirementId: z.string(), itemKind: z.string() }),
  "requirement-changed": z.object({ requirementId: z.string(), fields: z.string() }),
  "requirement-retired": z.object({ requirementId: z.string() }),
  "requirement-brought-back": z.object({ requirementId: z.string() }),
});
