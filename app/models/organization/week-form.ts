// Seven days with a few boxes each, as a form sends them, and the weekly spans they mean. Reads no row; a close at or before the opening is the next morning's.
import { z } from "zod";
import { parseTime, plainTime, type Weekday } from "../values/calendar-day";
import { isEveryWeek } from "../values/span-rule";
import type { PlainSpan, WeeklyHours } from "../values/weekly-hours";

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** A morning and an afternoon, and one more for a place that already has three. */
export const MOST_SPANS_A_DAY = 4;
const SPANS = [1, 2, 3, 4] as const;
const MINUTES_A_DAY = 1440;

export type Box = `${"opens" | "closes"}-${number}-${number}`;
export const boxName = (edge: "opens" | "closes", weekday: number, span: number): Box => `${edge}-${weekday}-${span}`;

const box = z.string().trim().max(8, "ui.error.not-a-time").optional();
const boxes = Object.fromEntries(
  WEEKDAYS.flatMap((weekday) =>
    SPANS.flatMap((span) => [
      [boxName("opens", weekday, span), box],
      [boxName("closes", weekday, span), box],
    ]),
  ),
) as Record<Box, typeof box>;

/** Whose hours: of the whole place, or of this one service there. */
export const HOURS_OF = ["place", "service"] as const;

/** @returns the spans, in order; none at all when every box is empty, which means that the hours are not known */
export const WeekForm = z
  .object({ intent: z.literal("week"), hoursOf: z.enum(HOURS_OF, "ui.error.not-a-choice"), ...boxes })
  .transform((form, context) => {
    const typed: Readonly<Record<string, string | undefined>> = form;
    const spans = WEEKDAYS.flatMap((weekday) =>
      SPANS.flatMap((span): PlainSpan[] => {
        const opens = boxName("opens", weekday, span);
        const closes = boxName("closes", weekday, span);
        const read = readSpan(typed[opens], typed[closes]);
        if ("fault" in read) {
          context.addIssue({
            code: "custom",
            path: [read.at === "opens" ? opens : closes],
            message: `organization.error.${read.fault}`,
          });
          return [];
        }
        return read.span ? [{ weekday, ...read.span }] : [];
      }),
    );
    return { intent: form.intent, hoursOf: form.hoursOf, spans };
  });
export type Week = z.infer<typeof WeekForm>;

type Fault = "opens-missing" | "closes-missing" | "not-a-time";
type SpanRead =
  | { span: { opensMinute: number; closesMinute: number } | null }
  | { fault: Fault; at: "opens" | "closes" };

/** "22:00" and "06:00" pass midnight; "00:00" and "00:00" are the whole day. */
export function readSpan(opens: string | undefined, closes: string | undefined): SpanRead {
  if (!opens && !closes) return { span: null };
  if (!opens) return { fault: "opens-missing", at: "opens" };
  if (!closes) return { fault: "closes-missing", at: "closes" };
  const opensMinute = parseTime(opens);
  const closesMinute = parseTime(closes);
  if (opensMinute === null || opensMinute >= MINUTES_A_DAY) return { fault: "not-a-time", at: "opens" };
  if (closesMinute === null) return { fault: "not-a-time", at: "closes" };
  return {
    span: { opensMinute, closesMinute: closesMinute > opensMinute ? closesMinute : closesMinute + MINUTES_A_DAY },
  };
}

/** What stands in the boxes for the hours of every week: a day has at least two lines. Hours by a rule have no box. */
export function boxesOf(hours: WeeklyHours): { weekday: Weekday; spans: { opens: string; closes: string }[] }[] {
  return WEEKDAYS.map((weekday) => {
    const known = (hours ?? [])
      .filter((span) => span.weekday === weekday && isEveryWeek(span))
      .toSorted((one, other) => one.opensMinute - other.opensMinute)
      .slice(0, MOST_SPANS_A_DAY)
      .map(({ opensMinute, closesMinute }) => ({
        opens: plainTime(opensMinute),
        closes: plainTime(closesMinute % MINUTES_A_DAY),
      }));
    while (known.length < 2) known.push({ opens: "", closes: "" });
    return { weekday, spans: known };
  });
}
