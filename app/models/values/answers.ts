// What an answer of a form may be: words, days, times, units, choices, each with a limit. Messages are catalogue keys; reads no form itself.
import { z } from "zod";
import { type CalendarDay, parseCalendarDay, parseTime } from "./calendar-day";
import type { Id } from "./ids";
import { parseUnits, type UnitsHundredths } from "./money";

const MOST_UNITS: UnitsHundredths = 10_000_00n;

const typed = () => z.string("ui.error.required").trim().min(1, "ui.error.required").max(100, "ui.error.too-long");

/** Words that must be there. */
export const words = (most: number) =>
  z.string("ui.error.required").trim().min(1, "ui.error.required").max(most, "ui.error.too-long");

/** Words that may be left out; then the empty text. */
export const optionalWords = (most: number) => z.string().trim().max(most, "ui.error.too-long").default("");

/** Words that may be left out; then null, so that the column is emptied. */
export const wordsOrNull = (most: number) =>
  z
    .string()
    .trim()
    .max(most, "ui.error.too-long")
    .optional()
    .transform((text) => text || null);

/** A calendar day, "YYYY-MM-DD". */
export const dayAnswer = () =>
  typed().transform((text, context): CalendarDay => {
    const day = parseCalendarDay(text);
    if (day !== null) return day;
    context.addIssue({ code: "custom", message: "ui.error.not-a-day" });
    return z.NEVER;
  });

/** A time of day as minutes past midnight, 0 to 1439. */
export const timeAnswer = () =>
  typed().transform((text, context): number => {
    const minute = parseTime(text);
    if (minute !== null && minute < 1440) return minute;
    context.addIssue({ code: "custom", message: "ui.error.not-a-time" });
    return z.NEVER;
  });

/** More than none and at most 10,000 units, in hundredths. */
export const unitsAnswer = () =>
  typed().transform((text, context): UnitsHundredths => {
    const units = parseUnits(text);
    if (units !== null && units > 0n && units <= MOST_UNITS) return units;
    context.addIssue({ code: "custom", message: units === null ? "ui.error.not-units" : unitsFault(units) });
    return z.NEVER;
  });

const unitsFault = (units: UnitsHundredths) => (units <= 0n ? "ui.error.too-low" : "ui.error.too-high");

/** A whole number typed into a box. */
export const countAnswer = (least: number, most: number) =>
  z.coerce
    .number("ui.error.not-a-number")
    .int("ui.error.not-a-number")
    .min(least, "ui.error.too-low")
    .max(most, "ui.error.too-high");

export const choiceAnswer = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices, "ui.error.not-a-choice");

/** Any of these; left out is none of them. */
export const severalAnswer = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z
    .array(z.enum(choices, "ui.error.not-a-choice"))
    .max(choices.length)
    .optional()
    .transform((picked) => picked ?? []);

/** Codes of languages. */
export const languagesAnswer = () =>
  z
    .array(z.string().trim().max(12))
    .max(60)
    .optional()
    .transform((picked) => picked ?? []);

/** The id of a row picked from a list. */
export const idAnswer = <Kind extends Id<string>>() =>
  z
    .guid("ui.error.not-a-choice")
    .toLowerCase()
    .transform((text) => text as Kind);
