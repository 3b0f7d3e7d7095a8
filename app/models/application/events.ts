// What can happen to an application. Facts are ids, codes and counts; never what it says.
import { z } from "zod";
import { defineEvents } from "../event/define";

const id = z.guid();

export const applicationEvents = defineEvents("application", {
  claimed: z.object({ applicationId: id, organizationId: id, claim: z.string() }),
  unclaimed: z.object({ applicationId: id }),
  submitted: z.object({ applicationId: id, number: z.string(), version: z.number() }),
  withdrawn: z.object({ applicationId: id, number: z.string() }),
  answered: z.object({ applicationId: id, itemId: id }),
  established: z.object({ applicationId: id, organizationId: id, number: z.string() }),
});
