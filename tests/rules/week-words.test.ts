// How a schedule of hours is said in words, part by part. Draws no page.
import { expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import { DEFAULT_SPEECH, formatsFor } from "#app/i18n/speech";
import { asCalendarDay, type Weekday } from "#app/models/values/calendar-day";
import type { SpanRule } from "#app/models/values/span-rule";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { scheduleLines } from "#app/ui/week-words";

const say = sayIn("en");
const formats = formatsFor(DEFAULT_SPEECH, say);
const lines = (...hours: WeeklySpan[]) => scheduleLines(hours, say, formats);
const on = (weekday: Weekday, opens: number, closes: number, rule: SpanRule = {}): WeeklySpan => ({
  weekday,
  opensMinute: opens * 60,
  closesMinute: closes * 60,
  ...rule,
});

test("a week with a lunch break, and a Tuesday a month", () => {
  expect(lines(on(1, 9, 12), on(1, 13, 17), on(2, 10, 12, { nth: [3] }))).toEqual([
    "Monday: 9:00 AM – 12:00 PM and 1:00 PM – 5:00 PM",
    "Tuesday to Sunday: closed",
    "3rd Tuesday of the month: 10:00 AM – 12:00 PM",
  ]);
});

test("turns of the month in the order in which they come, the last one last", () => {
  expect(lines(on(5, 10, 12, { nth: [-1, 3, 1] }))).toEqual([
    "1st, 3rd, and last Friday of the month: 10:00 AM – 12:00 PM",
  ]);
  expect(lines(on(5, 10, 12, { nth: [-1] }))).toEqual(["Last Friday of the month: 10:00 AM – 12:00 PM"]);
});

test("a mobile library that comes every other week", () => {
  const rule = { everyWeeks: 2, anchorDay: asCalendarDay("2026-11-24") };
  expect(lines(on(2, 10, 11, rule))).toEqual([
    "Tuesday, every 2 weeks, counted from Tue, Nov 24, 2026: 10:00 AM – 11:00 AM",
  ]);
});

test("seasons of whole months, of one month, of days, and over New Year", () => {
  expect(lines(on(2, 16, 19, { seasonFrom: 501, seasonUntil: 1101 }))).toEqual([
    "May to October, Tuesday: 4:00 PM – 7:00 PM",
  ]);
  expect(lines(on(2, 16, 19, { seasonFrom: 1201, seasonUntil: 101 }))).toEqual([
    "December, Tuesday: 4:00 PM – 7:00 PM",
  ]);
  expect(lines(on(6, 9, 13, { seasonFrom: 502, seasonUntil: 913 }))).toEqual([
    "May 2 to September 12, Saturday: 9:00 AM – 1:00 PM",
  ]);
  expect(lines(on(7, 9, 13, { seasonFrom: 1101, seasonUntil: 301, nth: [1] }))).toEqual([
    "November to February, 1st Sunday of the month: 9:00 AM – 1:00 PM",
  ]);
});

test("dates with both ends, or one", () => {
  const [fromDay, untilDay] = [asCalendarDay("2026-06-01"), asCalendarDay("2026-09-01")];
  expect(lines(on(1, 9, 12, { fromDay, untilDay }), on(2, 9, 12, { fromDay, untilDay }))).toEqual([
    "Jun 1 – Aug 31, 2026, Monday to Tuesday: 9:00 AM – 12:00 PM",
  ]);
  expect(lines(on(1, 9, 12, { fromDay }))).toEqual(["From Mon, Jun 1, 2026, Monday: 9:00 AM – 12:00 PM"]);
  expect(lines(on(1, 9, 12, { untilDay }))).toEqual(["Until Mon, Aug 31, 2026, Monday: 9:00 AM – 12:00 PM"]);
});

test("what holds every week comes first, and spans of one rule are said together", () => {
  const rule = { seasonFrom: 601, seasonUntil: 901 };
  expect(lines(on(3, 18, 20, rule), on(1, 9, 17), on(3, 8, 9, rule))).toEqual([
    "Monday: 9:00 AM – 5:00 PM",
    "Tuesday to Sunday: closed",
    "June to August, Wednesday: 8:00 AM – 9:00 AM and 6:00 PM – 8:00 PM",
  ]);
});

test("around the clock is one line, and nothing told is none", () => {
  const always = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => on(weekday, 0, 24));
  expect(lines(...always)).toEqual(["Always open."]);
  expect(lines()).toBeNull();
});
