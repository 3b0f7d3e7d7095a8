// What a person asks for to be told of a desk by mail, or to be told no more.
import { z } from "zod";
import { type DeskMailId, idParam } from "../values/ids";
import { MAIL_DAYS, MAILED_DESKS, STOPPED_FROM } from "./desk-mail";

export const DeskMailForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("ask"),
    desk: z.enum(MAILED_DESKS, "ui.error.not-a-choice"),
    search: z.string().max(500, "ui.error.too-long").default(""),
    day: z.enum(MAIL_DAYS, "ui.error.not-a-choice"),
  }),
  z.object({
    intent: z.literal("stop"),
    deskMailId: idParam<DeskMailId>(),
    back: z.enum(STOPPED_FROM).catch("/notices/desks"),
  }),
]);
