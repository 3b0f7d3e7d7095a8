// What may be said in a thread: a message with words, with or without a paper, and taking one back. Shapes and limits only.
import { z } from "zod";
import { words } from "../values/answers";
import { idParam, type MessageId, type OrganizationId } from "../values/ids";

export const THREAD_WORDS_LENGTH = 4000;

/** Minutes in which a message that nobody has read may be taken back; the database holds to the same. */
export const TAKEN_BACK_WITHIN_MINUTES = 10;

export const ThreadForm = z.discriminatedUnion(
  "intent",
  [
    z.object({
      intent: z.literal("write"),
      organizationId: idParam<OrganizationId>(),
      words: words(THREAD_WORDS_LENGTH),
    }),
    z.object({
      intent: z.literal("take-back"),
      organizationId: idParam<OrganizationId>(),
      messageId: idParam<MessageId>(),
    }),
  ],
  "ui.error.invalid",
);
