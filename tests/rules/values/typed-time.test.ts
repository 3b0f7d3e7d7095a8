// Times as people type them, and the two boxes of a row: what is sure, what is guessed, what is refused.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readTime, readTypedSpan, typedTime } from "#app/models/values/typed-time";
import { isSpan } from "#app/models/values/weekly-hours";

test.each<[string, number, boolean]>([
  ["9", 540, false],
  ["9am", 540, true],
  ["9 a.m.", 540, true],
  ["9 o'clock", 540, false],
  ["9:00", 540, false],
  ["09:00", 540, true],
  ["9.30", 570, false],
  ["930", 570, false],
  ["0930", 570, true],
  ["17:30", 1050, true],
  ["17h30", 1050, true],
  ["5:30 PM", 1050, true],
  ["5:30\u202fPM", 1050, true],
  ["noon", 720, true],
  ["12 noon", 720, true],
  ["12", 720, false],
  ["12 am", 0, true],
  ["12pm", 720, true],
  ["midnight", 0, true],
  ["0", 0, true],
  ["24:00", 1440, true],
])("%j is minute %i, sure: %s", (text, minute, sure) => {
  expect(readTime(text)).toEqual({ minute, sure });
});

test.each(["", "nine", "25", "24:30", "9:75", "13pm", "0am", "9:5", "99999", "-9", "9–5", "9am5pm"])(
  "%j is no time",
  (text) => {
    expect(readTime(text)).toBeNull();
  },
);

test.each<[string, string, number, number, boolean]>([
  ["9", "5", 540, 1020, true],
  ["9:00", "5:00", 540, 1020, true],
  ["8", "12", 480, 720, false],
  ["1", "5", 780, 1020, true],
  ["12", "4", 720, 960, true],
  ["6", "2", 360, 840, true],
  ["6", "9pm", 1080, 1260, true],
  ["9am", "5", 540, 1020, true],
  ["9", "17:00", 540, 1020, false],
  ["10pm", "2", 1320, 1560, false],
  ["22:00", "06:00", 1320, 1800, false],
  ["5pm", "9am", 1020, 1980, false],
  ["noon", "midnight", 720, 1440, false],
  ["midnight", "midnight", 0, 1440, false],
  ["7", "7", 420, 1140, true],
])("%j to %j is [%i, %i), guessed: %s", (opens, closes, opensMinute, closesMinute, guessed) => {
  expect(readTypedSpan(opens, closes)).toEqual({ span: { opensMinute, closesMinute }, guessed });
});

test("half a row and a time of no clock are told at their box; an empty row says nothing", () => {
  expect(readTypedSpan("", "5")).toEqual({ fault: "opens-missing", at: "opens" });
  expect(readTypedSpan("9", " ")).toEqual({ fault: "closes-missing", at: "closes" });
  expect(readTypedSpan("9", "25")).toEqual({ fault: "not-a-time", at: "closes" });
  expect(readTypedSpan("x", "5")).toEqual({ fault: "not-a-time", at: "opens" });
  expect(readTypedSpan("", undefined)).toEqual({ span: null, guessed: false });
});

test("every span stands in its boxes and is read back as it was, without guessing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }), (opensMinute, length) => {
      const span = { opensMinute, closesMinute: opensMinute + length };
      const read = readTypedSpan(typedTime(span.opensMinute), typedTime(span.closesMinute));
      expect(read).toEqual({ span, guessed: false });
    }),
  );
});

test("whatever is typed is a span within its limits, or a fault", () => {
  const text = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^\d{1,2}([:.h]\d{2})? ?([ap]\.?m?)?$/));
  fc.assert(
    fc.property(text, text, (opens, closes) => {
      const read = readTypedSpan(opens, closes);
      expect("fault" in read || read.span === null || isSpan(read.span)).toBe(true);
    }),
  );
});
