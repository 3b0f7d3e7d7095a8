// Holds opening hours against other people's recorded cases, read where they lie, and counts what agrees and what the directory cannot say.
import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, test } from "vitest";
import { readHoursText } from "#app/interop/import/hours-text";
import { addDays, asCalendarDay, type CalendarDay, daysIn, startOfDay } from "#app/models/values/calendar-day";
import { isRule } from "#app/models/values/span-rule";
import { intervalsBetween, isOpenAt, isSpan, spansOfDay, type WeeklySpan } from "#app/models/values/weekly-hours";
import { describeRecorded } from "#tests/rules/recorded-cases";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";
import { type OsmCase, scheduleOf, whyNot } from "./recorded-hours/osm-schedules";
import { type Stop, spansOfStop, stopsIn } from "./recorded-hours/timetables";
import { ask, type TableCase } from "./recorded-hours/week-tables";

describeRecorded<OsmCase>(
  "opening hours as OpenStreetMap's cases have them",
  "opening-hours/osm-cases.ndjson",
  (rows) => {
    const cases = rows.flatMap((row) => {
      const schedule = scheduleOf(row);
      return schedule ? [{ ...row, schedule }] : [];
    });

    test.each(cases)("$id is open, closed and unknown when it says", ({ schedule, timezone, instants }) => {
      const { hours, exceptions } = schedule;
      expect(hours.every((span) => isSpan(span) && isRule(span))).toBe(true);
      const told = instants.map(({ utc }) => `${utc} ${isOpenAt(hours, exceptions, timezone, new Date(utc))}`);
      expect(told).toEqual(instants.map(({ utc, state }) => `${utc} ${state}`));
    });

    test.each(cases)("$id is open in the same stretches", ({ schedule, timezone, window, intervals }) => {
      const [from, until] = [window.from_local, window.to_local].map((local) => asCalendarDay(local.slice(0, 10))) as [
        CalendarDay,
        CalendarDay,
      ];
      const limits = [startOfDay(from, timezone).getTime(), startOfDay(until, timezone).getTime()] as const;
      const found = intervalsBetween(schedule.hours, schedule.exceptions, timezone, from, until).map(
        ({ opensAt, closesAt }) => [opensAt.getTime(), closesAt.getTime()] as const,
      );
      const expected = intervals
        .filter(({ state }) => state === "open")
        .map(({ from_utc, to_utc }) => [Date.parse(from_utc), Date.parse(to_utc)] as const);
      expect(within(found, ...limits)).toEqual(within(expected, ...limits));
    });

    test("what cannot be said is counted by why", () => {
      const left = rows.filter((row) => scheduleOf(row) === null);
      const counts: Record<string, number> = {};
      for (const row of left) counts[whyNot(row)] = (counts[whyNot(row)] ?? 0) + 1;
      expect({ cases: rows.length, said: cases.length, ...counts }).toEqual({
        cases: 264,
        said: 139,
        "weeks of the year": 28,
        "school holidays": 24,
        "an open end": 21,
        "sunrise and sunset": 17,
        "days counted from another day": 13,
        Easter: 8,
        "hours that are only perhaps": 5,
        "holidays of other countries": 4,
        "seasons that begin or end on a weekday": 3,
        "every so many years": 2,
      });
    });
  },
);

describeRecorded<TableCase>(
  "opening hours as week tables have them",
  "opening-hours/weekly-table-cases.ndjson",
  (rows) => {
    const asked = rows.map((row) => ({ ...row, asked: ask(row) }));

    test.each(asked.filter(({ asked }) => typeof asked === "object"))("$id $call: $test", ({ asked }) => {
      const { answer, expected } = asked as { answer: unknown; expected: unknown };
      expect(answer).toEqual(expected);
    });

    test("what is no question for the directory is counted by why", () => {
      const counts: Record<string, number> = {};
      for (const { asked: why } of asked) if (typeof why === "string") counts[why] = (counts[why] ?? 0) + 1;
      expect({ rows: rows.length, ...counts }).toEqual({
        rows: 159,
        "a limit to the search set by the caller": 5,
        "the end of a night that was not open": 3,
        "a date without its year": 2,
        "merging two tables": 2,
        "a setting of the other library": 1,
        "a week without hours, which is unknown here": 1,
      });
    });
  },
);

