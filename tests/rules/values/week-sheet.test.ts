// A week as it is filled in: from spans to boxes and back, with what looks like a slip. Draws no page.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Weekday } from "#app/models/values/calendar-day";
import { copyDay, EMPTY_DAY, readSheet, type SheetDay, sheetOf, WEEKDAYS } from "#app/models/values/week-sheet";
import { weekSlips } from "#app/models/values/week-slips";
import { type PlainSpan, spansOfWeekday } from "#app/models/values/weekly-hours";

const on = (weekday: Weekday, opens: number, closes: number): PlainSpan => ({
  weekday,
  opensMinute: opens * 60,
  closesMinute: closes * 60,
});
const times = (...rows: [string, string][]): SheetDay => ({
  kind: "times",
  rows: rows.map(([opens, closes]) => ({ opens, closes })),
});
const CLOSED: SheetDay = { kind: "closed", rows: [] };
const kinds = (...spans: PlainSpan[]) => weekSlips(spans).map(({ kind }) => kind);

/** Up to five stretches a day, in order and apart, the last perhaps over midnight. */
const day = (weekday: Weekday) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { maxLength: 10 }).map((minutes): PlainSpan[] => {
    const ordered = minutes.toSorted((one, other) => one - other);
    return Array.from({ length: Math.floor(ordered.length / 2) }, (_, index) => {
      const opensMinute = ordered[index * 2] ?? 0;
      return { weekday, opensMinute, closesMinute: ordered[index * 2 + 1] ?? opensMinute + 1440 };
    });
  });
const week = fc.tuple(...WEEKDAYS.map(day)).map((days) => days.flat());

test("every week is the same again once it stood in the boxes", () => {
  fc.assert(
    fc.property(week, (spans) => {
      expect(readSheet(sheetOf(spans))).toMatchObject({ spans, faults: [], guesses: [] });
    }),
  );
});

test("closed and not said are told apart, and stay apart", () => {
  const days = [times(["9", "5"]), CLOSED, EMPTY_DAY, EMPTY_DAY, EMPTY_DAY, EMPTY_DAY, CLOSED];
  const asked = readSheet({ days, restClosed: false });
  expect(asked.closed).toEqual([2, 7]);
  expect(asked.faults.map(({ weekday, fault }) => [weekday, fault])).toEqual(
    [3, 4, 5, 6].map((each) => [each, "unsaid"]),
  );
  expect(readSheet({ days, restClosed: true })).toMatchObject({ faults: [], closed: [2, 3, 4, 5, 6, 7] });
  expect(readSheet({ days: days.map(() => EMPTY_DAY), restClosed: true })).toEqual({
    spans: [],
    faults: [],
    guesses: [],
    closed: [],
  });
});

test("a day as the one before it, over several days, and copied to others", () => {
  const same: SheetDay = { kind: "as-before", rows: [] };
  const days = [times(["9", "12"], ["13", "17"]), same, same, CLOSED, same, times(["22", "2am"]), same];
  const read = readSheet({ days, restClosed: false });
  expect(read.faults).toEqual([]);
  expect(read.spans).toEqual([
    ...([1, 2, 3] as const).flatMap((weekday) => [on(weekday, 9, 12), on(weekday, 13, 17)]),
    on(6, 22, 26),
    on(7, 22, 26),
  ]);
  const copied = readSheet(copyDay({ days, restClosed: false }, 1, [4, 5, 6, 7]));
  expect(WEEKDAYS.map((weekday) => spansOfWeekday(copied.spans, weekday)?.length)).toEqual([2, 2, 2, 2, 2, 2, 2]);
});

test("a day as the one before, which nobody said, is not said either", () => {
  const days = [times(["9", "5"]), EMPTY_DAY, { kind: "as-before", rows: [] } as const, CLOSED, CLOSED, CLOSED, CLOSED];
  expect(readSheet({ days, restClosed: false }).faults.map(({ weekday }) => weekday)).toEqual([2, 3]);
});

test("what looks like a slip is told, and what does not is left in peace", () => {
  expect(kinds(on(1, 9, 12), on(1, 13, 17), on(2, 0, 24))).toEqual([]);
  expect(kinds(on(1, 9, 13), on(1, 12, 17))).toEqual(["overlap"]);
  expect(kinds(on(1, 9, 12), { ...on(1, 12, 17), opensMinute: 735 })).toEqual(["gap"]);
  expect(kinds(on(5, 22, 26))).toEqual(["night"]);
  expect(kinds(on(5, 22, 26), on(6, 1, 5))).toEqual(["overlap", "night"]);
  expect(kinds(on(1, 17, 33))).toEqual(["night"]);
  expect(kinds(on(1, 17, 34))).toEqual(["reversed"]);
  expect(kinds(on(1, 5, 23))).toEqual(["long"]);
  expect(kinds({ weekday: 1, opensMinute: 540, closesMinute: 560 })).toEqual(["short"]);
  const { guesses, spans } = readSheet({ days: [times(["9:00", "5:00"])], restClosed: true });
  expect(weekSlips(spans, guesses)).toMatchObject([
    { kind: "guessed", guess: { weekday: 1, typed: { closes: "5:00" } } },
  ]);
});
