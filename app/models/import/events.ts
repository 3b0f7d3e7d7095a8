// What can happen to an import that somebody runs in the browser. Facts are ids, codes and counts; never a word of the directory.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const importEvents = defineEvents("imports", {
  uploaded: z.object({ importId: z.string(), files: z.number() }),
  moved: z.object({ importId: z.string(), state: z.string() }),
  mapped: z.object({ importId: z.string(), mappingId: z.string().nullable() }),
  undone: z.object({ importId: z.string(), removed: z.number(), restored: z.number(), stayed: z.number() }),
  "removal-decided": z.object({ removalId: z.string(), state: z.string() }),
});
