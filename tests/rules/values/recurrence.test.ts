// Proves which days a rule gives and at which instants, also where months are short and clocks change. Schedules nobody.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, asCalendarDay, localMinute, parseTime, weekdayOf } from "#app/models/values/calendar-day";
import {
  describeRule,
  endOfRule,
  expandRule,
  occurrencesOf,
  type RecurrenceRule,
  recurrenceRule,
  ruleText,
} from "#app/models/values/recurrence";
import { describeRecorded } from "#tests/rules/recorded-cases";
import { readRule } from "#tests/rules/recorded-rules";

const NEW_YORK = "America/New_York";
const rule = (parts: Record<string, unknown>): RecurrenceRule => recurrenceRule.parse(parts);

describe("Noor plans sessions", () => {
  test("every day for five days", () => {
    expect(expandRule(rule({ repeats: "daily", firstDay: "2024-02-27", count: 5 }))).toEqual([
      "2024-02-27",
      "2024-02-28",
      "2024-02-29",
      "2024-03-01",
      "2024-03-02",
    ]);
  });

  test("on Tuesdays and Thursdays of every other week, the last day counting", () => {
    const weekly = rule({
      repeats: "weekly",
      every: 2,
      weekdays: [4, 2],
      firstDay: "2026-06-02",
      untilDay: "2026-06-18",
    });
    expect(expandRule(weekly)).toEqual(["2026-06-02", "2026-06-04", "2026-06-16", "2026-06-18"]);
    expect(ruleText(weekly)).toBe("FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;WKST=MO;UNTIL=20260618");
  });

  test("from a first day that does not fit: it begins on the first that does", () => {
    expect(expandRule(rule({ repeats: "weekly", weekdays: [1], firstDay: "2026-06-03", count: 2 }))).toEqual([
      "2026-06-08",
      "2026-06-15",
    ]);
  });

  test("on the 31st, which in a short month is its last day", () => {
    expect(expandRule(rule({ repeats: "monthly-by-date", firstDay: "2024-01-31", count: 4 }))).toEqual([
      "2024-01-31",
      "2024-02-29",
      "2024-03-31",
      "2024-04-30",
    ]);
  });

  test("on the last Friday, and on a fifth Monday only where there is one", () => {
    const last = rule({ repeats: "monthly-by-weekday", ordinal: -1, weekday: 5, firstDay: "2026-01-01", count: 2 });
    expect(expandRule(last)).toEqual(["2026-01-30", "2026-02-27"]);
    const fifth = rule({ repeats: "monthly-by-weekday", ordinal: 5, weekday: 1, firstDay: "2026-01-01", count: 2 });
    expect(expandRule(fifth)).toEqual(["2026-03-30", "2026-06-29"]);
  });

  test("and skips Thanksgiving without another day in its place", () => {
    const weekly = rule({ repeats: "weekly", firstDay: "2026-11-19", count: 3, skippedDays: ["2026-11-26"] });
    expect(expandRule(weekly)).toEqual(["2026-11-19", "2026-12-03"]);
    expect(endOfRule(weekly)).toBe("2026-12-04");
  });

  test("with both ends, of which the earlier wins", () => {
    const both = { repeats: "daily", firstDay: "2026-06-01" };
    expect(expandRule(rule({ ...both, count: 3, untilDay: "2026-06-30" }))).toHaveLength(3);
    expect(expandRule(rule({ ...both, count: 30, untilDay: "2026-06-03" }))).toHaveLength(3);
  });

  test("of a leap year in full, and not one day more", () => {
    expect(expandRule(rule({ repeats: "daily", firstDay: "2024-01-01", untilDay: "2024-12-31" }))).toHaveLength(366);
    const longer = rule({ repeats: "daily", firstDay: "2024-01-01", untilDay: "2025-01-01" });
    expect(() => expandRule(longer)).toThrow(
      expect.objectContaining({ code: "recurrence.too-many-days", status: 422, blanks: { most: 366 } }),
    );
  });

  test.each([
    [{ repeats: "daily", firstDay: "2026-06-01" }, "recurrence.error.no-end"],
    [{ repeats: "daily", firstDay: "2026-06-02", untilDay: "2026-06-01" }, "recurrence.error.ends-before-start"],
    [{ repeats: "daily", firstDay: "2026-02-30", count: 1 }, "recurrence.error.no-such-day"],
  ])("but not %o", (parts, message) => {
    const issues = recurrenceRule.safeParse(parts).error?.issues ?? [];
    expect(issues.map((issue) => issue.message)).toContain(message);
  });
});

