// Holds opening hours with all their rules against a walk minute by minute, over clock changes of six zones. Asks no real clock.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, asCalendarDay, type CalendarDay, type Weekday } from "#app/models/values/calendar-day";
import { holidayClosings } from "#app/models/values/holidays";
import { isRule, type Nth, type SpanRule } from "#app/models/values/span-rule";
import {
  type DatedHours,
  intervalsBetween,
  isOpenAt,
  isSpan,
  nextClosing,
  nextOpening,
  type OpenState,
  type WeeklySpan,
} from "#app/models/values/weekly-hours";
import { statesOf, type Tick, ticksOf } from "./minute-by-minute";

const DAYS = 12;
/** Days walked before and after those asked about, so that nights and stretches are whole. */
const MARGIN = 3;
// Forward, back, at midnight, by half an hour, across the date line; and ends of months, of years and of a leap February.
const windows = [
  ["America/New_York", "2026-03-01"],
  ["America/New_York", "2026-10-25"],
  ["America/New_York", "2026-12-22"],
  ["America/New_York", "2027-06-26"],
  ["America/Chicago", "2028-02-23"],
  ["Europe/Berlin", "2026-03-22"],
  ["Europe/Berlin", "2026-10-19"],
  ["America/Santiago", "2026-03-29"],
  ["America/Santiago", "2026-08-31"],
  ["Australia/Lord_Howe", "2026-04-01"],
  ["Australia/Lord_Howe", "2026-09-28"],
  ["Pacific/Apia", "2011-12-25"],
].map(([zone = "", from = ""]) => ({
  zone,
  from: asCalendarDay(from),
  ticks: ticksOf(`${from}T00:00:00Z`, DAYS, zone),
}));
type Window = (typeof windows)[number];

const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const dayNear = ({ from }: Window, reach: number) =>
  fc.integer({ min: -reach, max: DAYS + reach }).map((days) => addDays(from, days));
const spanOfDay = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.constant(1440)))
  .map(([opensMinute, length]) => ({ opensMinute, closesMinute: opensMinute + length }));
const yearDay = fc.constantFrom(101, 115, 228, 229, 301, 315, 401, 501, 701, 901, 1001, 1101, 1225, 1231);

const rule = (window: Window): fc.Arbitrary<SpanRule> =>
  fc
    .record(
      {
        fromDay: fc.option(dayNear(window, 4)),
        untilDay: fc.option(dayNear(window, 4)),
        season: fc.tuple(yearDay, yearDay),
        weeks: fc.tuple(fc.integer({ min: 1, max: 5 }), dayNear(window, 100)),
        nth: fc.option(fc.uniqueArray(fc.constantFrom<Nth>(1, 2, 3, 4, 5, -1), { minLength: 1, maxLength: 3 })),
      },
      { requiredKeys: [] },
    )
    .map(({ season, weeks, ...rest }) => ({
      ...rest,
      ...(season ? { seasonFrom: season[0], seasonUntil: season[1] } : {}),
      ...(weeks ? { everyWeeks: weeks[0], anchorDay: weeks[1] } : {}),
    }))
    .filter(isRule);

const hoursOf = (window: Window) =>
  fc.array(
    fc
      .tuple(weekday, spanOfDay, fc.oneof(fc.constant<SpanRule>({}), rule(window)))
      .map(([day, span, rules]): WeeklySpan => ({ weekday: day, ...span, ...rules })),
    { minLength: 1, maxLength: 12 },
  );
const exceptionsOf = (window: Window) =>
  fc
    .tuple(
      fc.array(fc.record({ day: dayNear(window, 0), spans: fc.option(fc.array(spanOfDay, { maxLength: 2 })) }), {
        maxLength: 4,
      }),
      fc.boolean(),
    )
    .map(([dated, keepsHolidays]): DatedHours[] => [
      ...dated,
      ...holidayClosings(
        keepsHolidays ? "us_federal" : null,
        dated,
        addDays(window.from, -4),
        addDays(window.from, 20),
      ),
    ]);

// Windows go by number, because a counterexample prints all that was drawn.
const schedule = fc.nat({ max: windows.length - 1 }).chain((number) => {
  const window = windowAt(number);
  return fc.record({ number: fc.constant(number), hours: hoursOf(window), exceptions: exceptionsOf(window) });
});

type Drawn = { number: number; hours: WeeklySpan[]; exceptions: DatedHours[] };
function walk({ number, hours, exceptions }: Drawn) {
  const window = windowAt(number);
  return { window, zone: window.zone, hours, exceptions, states: statesOf(window.ticks, hours, exceptions) };
}

/** Each change and the minutes round it, and a minute here and there between. */
function interesting(states: readonly OpenState[]): number[] {
  const edges = states.flatMap((state, index) =>
    index > 0 && state !== states[index - 1] ? [index - 1, index, index + 1] : [],
  );
  const between = Array.from({ length: states.length / 97 }, (_, index) => index * 97);
  return [...edges, ...between].filter((index) => index >= MARGIN * 1440 && index < (DAYS - MARGIN) * 1440);
}

const windowAt = (number: number) => windows[number] as Window;
const tickAt = (window: Window, index: number) => window.ticks[index] as Tick;

