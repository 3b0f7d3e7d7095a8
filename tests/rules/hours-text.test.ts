// Hours that people wrote as text are read whole or not at all, and the tables of one food bank as they were read by hand.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readHours, readHoursText } from "#app/interop/import/hours-text";
import { parseTime } from "#app/models/values/calendar-day";
import { isRule } from "#app/models/values/span-rule";
import { isSpan, type WeeklySpan } from "#app/models/values/weekly-hours";
import { describeRecorded } from "#tests/rules/recorded-cases";

const said = (text: string) => {
  const spans = readHoursText(text);
  return spans ? plainly(spans) : undefined;
};

const plainly = (spans: readonly WeeklySpan[]) =>
  spans.map(({ weekday, opensMinute, closesMinute, ...rule }) =>
    Object.keys(rule).length > 0 ? [weekday, opensMinute, closesMinute, rule] : [weekday, opensMinute, closesMinute],
  );

test.each([
  ["Monday 9:00 AM - 5:00 PM", [[1, 540, 1020]]],
  [
    "Mon & Wed 5-7pm",
    [
      [1, 1020, 1140],
      [3, 1020, 1140],
    ],
  ],
  [
    "Tues-Thurs: 10 am to 2 pm",
    [
      [2, 600, 840],
      [3, 600, 840],
      [4, 600, 840],
    ],
  ],
  [
    "Saturdays and Sundays 10-2 p.m.",
    [
      [6, 600, 840],
      [7, 600, 840],
    ],
  ],
  ["Every Wednesday 10:00 AM Noon", [[3, 600, 720]]],
  [
    "Friday 9am-noon, 1pm-5pm; Saturday 09:00-13:00",
    [
      [5, 540, 720],
      [5, 780, 1020],
      [6, 540, 780],
    ],
  ],
  ["Friday 8:00 PM - 2:00 AM", [[5, 1200, 1560]]],
  ["Sunday 6 PM - midnight", [[7, 1080, 1440]]],
  ["2nd & 4th Tuesday 12:00pm - 4:00pm", [[2, 720, 960, { nth: [2, 4] }]]],
  ["last Saturday of the month 9:30-11:45am", [[6, 570, 705, { nth: [-1] }]]],
  [
    "1st Tuesday and 3rd Thursday 5-7 pm",
    [
      [2, 1020, 1140, { nth: [1] }],
      [4, 1020, 1140, { nth: [3] }],
    ],
  ],
  ["2nd & 4th Fridays Friday 6:00 PM 8:00 PM", [[5, 1080, 1200, { nth: [2, 4] }]]],
  ["May - October Tuesday 4:00 PM to 7:30 PM", [[2, 960, 1170, { seasonFrom: 501, seasonUntil: 1101 }]]],
  ["May 2 - September 12 Thursday 4 PM to 8 PM", [[4, 960, 1200, { seasonFrom: 502, seasonUntil: 913 }]]],
  ["November 1 - February 28 Friday 4 PM to 8 PM", [[5, 960, 1200, { seasonFrom: 1101, seasonUntil: 229 }]]],
  ["January - December Sunday 9:00 AM to 1:00 PM", [[7, 540, 780]]],
  [
    "<table><tr><td>Monday</td><td>Closed</td></tr><tr><td>Tuesday</td><td><time>1:00 PM - 5:00 PM</time></td></tr></table>",
    [[2, 780, 1020]],
  ],
])("%s", (text, spans) => {
  expect(said(text)).toEqual(spans);
});

