// What can happen to sessions and deliveries. Facts are ids, codes, days and units; never a note.
import { z } from "zod";
import { defineEvents } from "../event/define";

const recorded = {
  sessionId: z.string(),
  attendanceId: z.string(),
  state: z.string(),
  units: z.string(),
  day: z.string(),
};

export const deliveryEvents = defineEvents("delivery", {
  recorded: z.object(recorded),
  corrected: z.object({ ...recorded, correctsId: z.string() }),
  cancelled: z.object({ sessionId: z.string(), day: z.string(), by: z.string() }),
  "missed-in-a-row": z.object({ sessionId: z.string(), count: z.number() }),
  confirmed: z.object({ sessionId: z.string() }),
  reported: z.object({ noteId: z.string(), sessionId: z.string().nullable() }),
});

/** The address under which a person's calendar program reads their dates. */
export const calendarEvents = defineEvents("calendar", { renewed: z.object({}), ended: z.object({}) });
