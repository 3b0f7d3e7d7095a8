// Holds the public holidays against the dates published for eight years, and says what a place that keeps them does. Asks no real clock.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, asCalendarDay, weekdayOf } from "#app/models/values/calendar-day";
import { holidayClosings, holidaysBetween, isHolidaySet } from "#app/models/values/holidays";
import { isOpenAt, nextOpening, type WeeklySpan } from "#app/models/values/weekly-hours";
import { openingHours } from "#app/search/hours";

// The days on which federal offices are closed, as the United States Office of Personnel Management lists them.
const KEPT: Record<number, string> = {
  2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
  2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
  2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
  2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
  2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
  2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
  2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
  2028: "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
};
const yearOf = (year: number) =>
  holidaysBetween("us_federal", asCalendarDay(`${year}-01-01`), asCalendarDay(`${year + 1}-01-01`));

describe("the holidays of the United States", () => {
  test.each(Object.entries(KEPT))("of %s fall on working days as published", (year, days) => {
    const working = yearOf(Number(year)).flatMap(({ day }) => (weekdayOf(day) <= 5 ? [day] : []));
    expect(working).toEqual(days.split(" ").map((day) => `${year}-${day}`));
  });

  test("at a weekend are holidays themselves, besides the day that stands in for them", () => {
    expect(yearOf(2026).filter(({ name }) => name === "independence")).toEqual([
      { day: "2026-07-03", name: "independence", observed: true },
      { day: "2026-07-04", name: "independence", observed: false },
    ]);
  });

  test("of any year are eleven, and each stand-in is next to a weekend", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1971, max: 2400 }), (year) => {
        const days = yearOf(year);
        const itself = days.filter(({ observed }) => !observed);
        expect(itself).toHaveLength(11);
        expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted());
        for (const { day } of days.filter(({ observed }) => observed)) expect([1, 5]).toContain(weekdayOf(day));
      }),
    );
  });

  test("of a stretch are those of each day of it, over New Year too", () => {
    const from = asCalendarDay("2027-12-20");
    const days = holidaysBetween("us_federal", from, addDays(from, 14)).map(({ day }) => day);
    expect(days).toEqual(["2027-12-24", "2027-12-25", "2027-12-31", "2028-01-01"]);
    expect(holidaysBetween("us_federal", from, from)).toEqual([]);
  });
});

describe("the food pantry that closes on public holidays", () => {
  const weekdays: WeeklySpan[] = ([1, 2, 3, 4, 5] as const).map((weekday) => ({
    weekday,
    opensMinute: 540,
    closesMinute: 1020,
  }));
  const [from, until] = [asCalendarDay("2026-11-20"), asCalendarDay("2027-03-20")];
  const rows = weekdays.map((span) => ({ ...span, own: false }));
  const thanksgiving = new Date("2026-11-26T15:00:00Z");
  const ask = (holidays: string | null, dated: Parameters<typeof openingHours>[1] = []) => {
    const { hours, exceptions } = openingHours(rows, dated, from, until, holidays);
    return isOpenAt(hours, exceptions, "America/New_York", thanksgiving);
  };

  test("is closed at Thanksgiving, and one that does not is open", () => {
    expect(ask("us_federal")).toBe("closed");
    expect(ask(null)).toBe("open");
  });

  test("is open at Thanksgiving when it says so for the day", () => {
    const own = { fromDay: "2026-11-26", untilDay: "2026-11-27", closed: false, opensMinute: 540, closesMinute: 720 };
    expect(ask("us_federal", [{ ...own, own: false }])).toBe("open");
  });

  test("says the next working day that is none", () => {
    const closings = holidayClosings("us_federal", [], from, until);
    expect(nextOpening(weekdays, closings, "America/New_York", new Date("2026-12-24T23:00:00Z"))).toEqual(
      new Date("2026-12-28T14:00:00Z"),
    );
  });

  test("keeps no set that nobody knows", () => {
    expect(isHolidaySet("us_federal")).toBe(true);
    expect(isHolidaySet("moon")).toBe(false);
    expect(ask("moon")).toBe("open");
  });
});
