// Proves that days, months and the clocks of New York and Berlin add up, over both clock changes. Asks no real clock.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  asCalendarDay,
  type CalendarDay,
  daysBetween,
  daysIn,
  firstInstantFrom,
  instantAt,
  isTimeZone,
  localDay,
  localMinute,
  parseCalendarDay,
  parseTime,
  plainTime,
  startOfDay,
  weekdayOf,
  yearsBetween,
} from "#app/models/values/calendar-day";

const NEW_YORK = "America/New_York";
const zone = fc.constantFrom(
  NEW_YORK,
  "America/Los_Angeles",
  "America/Phoenix",
  "Pacific/Honolulu",
  "Europe/Berlin",
  "UTC",
);
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(asCalendarDay("1970-01-01"), days));
const instant = fc.integer({ min: 0, max: 3_000_000_000 }).map((seconds) => new Date(seconds * 1000));
const iso = (moment: Date) => moment.toISOString().slice(0, 16);
const on = (text: string) => asCalendarDay(text);

describe("a day", () => {
  test.each(["2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01"])("%s exists", (text) => {
    expect(parseCalendarDay(text)).toBe(text);
  });

  test.each([
    "2023-02-29",
    "1900-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-1-1",
    "0000-01-01",
    "24-01-01",
    "",
    "2024-02-30",
  ])("%s does not", (text) => {
    expect(parseCalendarDay(text)).toBeNull();
    expect(() => asCalendarDay(text)).toThrow(RangeError);
  });

  test("so many days on and back is itself, and the distance is counted exactly", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (start, days) => {
        const end = addDays(start, days);
        expect(addDays(end, -days)).toBe(start);
        expect(daysBetween(start, end)).toBe(days);
        expect(start < end).toBe(days > 0);
      }),
    );
  });

  test("weekdays go round in sevens, Monday first", () => {
    expect(weekdayOf(on("2024-01-01"))).toBe(1);
    expect(weekdayOf(on("2026-11-22"))).toBe(7);
    fc.assert(fc.property(day, (start) => weekdayOf(addDays(start, 1)) === (weekdayOf(start) % 7) + 1));
  });

  test("a month after 31 January is the last of February", () => {
    expect(addMonths(on("2024-01-31"), 1)).toBe("2024-02-29");
    expect(addMonths(on("2023-01-31"), 1)).toBe("2023-02-28");
    expect(addMonths(on("2024-03-31"), -1)).toBe("2024-02-29");
  });

  test("Leo, born on 29 February, is a year older on 1 March, and not before", () => {
    expect(yearsBetween(on("2008-02-29"), on("2026-02-28"))).toBe(17);
    expect(yearsBetween(on("2008-02-29"), on("2026-03-01"))).toBe(18);
    expect(yearsBetween(on("2008-06-10"), on("2026-06-10"))).toBe(18);
  });

  test("a span of days is half-open", () => {
    expect(daysIn(on("2024-02-28"), on("2024-03-01"))).toEqual(["2024-02-28", "2024-02-29"]);
    expect(daysIn(on("2024-03-01"), on("2024-03-01"))).toEqual([]);
    expect(daysIn(on("2024-03-02"), on("2024-03-01"))).toEqual([]);
    expect(() => daysIn(on("2000-01-01"), on("2024-03-01"))).toThrow(RangeError);
  });
});