test.each([
  "",
  "Closed",
  "Monday",
  "9 am - 5 pm",
  "Monday by appointment",
  "Monday 9-5",
  "Monday 1:00-3:00",
  "Every other Tuesday 9 am - 12 pm",
  "Monday 9:00 AM - 5:00 AM",
  "Monday 9:00 AM - 5:00 PM except holidays",
  "May - mid-September Thursday 4:00 PM to 8:00 PM",
  "May 1 - June 31 Monday 9 am - 10 am",
  "1st and 3rd Mondays and Thursdays 9 am - 10 am",
  "6th Tuesday 9 am - 10 am",
  "Monday 25:00-26:00",
  "Monday 13 pm - 14 pm",
  "Monday 9am-",
  `Monday 9 am - 5 pm ${"x".repeat(5000)}`,
])("does not guess at %j", (text) => {
  expect(readHoursText(text)).toBeNull();
});

type Likely = [text: string, doubts: string[], spans: unknown[]];

test.each<Likely>([
  ["Monday 9-5", ["half-missing"], [[1, 540, 1020]]],
  ["Monday 1:00-3:00", ["half-missing"], [[1, 780, 900]]],
  [
    "Thursday 10 - 2 pm and 5-7",
    ["half-missing"],
    [
      [4, 600, 840],
      [4, 1020, 1140],
    ],
  ],
  ["Mo 7-18", ["half-missing"], [[1, 420, 1080]]],
  [
    "MWF 10-noon",
    ["letters"],
    [
      [1, 600, 720],
      [3, 600, 720],
      [5, 600, 720],
    ],
  ],
  ["Tuesday 9:00am-11:30pm", ["odd-times"], [[2, 540, 1410]]],
  ["Saturday 10:00 AM - 12:00 AM", ["odd-times"], [[6, 600, 1440]]],
  ["Monday 9 am - 5 pm by appointment", ["condition"], [[1, 540, 1020]]],
  ["Monday 9 am - 5 pm, Friday by appointment only", ["condition"], [[1, 540, 1020]]],
  ["Monday 9:00 AM - 5:00 PM except holidays", ["holidays"], [[1, 540, 1020]]],
  ["Every 3rd Tuesday 9 am - noon", ["every-nth"], [[2, 540, 720, { nth: [3] }]]],
  [
    "Monday, Wednesday\n 9 am - 11 am",
    ["lines-joined"],
    [
      [1, 540, 660],
      [3, 540, 660],
    ],
  ],
  [
    "Mon-Tue 9 am - 12 pm; Tue 2 pm - 6 pm",
    ["said-twice"],
    [
      [1, 540, 720],
      [2, 540, 720],
      [2, 840, 1080],
    ],
  ],
  [
    "Fri-Sat 9 am - 1 pm, closed 1st Saturday",
    ["closed-day"],
    [
      [5, 540, 780],
      [6, 540, 780, { nth: [2, 3, 4, 5] }],
    ],
  ],
  ["Open 24 hours", ["no-day"], [1, 2, 3, 4, 5, 6, 7].map((day) => [day, 0, 1440])],
])("%j is likely, and why it is not certain is said", (text, doubts, spans) => {
  const reading = readHours(text);
  expect(reading).toMatchObject({ confidence: "likely", doubts });
  expect(readHoursText(text)).toBeNull();
  expect(plainly(reading.confidence === "none" ? [] : reading.spans)).toEqual(spans);
});

test.each([
  ["24/7", [1, 2, 3, 4, 5, 6, 7].map((day) => [day, 0, 1440])],
  ["Weekdays 9am-5pm", [1, 2, 3, 4, 5].map((day) => [day, 540, 1020])],
  ["M-F 930am - 4pm", [1, 2, 3, 4, 5].map((day) => [day, 570, 960])],
  [
    "8AM-noon, Mon & Wed",
    [
      [1, 480, 720],
      [3, 480, 720],
    ],
  ],
  [
    "Lunes y miércoles 9:00 a 17:00",
    [
      [1, 540, 1020],
      [3, 540, 1020],
    ],
  ],
  ["Monthly; 2nd; 4th Saturday 8:30 AM 10:30AM", [[6, 510, 630, { nth: [2, 4] }]]],
  ["Sunday closed; Monday 9 am - noon; Closed Tuesday", [[1, 540, 720]]],
  [
    "Mon－Tue　１０：００－１４：００",
    [
      [1, 600, 840],
      [2, 600, 840],
    ],
  ],
])("%j is certain", (text, spans) => {
  expect(said(text)).toEqual(spans);
});

