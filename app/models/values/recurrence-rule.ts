// The shape of a rule by which sessions repeat, and how to say it. Never lists the days: that is recurrence.ts, which is too heavy for a browser.
import { z } from "zod";
import { type CalendarDay, parseCalendarDay, type Weekday, weekdayOf } from "./calendar-day";

export const MOST_OCCURRENCES = 366;
const MOST_INTERVAL = 99;

const day = z.string().transform((text, context): CalendarDay => {
  const read = parseCalendarDay(text);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: "recurrence.error.no-such-day" });
  return z.NEVER;
});
const weekday = z.union([1, 2, 3, 4, 5, 6, 7].map((number) => z.literal(number as Weekday)));
const ordinal = z.literal([1, 2, 3, 4, 5, -1]);

/**
 * A rule as it is stored and posted. At least one end, the earlier of two wins; the last day counts.
 * Parts that do not belong to the pattern are left out; a part left out is read off the first day.
 */
export const recurrenceRule = z
  .object({
    repeats: z.enum(["daily", "weekly", "monthly-by-date", "monthly-by-weekday"]),
    /** Every so many days, weeks or months; weeks begin on Monday. */
    every: z.int().min(1).max(MOST_INTERVAL).default(1),
    /** The first day that may be a session; it is none when it does not fit the pattern. */
    firstDay: day,
    /** Weekly: on these days. */
    weekdays: z.array(weekday).max(7).default([]),
    /** Monthly by date: 1 to 31; in a month that is too short its last day. */
    dayOfMonth: z.int().min(1).max(31).nullish(),
    /** Monthly by weekday: the first to fifth such weekday of the month, -1 the last; months without it are passed over. */
    ordinal: ordinal.nullish(),
    weekday: weekday.nullish(),
    /** The last day that may be a session, itself included. */
    untilDay: day.nullish(),
    /** How many sessions, those skipped included. */
    count: z.int().min(1).max(MOST_OCCURRENCES).nullish(),
    /** Days on which there is no session although the rule says so; no other day takes their place. */
    skippedDays: z.array(day).max(MOST_OCCURRENCES).default([]),
  })
  .refine((rule) => rule.untilDay || rule.count, { path: ["untilDay"], message: "recurrence.error.no-end" })
  .refine((rule) => !rule.untilDay || rule.untilDay >= rule.firstDay, {
    path: ["untilDay"],
    message: "recurrence.error.ends-before-start",
  });

export type RecurrenceRule = z.output<typeof recurrenceRule>;
export type Ordinal = z.output<typeof ordinal>;

/** The rule with nothing left to be inferred: what the catalogue needs for its sentence. */
export type RuleDescription = {
  readonly every: number;
  readonly firstDay: CalendarDay;
  readonly untilDay: CalendarDay | null;
  readonly count: number | null;
  readonly skippedDays: readonly CalendarDay[];
} & (
  | { readonly repeats: "daily" }
  | { readonly repeats: "weekly"; readonly weekdays: readonly Weekday[] }
  | { readonly repeats: "monthly-by-date"; readonly dayOfMonth: number; readonly isLastDay: boolean }
  | { readonly repeats: "monthly-by-weekday"; readonly ordinal: Ordinal; readonly weekday: Weekday }
);

/** Fills in what the first day says, sorts what a person ticked in any order. */
export function describeRule(rule: RecurrenceRule): RuleDescription {
  const frame = {
    every: rule.every,
    firstDay: rule.firstDay,
    untilDay: rule.untilDay ?? null,
    count: rule.count ?? null,
    skippedDays: rule.skippedDays.toSorted(),
  };
  const firstWeekday = weekdayOf(rule.firstDay);
  const firstDate = Number(rule.firstDay.slice(8));
  switch (rule.repeats) {
    case "daily":
      return { ...frame, repeats: "daily" };
    case "weekly": {
      const weekdays = rule.weekdays.length > 0 ? [...new Set(rule.weekdays)] : [firstWeekday];
      return { ...frame, repeats: "weekly", weekdays: weekdays.toSorted((one, other) => one - other) };
    }
    case "monthly-by-date": {
      const dayOfMonth = rule.dayOfMonth ?? firstDate;
      return { ...frame, repeats: "monthly-by-date", dayOfMonth, isLastDay: dayOfMonth === 31 };
    }
    case "monthly-by-weekday":
      return {
        ...frame,
        repeats: "monthly-by-weekday",
        ordinal: rule.ordinal ?? (Math.ceil(firstDate / 7) as Ordinal),
        weekday: rule.weekday ?? firstWeekday,
      };
  }
}