describe("the instants of sessions", () => {
  test("keep their time on the wall over both clock changes", () => {
    const weekly = (firstDay: string) => rule({ repeats: "weekly", firstDay, count: 2 });
    const starts = (firstDay: string) =>
      occurrencesOf(weekly(firstDay), { startMinute: 540, endMinute: 600 }, NEW_YORK).map(({ startsAt }) =>
        startsAt.toISOString().slice(11, 16),
      );
    expect(starts("2026-03-05")).toEqual(["14:00", "13:00"]);
    expect(starts("2026-10-29")).toEqual(["13:00", "14:00"]);
  });

  test("of a night shift end on the day after", () => {
    const [night] = occurrencesOf(
      rule({ repeats: "daily", firstDay: "2026-06-05", count: 1 }),
      { startMinute: 22 * 60, endMinute: 26 * 60 },
      NEW_YORK,
    );
    expect(night?.endsAt.toISOString()).toBe("2026-06-06T06:00:00.000Z");
  });

  test("of no length are a caller's bug", () => {
    const once = rule({ repeats: "daily", firstDay: "2026-06-05", count: 1 });
    expect(() => occurrencesOf(once, { startMinute: 60, endMinute: 60 }, NEW_YORK)).toThrow(RangeError);
  });
});

const firstDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(asCalendarDay("2020-01-01"), days));
const anyRule = fc
  .record({
    repeats: fc.constantFrom("daily", "weekly", "monthly-by-date", "monthly-by-weekday"),
    every: fc.integer({ min: 1, max: 12 }),
    firstDay,
    weekdays: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 6, 7), { maxLength: 7 }),
    count: fc.integer({ min: 1, max: 60 }),
  })
  .map((parts) => rule(parts));

describe("any rule", () => {
  test("gives as many days as asked, in order, each of its pattern", () => {
    fc.assert(
      fc.property(anyRule, (any) => {
        const days = expandRule(any);
        const described = describeRule(any);
        expect(days).toHaveLength(any.count ?? 0);
        expect(days).toEqual([...new Set(days)].toSorted());
        for (const day of days) {
          expect(day >= any.firstDay).toBe(true);
          if (described.repeats === "weekly") expect(described.weekdays).toContain(weekdayOf(day));
          if (described.repeats === "monthly-by-weekday") expect(weekdayOf(day)).toBe(described.weekday);
          if (described.repeats === "monthly-by-date")
            expect(Number(day.slice(8))).toBeLessThanOrEqual(described.dayOfMonth);
        }
        if (any.weekdays.length === 0 || any.repeats !== "weekly") expect(days[0]).toBe(any.firstDay);
      }),
    );
  });

  test("without some of its days gives exactly the others", () => {
    fc.assert(
      fc.property(anyRule, fc.array(fc.nat(59), { maxLength: 5 }), (any, picks) => {
        const days = expandRule(any);
        const skippedDays = picks.flatMap((pick) => days[pick] ?? []);
        expect(expandRule({ ...any, skippedDays })).toEqual(days.filter((day) => !skippedDays.includes(day)));
      }),
    );
  });

  test("is the same rule after it was stored and read back", () => {
    fc.assert(
      fc.property(anyRule, (any) => {
        expect(rule(JSON.parse(JSON.stringify(any)))).toEqual(any);
      }),
    );
  });
});

type PlannedCase = { id: string; name: string; start_local: string; rule: string; sessions_local: string[] };

