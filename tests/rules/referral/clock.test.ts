// The clock of an offer: the hours of the place and nobody else's, weekends, closures, a change of the clocks.
import { describe, expect, test } from "vitest";
import { answerDayAt, offerClock, type WorkingHours } from "#app/models/referral/clock";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { spanOfRow } from "#app/models/values/span-row";

const day = asCalendarDay;
const at = (text: string) => new Date(text);
const week = (weekdays: readonly number[], opensMinute = 540, closesMinute = 1020): WorkingHours => ({
  hours: weekdays.map((weekday) => spanOfRow({ weekday, opensMinute, closesMinute })),
  exceptions: [],
  timeZone: "America/New_York",
});
const office = week([1, 2, 3, 4, 5]);
const tuesdays = week([2]);
const told = ({ remindAt, answerUntil, moveOnAt, lapseAt }: ReturnType<typeof offerClock>) =>
  [remindAt, answerUntil, moveOnAt, lapseAt].map((instant) => instant.toISOString().slice(0, 16));

describe("an office that is open on weekdays from nine to five", () => {
  test("asked on Friday afternoon for Monday: reminded when half of its time is over, moved on a working day later", () => {
    const clock = offerClock(office, at("2026-11-20T20:00:00Z"), day("2026-11-23"), 1);
    expect(told(clock)).toEqual(["2026-11-23T17:00", "2026-11-23T22:00", "2026-11-24T22:00", "2026-11-25T22:00"]);
  });

  test("asked for a Sunday has until Monday's close; without days of grace all of it comes at once", () => {
    const clock = offerClock(office, at("2026-11-20T14:00:00Z"), day("2026-11-22"), 0);
    expect(told(clock).slice(1)).toEqual(["2026-11-23T22:00", "2026-11-23T22:00", "2026-11-23T22:00"]);
  });

  test("asked for today after it has closed has until the next day's close", () => {
    const clock = offerClock(office, at("2026-11-23T23:00:00Z"), day("2026-11-23"), 1);
    expect(told(clock)[1]).toBe("2026-11-24T22:00");
  });

  test("that is closed for Thanksgiving loses no hour by it", () => {
    const closed = { ...office, exceptions: [{ day: day("2026-11-26"), spans: [] }] };
    expect(told(offerClock(closed, at("2026-11-23T15:00:00Z"), day("2026-11-26"), 1))[1]).toBe("2026-11-27T22:00");
  });

  test("closes at five by its own clock, also after the clocks went back", () => {
    expect(told(offerClock(office, at("2026-10-30T15:00:00Z"), day("2026-11-02"), 1)).slice(0, 2)).toEqual([
      "2026-11-02T15:00",
      "2026-11-02T22:00",
    ]);
  });
});

test("a pantry open on Tuesdays alone is given its Tuesdays: three working days are three weeks", () => {
  expect(answerDayAt(tuesdays, at("2026-11-22T15:00:00Z"), 3, "routine")).toBe("2026-12-08");
  expect(answerDayAt(tuesdays, at("2026-11-22T15:00:00Z"), 3, "urgent")).toBe("2026-11-24");
  expect(answerDayAt(office, at("2026-11-20T15:00:00Z"), 3, "routine")).toBe("2026-11-25");
});

test("of a place whose hours nobody told weekdays from nine to five are counted; of one that stays closed as well", () => {
  const unknown: WorkingHours = { hours: null, exceptions: [], timeZone: "America/New_York" };
  expect(told(offerClock(unknown, at("2026-11-20T15:00:00Z"), day("2026-11-21"), 1))[1]).toBe("2026-11-23T22:00");
  const seasonal: WorkingHours = {
    ...office,
    hours: [spanOfRow({ weekday: 1, opensMinute: 0, closesMinute: 60, seasonFrom: 701, seasonUntil: 702 })],
  };
  expect(offerClock(seasonal, at("2026-11-20T15:00:00Z"), day("2026-11-24"), 1).answerUntil).toBeInstanceOf(Date);
  expect(answerDayAt(tuesdays, at("2026-11-22T15:00:00Z"), 60, "routine")).toBe("2027-02-20");
});

test("a house that is open through the night counts a whole working day before the end, never before it was asked", () => {
  const always = week([1, 2, 3, 4, 5, 6, 7], 0, 1440);
  const asked = at("2026-11-23T15:00:00Z");
  const clock = offerClock(always, asked, day("2026-11-24"), 1);
  expect(told(clock).slice(0, 2)).toEqual(["2026-11-24T21:00", "2026-11-25T05:00"]);
  for (const place of [always, office, tuesdays]) {
    const { remindAt, answerUntil, moveOnAt, lapseAt } = offerClock(place, asked, day("2026-11-23"), 2);
    expect(asked <= remindAt && remindAt <= answerUntil && answerUntil <= moveOnAt && moveOnAt <= lapseAt).toBe(true);
  }
});
