// What can happen to a client's word on a service, and to an incident. Facts are ids and codes; never an answer, never a word of it.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const feedbackEvents = defineEvents("feedback", {
  asked: z.object({ referralId: z.string(), how: z.string() }),
  given: z.object({ referralId: z.string(), feedbackId: z.string() }),
});

export const incidentEvents = defineEvents("incident", {
  opened: z.object({ incidentId: z.string() }),
  taken: z.object({ incidentId: z.string() }),
  closed: z.object({ incidentId: z.string() }),
});
