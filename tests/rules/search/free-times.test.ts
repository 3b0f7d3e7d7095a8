// The hours in which a client can come: as written in an address, as minutes, and met with a place's week.
import { expect, test } from "vitest";
import { firstFit, sharedWeek } from "#app/search/fit";
import { minutesOf, readFreeParts, sharedMinutes, writeFreeParts } from "#app/search/free-times";

test("the boxes of a form and the short address say the same, and what is no part is left out", () => {
  expect(readFreeParts(["3a", "1e", "8m", "1x"])).toEqual(["1e", "3a"]);
  expect(readFreeParts(writeFreeParts(["1e", "3a"]))).toEqual(["1e", "3a"]);
  expect(readFreeParts(undefined)).toEqual([]);
});

test("a day of neighbouring parts is one stretch, and Sunday night ends on Monday morning", () => {
  expect(minutesOf(["1m", "1a", "1e"])).toEqual([{ from: 360, to: 1320 }]);
  expect(minutesOf(["7n"])).toEqual([
    { from: 0, to: 360 },
    { from: 9960, to: 10080 },
  ]);
  expect(sharedMinutes([{ from: 0, to: 100 }], [{ from: 50, to: 200 }])).toBe(50);
});

const weekday = (day: 1 | 2 | 3 | 4 | 5 | 6 | 7, opensMinute: number, closesMinute: number) => ({
  weekday: day,
  opensMinute,
  closesMinute,
  fromDay: null,
  untilDay: null,
  seasonFrom: null,
  seasonUntil: null,
  everyWeeks: 1,
  anchorDay: null,
  nth: null,
});

test("somebody free on Monday evenings meets a place open from four to seven for two hours, first at five", () => {
  const place = { hours: [weekday(1, 960, 1140)], exceptions: [] };
  expect(sharedWeek(place, ["1e"])).toBe(120);
  const monday = new Date("2026-11-23T12:00:00Z");
  expect(firstFit(place, ["1e"], "America/New_York", monday)?.toISOString()).toBe("2026-11-23T22:00:00.000Z");
  const during = new Date("2026-11-23T23:00:00Z");
  expect(firstFit(place, ["1e"], "America/New_York", during)).toEqual(during);
});

test("a closed holiday sends the first meeting to the week after; hours nobody knows meet nothing", () => {
  const day = "2026-11-23" as Parameters<typeof firstFit>[0]["exceptions"][number]["day"];
  const place = { hours: [weekday(1, 960, 1140)], exceptions: [{ day, spans: [] }] };
  const monday = new Date("2026-11-23T12:00:00Z");
  expect(firstFit(place, ["1e"], "America/New_York", monday)?.toISOString()).toBe("2026-11-30T22:00:00.000Z");
  expect(sharedWeek({ hours: null, exceptions: [] }, ["1e"])).toBeNull();
  expect(firstFit({ hours: null, exceptions: [] }, ["1e"], "America/New_York", monday)).toBeNull();
});
