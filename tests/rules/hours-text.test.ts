// Hours that people wrote as text are read whole or not at all, and the tables of one food bank as they were read by hand.
import { expect, test } from "vitest";
import { readHoursText } from "#app/interop/import/hours-text";
import { parseTime } from "#app/models/values/calendar-day";
import { describeRecorded } from "#tests/rules/recorded-cases";

const said = (text: string) =>
  readHoursText(text)?.map(({ weekday, opensMinute, closesMinute, ...rule }) =>
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