test.each([
  ["", "blank", null],
  ["Monday until dusk", "word", "dusk"],
  ["Twice per month Monday 9 am - 10 am", "word", "twice"],
  ["monthly Monday 9 am - 10 am", "which-weeks", null],
  ["9 am - 5 pm", "no-day", null],
  ["Thursdays at 6 pm", "word", "at"],
  ["Thursdays 6 pm", "no-end", null],
  ["Monday 9 PM - 5 PM", "backwards", null],
  ["Su-Tu 11:00-01:00", "backwards", null],
  ["1st and 3rd Monday", "no-time", null],
  ["Monday 9 am - 1 pm \n Monday 9 am - 2 pm", "contradiction", null],
  ["Saturday 9 am - 1 pm, closed Saturday", "contradiction", null],
  ["By appointment only", "nothing-open", null],
  ["Monday 9am¹ - 5pm²", "word", "¹"],
])("%j is left, and why is said", (text, why, word) => {
  expect(readHours(text)).toEqual({ confidence: "none", why, word });
});

const aTime = fc.integer({ min: 0, max: 1439 }).map((minute) => minute - (minute % 5));
const aSpan = fc.tuple(fc.integer({ min: 1, max: 7 }), aTime, aTime).filter(([, one, other]) => one < other);
const NAMES = ["Mon", "Tuesday", "Wed", "Thurs", "Friday", "Sat", "Sundays"];
const halfClock = (minute: number) =>
  `${Math.floor(minute / 60) % 12 || 12}:${String(minute % 60).padStart(2, "0")} ${minute < 720 ? "am" : "PM"}`;

test("A week written down plainly is read as it was meant, or left: never otherwise", () => {
  fc.assert(
    fc.property(fc.uniqueArray(aSpan, { selector: ([day]) => day, minLength: 1 }), (week) => {
      const text = week.map(([day, opens, closes]) => `${NAMES[day - 1]} ${halfClock(opens)} - ${halfClock(closes)}`);
      const reading = readHours(text.join("\n"));
      if (reading.confidence !== "none") expect(plainly(reading.spans)).toEqual(week);
      expect(reading.confidence).not.toBe("none");
    }),
  );
});

test("Whatever is typed is read or left, and what is read keeps the limits of hours", () => {
  const words = fc.constantFrom(
    "mon",
    "Tue-",
    "9",
    "5pm",
    "to",
    ";",
    "\n",
    "1st",
    "closed",
    "24/7",
    "by appt",
    "may",
    "12:",
    "<td>",
    "'",
    "¦",
    "noon",
    "every",
    "weekends",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const reading = readHours(text);
      if (reading.confidence === "none") return;
      expect(reading.spans.every((span) => isSpan(span) && isRule(span))).toBe(true);
      expect(reading.spans.length).toBeGreaterThan(0);
      expect(reading.doubts.length > 0).toBe(reading.confidence === "likely");
    }),
    { numRuns: 2000 },
  );
});

type Recorded = { id: string; text: string; weekly: { weekday: string; opens_at: string; closes_at: string }[] };
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

describeRecorded<Recorded>("the tables of a food bank", "opening-hours/hours-text-western-ma.ndjson", (rows) => {
  test("are read as they were read by hand, all hundred", () => {
    const agreeing = rows.filter(({ text, weekly }) => {
      const expected = weekly.map((row) => [
        CODES.indexOf(row.weekday) + 1,
        parseTime(row.opens_at),
        parseTime(row.closes_at),
      ]);
      return JSON.stringify(said(text)) === JSON.stringify(expected);
    });
    expect({ rows: rows.length, agreeing: agreeing.length }).toEqual({ rows: 100, agreeing: 100 });
  });
});