describe.skipIf(!hasSharedData)(
  hasSharedData ? "stops of mobile libraries" : "stops of mobile libraries (not run: ../shared/data is not here)",
  () => {
    const stops = hasSharedData ? stopsIn(sharedData("mobile-library-stops")) : [];

    test("all of them can be said as weekly spans with a rule", () => {
      const unsaid = stops.filter((stop) => spansOfStop(stop) === null);
      expect({ stops: stops.length, unsaid }).toEqual({ stops: 1787, unsaid: [] });
    });

    test("come on the same days as their rules say, for two years from the first visit", () => {
      const kinds = Map.groupBy(stops, ({ rule, start }) => `${start} ${rule}`);
      const wrong = [...kinds.values()].filter(([stop]) => stop && String(daysOf(stop)) !== String(visitsOf(stop)));
      expect(wrong.flat()).toEqual([]);
    });
  },
);

type Visits = Stop & {
  readonly id: string;
  readonly timezone: string;
  readonly windows: readonly (readonly [string, string])[];
  readonly occurrences_utc: readonly (readonly [string, string])[];
};

describeRecorded<Visits>(
  "visits over British clock changes",
  "session-recurrence/mobile-library-occurrences.ndjson",
  (rows) => {
    test("are open from the arrival to the departure of each", () => {
      const shown = (instant: Date) => `${instant.toISOString().slice(0, 16)}Z`;
      const wrong = rows.filter((row) => {
        const hours = spansOfStop(row) ?? [];
        const found = row.windows.flatMap(([from, to]) =>
          intervalsBetween(hours, [], row.timezone, asCalendarDay(from), asCalendarDay(to)),
        );
        const visits = found.map(({ opensAt, closesAt }) => [shown(opensAt), shown(closesAt)]);
        return JSON.stringify(visits) !== JSON.stringify(row.occurrences_utc);
      });
      expect({ visitors: rows.length, wrong: wrong.map(({ id }) => id) }).toEqual({ visitors: 436, wrong: [] });
    });
  },
);

type Market = { readonly locs: readonly { readonly hours: string }[] };

describeRecorded<Market>("seasonal markets", "ohana-san-mateo/farmers-markets.ndjson", (rows) => {
  test("say their season, their weekday and their times in a text that is read whole, or not at all", () => {
    const texts = rows.flatMap(({ locs }) => locs.map(({ hours }) => hours));
    const unread = texts.filter((text) => readHoursText(text) === null);
    expect({ texts: texts.length, unread: unread.length }).toEqual({ texts: 20, unread: 3 });
  });
});

type Stretch = readonly [from: number, to: number];

/** Cut to the window, and made one where they meet: how a stretch is cut up says nothing about hours. */
function within(stretches: readonly Stretch[], first: number, last: number): string[] {
  const united: Stretch[] = [];
  for (const [from, to] of stretches.map(([from, to]) => [Math.max(from, first), Math.min(to, last)] as const)) {
    const before = united.at(-1);
    if (from >= to) continue;
    if (before && before[1] >= from) united.splice(-1, 1, [before[0], Math.max(before[1], to)]);
    else united.push([from, to]);
  }
  return united.map((stretch) => stretch.map((instant) => new Date(instant).toISOString()).join(" to "));
}

const YEARS_WALKED = 2;
const lastOf = ({ start }: Stop) => addDays(asCalendarDay(start), YEARS_WALKED * 365);

function daysOf(stop: Stop): CalendarDay[] {
  const hours = spansOfStop(stop) as WeeklySpan[];
  return daysIn(asCalendarDay(stop.start), lastOf(stop)).filter((day) => spansOfDay(hours, [], day)?.length === 1);
}

/** By a library for rules that the directory does not ask for its hours. */
function visitsOf(stop: Stop): string[] {
  const compact = (day: string) => day.replaceAll("-", "");
  const until = compact(addDays(lastOf(stop), -1));
  const text = [`DTSTART;VALUE=DATE:${compact(stop.start)}`, `RRULE:${stop.rule};UNTIL=${until}`].join("\n");
  return new RRuleTemporal({ rruleString: text }).all().map((moment) => moment.toPlainDate().toString());
}
