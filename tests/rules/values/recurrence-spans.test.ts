// Holds the spans of a recurrence against a library that expands rules, and lists what they refuse. Asks no real clock.
import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, test } from "vitest";
import { addDays, asCalendarDay, type CalendarDay, daysIn, type Weekday } from "#app/models/values/calendar-day";
import { type Recurrence, spansOfRecurrence } from "#app/models/values/recurrence-spans";
import { isRule } from "#app/models/values/span-rule";
import { spansOfDay } from "#app/models/values/weekly-hours";

const HOURS = { opensMinute: 540, closesMinute: 720 };
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAYS_WALKED = 800;
const plain: Recurrence = {
  frequency: "WEEKLY",
  interval: 1,
  byDay: [],
  byMonthDay: [],
  weekStart: 1,
  firstDay: asCalendarDay("2026-01-06"),
  untilDay: null,
  count: null,
};

function days(rule: Recurrence): CalendarDay[] | null {
  const first = rule.firstDay as CalendarDay;
  const hours = spansOfRecurrence(rule, HOURS);
  return hours && daysIn(first, addDays(first, DAYS_WALKED)).filter((day) => spansOfDay(hours, [], day)?.length === 1);
}

function expanded(rule: Recurrence): string[] {
  const compact = (day: string) => day.replaceAll("-", "");
  const first = rule.firstDay as CalendarDay;
  const end = addDays(first, DAYS_WALKED);
  const last = addDays(rule.untilDay && rule.untilDay < end ? rule.untilDay : end, -1);
  const parts = [
    `FREQ=${rule.frequency}`,
    `INTERVAL=${rule.interval}`,
    `WKST=${CODES[rule.weekStart - 1]}`,
    ...(rule.byDay.length > 0 ? [`BYDAY=${rule.byDay.join(",")}`] : []),
    ...(rule.byMonthDay.length > 0 ? [`BYMONTHDAY=${rule.byMonthDay.join(",")}`] : []),
    `UNTIL=${compact(last)}`,
  ];
  const found = new RRuleTemporal({ rruleString: `DTSTART;VALUE=DATE:${compact(first)}\nRRULE:${parts.join(";")}` });
  return found
    .all()
    .map((moment) => moment.toPlainDate().toString())
    .slice(0, rule.count ?? undefined);
}

const weekday = fc.constantFrom(...CODES);
const firstDay = fc.integer({ min: 0, max: 1500 }).map((day) => addDays(asCalendarDay("2024-01-01"), day));
const ends = fc.record({
  untilDay: fc.option(fc.integer({ min: 1, max: 900 })),
  count: fc.option(fc.integer({ min: 1, max: 40 })),
});
const shapes = fc.oneof(
  fc.record({
    frequency: fc.constant("WEEKLY" as const),
    interval: fc.integer({ min: 1, max: 8 }),
    byDay: fc.uniqueArray(weekday, { maxLength: 4 }),
    byMonthDay: fc.constant([]),
  }),
  fc.record({
    frequency: fc.constant("DAILY" as const),
    interval: fc.integer({ min: 1, max: 21 }),
    byDay: fc.uniqueArray(weekday, { maxLength: 4 }),
    byMonthDay: fc.constant([]),
  }),
  fc.record({
    frequency: fc.constant("MONTHLY" as const),
    interval: fc.constantFrom(1, 2, 3, 4, 6, 12),
    byDay: fc.uniqueArray(
      fc.tuple(fc.constantFrom("1", "2", "+3", "4", "5", "-1", ""), weekday).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 3 },
    ),
    byMonthDay: fc.constant([]),
  }),
  fc.record({
    frequency: fc.constant("MONTHLY" as const),
    interval: fc.constant(1),
    byDay: fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 }),
    byMonthDay: fc.constantFrom([8, 9, 10, 11, 12, 13, 14], [1, 2, 3, 4, 5, 6, 7, 15, 16, 17, 18, 19, 20, 21]),
  }),
);
const recurrence = fc.tuple(shapes, firstDay, ends, fc.constantFrom<Weekday>(1, 6, 7)).map(
  ([shape, first, { untilDay, count }, weekStart]): Recurrence => ({
    ...shape,
    weekStart,
    firstDay: first,
    untilDay: untilDay === null ? null : addDays(first, untilDay),
    count,
  }),
);

describe("a recurrence", () => {
  test("comes on the same days as its weekly spans, whatever the rule", () => {
    fc.assert(
      fc.property(recurrence, (rule) => {
        const spans = spansOfRecurrence(rule, HOURS);
        expect(spans === null || spans.every(isRule)).toBe(true);
        // A number of times that takes more than ten years is not followed to its end.
        fc.pre(spans !== null || rule.count === null);
        // Only a rule that never comes, as every seventh day from a Tuesday on Mondays, has no spans.
        expect(days(rule) ?? []).toEqual(expanded(rule));
      }),
      { numRuns: 150 },
    );
  });

  test.each<[string, Partial<Recurrence>]>([
    ["every second week, nobody said from when", { interval: 2, byDay: ["TU"], firstDay: null }],
    ["every fifth month", { frequency: "MONTHLY", interval: 5, byDay: ["1TU"] }],
    ["a date of the month", { frequency: "MONTHLY", byMonthDay: [15] }],
    ["a weekday that falls on one of some dates", { frequency: "MONTHLY", byDay: ["FR"], byMonthDay: [13] }],
    ["the second to last Friday", { frequency: "MONTHLY", byDay: ["-2FR"] }],
    ["a turn of the month in a week", { byDay: ["2TU"] }],
    ["a weekday nobody knows", { byDay: ["XX"] }],
    ["no weekday and no first day", { firstDay: null }],
    ["a number of times from nobody knows when", { byDay: ["TU"], firstDay: null, count: 3 }],
    ["an end before its beginning", { byDay: ["TU"], untilDay: asCalendarDay("2025-01-01") }],
    ["more weeks than a year has", { interval: 60, byDay: ["TU"] }],
    ["no interval at all", { interval: 0, byDay: ["TU"] }],
  ])("of %s is not said", (_, rule) => {
    expect(spansOfRecurrence({ ...plain, ...rule }, HOURS)).toBeNull();
  });

  test("of every week needs no first day", () => {
    expect(spansOfRecurrence({ ...plain, byDay: ["TU", "TH"], firstDay: null }, HOURS)).toEqual([
      { weekday: 2, ...HOURS },
      { weekday: 4, ...HOURS },
    ]);
  });
});
