// Hours that hold only by a rule, and the public holidays a place keeps, as forms send them. Reads no row.
import { z } from "zod";
import { choiceAnswer, countAnswer, dayAnswer, words } from "../values/answers";
import { addDays, type CalendarDay, type Weekday } from "../values/calendar-day";
import { HOLIDAY_SETS } from "../values/holidays";
import { isEveryWeek, isYearDay, lastOfMonth, type Nth, type SpanRule, yearDayAfter } from "../values/span-rule";
import { readTypedSpan } from "../values/typed-time";
import type { WeeklySpan } from "../values/weekly-hours";
import { HOURS_OF } from "./week-form";

export const WEEKDAY_ANSWERS = ["1", "2", "3", "4", "5", "6", "7"] as const;
export const NTH_ANSWERS = ["1", "2", "3", "4", "5", "-1"] as const;
export const MONTH_ANSWERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"] as const;
const MOST_WEEKS = 52;
const MOST_TYPED = 20;
const MOST_DAYS_OF_MONTH = 31;

const month = choiceAnswer(MONTH_ANSWERS).transform(Number).optional();
const dayOfMonth = countAnswer(1, MOST_DAYS_OF_MONTH).optional();

/** @returns one span with its rule; at least one part of the rule must be there, for else it belongs in the week */
export const RuledHoursForm = z
  .object({
    intent: z.literal("ruled-hours"),
    hoursOf: choiceAnswer(HOURS_OF),
    weekday: choiceAnswer(WEEKDAY_ANSWERS).transform((weekday) => Number(weekday) as Weekday),
    opens: words(MOST_TYPED),
    closes: words(MOST_TYPED),
    nth: z.array(choiceAnswer(NTH_ANSWERS)).max(NTH_ANSWERS.length).optional(),
    everyWeeks: countAnswer(1, MOST_WEEKS).optional(),
    anchorDay: dayAnswer().optional(),
    firstMonth: month,
    firstDate: dayOfMonth,
    lastMonth: month,
    lastDate: dayOfMonth,
    fromDay: dayAnswer().optional(),
    lastDay: dayAnswer().optional(),
  })
  .transform(({ intent, hoursOf, weekday, opens, closes, ...said }, context) => {
    const read = readTypedSpan(opens, closes);
    const faults: [string, string][] = [];
    if ("fault" in read) faults.push([read.at, `organization.error.${read.fault}`]);
    const weeks = said.everyWeeks ?? 1;
    if (weeks > 1 && !said.anchorDay) faults.push(["anchorDay", "ui.error.required"]);
    const season = readSeason(said);
    const dates = readDates(said);
    faults.push(...season.faults, ...dates.faults);
    const rule: SpanRule = {
      ...season.rule,
      ...dates.rule,
      everyWeeks: weeks,
      anchorDay: weeks > 1 ? said.anchorDay : null,
      nth: said.nth && said.nth.length > 0 ? said.nth.map((nth) => Number(nth) as Nth) : null,
    };
    if (faults.length === 0 && isEveryWeek(rule)) faults.push(["nth", "organization.error.no-rule"]);
    for (const [field, message] of faults) context.addIssue({ code: "custom", path: [field], message });
    if (faults.length > 0 || "fault" in read || !read.span) return z.NEVER;
    return { intent, hoursOf, span: { weekday, ...read.span, ...rule } satisfies WeeklySpan };
  });
export type RuledHours = z.infer<typeof RuledHoursForm>;

/** None: open as the week says. */
export const HolidaysForm = z.object({
  intent: z.literal("holidays"),
  holidays: choiceAnswer(["none", ...HOLIDAY_SETS]).transform((code) => (code === "none" ? null : code)),
});

type Read = { readonly rule: SpanRule; readonly faults: readonly [string, string][] };
type SeasonSaid = { firstMonth?: number; firstDate?: number; lastMonth?: number; lastDate?: number };

/** A month without a day is the whole of it; the whole year is no season. */
function readSeason({ firstMonth, firstDate, lastMonth, lastDate }: SeasonSaid): Read {
  const faults: [string, string][] = [];
  if (!firstMonth && (firstDate || lastMonth || lastDate)) faults.push(["firstMonth", "ui.error.required"]);
  if (!lastMonth && (lastDate || firstMonth || firstDate)) faults.push(["lastMonth", "ui.error.required"]);
  if (!firstMonth || !lastMonth) return { rule: {}, faults };
  const first = firstMonth * 100 + (firstDate ?? 1);
  const last = lastDate === undefined ? lastOfMonth(lastMonth) : lastMonth * 100 + lastDate;
  if (!isYearDay(first)) faults.push(["firstDate", "organization.error.no-such-date"]);
  if (!isYearDay(last)) faults.push(["lastDate", "organization.error.no-such-date"]);
  if (faults.length > 0) return { rule: {}, faults };
  const seasonUntil = yearDayAfter(last);
  return { rule: first === seasonUntil ? {} : { seasonFrom: first, seasonUntil }, faults };
}

function readDates({ fromDay, lastDay }: { fromDay?: CalendarDay; lastDay?: CalendarDay }): Read {
  if (fromDay && lastDay && lastDay < fromDay) {
    return { rule: {}, faults: [["lastDay", "organization.error.ends-before-start"]] };
  }
  return {
    rule: { ...(fromDay ? { fromDay } : {}), ...(lastDay ? { untilDay: addDays(lastDay, 1) } : {}) },
    faults: [],
  };
}
