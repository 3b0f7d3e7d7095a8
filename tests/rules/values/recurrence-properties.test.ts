// Holds the rule engine against the plainest reading of a rule, a walk from day to day, and its instants against the clock on the wall.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  asCalendarDay,
  type CalendarDay,
  daysBetween,
  localDay,
  localMinute,
  weekdayOf,
} from "#app/models/values/calendar-day";
import { describeRule, expandRule, occurrencesOf, recurrenceRule } from "#app/models/values/recurrence";
import type { RecurrenceRule, RuleDescription } from "#app/models/values/recurrence-rule";

// A fifth Friday of every fourth month can be a year and more away.
const MOST_DAYS_WALKED = 366 * 40;

const monthOf = (day: CalendarDay) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
const dateOf = (day: CalendarDay) => Number(day.slice(8));
const isLastOfMonth = (day: CalendarDay) => dateOf(addDays(day, 1)) === 1;
const mondayOf = (day: CalendarDay) => addDays(day, 1 - weekdayOf(day));

/** Whether the pattern falls on a day, asked of that day alone. */
function fallsOn(rule: RuleDescription, day: CalendarDay): boolean {
  const months = monthOf(day) - monthOf(rule.firstDay);
  switch (rule.repeats) {
    case "daily":
      return daysBetween(rule.firstDay, day) % rule.every === 0;
    case "weekly":
      return (
        (daysBetween(mondayOf(rule.firstDay), mondayOf(day)) / 7) % rule.every === 0 &&
        rule.weekdays.includes(weekdayOf(day))
      );
    case "monthly-by-date":
      return (
        months % rule.every === 0 &&
        (dateOf(day) === rule.dayOfMonth || (isLastOfMonth(day) && dateOf(day) < rule.dayOfMonth))
      );
    case "monthly-by-weekday":
      return (
        months % rule.every === 0 &&
        weekdayOf(day) === rule.weekday &&
        (rule.ordinal === -1 ? monthOf(addDays(day, 7)) !== monthOf(day) : Math.ceil(dateOf(day) / 7) === rule.ordinal)
      );
  }
}

function walked(rule: RecurrenceRule): CalendarDay[] {
  const described = describeRule(rule);
  const days: CalendarDay[] = [];
  let day = rule.firstDay;
  for (let steps = 0; steps < MOST_DAYS_WALKED; steps += 1, day = addDays(day, 1)) {
    if (described.untilDay !== null && day > described.untilDay) break;
    if (described.count !== null && days.length === described.count) break;
    if (fallsOn(described, day)) days.push(day);
  }
  return days.filter((each) => !described.skippedDays.includes(each));
}

// Around the ends of months and leap days of two centuries, where rules go wrong, and anywhere else.
const awkward = ["2020-02-29", "2024-01-31", "2023-12-31", "2100-02-28", "2096-02-29", "2026-08-31", "2026-10-30"];
const firstDay = fc.oneof(
  fc.constantFrom(...awkward).map(asCalendarDay),
  fc.integer({ min: 0, max: 30_000 }).map((days) => addDays(asCalendarDay("2020-01-01"), days)),
);
const anyRule = fc
  .record({
    repeats: fc.constantFrom("daily", "weekly", "monthly-by-date", "monthly-by-weekday"),
    every: fc.integer({ min: 1, max: 4 }),
    firstDay,
    weekdays: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 6, 7), { maxLength: 7 }),
    dayOfMonth: fc.option(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 28, max: 31 }))),
    ordinal: fc.option(fc.constantFrom(1, 2, 3, 4, 5, -1)),
    weekday: fc.option(fc.constantFrom(1, 2, 3, 4, 5, 6, 7)),
    count: fc.option(fc.integer({ min: 1, max: 8 })),
    span: fc.integer({ min: 0, max: 360 }),
    skips: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 }),
  })
  .map(({ span, skips, ...parts }) =>
    recurrenceRule.parse({
      ...parts,
      // One end at least; with both, the earlier wins.
      untilDay: parts.count === null || span % 2 === 0 ? addDays(parts.firstDay, span) : null,
      skippedDays: skips.map((days) => addDays(parts.firstDay, days)),
    }),
  );

describe("any rule, at the ends of months, over leap days, with both ends and with exceptions", () => {
  test("gives the days a walk from day to day gives", () => {
    fc.assert(
      fc.property(anyRule, (any) => {
        expect(expandRule(any)).toEqual(walked(any));
      }),
      { numRuns: 300 },
    );
  });

  test("by date has one day in each of its months, and the 31st is always the last", () => {
    fc.assert(
      fc.property(firstDay, fc.integer({ min: 29, max: 31 }), (day, dayOfMonth) => {
        const rule = recurrenceRule.parse({ repeats: "monthly-by-date", firstDay: day, dayOfMonth, count: 14 });
        const days = expandRule(rule);
        expect(days.map(monthOf)).toEqual(days.map((_, turn) => monthOf(days[0] ?? day) + turn));
        for (const each of days) expect(dateOf(each) === dayOfMonth || isLastOfMonth(each)).toBe(true);
        if (dayOfMonth === 31) expect(days.every(isLastOfMonth)).toBe(true);
      }),
    );
  });
});

describe("the instants of any rule", () => {
  // North and south, half an hour of summer time, a change at midnight, and none at all.
  const zones = ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "America/Phoenix"];

  // A jump is half an hour or an hour.
  test("show the same time on the wall on every day, unless the clocks jump over it; then the next there is", () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(...zones), fc.integer({ min: 0, max: 95 }), (any, zone, quarter) => {
        const startMinute = quarter * 15;
        for (const { day, startsAt } of occurrencesOf(any, { startMinute, endMinute: startMinute + 45 }, zone)) {
          const shown = localMinute(startsAt, zone);
          if (shown === startMinute) expect(localDay(startsAt, zone)).toBe(day);
          else expect([30, 60]).toContain(shown - startMinute);
        }
      }),
      { numRuns: 60 },
    );
  });
});
