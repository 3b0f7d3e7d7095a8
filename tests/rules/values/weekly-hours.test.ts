// Proves what open, closed and unknown mean: half-open edges, nights, exceptions and both clock changes. Asks no real clock.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, asCalendarDay, type Weekday } from "#app/models/values/calendar-day";
import {
  type DatedHours,
  intervalsBetween,
  isOpenAt,
  isSpan,
  nextClosing,
  nextOpening,
  spansOfDay,
  type WeeklySpan,
} from "#app/models/values/weekly-hours";

const NEW_YORK = "America/New_York";
const MONDAY = asCalendarDay("2026-06-01");
const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const officeHours: WeeklySpan[] = weekdays
  .slice(0, 5)
  .map((weekday) => ({ weekday, opensMinute: 540, closesMinute: 1020 }));
const always: WeeklySpan[] = weekdays.map((weekday) => ({ weekday, opensMinute: 0, closesMinute: 1440 }));
const fridayNight: WeeklySpan[] = [{ weekday: 5, opensMinute: 20 * 60, closesMinute: 26 * 60 }];
const at = (text: string) => new Date(text);

const span = fc
  .record({
    weekday: fc.constantFrom(...weekdays),
    opensMinute: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
  })
  .map(({ weekday, opensMinute, length }) => ({ weekday, opensMinute, closesMinute: opensMinute + length }));
const week = fc.array(span, { minLength: 1, maxLength: 9 });
const closure = fc.integer({ min: 0, max: 20 }).map((days): DatedHours => ({ day: addDays(MONDAY, days), spans: [] }));
// Fourteen days round either clock change of New York, and an ordinary fortnight.
const moment = fc
  .tuple(fc.constantFrom("2026-03-02", "2026-10-26", "2026-06-01"), fc.integer({ min: 0, max: 14 * 1440 }))
  .map(([day, minute]) => new Date(Date.parse(`${day}T05:00:00Z`) + minute * 60_000));

describe("the food pantry's week", () => {
  test("is open from the minute it opens and closed from the minute it closes", () => {
    const state = (time: string) => isOpenAt(officeHours, [], NEW_YORK, at(time));
    expect(state("2026-06-01T12:59:59Z")).toBe("closed");
    expect(state("2026-06-01T13:00:00Z")).toBe("open");
    expect(state("2026-06-01T20:59:59Z")).toBe("open");
    expect(state("2026-06-01T21:00:00Z")).toBe("closed");
    expect(state("2026-06-06T15:00:00Z")).toBe("closed");
  });

  test("keeps the clock on the wall through winter and summer", () => {
    expect(isOpenAt(officeHours, [], NEW_YORK, at("2026-01-05T13:30:00Z"))).toBe("closed");
    expect(isOpenAt(officeHours, [], NEW_YORK, at("2026-06-01T13:30:00Z"))).toBe("open");
  });

  test("that nobody told us is unknown, never open and never closed", () => {
    for (const hours of [null, []]) {
      expect(isOpenAt(hours, [], NEW_YORK, at("2026-06-01T15:00:00Z"))).toBe("unknown");
      expect(nextOpening(hours, [], NEW_YORK, at("2026-06-01T15:00:00Z"))).toBeNull();
      expect(spansOfDay(hours, [], MONDAY)).toBeNull();
    }
  });

  test("around the clock has no edge", () => {
    expect(isOpenAt(always, [], NEW_YORK, at("2026-06-01T04:00:00Z"))).toBe("open");
    expect(nextClosing(always, [], NEW_YORK, at("2026-06-01T04:00:00Z"))).toBeNull();
    expect(nextOpening(always, [], NEW_YORK, at("2026-06-01T04:00:00Z"))).toBeNull();
  });
});

describe("a night that passes midnight", () => {
  test("belongs to Friday and is still open on Saturday at 1:59, and not at 2:00", () => {
    expect(isOpenAt(fridayNight, [], NEW_YORK, at("2026-06-06T05:59:59Z"))).toBe("open");
    expect(isOpenAt(fridayNight, [], NEW_YORK, at("2026-06-06T06:00:00Z"))).toBe("closed");
    expect(isOpenAt(fridayNight, [], NEW_YORK, at("2026-06-05T05:00:00Z"))).toBe("closed");
  });

  test("is not cut short by a closed Saturday, but a closed Friday takes it away", () => {
    const closedOn = (day: string): DatedHours[] => [{ day: asCalendarDay(day), spans: [] }];
    expect(isOpenAt(fridayNight, closedOn("2026-06-06"), NEW_YORK, at("2026-06-06T05:00:00Z"))).toBe("open");
    expect(isOpenAt(fridayNight, closedOn("2026-06-05"), NEW_YORK, at("2026-06-06T05:00:00Z"))).toBe("closed");
  });

  test("loses an hour in spring and gains one in autumn, and never breaks in two", () => {
    const nights: WeeklySpan[] = [{ weekday: 6, opensMinute: 22 * 60, closesMinute: 28 * 60 }];
    const hours = (from: string, to: string) =>
      intervalsBetween(nights, [], NEW_YORK, asCalendarDay(from), asCalendarDay(to)).map(
        ({ opensAt, closesAt }) => (closesAt.getTime() - opensAt.getTime()) / 3_600_000,
      );
    expect(hours("2026-03-07", "2026-03-09")).toEqual([5]);
    expect(hours("2026-10-31", "2026-11-02")).toEqual([7]);
    expect(hours("2026-06-06", "2026-06-08")).toEqual([6]);
  });
});

