// What can happen to a form. Facts are ids and numbers of versions, never what is asked.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofVersion = z.object({ number: z.number() });

export const formEvents = defineEvents("form", {
  made: z.object({ kind: z.string() }),
  changed: z.object({}),
  "draft-begun": ofVersion,
  published: ofVersion,
  retired: ofVersion,
  discarded: ofVersion,
});
