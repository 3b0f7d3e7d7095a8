// What can happen to a billing schedule and to a group. Facts are ids, codes and amounts; never the words beside a code.
import { z } from "zod";
import { defineEvents } from "../event/define";

const told = { scheduleId: z.string(), number: z.string(), sessions: z.number(), units: z.string() };

export const scheduleEvents = defineEvents("schedule", {
  drafted: z.object(told),
  submitted: z.object(told),
  approved: z.object(told),
  returned: z.object({ scheduleId: z.string(), number: z.string(), code: z.string() }),
  superseded: z.object({ scheduleId: z.string(), number: z.string(), by: z.string() }),
});

const place = { groupId: z.string(), placeId: z.string() };

export const groupEvents = defineEvents("group", {
  opened: z.object({ groupId: z.string(), capacity: z.number() }),
  changed: z.object({ groupId: z.string(), capacity: z.number() }),
  ended: z.object({ groupId: z.string() }),
  placed: z.object(place),
  waits: z.object({ ...place, before: z.number() }),
  "moved-up": z.object(place),
  left: z.object({ ...place, sessions: z.number() }),
  withdrawn: z.object(place),
});
