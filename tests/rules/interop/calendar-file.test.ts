// The file a calendar program follows: instants in UTC, whole days as days, the same date under the same name, and lines no longer than RFC 5545 allows.
import { expect, test } from "vitest";
import { calendarFile } from "#app/interop/calendar-file";

const now = new Date("2026-11-22T20:00:00Z");
const entry = {
  uid: "session-1@throughline",
  name: "Session: Counseling",
  place: "Northside House",
  url: "https://t.example.org/portal/sessions/1",
  cancelled: false,
};
const when = { start: new Date("2026-11-23T14:00:00Z"), end: new Date("2026-11-23T15:00:00Z") };

const lines = (file: string) => file.replaceAll(/\r\n[ \t]/g, "").split("\r\n");

test("Mara's session is an event in UTC that keeps its name, and a day to answer by is a whole day", () => {
  const file = calendarFile(
    "Throughline",
    [
      { ...entry, when },
      { ...entry, uid: "answer-2@throughline", name: "A request wants an answer", when: { day: "2026-11-25" } },
    ],
    now,
  );
  expect(lines(file)).toEqual(
    expect.arrayContaining([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "UID:session-1@throughline",
      "DTSTAMP:20261122T200000Z",
      "DTSTART:20261123T140000Z",
      "DTEND:20261123T150000Z",
      "SUMMARY:Session: Counseling",
      "STATUS:CONFIRMED",
      "UID:answer-2@throughline",
      "DTSTART;VALUE=DATE:20261125",
      "END:VCALENDAR",
    ]),
  );
});

test("a cancelled session says so instead of vanishing, and what people wrote cannot begin a line of its own", () => {
  const name = "Session: One, two; three\r\nATTENDEE:mailto:somebody@example.org";
  const file = calendarFile("Throughline", [{ ...entry, name, cancelled: true, when }], now);
  expect(lines(file)).toContain("STATUS:CANCELLED");
  expect(lines(file).some((line) => line.startsWith("ATTENDEE"))).toBe(false);
  expect(file.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});
