// The words of the hours editor against other people's recorded weeks, read where they lie: typed, said in words, and read from those words again.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import { DEFAULT_SPEECH, formatsFor } from "#app/i18n/speech";
import { isEveryWeek } from "#app/models/values/span-rule";
import { typedTime } from "#app/models/values/typed-time";
import { readSheet, type SheetDay, sheetOf, WEEKDAYS } from "#app/models/values/week-sheet";
import { isAlwaysOpen } from "#app/models/values/week-table";
import { type DaySpan, type PlainSpan, spansOfWeekday, type WeeklySpan } from "#app/models/values/weekly-hours";
import { scheduleLines } from "#app/ui/week-words";
import { describeRecorded } from "#tests/rules/recorded-cases";
import { type OsmCase, scheduleOf } from "./recorded-hours/osm-schedules";

const say = sayIn("en");
const formats = formatsFor(DEFAULT_SPEECH, say);

const NAMES = WEEKDAYS.map((weekday) => formats.weekday(weekday));
const TIMES = /(\d{1,2}:\d{2} [AP]M) – (\d{1,2}:\d{2} [AP]M)( \(next day\))?/g;

/** The spans that the words mean to a reader who knows nothing of the editor. */
function readBack(hours: readonly WeeklySpan[]): PlainSpan[] | null {
  const spans = (scheduleLines(hours, say, formats) ?? []).flatMap((line) => {
    const [days = "", times = ""] = line.split(/: (.*)/);
    const [from, to] = days.split(" to ").map((name) => NAMES.indexOf(name) + 1);
    const named = WEEKDAYS.filter((weekday) => weekday >= (from ?? 0) && weekday <= (to ?? from ?? 0));
    return named.flatMap((weekday) => timesIn(times).map((span) => ({ weekday, ...span })));
  });
  return inOrder(spans);
}

function timesIn(words: string): DaySpan[] {
  return [...words.replaceAll("\u202f", " ").matchAll(TIMES)].map(([, opens = "", closes = "", nextDay]) => ({
    opensMinute: minuteOf(opens),
    closesMinute: minuteOf(closes) + (nextDay || closes === "12:00 AM" ? 1440 : 0),
  }));
}

function minuteOf(words: string): number {
  const [hour = 0, minute = 0] = words.split(/[: ]/).map(Number);
  return ((hour % 12) + (words.endsWith("PM") ? 12 : 0)) * 60 + minute;
}

/** Spans that meet are said as one, so they are compared so. */
function inOrder(spans: readonly PlainSpan[]): PlainSpan[] {
  return WEEKDAYS.flatMap((weekday) => (spansOfWeekday(spans, weekday) ?? []).map((span) => ({ weekday, ...span })));
}

type Row = { weekday: string; opens_at: string; closes_at: string; always?: boolean };

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
type RecordedWeek = OsmCase & { id: string; weekly?: readonly Row[] | null };

/** As somebody would type it who reads the case's table. */
function typedWeek(rows: readonly Row[], write: (time: string) => string): SheetDay[] {
  return WEEKDAYS.map((weekday) => {
    if (rows.some(({ always }) => always)) return { kind: "all-day", rows: [] };
    const own = rows.filter((row) => row.weekday === CODES[weekday - 1]);
    if (own.length === 0) return { kind: "closed", rows: [] };
    return { kind: "times", rows: own.map((row) => ({ opens: write(row.opens_at), closes: write(row.closes_at) })) };
  });
}

const asClock = (time: string) => time;
const asPeopleSay = (time: string) => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return typedTime(hour * 60 + minute).replace(":00", "");
};

describeRecorded<RecordedWeek>("the editor's words for recorded weeks", "opening-hours/osm-cases.ndjson", (rows) => {
  const weeks = rows.flatMap((row) => (row.weekly && row.weekly.length > 0 ? [{ ...row, weekly: row.weekly }] : []));
  const ruled = rows.flatMap((row) => {
    const schedule = scheduleOf(row);
    return schedule?.hours.some((span) => !isEveryWeek(span)) ? [{ ...row, hours: schedule.hours }] : [];
  });

  test("there are weeks to say", () => expect([weeks.length, ruled.length]).toEqual([65, 39]));

  test.each(weeks)(
    "$id: typed by the clock and as people say it, it is the same week, and its words say it again",
    ({ weekly }) => {
      const [byClock, asSaid] = [asClock, asPeopleSay].map((write) =>
        readSheet({ days: typedWeek(weekly, write), restClosed: false }),
      );
      expect(byClock?.faults).toEqual([]);
      expect(asSaid?.spans).toEqual(byClock?.spans);
      const spans = inOrder(byClock?.spans ?? []);
      if (isAlwaysOpen(spans)) expect(scheduleLines(spans, say, formats)).toEqual(["Always open."]);
      else expect(readBack(spans)).toEqual(spans);
    },
  );

  test.each(ruled)("$id: hours by a rule are said with all their times", ({ hours }) => {
    const said = (scheduleLines(hours, say, formats) ?? []).flatMap(timesIn);
    const meant = hours.map(({ opensMinute, closesMinute }) => `${opensMinute} ${closesMinute}`);
    expect(new Set(said.map(({ opensMinute, closesMinute }) => `${opensMinute} ${closesMinute}`))).toEqual(
      new Set(meant),
    );
  });
});

describe("the editor's words for any week", () => {
  const minute = fc.integer({ min: 0, max: 287 }).map((fifth) => fifth * 5);
  const day = (weekday: (typeof WEEKDAYS)[number]) =>
    fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }).map((minutes): PlainSpan[] => {
      const ordered = minutes.toSorted((one, other) => one - other);
      return Array.from({ length: Math.floor(ordered.length / 2) }, (_, index) => ({
        weekday,
        opensMinute: ordered[index * 2] ?? 0,
        closesMinute: ordered[index * 2 + 1] ?? 0,
      }));
    });
  const week = fc
    .tuple(...WEEKDAYS.map((weekday) => fc.oneof(fc.constant([]), day(weekday))))
    .map((days) => days.flat());

  test("a week that stood in the boxes is said in words that mean the same week", () => {
    fc.assert(
      fc.property(week, (spans) => {
        fc.pre(spans.length > 0);
        const typed = readSheet(sheetOf(spans));
        expect(typed.faults).toEqual([]);
        expect(readBack(typed.spans)).toEqual(inOrder(spans));
      }),
    );
  });
});
