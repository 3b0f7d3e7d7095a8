// Small counts are held back, and no told sum gives them away: whatever is held back could have been otherwise.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Counted, told } from "#app/models/insight/held-back";
import { isTooFew, SMALLEST } from "#app/models/insight/suppression";

const partsOf = (counts: readonly number[]): Counted[] =>
  counts.map((count, place) => ({ key: "abcdef"[place] ?? "", count }));

/** All that anybody learns. */
const view = (parts: readonly Counted[]) => {
  const { total, keys } = told(parts);
  return JSON.stringify([total, parts.filter(({ key }) => keys.has(key))]);
};

const heldBack = (parts: readonly Counted[]) => {
  const { keys } = told(parts);
  return parts.filter(({ key }) => !keys.has(key));
};

/** The same with some of one part moved to another. */
const moved = (parts: readonly Counted[], from: string, to: string, count: number) =>
  parts.map((part) => ({
    ...part,
    count: part.count + (part.key === to ? count : 0) - (part.key === from ? count : 0),
  }));

describe("what is held back", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });

  test("cannot be worked out from what is told", () =>
    fc.assert(
      fc.property(counts, (some) => {
        const parts = partsOf(some);
        if (told(parts).total === null) return;
        const seen = view(parts);
        for (const part of heldBack(parts)) {
          const others = heldBack(parts).filter(({ key }) => key !== part.key);
          const otherwise = others.flatMap(({ key, count }) => [
            ...Array.from({ length: part.count }, (_, less) => moved(parts, part.key, key, less + 1)),
            ...Array.from({ length: count }, (_, more) => moved(parts, key, part.key, more + 1)),
          ]);
          expect(otherwise.some((other) => view(other) === seen)).toBe(true);
        }
      }),
      { numRuns: 300 },
    ));

  test("is never a small count that is told", () =>
    fc.assert(
      fc.property(counts, (some) => {
        const parts = partsOf(some);
        const { keys, total } = told(parts);
        for (const { key, count } of parts) if (keys.has(key)) expect(isTooFew(count)).toBe(false);
        if (total !== null) expect(total === 0 || total >= SMALLEST).toBe(true);
      }),
    ));

  test.each([
    { counts: [12, 30], told: [12, 30], total: 42 },
    { counts: [5, 12, 30], told: [30], total: 47 },
    { counts: [5, 6, 30], told: [30], total: 41 },
    { counts: [10, 10, 10], told: [], total: null },
    { counts: [11, 11, 10], told: [], total: 32 },
    { counts: [3, 4], told: [], total: null },
    { counts: [0, 20], told: [0, 20], total: 20 },
    { counts: [], told: [], total: 0 },
  ])("of $counts the total $total and $told are told", ({ counts: some, told: shown, total }) => {
    const parts = partsOf(some);
    const answer = told(parts);
    expect(answer.total).toBe(total);
    expect(parts.filter(({ key }) => answer.keys.has(key)).map(({ count }) => count)).toEqual(shown);
  });
});
