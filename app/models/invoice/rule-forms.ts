// The forms of the finance desk's rules: what a check does, which lines pass, and a rate to try. Shapes and limits only.
import { z } from "zod";
import { choiceAnswer, optionalWords } from "../values/answers";
import { type Cents, parseMoney } from "../values/money";
import { EDIT_CODES, EFFECTS } from "./edit-codes";

export const CHECK_EFFECTS = [...EFFECTS, "off"] as const;
export const PAYER_CODE_LENGTH = 20;

const whole = (least: number, most: number) =>
  z.coerce
    .number("ui.error.invalid")
    .int("ui.error.invalid")
    .min(least, "ui.error.invalid")
    .max(most, "ui.error.invalid");

export const CheckForm = z.object({
  code: choiceAnswer(EDIT_CODES as [(typeof EDIT_CODES)[number], ...(typeof EDIT_CODES)[number][]]),
  effect: choiceAnswer(CHECK_EFFECTS),
  payerCode: optionalWords(PAYER_CODE_LENGTH),
  limitDays: z.preprocess((value) => (value === "" || value === undefined ? null : value), whole(1, 730).nullable()),
});

/** The same asked in an address, to be tried: nonsense reads as not asked. */
export const checkQuery = z.object({
  code: z
    .enum(EDIT_CODES as [string, ...string[]])
    .optional()
    .catch(undefined),
  effect: z.enum(CHECK_EFFECTS).optional().catch(undefined),
  limitDays: whole(1, 730).optional().catch(undefined),
});

export const moneyOrNothing = z
  .string()
  .trim()
  .max(30, "ui.error.too-long")
  .optional()
  .transform((text, context): Cents | null => {
    if (text === undefined || text === "") return null;
    const cents = parseMoney(text);
    if (cents !== null && cents > 0n) return cents;
    context.addIssue({ code: "custom", message: "ui.error.not-money" });
    return z.NEVER;
  });

export const RuleForm = z.object({
  passes: z.preprocess((value) => value === "yes" || value === "on", z.boolean()),
  samplePercent: whole(0, 100),
  mostCents: moneyOrNothing,
});

export const rateQuery = z.object({
  service: z.string().max(100).optional().catch(undefined),
  rate: moneyOrNothing.catch(null),
});
