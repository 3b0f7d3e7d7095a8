// What can happen to saved searches and to how searches begin. Facts are ids; never what was searched for.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const savedSearchEvents = defineEvents("saved-search", {
  saved: z.object({ savedSearchId: z.string(), shared: z.boolean() }),
  removed: z.object({ savedSearchId: z.string() }),
});

export const setupEvents = defineEvents("search-setup", {
  added: z.object({ setupId: z.string() }),
  changed: z.object({ setupId: z.string(), fields: z.string() }),
  removed: z.object({ setupId: z.string() }),
});
