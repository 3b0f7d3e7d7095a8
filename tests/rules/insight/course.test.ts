// The way to help by hand: medians in days, and which steps of which groups may be told.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COURSE_STEPS, type CourseCount, coursesOf, medianDays, wholeCourse } from "#app/models/insight/course";
import { isTooFew } from "#app/models/insight/suppression";

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

  test("holds a step of one group back with that of another, or the whole less the other would tell it", () => {
    const counts = [
      ...[at("en", "sent", 60, 0), at("en", "accepted", 40)],
      ...[at("es", "sent", 40, 0), at("es", "accepted", 35)],
    ];
    expect(coursesOf(counts).map(({ value, steps }) => [value, steps[1]?.count])).toEqual([
      ["en", null],
      ["es", null],
    ]);
  });

  test("tells no whole that is the sum of nothing but the largest small counts", () => {
    const counts = [at("en", "sent", 10, 0), at("es", "sent", 10, 0)];
    expect(wholeCourse([at("", "sent", 20, 0)], [counts])[0]?.count).toBeNull();
    expect(wholeCourse([at("", "sent", 20, 0)], [[at("en", "sent", 20, 0)]])[0]?.count).toBe(20);
  });

  const falling = fc
    .tuple(fc.nat(60), fc.nat(40), fc.nat(40), fc.nat(40))
    .map(([sent, ...fell]) => [
      sent,
      ...fell.map((_, at) => fell.slice(0, at + 1).reduce((left, one) => Math.max(0, left - one), sent)),
    ]);

  test("lets nobody reckon out a few who fell out, of a group or of what is held back together", () =>
    fc.assert(
      fc.property(fc.array(falling, { minLength: 1, maxLength: 4 }), (groups) => {
        const counts = groups.flatMap((steps, group) =>
          COURSE_STEPS.map((step, place) => at("abcd"[group] ?? "", step, steps[place] ?? 0)),
        );
        const whole = wholeCourse(
          COURSE_STEPS.map((step) => at("", step, sumAt(counts, step))),
          [counts],
        );
        const shown = coursesOf(counts);
        for (const [from, before] of COURSE_STEPS.entries()) {
          for (const [to, after] of [...COURSE_STEPS.entries()].slice(from + 1)) {
            const told = shown.filter(({ steps }) => steps[from]?.count !== null && steps[to]?.count !== null);
            for (const { steps } of told)
              expect(isTooFew((steps[from]?.count ?? 0) - (steps[to]?.count ?? 0))).toBe(false);
            const [first, last] = [whole[from]?.count ?? null, whole[to]?.count ?? null];
            if (first === null || last === null) continue;
            const left = told.reduce(
              (sum, { steps }) => sum - (steps[from]?.count ?? 0) + (steps[to]?.count ?? 0),
              first - last,
            );
            expect([before, after, isTooFew(left)]).toEqual([before, after, false]);
          }
        }
      }),
      { numRuns: 500 },
    ));
});

const sumAt = (counts: readonly CourseCount[], step: CourseCount["step"]) =>
  counts.filter((one) => one.step === step).reduce((sum, { count }) => sum + count, 0);
