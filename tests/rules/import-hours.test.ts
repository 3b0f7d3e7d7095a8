// Reading the hours of a package: what becomes spans and exceptions, what keeps its rule, and what stays text.
import { describe, expect, test } from "vitest";
import type { Package } from "#app/interop/import/package.server";
import { type ReadDirectory, readDirectory } from "#app/interop/import/read-directory";
import type { Target } from "#app/interop/import/target";
import { packageOf, rewritten, smallDirectory } from "../stage/import-package";

const nowhere = { place: () => null, zoneAt: () => null };

type Read = ReadDirectory & { targets: Target[] };

function read(given: Package): Read {
  const around = { known: new Set<string>(), trial: false, neighbours: given.neighbours, today: "2026-11-22" };
  const directory = readDirectory(given.tables, given.format, "made-up", around, nowhere);
  return { ...directory, targets: [...directory.layout.all()] };
}

describe("Hours", () => {
  const spans = (directory: Read) => directory.targets.filter((target) => target.table === "opening_span");

  test("are spans of the place or of the service there, and may pass midnight", () => {
    expect(
      spans(read(packageOf(smallDirectory))).map((target) => [Object.keys(target.links).sort().join(), target.values]),
    ).toEqual([
      ["location_id", { weekday: 1, opens_minute: 570, closes_minute: 1020 }],
      ["location_id,service_at_location_id", { weekday: 2, opens_minute: 1320, closes_minute: 1560 }],
    ]);
  });

  test("with the year 0001 stay text, and the week stands", () => {
    const directory = read(
      packageOf(
        rewritten(
          smallDirectory,
          "holiday_schedules.csv",
          '"December 24, 2026",12/26/26',
          '"January 01, 0001","January 01, 0001"',
        ),
      ),
    );
    expect(directory.targets.filter((target) => target.table === "opening_exception")).toEqual([]);
    expect(directory.targets.find((target) => target.id === "100@10")?.values.hours_text).toContain("January 01");
    expect(spans(directory)).toHaveLength(2);
  });

  const schedule = (...rows: string[]) => {
    const head = "id,service_id,freq,interval,byday,opens_at,closes_at,valid_from,description,timezone,dtstart,until";
    const { "regular_schedules.csv": weekly, "holiday_schedules.csv": holidays, ...rest } = smallDirectory;
    return read(packageOf({ ...rest, "schedules.csv": [head, ...rows].join("\n") }));
  };

  test("of HSDS become a week where a week can say them", () => {
    const directory = schedule('1,100,WEEKLY,1,"MO,TU",09:00,12:00,,,');
    expect(spans(directory).map((target) => target.values.weekday)).toEqual([1, 2]);
  });

  test.each([
    ["a date of the month", "1,100,MONTHLY,1,,09:00,12:00,,First Saturday,"],
    ["every other week from nobody knows when", "1,100,WEEKLY,2,MO,09:00,12:00,,First Saturday,"],
    ["words that are not hours", "1,100,,,,,,,First Saturday,"],
    ["a time in UTC", "1,100,WEEKLY,1,MO,09:00:00Z,12:00:00Z,,First Saturday,"],
    ["a zone that is a number", "1,100,WEEKLY,1,MO,09:00,12:00,,First Saturday,3"],
    ["an end before its beginning", "1,100,WEEKLY,1,MO,09:00,12:00,2027-02-01,First Saturday,,,2027-01-01"],
  ])("of HSDS with %s stay text and unknown", (_, row) => {
    const directory = schedule(row);
    expect(spans(directory)).toEqual([]);
    expect(directory.targets.find((target) => target.id === "100@10")?.values.hours_text).toBe("First Saturday");
  });

  test("of HSDS that began before today are a week", () => {
    expect(spans(schedule("1,100,WEEKLY,1,MO,09:00,12:00,2020-01-01,,"))).toHaveLength(1);
  });

  const rulesOf = (directory: Read) =>
    spans(directory).map(({ values: { opens_minute: _opens, closes_minute: _closes, ...rule } }) =>
      Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)),
    );

  test.each<[string, string, Record<string, unknown>[]]>([
    ["a first Saturday", "1,100,MONTHLY,1,1SA,09:00,12:00,,,", [{ weekday: 6, every_weeks: 1, nth: [1] }]],
    [
      "every other Tuesday from a day on",
      "1,100,WEEKLY,2,TU,09:00,12:00,,,,2020-01-07,",
      [{ weekday: 2, every_weeks: 2, anchor_day: "2020-01-07" }],
    ],
    [
      "a beginning and an end still to come",
      "1,100,WEEKLY,1,MO,09:00,12:00,2027-01-01,,,,2027-06-30",
      [{ weekday: 1, every_weeks: 1, from_day: "2027-01-01", until_day: "2027-07-01" }],
    ],
    [
      "words alone, all of them understood",
      "1,100,,,,,,,2nd Tuesday 9 am - noon,",
      [{ weekday: 2, every_weeks: 1, nth: [2] }],
    ],
  ])("of HSDS with %s are spans with a rule", (_, row, expected) => {
    const directory = schedule(row);
    expect(rulesOf(directory)).toEqual(expected);
    expect(directory.targets.find((target) => target.id === "100@10")?.values.hours_text).toBeNull();
  });

  test("of HSDS that are half certain are not shown as the whole truth", () => {
    expect(
      spans(schedule("1,100,WEEKLY,1,MO,09:00,12:00,,,", "2,100,MONTHLY,1,-2SA,09:00,12:00,,First Saturday,")),
    ).toEqual([]);
  });
});
