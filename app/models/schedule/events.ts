// What can happen to a billing schedule. Facts are ids, codes and amounts; never the words beside a code.
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
