// What keeps a place shut at a session: holidays, dated closings and dated hours, for any plan. No database.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closuresOf, type PlaceDays } from "#app/models/schedule/closures";
import { sessionsOf } from "#app/models/schedule/plan";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { holidaysBetween } from "#app/models/values/holidays";
import { recurrenceRule } from "#app/models/values/recurrence";

const ZONE = "America/New_York";

const day = (text: string) => asCalendarDay(text);
const sessionsFrom = (firstDay: string, count: number, startMinute = 600) =>
  sessionsOf(
    {
      days: { kind: "rule", rule: recurrenceRule.parse({ repeats: "daily", firstDay, count }) },
      startMinute,
      lengthMinutes: 60,
      skipsClosedDays: false,
    },
    ZONE,
  );

const exception = (fromDay: string, untilDay: string, hours: [number, number] | null, own = false) => ({
  fromDay,
  untilDay,
  closed: hours === null,
  opensMinute: hours?.[0] ?? null,
  closesMinute: hours?.[1] ?? null,
  own,
  reason: hours ? "Short day" : "Painters",
});

describe("Mara's plan over Thanksgiving", () => {
  const kept: PlaceDays = { holidays: "us_federal", exceptions: [] };

  test("meets the holiday by its name, where the place keeps holidays and only there", () => {
    const sessions = sessionsFrom("2026-11-25", 3);
    expect(closuresOf(kept, sessions, ZONE)).toEqual([null, { kind: "holiday", name: "thanksgiving" }, null]);
    expect(closuresOf({ ...kept, holidays: null }, sessions, ZONE)).toEqual([null, null, null]);
  });

  test("goes by what the place says of the day itself before any holiday, and by the service's word before the place's", () => {
    const sessions = sessionsFrom("2026-11-26", 1);
    const of = (...exceptions: ReturnType<typeof exception>[]) =>
      closuresOf({ holidays: "us_federal", exceptions }, sessions, ZONE)[0];
    expect(of(exception("2026-11-26", "2026-11-27", [540, 720]))).toBeNull();
    expect(of(exception("2026-11-26", "2026-11-27", [540, 630]))).toEqual({ kind: "hours", reason: "Short day" });
    expect(of(exception("2026-11-23", "2026-11-28", null))).toEqual({ kind: "closed", reason: "Painters" });
    const open = exception("2026-11-26", "2026-11-27", [540, 720], true);
    expect(of(exception("2026-11-23", "2026-11-28", null), open)).toBeNull();
  });
});

describe("any plan of single days", () => {
  const begins = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(day("2024-01-01"), days));
  const spans = fc.array(fc.record({ from: fc.nat(80), length: fc.integer({ min: 1, max: 9 }) }), { maxLength: 4 });

  test("is shut on its closings, on the holidays not said otherwise, and on no other day", () => {
    fc.assert(
      fc.property(begins, spans, fc.boolean(), (first, closings, keepsHolidays) => {
        const sessions = sessionsFrom(first, 90);
        const exceptions = closings.map(({ from, length }) =>
          exception(addDays(first, from), addDays(first, from + length), null),
        );
        const holidays = new Set(holidaysBetween("us_federal", first, addDays(first, 90)).map((each) => each.day));
        const found = closuresOf({ holidays: keepsHolidays ? "us_federal" : null, exceptions }, sessions, ZONE);
        expect(found).toHaveLength(90);
        for (const [index, session] of sessions.entries()) {
          const closed = exceptions.some(({ fromDay, untilDay }) => fromDay <= session.day && session.day < untilDay);
          const expected = closed ? "closed" : keepsHolidays && holidays.has(session.day) ? "holiday" : undefined;
          expect(found[index]?.kind).toBe(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("with dated hours is clear exactly where the whole session lies within them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1380 }), (opens, length) => {
        const closes = Math.min(opens + length, opens + 1440);
        const place = { holidays: null, exceptions: [exception("2026-06-10", "2026-06-11", [opens, closes])] };
        const [closure] = closuresOf(place, sessionsFrom("2026-06-10", 1), ZONE);
        expect(closure === null).toBe(opens <= 600 && 660 <= closes);
      }),
    );
  });
});