describe("for any schedule in any zone", () => {
  test("a place is open, closed or unknown as the walk minute by minute says", () => {
    fc.assert(
      fc.property(schedule, (drawn) => {
        const { window, zone, hours, exceptions, states } = walk(drawn);
        for (const index of interesting(states)) {
          const { instant } = tickAt(window, index);
          const told = `${instant.toISOString()} ${isOpenAt(hours, exceptions, zone, instant)}`;
          expect(told).toBe(`${instant.toISOString()} ${states[index]}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the stretches of being open are those of the walk", () => {
    fc.assert(
      fc.property(schedule, (drawn) => {
        const { window, zone, hours, exceptions, states } = walk(drawn);
        const [first, last] = [MARGIN * 1440, (DAYS - MARGIN) * 1440];
        const days = [addDays(tickAt(window, first).day, -2), addDays(tickAt(window, last).day, 2)] as const;
        const found = intervalsBetween(hours, exceptions, zone, ...days);
        for (const index of interesting(states)) {
          const { instant } = tickAt(window, index);
          const inside = found.some(({ opensAt, closesAt }) => opensAt <= instant && instant < closesAt);
          expect(`${instant.toISOString()} ${inside}`).toBe(`${instant.toISOString()} ${states[index] === "open"}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the next opening and the next closing are the next changes of the walk", () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: MARGIN * 1440, max: (DAYS - MARGIN) * 1440 }), (drawn, from) => {
        const { window, zone, hours, exceptions, states } = walk(drawn);
        const { instant } = tickAt(window, from);
        const changes = states.flatMap((state, index) =>
          index > from && (state === "open") !== (states[index - 1] === "open") ? [index] : [],
        );
        const next = (into: boolean) => changes.find((index) => (states[index] === "open") === into) ?? null;
        const within = (found: Date | null) => {
          const index = found ? (found.getTime() - tickAt(window, 0).instant.getTime()) / 60_000 : states.length;
          return index < states.length ? index : null;
        };
        expect(within(nextOpening(hours, exceptions, zone, instant))).toBe(next(true));
        expect(within(nextClosing(hours, exceptions, zone, instant))).toBe(next(false));
      }),
      { numRuns: 200 },
    );
  });

  test("every schedule drawn here is one the directory can hold", () => {
    fc.assert(fc.property(schedule, ({ hours }) => hours.every((span) => isSpan(span) && isRule(span))));
  });
});

describe("a rule by itself", () => {
  const NEW_YORK = "America/New_York";
  const tuesday = { weekday: 2, opensMinute: 600, closesMinute: 720 } as const;
  const days = (hours: WeeklySpan[], from: string, to: string): CalendarDay[] =>
    intervalsBetween(hours, [], NEW_YORK, asCalendarDay(from), asCalendarDay(to)).map(({ opensAt }) =>
      asCalendarDay(opensAt.toISOString().slice(0, 10)),
    );

  test("of the third and the last Tuesday finds both, once where they are one", () => {
    expect(days([{ ...tuesday, nth: [3, -1] }], "2026-11-01", "2027-01-01")).toEqual([
      "2026-11-17",
      "2026-11-24",
      "2026-12-15",
      "2026-12-29",
    ]);
    expect(days([{ ...tuesday, nth: [5] }], "2026-11-01", "2027-01-01")).toEqual(["2026-12-29"]);
  });

  test("of every other week counts from its anchor, backwards too, and over the end of the year", () => {
    const hours = [{ ...tuesday, everyWeeks: 2, anchorDay: asCalendarDay("2026-12-27") }];
    expect(days(hours, "2026-12-01", "2027-01-20")).toEqual(["2026-12-08", "2026-12-22", "2027-01-05", "2027-01-19"]);
  });

  test("of a season over New Year is closed, not unknown, in summer, and says when it opens", () => {
    const hours = [{ ...tuesday, seasonFrom: 1101, seasonUntil: 301 }];
    const summer = new Date("2026-06-02T15:00:00Z");
    expect(isOpenAt(hours, [], NEW_YORK, summer)).toBe("closed");
    expect(nextOpening(hours, [], NEW_YORK, summer)).toEqual(new Date("2026-11-03T15:00:00Z"));
    expect(days(hours, "2027-02-20", "2027-03-10")).toEqual(["2027-02-23"]);
  });

  test("that the clocks swallow once opens a week later", () => {
    const night: WeeklySpan[] = [{ weekday: 7, opensMinute: 120, closesMinute: 180 }];
    expect(nextOpening(night, [], NEW_YORK, new Date("2026-03-01T09:00:00Z"))).toEqual(
      new Date("2026-03-15T06:00:00Z"),
    );
  });

  test("of dates says nothing about other dates: unknown, until a row tells of them", () => {
    const summer: WeeklySpan = {
      ...tuesday,
      fromDay: asCalendarDay("2026-06-01"),
      untilDay: asCalendarDay("2026-09-01"),
    };
    const october = new Date("2026-10-06T15:00:00Z");
    expect(isOpenAt([summer], [], NEW_YORK, october)).toBe("unknown");
    const allYear: WeeklySpan = { weekday: 3, opensMinute: 600, closesMinute: 720 };
    expect(isOpenAt([summer, allYear], [], NEW_YORK, october)).toBe("closed");
  });
});
