// What is sent about readings of hours in words: like rows confirmed or kept as words, and a batch taken back. Knows no row.
import { z } from "zod";
import { idAnswer } from "../values/answers";
import type { Id } from "../values/ids";

/** The rows of one group that are shown, and decided, at once. */
export const MOST_OF_A_GROUP = 50;

/** A service at its place and a digest of its words, so that nobody confirms what they did not see. */
const place = z.string().regex(/^[0-9a-f-]{36}:[0-9a-f]{16}$/, "ui.error.not-a-choice");
const places = z.array(place, "hours.none-ticked").min(1, "hours.none-ticked").max(MOST_OF_A_GROUP);

export const HoursReadingForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("confirm"), places }),
    z.object({ intent: z.literal("keep-words"), places }),
    z.object({ intent: z.literal("undo"), batchId: idAnswer<Id<"hours-batch">>() }),
  ],
  "ui.error.invalid",
);
export type HoursDecision = z.infer<typeof HoursReadingForm>;
