// The hours of one service at one place: its own before the location's, exceptions before the week.
import { expect, test } from "vitest";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { type ExceptionRow, openingAt, openingHours, type SpanRow } from "#app/search/hours";

const ZONE = "America/New_York";
const FROM = asCalendarDay("2026-11-20");
const UNTIL = asCalendarDay("2027-03-01");
const span = (weekday: number, opensMinute: number, closesMinute: number, own = false): SpanRow => ({
  weekday,
  opensMinute,
  closesMinute,
  own,
});
const shut = (fromDay: string, untilDay: string, own = false): ExceptionRow => ({
  fromDay,
  untilDay,
  closed: true,
  opensMinute: null,
  closesMinute: null,
  own,
});
const weekdays = [1, 2, 3, 4, 5].map((weekday) => span(weekday, 540, 1020));
const state = (spans: SpanRow[], exceptions: ExceptionRow[], instant: string) =>
  openingAt(openingHours(spans, exceptions, FROM, UNTIL), ZONE, new Date(instant));

test("a service with hours of its own keeps them although the house is open longer", () => {
  const own = [...weekdays, span(1, 600, 660, true)];
  expect(state(own, [], "2026-11-23T15:30:00Z").state).toBe("open");
  expect(state(own, [], "2026-11-23T18:00:00Z").state).toBe("closed");
  expect(state(weekdays, [], "2026-11-23T18:00:00Z").state).toBe("open");
});

test("on Thanksgiving the house is shut, and the week after opens it again", () => {
  const thanksgiving = [shut("2026-11-26", "2026-11-28")];
  const found = state(weekdays, thanksgiving, "2026-11-26T15:00:00Z");
  expect(found.state).toBe("closed");
  expect(found.opensAt?.toISOString()).toBe("2026-11-30T14:00:00.000Z");
});

test("a service's own exception holds where the house says another", () => {
  const open: ExceptionRow = {
    ...shut("2026-11-26", "2026-11-27", true),
    closed: false,
    opensMinute: 600,
    closesMinute: 720,
  };
  expect(state(weekdays, [shut("2026-11-26", "2026-11-27"), open], "2026-11-26T15:30:00Z").state).toBe("open");
});

test("a night that passes midnight is open in the morning after, and ends", () => {
  const night = [span(6, 1320, 1560)];
  expect(state(night, [], "2026-11-22T06:59:00Z").state).toBe("open");
  expect(state(night, [], "2026-11-22T07:00:00Z").state).toBe("closed");
});

test("without a single row nobody knows, and an exception for one day makes that day known", () => {
  expect(state([], [], "2026-11-23T15:00:00Z")).toEqual({ state: "unknown", closesAt: null, opensAt: null });
  expect(state([], [shut("2026-11-23", "2026-11-24")], "2026-11-23T15:00:00Z").state).toBe("closed");
});

test("an exception that began long ago and ends far away is only laid out within the days asked about", () => {
  const { exceptions } = openingHours(weekdays, [shut("2020-01-01", "2099-01-01")], FROM, asCalendarDay("2026-11-30"));
  expect(exceptions).toHaveLength(10);
});
