// The forms of milestones and results: what an administrator asks of referrals, and what a provider says of each. Shapes and limits only.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, optionalWords, words } from "../values/answers";
import type { ProgressPointId, SpecialtyId } from "../values/ids";
import { parseUnits, typedUnits, type UnitsHundredths } from "../values/money";

/** A milestone is reached or not yet; of a result there is a value. */
export const POINT_KINDS = ["milestone", "yes_no", "number", "choice"] as const;
export type PointKind = (typeof POINT_KINDS)[number];

export const MOST_POINT_WORDS = 120;
export const MOST_UNIT = 40;
export const MOST_CHOICES = 10;
export const MOST_CHOICE = 80;
export const MOST_MARK_NOTE = 500;
const MOST_AMOUNT: UnitsHundredths = 100_000_000n;

const pointId = idAnswer<ProgressPointId>();
const pointWords = words(MOST_POINT_WORDS);

/** One a line; empty lines and what stands there twice are left out. */
const choiceLines = z
  .string()
  .max(2000, "ui.error.too-long")
  .default("")
  .transform((text) => [
    ...new Set(
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ),
  ]);

const addition = z
  .object({
    intent: z.literal("add"),
    words: pointWords,
    kind: choiceAnswer(POINT_KINDS),
    specialtyId: idAnswer<SpecialtyId>().optional(),
    unit: optionalWords(MOST_UNIT),
    choices: choiceLines,
  })
  .superRefine(({ kind, unit, choices }, context) => {
    if (kind === "number" && unit === "")
      context.addIssue({ code: "custom", path: ["unit"], message: "progress.error.unit" });
    if (kind !== "choice") return;
    const fault =
      choices.length < 2
        ? "progress.error.few-choices"
        : choices.length > MOST_CHOICES
          ? "progress.error.many-choices"
          : choices.some((choice) => choice.length > MOST_CHOICE)
            ? "ui.error.too-long"
            : null;
    if (fault) context.addIssue({ code: "custom", path: ["choices"], message: fault });
  });

/** What an administrator does with milestones and results. */
export const PointForm = z.discriminatedUnion("intent", [
  addition,
  z.object({ intent: z.literal("reword"), pointId, words: pointWords }),
  z.object({ intent: z.enum(["up", "down", "retire", "restore"]), pointId }),
]);
export type NewPoint = Omit<z.infer<typeof addition>, "intent">;

const said = { pointId, onDay: dayAnswer(), note: optionalWords(MOST_MARK_NOTE) };

/** None or more, with two decimals at most; as text in its shortest form. */
const amountAnswer = () =>
  z
    .string("ui.error.required")
    .trim()
    .min(1, "ui.error.required")
    .max(20, "ui.error.too-long")
    .transform((text, context): string => {
      const amount = parseUnits(text);
      if (amount !== null && amount >= 0n && amount <= MOST_AMOUNT) return typedUnits(amount);
      const message =
        amount === null ? "ui.error.not-a-number" : amount < 0n ? "ui.error.too-low" : "ui.error.too-high";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });

/** What a provider says of one point, by its kind; or that it was a mistake, and why. */
export const MarkForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("milestone"), ...said, value: z.literal("").default("") }),
  z.object({ intent: z.literal("yes_no"), ...said, value: choiceAnswer(["yes", "no"]) }),
  z.object({ intent: z.literal("number"), ...said, value: amountAnswer() }),
  z.object({ intent: z.literal("choice"), ...said, value: words(MOST_CHOICE) }),
  z.object({ intent: z.literal("take-back"), pointId, note: words(MOST_MARK_NOTE) }),
]);
export type MarkDeed = z.infer<typeof MarkForm>;
export type Said = Exclude<MarkDeed, { intent: "take-back" }>;
