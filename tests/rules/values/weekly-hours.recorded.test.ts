// Holds opening hours against two recorded tables of other people's cases. Leaves out, and counts, what our week cannot say.

import { expect, test } from "vitest";
import { asCalendarDay, parseCalendarDay, parseTime, type Weekday } from "#app/models/values/calendar-day";
import { isAlwaysOpen } from "#app/models/values/week-table";
import {
  type DatedHours,
  type DaySpan,
  isOpenAt,
  isSpan,
  nextClosing,
  nextOpening,
  spansOfDay,
  type WeeklySpan,
} from "#app/models/values/weekly-hours";
import { describeRecorded } from "#tests/rules/recorded-cases";

const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

type OsmSpan = { weekday?: string; opens_at?: string; closes_at?: string; closes_weekday?: string };
type OsmCase = {
  id: string;
  expression: string;
  timezone: string;
  week_stable: boolean;
  weekly: OsmSpan[] | null;
  instants: { utc: string; state: "open" | "closed" | "unknown" }[];
};

describeRecorded<OsmCase>(
  "opening hours as OpenStreetMap's cases have them",
  "opening-hours/osm-cases.ndjson",
  (rows) => {
    const weeks = rows.flatMap((row) => {
      const hours = row.week_stable && row.weekly ? row.weekly.map(readOsmSpan) : [];
      // A stretch of several days and nights on end is more than one span of ours can say.
      return hours.length > 0 && hours.every(isSpan) ? [{ ...row, hours }] : [];
    });

    test("there are weeks to check", () => expect(weeks.length).toBeGreaterThan(55));

    test.each(weeks)("$id $expression", ({ hours, timezone, instants }) => {
      for (const { utc, state } of instants) {
        expect(`${utc} ${isOpenAt(hours, [], timezone, new Date(utc))}`).toBe(`${utc} ${state}`);
      }
    });
  },
);

function readOsmSpan(row: OsmSpan): WeeklySpan {
  const opensMinute = parseTime(row.opens_at ?? "") ?? Number.NaN;
  const closes = parseTime(row.closes_at ?? "") ?? Number.NaN;
  const nights = (CODES.indexOf(row.closes_weekday ?? "") - CODES.indexOf(row.weekday ?? "") + 7) % 7;
  const closesMinute = closes + (nights === 0 && closes <= opensMinute ? 7 : nights) * 1440;
  return { weekday: weekdayAt(CODES.indexOf(row.weekday ?? "")), opensMinute, closesMinute };
}

type Moment = { at: string; offset: string; tz: string };
type TableCase = {
  id: string;
  test: string;
  kind: string;
  via?: string;
  definition: Record<string, unknown>;
  timezone: string | null;
  call?: string;
  args: (string | Moment)[];
  result: boolean | string | Moment | null;
  throws?: string;
};
type Week = { hours: WeeklySpan[]; exceptions: DatedHours[] };
type Question = (week: Week, zone: string, moment: Moment) => unknown;

const questions: Record<string, Question> = {
  isOpenAt: ({ hours, exceptions }, zone, moment) => isOpenAt(hours, exceptions, zone, instantOf(moment)) === "open",
  isClosedAt: ({ hours, exceptions }, zone, moment) => isOpenAt(hours, exceptions, zone, instantOf(moment)) !== "open",
  nextOpen: ({ hours, exceptions }, zone, moment) => nextOpening(hours, exceptions, zone, instantOf(moment)),
  nextClose: ({ hours, exceptions }, zone, moment) => nextClosing(hours, exceptions, zone, instantOf(moment)),
  forDate: ({ hours, exceptions }, _zone, moment) =>
    (spansOfDay(hours, exceptions, asCalendarDay(moment.at.slice(0, 10))) ?? []).map(spanText).join(","),
  isAlwaysOpen: ({ hours }) => isAlwaysOpen(hours),
};

describeRecorded<TableCase>(
  "opening hours as week tables have them",
  "opening-hours/weekly-table-cases.ndjson",
  (rows) => {
    const cases = rows.flatMap((row) => {
      const week = row.kind === "call" && row.via === "create" && !row.throws ? readWeek(row.definition) : null;
      const question = questions[row.call ?? ""];
      return week && question && row.args.length <= 1 && typeof row.args[0] !== "string"
        ? [{ ...row, week, question }]
        : [];
    });

    test("there are tables to check", () => expect(cases.length).toBeGreaterThan(55));

    test.each(cases)("$id $call: $test", ({ week, question, timezone, args, result }) => {
      const moment = args[0] as Moment | undefined;
      const answer = question(week, timezone ?? moment?.tz ?? "UTC", moment ?? { at: "", offset: "", tz: "" });
      const expected = result !== null && typeof result === "object" ? instantOf(result) : result;
      expect(answer).toEqual(expected);
    });
  },
);

function readWeek(definition: Record<string, unknown>): Week | null {
  const { overflow, exceptions = {}, timezone: _zone, ...days } = definition;
  const week: Week = { hours: [], exceptions: [] };
  for (const [name, texts] of Object.entries(days)) {
    const weekday = NAMES.indexOf(name.toLowerCase());
    const spans = readSpans(texts, overflow === true);
    if (weekday < 0 || spans === null) return null;
    week.hours.push(...spans.map((span) => ({ ...span, weekday: weekdayAt(weekday) })));
  }
  for (const [date, texts] of Object.entries(exceptions as Record<string, unknown>)) {
    const day = parseCalendarDay(date);
    const spans = readSpans(texts, overflow === true);
    if (day === null || spans === null) return null;
    week.exceptions.push({ day, spans });
  }
  return week.hours.length > 0 ? week : null;
}

// Only plain "09:00-12:00": a span that runs backwards without `overflow` has no meaning here.
function readSpans(texts: unknown, mayPassMidnight: boolean): DaySpan[] | null {
  if (!Array.isArray(texts)) return null;
  const spans: DaySpan[] = [];
  for (const text of texts) {
    const found = typeof text === "string" ? /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) : null;
    if (!found) return null;
    const opensMinute = parseTime(found[1] ?? "") ?? Number.NaN;
    const closes = parseTime(found[2] ?? "") ?? Number.NaN;
    if (closes <= opensMinute && !mayPassMidnight) return null;
    spans.push({ opensMinute, closesMinute: closes <= opensMinute ? closes + 1440 : closes });
  }
  return spans;
}

function spanText({ opensMinute, closesMinute }: DaySpan): string {
  return [opensMinute, closesMinute]
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`)
    .join("-");
}

function instantOf(moment: Moment): Date {
  return new Date(`${moment.at}${moment.offset === "+00:00" ? "Z" : moment.offset}`);
}

function weekdayAt(index: number): Weekday {
  return (index + 1) as Weekday;
}
