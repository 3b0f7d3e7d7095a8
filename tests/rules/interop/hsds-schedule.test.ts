// Opening hours as HSDS schedules: every rule the week knows, with the offset of its own days; and the parameters' own limits.
import { describe, expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import { mailboxOf, type Pen, uriOf } from "#app/interop/hsds/facts";
import { pageOf } from "#app/interop/hsds/page";
import type { ExceptionRow, SpanRow } from "#app/interop/hsds/rows";
import { schedulesOf } from "#app/interop/hsds/schedule";

const pen = (now: string): Pen => ({ now: new Date(now), say: sayIn("en"), idOf: (...parts) => parts.join("/") });
const WINTER = pen("2026-11-22T12:00:00Z");
const SUMMER = pen("2026-07-01T12:00:00Z");
const door = { timeZone: "America/New_York", holidays: null, owner: { location_id: "house" } };

let spans = 0;
const span = (facts: Partial<SpanRow>): SpanRow => ({
  id: `span-${++spans}`,
  organizationId: "",
  locationId: "house",
  serviceAtLocationId: null,
  weekday: 1,
  opensMinute: 540,
  closesMinute: 1020,
  note: null,
  fromDay: null,
  untilDay: null,
  seasonFrom: null,
  seasonUntil: null,
  everyWeeks: 1,
  anchorDay: null,
  nth: null,
  ...facts,
});
const exception = (facts: Partial<ExceptionRow>): ExceptionRow => ({
  id: "exception",
  organizationId: "",
  locationId: "house",
  serviceAtLocationId: null,
  fromDay: "2026-11-26",
  untilDay: "2026-11-28",
  closed: true,
  opensMinute: null,
  closesMinute: null,
  reason: null,
  ...facts,
});
const written = (rows: readonly SpanRow[], at = WINTER) => schedulesOf(at, door, rows, []);
const one = (facts: Partial<SpanRow>, at = WINTER) => written([span(facts)], at);

describe("a week", () => {
  test("has one schedule for the days that share their times, on the clock of the wall with the day's offset", () => {
    const rows = [3, 1, 2].map((weekday) => span({ weekday }));
    expect(written([...rows, span({ weekday: 4, opensMinute: 600 })])).toEqual([
      {
        ...{ id: rows[1]?.id, location_id: "house", freq: "WEEKLY", interval: 1, byday: "MO,TU,WE" },
        ...{ timezone: -5, timezone_name: "America/New_York", opens_at: "09:00-05:00", closes_at: "17:00-05:00" },
      },
      expect.objectContaining({ byday: "TH", opens_at: "10:00-05:00" }),
    ]);
    expect(one({}, SUMMER)).toMatchObject([{ timezone: -4, opens_at: "09:00-04:00" }]);
  });

  test("may be split, and may pass midnight; a whole day ends at 23:59, as the standard writes it", () => {
    expect(written([span({ closesMinute: 720 }), span({ opensMinute: 780 })])).toHaveLength(2);
    expect(one({ opensMinute: 1320, closesMinute: 1560 })).toMatchObject([
      { opens_at: "22:00-05:00", closes_at: "02:00-05:00", notes: "Closes the day after it opens." },
    ]);
    expect(one({ opensMinute: 0, closesMinute: 1440 })).toMatchObject([
      { opens_at: "00:00-05:00", closes_at: "23:59-05:00" },
    ]);
    expect(one({ opensMinute: 720, closesMinute: 1440 })).toMatchObject([{ closes_at: "00:00-05:00" }]);
  });

  test("says that public holidays close it", () => {
    expect(schedulesOf(WINTER, { ...door, holidays: "us_federal" }, [span({})], [])).toMatchObject([
      { notes: "Closed on U.S. federal holidays." },
    ]);
  });
});

describe("a rule", () => {
  test("of dates is valid from its first to its last day, with the offset of those days", () => {
    expect(one({ fromDay: "2027-06-01", untilDay: "2027-09-01" })).toMatchObject([
      { valid_from: "2027-06-01", valid_to: "2027-08-31", opens_at: "09:00-04:00" },
    ]);
  });

  test("of every second week starts in the week of its anchor, which begins on Monday", () => {
    expect(one({ weekday: 1, everyWeeks: 2, anchorDay: "2026-11-25" })).toMatchObject([
      { freq: "WEEKLY", interval: 2, byday: "MO", wkst: "MO", dtstart: "2026-11-23" },
    ]);
    expect(one({ weekday: 7, everyWeeks: 3, anchorDay: "2026-11-23" })).toMatchObject([
      { interval: 3, dtstart: "2026-11-29" },
    ]);
  });

  test("of the month's weekdays is monthly: the first and the last Tuesday, also beside Thursdays", () => {
    const nth = [1, -1] as const;
    expect(written([span({ weekday: 2, nth }), span({ weekday: 4, nth })])).toMatchObject([
      { freq: "MONTHLY", interval: 1, byday: "1TU,-1TU,1TH,-1TH" },
    ]);
  });

  test("of a season is written for this one and the next, also over the new year; a leap day is no trap", () => {
    expect(one({ seasonFrom: 501, seasonUntil: 1101 })).toMatchObject([
      {
        valid_from: "2027-05-01",
        valid_to: "2027-10-31",
        notes: "Each year from 05-01 until before 11-01 (month-day).",
      },
      { valid_from: "2028-05-01", valid_to: "2028-10-31" },
    ]);
    expect(one({ seasonFrom: 1101, seasonUntil: 301 })).toMatchObject([
      { valid_from: "2026-11-01", valid_to: "2027-02-28" },
      { valid_from: "2027-11-01", valid_to: "2028-02-29" },
    ]);
    expect(one({ seasonFrom: 229, seasonUntil: 301 })).toMatchObject([
      { valid_from: "2028-02-29", valid_to: "2028-02-29" },
    ]);
  });

  test("of a season within dates is cut to them", () => {
    expect(one({ seasonFrom: 501, seasonUntil: 1101, fromDay: "2027-07-01", untilDay: "2027-08-01" })).toMatchObject([
      { valid_from: "2027-07-01", valid_to: "2027-07-31" },
    ]);
  });

  test("that HSDS cannot say stays words, and gives no times that would read as more than there is", () => {
    const [schedule, ...others] = one({ everyWeeks: 2, anchorDay: "2026-11-23", nth: [1] });
    expect(others).toEqual([]);
    expect(schedule?.description).toBe(
      "Holds only on some of these days: MO 09:00-17:00; every 2 weeks, counted from the week of 2026-11-23; only these of the month: 1.",
    );
    for (const name of ["freq", "byday", "opens_at", "closes_at"]) expect(schedule).not.toHaveProperty(name);
  });
});

describe("an exception", () => {
  const exceptions = (...rows: ExceptionRow[]) => schedulesOf(WINTER, door, [], rows);

  test("closes its days, with its reason", () => {
    expect(exceptions(exception({ reason: "Thanksgiving" }))).toEqual([
      {
        ...{ id: "exception", location_id: "house", valid_from: "2026-11-26", valid_to: "2026-11-27", closed: true },
        ...{ description: "Closed: Thanksgiving", notes: "Holds instead of the usual hours." },
      },
    ]);
  });

  test("or opens them at other times; those that are over are not told", () => {
    const open = exception({ closed: false, opensMinute: 600, closesMinute: 720, untilDay: "2026-11-27" });
    expect(exceptions(open, exception({ fromDay: "2026-11-20", untilDay: "2026-11-22" }))).toMatchObject([
      { valid_from: "2026-11-26", valid_to: "2026-11-26", byday: "MO,TU,WE,TH,FR,SA,SU", opens_at: "10:00-05:00" },
    ]);
  });
});

test("web addresses and mailboxes are written as the standard wants them, or not at all", () => {
  expect(uriOf("www.example.org/a b")).toBe("http://www.example.org/a%20b");
  expect(uriOf("https://example.org/100%?q={x}#a#b")).toBe("https://example.org/100%25?q=%7Bx%7D#a%23b");
  for (const none of [null, "", "call us", "javascript:alert(1)", "ftp://example.org", "localhost"])
    expect(uriOf(none)).toBeUndefined();
  expect(mailboxOf(" desk@example.org ")).toBe("desk@example.org");
  for (const none of [null, "", "desk at example", "a@b", "a@b..org"]) expect(mailboxOf(none)).toBeUndefined();
});

test("an empty list is one page that is the first and the last", () => {
  expect(pageOf([], 0, 1, 50)).toEqual({
    ...{ total_items: 0, total_pages: 0, page_number: 1, size: 0 },
    ...{ first_page: true, last_page: true, empty: true, contents: [] },
  });
});