describe("the clock on the wall", () => {
  test("shows the time in New York in winter and in summer", () => {
    expect(iso(instantAt(on("2026-01-15"), 540, NEW_YORK))).toBe("2026-01-15T14:00");
    expect(iso(instantAt(on("2026-07-15"), 540, NEW_YORK))).toBe("2026-07-15T13:00");
    expect(iso(instantAt(on("2026-07-15"), 1500, NEW_YORK))).toBe("2026-07-16T05:00");
  });

  test("jumps from 2 to 3 in spring: 2:30 is 3:30, and a door that opens then opens at the jump", () => {
    expect(iso(instantAt(on("2026-03-08"), 150, NEW_YORK))).toBe("2026-03-08T07:30");
    expect(iso(firstInstantFrom(on("2026-03-08"), 150, NEW_YORK))).toBe("2026-03-08T07:00");
    expect(iso(firstInstantFrom(on("2026-03-08"), 120, NEW_YORK))).toBe("2026-03-08T07:00");
    expect(iso(firstInstantFrom(on("2026-03-08"), 180, NEW_YORK))).toBe("2026-03-08T07:00");
    expect(iso(firstInstantFrom(on("2026-03-07"), 1440 + 150, NEW_YORK))).toBe("2026-03-08T07:00");
  });

  test("shows 1:30 twice in autumn, and the first is meant", () => {
    expect(iso(instantAt(on("2026-11-01"), 90, NEW_YORK))).toBe("2026-11-01T05:30");
    expect(localMinute(new Date("2026-11-01T05:30:00Z"), NEW_YORK)).toBe(90);
    expect(localMinute(new Date("2026-11-01T06:30:00Z"), NEW_YORK)).toBe(90);
  });

  test("starts a day of 23 and one of 25 hours", () => {
    const hours = (text: string) =>
      (startOfDay(addDays(on(text), 1), NEW_YORK).getTime() - startOfDay(on(text), NEW_YORK).getTime()) / 3_600_000;
    expect([hours("2026-03-08"), hours("2026-11-01"), hours("2026-05-01")]).toEqual([23, 25, 24]);
  });

  test("any instant falls on its day, at the minute shown, up to the hour that comes twice", () => {
    fc.assert(
      fc.property(instant, zone, (moment, where) => {
        const today = localDay(moment, where);
        const again = instantAt(today, localMinute(moment, where), where);
        const minutesApart = Math.floor((moment.getTime() - again.getTime()) / 60_000);
        expect([0, 60]).toContain(minutesApart);
        expect(startOfDay(today, where) <= moment).toBe(true);
        expect(moment < startOfDay(addDays(today, 1), where)).toBe(true);
      }),
    );
  });

  test("any instant shows the day and the minute the platform's own calendar shows", () => {
    fc.assert(
      fc.property(instant, zone, (moment, where) => {
        const minute = localMinute(moment, where);
        const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: where, dateStyle: "short", timeStyle: "short" });
        expect(`${localDay(moment, where)} ${hours}:${minutes}`).toBe(shown.format(moment));
      }),
      { numRuns: 2000 },
    );
  });

  test("later minutes are never earlier instants", () => {
    fc.assert(
      fc.property(day, zone, fc.integer({ min: 0, max: 2879 }), (date: CalendarDay, where, minute) => {
        expect(firstInstantFrom(date, minute, where) <= firstInstantFrom(date, minute + 1, where)).toBe(true);
      }),
    );
  });

  test.each([-1, 2881, 0.5])("has no minute %s", (minute) => {
    expect(() => instantAt(on("2026-03-08"), minute, NEW_YORK)).toThrow(RangeError);
  });
});

describe("names and fields", () => {
  test("a zone has a name; an offset or an invented place is none", () => {
    expect(isTimeZone(NEW_YORK)).toBe(true);
    expect(isTimeZone("America/Atlantis")).toBe(false);
    expect(isTimeZone("+02:00")).toBe(false);
    expect(isTimeZone("")).toBe(false);
  });

  test("a time field reads and shows minutes", () => {
    expect(parseTime("09:05")).toBe(545);
    expect(parseTime("9:05:00")).toBe(545);
    expect(parseTime("24:00")).toBe(1440);
    expect([parseTime("24:01"), parseTime("9:60"), parseTime("noon")]).toEqual([null, null, null]);
    expect([plainTime(545), plainTime(1500)]).toEqual(["09:05", "01:00"]);
  });
});