describeRecorded<PlannedCase>("rules as a service schedule has them", "session-recurrence/cases.ndjson", (rows) => {
  test.each(rows)("$id $name", ({ start_local, rule: text, sessions_local }) => {
    const startMinute = Number(start_local.slice(11, 13)) * 60;
    const found = occurrencesOf(
      readRule(start_local.slice(0, 10), text),
      { startMinute, endMinute: startMinute + 30 },
      NEW_YORK,
    );
    const clock = (instant: Date) => String(localMinute(instant, NEW_YORK) / 60).padStart(2, "0");
    expect(found.map(({ day, startsAt }) => `${day}T${clock(startsAt)}:00`)).toEqual(sessions_local);
  });
});

type ParsingCase = {
  id: string;
  rule?: string;
  frequency?: string;
  parsed?: { interval?: number; until_date?: string; count?: number; by_month_day?: number[] };
  build?: { until_date: string; count?: number };
};

describeRecorded<ParsingCase>("rules read and written", "session-recurrence/rule-parsing.ndjson", (rows) => {
  const of = (wanted: keyof ParsingCase) => rows.filter((row) => row[wanted] !== undefined);

  test("each is read as its parts say", () => {
    for (const { rule: text, parsed } of of("parsed")) {
      expect(readRule("2020-01-31", text ?? "")).toMatchObject({
        every: parsed?.interval ?? 1,
        untilDay: parsed?.until_date ?? null,
        count: parsed?.count ?? null,
        dayOfMonth: parsed?.by_month_day ? Math.max(...parsed.by_month_day) : null,
      });
    }
  });

  test("one whose pattern nobody knows is refused", () => {
    for (const { frequency } of of("frequency")) {
      expect(recurrenceRule.safeParse({ repeats: frequency, firstDay: "2020-01-31", count: 1 }).success).toBe(false);
    }
  });

  test("what was built there and what is written here mean the same days", () => {
    for (const { id, rule: text } of of("build")) {
      const read = readRule("2020-01-31", text ?? "");
      expect(expandRule(readRule("2020-01-31", ruleText(read))), id).toEqual(expandRule({ ...read, count: null }));
    }
  });
});

type StopCase = {
  id: string;
  start: string;
  arrival: string;
  departure: string;
  rule: string;
  timezone: string;
  windows: [string, string][];
  occurrences_utc: [string, string][];
};

describeRecorded<StopCase>(
  "stops of mobile libraries",
  "session-recurrence/mobile-library-occurrences.ndjson",
  (rows) => {
    test("each visit begins and ends when the timetable says, over British clock changes", () => {
      const minute = (text: string) => parseTime(text) ?? Number.NaN;
      const wrong = rows.filter((row) => {
        const times = { startMinute: minute(row.arrival), endMinute: minute(row.departure) };
        const found = row.windows.flatMap(([from, to]) => visits(row, from, to, times));
        return JSON.stringify(found) !== JSON.stringify(row.occurrences_utc);
      });
      expect(wrong.map((row) => row.id)).toEqual([]);
    });

    // A rule is read in windows of a year at most, so each window gets a copy that begins a whole number of cycles later.
    function visits(row: StopCase, from: string, to: string, times: { startMinute: number; endMinute: number }) {
      const shown = (instant: Date) => `${instant.toISOString().slice(0, 16)}Z`;
      const untilDay = addDays(asCalendarDay(to), -1);
      const known = readRule(laterStart(row, from), `${row.rule};UNTIL=${untilDay.replaceAll("-", "")}`);
      return occurrencesOf(known, times, row.timezone)
        .filter(({ day }) => day >= from)
        .map(({ startsAt, endsAt }) => [shown(startsAt), shown(endsAt)]);
    }

    function laterStart(row: StopCase, from: string): string {
      const interval = Number(/INTERVAL=(\d+)/.exec(row.rule)?.[1] ?? 1);
      if (!row.rule.includes("WEEKLY")) return row.start;
      const days = (Date.parse(from) - Date.parse(row.start)) / 86_400_000;
      const cycles = Math.max(0, Math.floor(days / (7 * interval)) - 1);
      return addDays(asCalendarDay(row.start), cycles * 7 * interval);
    }
  },
);
