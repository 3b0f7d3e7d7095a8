// What a network manager may say about two records that look alike. Knows shapes; decides nothing.
import { z } from "zod";
import { idParam, type OrganizationId } from "../values/ids";

const choice = { error: "ui.error.not-a-choice" };

export const SeekForm = z.object({ intent: z.literal("seek", choice) });

export const TwinForm = z.discriminatedUnion(
  "intent",
  [
    z.object({
      intent: z.literal("join"),
      stands: z.string(choice).pipe(idParam<OrganizationId>()),
    }),
    z.object({ intent: z.enum(["tell_apart", "part", "reconsider"], choice) }),
  ],
  "ui.error.invalid",
);
export type TwinMove = z.infer<typeof TwinForm>;
