// The way to help by hand: medians in days, and which steps of which groups may be told.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CourseCount, coursesOf, medianDays, wholeCourse } from "#app/models/insight/course";

const at = (value: string, step: CourseCount["step"], count: number, days = 3): CourseCount => ({
  value,
  step,
  days,
  count,
});

describe("the median", () => {
  test("is the lower middle of every day written out", () =>
    fc.assert(
      fc.property(fc.array(fc.record({ days: fc.nat(20), count: fc.integer({ min: 1, max: 9 }) })), (counts) => {
        const all = counts
          .flatMap(({ days, count }) => Array.from({ length: count }, () => days))
          .sort((a, b) => a - b);
        expect(medianDays(counts)).toBe(all[Math.ceil(all.length / 2) - 1] ?? null);
      }),
    ));
});

describe("the course", () => {
  test("of all tells each step with its days", () => {
    expect(wholeCourse([at("", "sent", 40, 0), at("", "accepted", 28), at("", "started", 12, 9)])).toEqual([
      { step: "sent", count: 40, medianDays: null },
      { step: "accepted", count: 28, medianDays: 3 },
      { step: "started", count: 12, medianDays: 9 },
      { step: "completed", count: 0, medianDays: null },
    ]);
  });

  test("of a small group is held back, and with it one that would tell on it", () => {
    const counts = [at("en", "sent", 50, 0), at("es", "sent", 20, 0), at("so", "sent", 4, 0)];
    expect(coursesOf(counts).map(({ value, steps }) => [value, steps[0]?.count])).toEqual([
      ["en", 50],
      ["es", null],
      ["so", null],
    ]);
  });

  test("is not told where it says that a few fell out", () => {
    const [group] = coursesOf([at("en", "sent", 50, 0), at("en", "accepted", 47), at("en", "started", 30)]);
    expect(group?.steps.map(({ count }) => count)).toEqual([50, null, 30, 0]);
  });
});
