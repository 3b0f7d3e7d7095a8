// What can happen to a client's record. Facts are ids and names of fields, never what stands in them.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const clientEvents = defineEvents("client", {
  added: z.object({ number: z.string() }),
  changed: z.object({ fields: z.array(z.string()) }),
});
