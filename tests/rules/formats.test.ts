// How days, times, money, units and distances read. Each amount is shown digit for digit, each time on a named clock.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatDay,
  formatDayLong,
  formatDays,
  formatDaysAway,
  formatDistance,
  formatInstant,
  formatInstantDay,
  formatList,
  formatMinute,
  formatMinutes,
  formatMoney,
  formatShare,
  formatSpan,
  formatTime,
  formatUnits,
  formatWeekday,
} from "#app/i18n/formats";
import { sayIn } from "#app/i18n/say-in";
import { DEFAULT_SPEECH, formatsFor } from "#app/i18n/speech";

describe("days and times", () => {
  test("Mara reads a day with its weekday", () => {
    expect(formatDay("2026-11-23", "en")).toBe("Mon, Nov 23, 2026");
    expect(formatDayLong("2026-11-23", "en")).toBe("Monday, November 23, 2026");
    expect(formatWeekday(1, "en")).toBe("Monday");
    expect(formatWeekday(7, "en", "short")).toBe("Sun");
  });

  test("A half-open run of days shows its last day, not the day after", () => {
    expect(formatDays("2026-11-23", "2026-12-07", "en")).toBe("Nov 23 – Dec 6, 2026");
    expect(formatDays("2026-11-23", "2026-11-24", "en")).toBe("Nov 23, 2026");
  });

  test("The same instant reads differently in Baltimore and in Denver, and each names its zone", () => {
    const instant = "2026-11-23T05:30:00Z";
    expect(formatInstant(instant, "America/New_York", "en")).toBe("Mon, Nov 23, 2026, 12:30 AM EST");
    expect(formatInstant(instant, "America/Denver", "en")).toBe("Sun, Nov 22, 2026, 10:30 PM MST");
    expect(formatInstantDay(instant, "America/Denver", "en")).toBe("Sun, Nov 22, 2026");
    expect(formatTime(new Date("2026-07-01T16:05:00Z"), "America/New_York", "en")).toBe("12:05 PM EDT");
  });

  test("Hours that pass midnight say so; hours that end at midnight do not", () => {
    expect(formatSpan(540, 1020, "en", "next day")).toBe("9:00 AM – 5:00 PM");
    expect(formatSpan(1260, 1560, "en", "next day")).toBe("9:00 PM – 2:00 AM (next day)");
    expect(formatSpan(1260, 1440, "en", "next day")).toBe("9:00 PM – 12:00 AM");
    expect(formatMinute(0, "en")).toBe("12:00 AM");
  });

  test("How far away a day is, in words where there are words", () => {
    expect(formatDaysAway(0, "en")).toBe("today");
    expect(formatDaysAway(-1, "en")).toBe("yesterday");
    expect(formatDaysAway(3, "en")).toBe("in 3 days");
  });

  test("The day shown is the day meant, whatever the clock of the machine", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (offset) => {
        const day = new Date(Date.UTC(1990, 0, 1 + offset)).toISOString().slice(0, 10);
        expect(formatDay(day, "en")).toContain(String(Number(day.slice(8))));
        expect(formatDay(day, "en")).toContain(day.slice(0, 4));
      }),
    );
  });
});

describe("money, units and measures", () => {
  test("An amount is shown to the cent, also one no float can hold", () => {
    expect(formatMoney(123456n, "USD", "en")).toBe("$1,234.56");
    expect(formatMoney(-5n, "USD", "en")).toBe("-$0.05");
    expect(formatMoney(0n, "USD", "en")).toBe("$0.00");
    expect(formatMoney(9_007_199_254_740_993_07n, "USD", "en")).toBe("$9,007,199,254,740,993.07");
  });

  test("Every amount can be read back to the cents it came from", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (cents) => {
        const shown = formatMoney(cents, "USD", "en").replaceAll(/[$,.]/g, "");
        expect(BigInt(shown)).toBe(cents);
      }),
    );
  });

  test("Whole units have no decimals, others as many as they need", () => {
    expect(formatUnits(1200n, "en")).toBe("12");
    expect(formatUnits(125n, "en")).toBe("1.25");
    expect(formatUnits(150n, "en")).toBe("1.5");
  });

  test("One unit is said in the singular, one and a half are not", () => {
    const formats = formatsFor(DEFAULT_SPEECH, sayIn("en"));
    expect(formats.units(100n, "hour")).toBe("1 hour");
    expect(formats.units(150n, "hour")).toBe("1.5 hours");
    expect(formats.span(1260, 1560)).toBe("9:00 PM – 2:00 AM (next day)");
  });

  test("Near places to a tenth, far ones without; in miles or in kilometres", () => {
    expect(formatDistance(1931, "mile", "en")).toBe("1.2 mi");
    expect(formatDistance(16_093.44, "mile", "en")).toBe("10 mi");
    expect(formatDistance(20_000, "kilometre", "en")).toBe("20 km");
    expect(formatDistance(0, "mile", "en")).toBe("0 mi");
  });

  test("Lengths of time, sizes, shares and lists read as people say them", () => {
    expect(formatMinutes(95, "en")).toBe("1 hr, 35 min");
    expect(formatMinutes(0, "en")).toBe("0 min");
    expect(formatBytes(20_000_000, "en")).toBe("20 MB");
    expect(formatBytes(12, "en")).toBe("1 kB");
    expect(formatShare(0.125, "en")).toBe("12.5%");
    expect(formatList(["a", "b", "c"], "en")).toBe("a, b, and c");
  });
});