describe("an exception", () => {
  const christmas: DatedHours[] = [{ day: asCalendarDay("2026-12-25"), spans: [] }];
  const shortDay: DatedHours[] = [{ day: MONDAY, spans: [{ opensMinute: 600, closesMinute: 720 }] }];

  test("closes a day that is usually open", () => {
    expect(isOpenAt(officeHours, christmas, NEW_YORK, at("2026-12-25T15:00:00Z"))).toBe("closed");
    expect(nextOpening(officeHours, christmas, NEW_YORK, at("2026-12-25T02:00:00Z"))).toEqual(
      at("2026-12-28T14:00:00Z"),
    );
  });

  test("replaces the day's hours instead of adding to them", () => {
    expect(spansOfDay(officeHours, shortDay, MONDAY)).toEqual([{ opensMinute: 600, closesMinute: 720 }]);
    expect(isOpenAt(officeHours, shortDay, NEW_YORK, at("2026-06-01T13:30:00Z"))).toBe("closed");
    expect(isOpenAt(officeHours, shortDay, NEW_YORK, at("2026-06-01T14:30:00Z"))).toBe("open");
  });

  test("makes one day known although the week is not, and one day unknown although the week is known", () => {
    expect(isOpenAt(null, shortDay, NEW_YORK, at("2026-06-01T14:30:00Z"))).toBe("open");
    expect(isOpenAt(null, shortDay, NEW_YORK, at("2026-06-02T14:30:00Z"))).toBe("unknown");
    const unsure: DatedHours[] = [{ day: MONDAY, spans: null }];
    expect(isOpenAt(officeHours, unsure, NEW_YORK, at("2026-06-01T14:30:00Z"))).toBe("unknown");
  });

  test("of a whole summer is looked past", () => {
    const summer = Array.from({ length: 80 }, (_, days): DatedHours => ({ day: addDays(MONDAY, days), spans: [] }));
    expect(nextOpening(officeHours, summer, NEW_YORK, at("2026-06-01T15:00:00Z"))).toEqual(at("2026-08-20T13:00:00Z"));
  });
});

describe("for any week", () => {
  test("being open and the stretches of being open agree, over both clock changes", () => {
    fc.assert(
      fc.property(week, fc.array(closure, { maxLength: 3 }), moment, (hours, exceptions, instant) => {
        const day = asCalendarDay(instant.toISOString().slice(0, 10));
        const stretches = intervalsBetween(hours, exceptions, NEW_YORK, addDays(day, -3), addDays(day, 4));
        const isInside = stretches.some(({ opensAt, closesAt }) => opensAt <= instant && instant < closesAt);
        expect(isOpenAt(hours, exceptions, NEW_YORK, instant)).toBe(isInside ? "open" : "closed");
      }),
    );
  });

  test("the next opening opens and the next closing closes, and nothing changes before", () => {
    fc.assert(
      fc.property(week, moment, (hours, instant) => {
        const state = (millisecond: number) => isOpenAt(hours, [], NEW_YORK, new Date(millisecond));
        const opens = nextOpening(hours, [], NEW_YORK, instant);
        const closes = nextClosing(hours, [], NEW_YORK, instant);
        if (opens) {
          expect(opens > instant).toBe(true);
          expect([state(opens.getTime() - 1), state(opens.getTime())]).toEqual(["closed", "open"]);
        }
        if (closes) expect([state(closes.getTime() - 1), state(closes.getTime())]).toEqual(["open", "closed"]);
        const next = [opens, closes].flatMap((edge) => (edge ? [edge.getTime()] : [])).toSorted((a, b) => a - b)[0];
        const until = next ?? instant.getTime() + 7 * 86_400_000;
        const between = instant.getTime() + Math.floor((until - instant.getTime()) / 2);
        expect(state(between)).toBe(state(instant.getTime()));
      }),
    );
  });

  test("spans of a day are apart and in order", () => {
    fc.assert(
      fc.property(week, fc.constantFrom(...weekdays), (hours, weekday) => {
        const spans = spansOfDay(hours, [], addDays(MONDAY, weekday - 1)) ?? [];
        for (const [index, { opensMinute, closesMinute }] of spans.entries()) {
          expect(opensMinute).toBeLessThan(closesMinute);
          expect(opensMinute).toBeGreaterThan(spans[index - 1]?.closesMinute ?? -1);
        }
      }),
    );
  });

  test.each([
    [{ opensMinute: 0, closesMinute: 1440 }, true],
    [{ opensMinute: 1439, closesMinute: 2879 }, true],
    [{ opensMinute: 1439, closesMinute: 2880 }, false],
    [{ opensMinute: 540, closesMinute: 540 }, false],
    [{ opensMinute: 1440, closesMinute: 1500 }, false],
    [{ opensMinute: -1, closesMinute: 60 }, false],
    [{ opensMinute: 0, closesMinute: 2881 }, false],
    [{ opensMinute: 0.5, closesMinute: 60 }, false],
  ])("%o is a span: %s", (candidate, isOne) => {
    expect(isSpan(candidate)).toBe(isOne);
  });
});
