// Proves how a week is said, where it overlaps and when nothing is open. Knows no dates.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Weekday } from "#app/models/values/calendar-day";
import { describeWeek, isAlwaysOpen, weekGaps, weekOverlaps } from "#app/models/values/week-table";
import type { WeeklySpan } from "#app/models/values/weekly-hours";

const A_WEEK = 7 * 1440;
const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const on = (weekday: Weekday, opensMinute: number, closesMinute: number): WeeklySpan => ({
  weekday,
  opensMinute,
  closesMinute,
});
const span = fc
  .tuple(fc.constantFrom(...weekdays), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([weekday, opens, length]) => on(weekday, opens, opens + length));

describe("saying a week", () => {
  test("puts days of equal hours together and says which are closed", () => {
    const hours = weekdays.slice(0, 5).map((weekday) => on(weekday, 540, 1020));
    expect(describeWeek(hours)).toEqual([
      { from: 1, to: 5, spans: [{ opensMinute: 540, closesMinute: 1020 }] },
      { from: 6, to: 7, spans: [] },
    ]);
  });

  test("makes one of spans that meet, in whichever order they were typed", () => {
    expect(describeWeek([on(2, 780, 1020), on(2, 540, 780)])?.[1]).toEqual({
      from: 2,
      to: 2,
      spans: [{ opensMinute: 540, closesMinute: 1020 }],
    });
  });

  test("says nothing of a week nobody told us", () => {
    expect(describeWeek(null)).toBeNull();
    expect(describeWeek([])).toBeNull();
  });

  test("always covers the seven days once", () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 10 }), (hours) => {
        const parts = describeWeek(hours) ?? [];
        const days = parts.flatMap(({ from, to }) => weekdays.filter((weekday) => weekday >= from && weekday <= to));
        expect(days).toEqual(weekdays);
      }),
    );
  });
});

describe("a slip of the pen", () => {
  test("is found on one day, across midnight, and across the end of the week", () => {
    const pairs = [
      [on(1, 540, 720), on(1, 700, 900)],
      [on(1, 1200, 1600), on(2, 60, 300)],
      [on(7, 1200, 1600), on(1, 0, 300)],
    ] as const;
    for (const [one, other] of pairs) expect(weekOverlaps([one, other])).toEqual([[one, other]]);
  });

  test("is not what spans are that only meet", () => {
    expect(weekOverlaps([on(1, 540, 720), on(1, 720, 900), on(7, 1200, 1440), on(1, 0, 540)])).toEqual([]);
  });
});

describe("the gaps of a week", () => {
  test("are the whole week where nothing is open, and none where it never closes", () => {
    expect(weekGaps([])).toEqual([{ fromMinute: 0, toMinute: A_WEEK }]);
    const always = weekdays.map((weekday) => on(weekday, 0, 1440));
    expect(weekGaps(always)).toEqual([]);
    expect(isAlwaysOpen(always)).toBe(true);
    expect(isAlwaysOpen(always.slice(1))).toBe(false);
    expect(isAlwaysOpen(null)).toBe(false);
  });

  test("run over Sunday midnight as one", () => {
    expect(weekGaps([on(1, 540, 1020)])).toEqual([{ fromMinute: 1020, toMinute: A_WEEK + 540 }]);
  });

  test("hold exactly the minutes at which no span is open", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: 0, max: A_WEEK - 1 }), (hours, minute) => {
        const covers = (from: number, to: number) =>
          [0, A_WEEK].some((turn) => from <= minute + turn && minute + turn < to);
        const isOpen = hours.some(({ weekday, opensMinute, closesMinute }) =>
          covers((weekday - 1) * 1440 + opensMinute, (weekday - 1) * 1440 + closesMinute),
        );
        expect(weekGaps(hours).some(({ fromMinute, toMinute }) => covers(fromMinute, toMinute))).toBe(!isOpen);
      }),
      { numRuns: 400 },
    );
  });
});
