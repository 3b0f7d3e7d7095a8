// What can happen to an agency itself. Facts are ids only.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const agencyEvents = defineEvents("agency", {
  founded: z.object({}),
  administrator_appointed: z.object({ membershipId: z.uuid() }),
});
