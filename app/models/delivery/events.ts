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

const marked = { markId: z.string(), pointId: z.string(), day: z.string() };

export const deliveryEvents = defineEvents("delivery", {
  recorded: z.object(recorded),
  corrected: z.object({ ...recorded, correctsId: z.string() }),
  cancelled: z.object({ sessionId: z.string(), day: z.string(), by: z.string() }),
  "missed-in-a-row": z.object({ sessionId: z.string(), count: z.number() }),
  confirmed: z.object({ sessionId: z.string() }),
  reported: z.object({ noteId: z.string(), sessionId: z.string().nullable() }),
  marked: z.object(marked),
  "mark-corrected": z.object(marked),
  "mark-taken-back": z.object(marked),
});

const pointId = z.string();

/** What an agency asks of its referrals. */
export const pointEvents = defineEvents("progress-point", {
  added: z.object({ pointId, kind: z.string() }),
  reworded: z.object({ pointId }),
  moved: z.object({ pointId }),
  retired: z.object({ pointId }),
  restored: z.object({ pointId }),
});

/** The address under which a person's calendar program reads their dates. */
export const calendarEvents = defineEvents("calendar", { renewed: z.object({}), ended: z.object({}) });
