// What may be written about how a client is reached, who belongs to them, and facts of a group. Checks shapes; knows no client.
import { z } from "zod";
import { parseCalendarDay } from "../values/calendar-day";
import { type ClientId, idParam } from "../values/ids";
import { CHANNELS } from "./contact-channels";
import { FACT_GROUPS, FACT_KINDS, FACT_ROLES, REACHES } from "./fact-groups";
import { GUARDIANS, RELATION_KINDS } from "./relation-kinds";

const choice = { error: "ui.error.not-a-choice" };
const required = (most: number) =>
  z.string({ error: "ui.error.required" }).trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const optional = (most: number) => z.string().trim().max(most, "ui.error.too-long").optional();
const ticked = z.literal("on").optional();
const day = optional(10).refine((text) => text === undefined || parseCalendarDay(text) !== null, "ui.error.not-a-day");
const minute = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "client.error.not-a-time")
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))
  .optional();

const MOST_WORDS = 20;
const wordList = optional(400)
  .transform((text) => [
    ...new Set(
      (text ?? "")
        .split(/[,\n]/)
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ])
  .refine((words) => words.length <= MOST_WORDS, "ui.error.too-long");

const End = z.object({ intent: z.literal("end"), id: z.uuid() });

/** As people write a way: an address has a sign, a number has digits. */
const VALUES: Partial<Record<(typeof CHANNELS)[number], [RegExp, string]>> = {
  telephone: [/^[\d\s()+.\-x]{7,}$/i, "ui.error.not-a-phone"],
  text: [/^[\d\s()+.\-x]{7,}$/i, "ui.error.not-a-phone"],
  email: [/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "ui.error.not-an-e-mail"],
};

const Way = z
  .object({
    intent: z.literal("add"),
    channel: z.enum(CHANNELS, choice),
    value: required(200),
    relation: z.uuid().optional(),
    never: ticked,
    weekdays: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]),
    from: minute,
    until: minute,
    leaveMessage: ticked,
    neutralSender: ticked,
    avoidWords: wordList,
    note: optional(500),
  })
  .superRefine(({ channel, value, from, until }, context) => {
    const [pattern, message] = VALUES[channel] ?? [];
    if (pattern && !pattern.test(value)) context.addIssue({ code: "custom", path: ["value"], message });
    if ((from ?? 0) >= (until ?? 1440))
      context.addIssue({ code: "custom", path: ["until"], message: "client.error.hours-the-wrong-way" });
  });
export type WayFacts = Omit<z.infer<typeof Way>, "intent">;

const Letter = z.object({
  intent: z.literal("write"),
  to: required(200),
  subject: required(150),
  body: required(4000),
  neutral: ticked,
});
export type ClientLetter = Omit<z.infer<typeof Letter>, "intent">;

export const ContactForm = z.discriminatedUnion("intent", [Way, Letter, End], "ui.error.invalid");

const NewRelation = z
  .object({
    intent: z.literal("add"),
    kind: z.enum(RELATION_KINDS, choice),
    /** Another client by number, or anybody by name. */
    number: optional(20),
    name: optional(200),
    livesTogether: ticked,
    guardian: z.enum(GUARDIANS, choice).default("none"),
    otherNotTold: ticked,
    clientNotTold: ticked,
    note: optional(500),
  })
  .refine(({ number, name }) => (number === undefined) !== (name === undefined), {
    path: ["name"],
    error: "client.error.number-or-name",
  });
export type RelationFacts = Omit<z.infer<typeof NewRelation>, "intent">;
export const RelationForm = z.discriminatedUnion("intent", [NewRelation, End], "ui.error.invalid");

const kinds = Object.values(FACT_KINDS).flat() as [string, ...string[]];
const NewFact = z
  .object({
    intent: z.literal("add"),
    kind: z.enum(kinds, choice),
    words: required(2000),
    fromDay: day,
    untilDay: day,
  })
  .refine(({ fromDay, untilDay }) => !fromDay || !untilDay || fromDay <= untilDay, {
    path: ["untilDay"],
    error: "client.error.days-the-wrong-way",
  });
export type FactWords = Omit<z.infer<typeof NewFact>, "intent">;
export const FactForm = z.discriminatedUnion("intent", [NewFact, End], "ui.error.invalid");

/** Who reads which group: one choice for each group and role, named `health-caseworker` and so on. */
export const ReachForm = z.object(
  Object.fromEntries(
    FACT_GROUPS.flatMap((group) => FACT_ROLES.map((role) => [`${group}-${role}`, z.enum(REACHES, choice)] as const)),
  ),
);

const pair = z.object({ link: z.uuid() });
export const LinkForm = z.discriminatedUnion(
  "intent",
  [
    pair.extend({ intent: z.literal("link"), shown: z.string(choice).pipe(idParam<ClientId>()) }),
    pair.extend({ intent: z.enum(["tell_apart", "part", "reconsider"], choice) }),
  ],
  "ui.error.invalid",
);
export type LinkMove = z.infer<typeof LinkForm>;
