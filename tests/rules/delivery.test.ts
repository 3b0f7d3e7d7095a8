// The pure rules of planning and delivery: elapsed time as units, plans over a clock change, what a weighing finds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitsOfTime } from "#app/models/authorization/units";
import { deliveredOf, spanOn } from "#app/models/delivery/attendance";
import { ScheduleForm } from "#app/models/schedule/forms";
import { sessionsOf, unitsOfSession } from "#app/models/schedule/plan";
import { weigh } from "#app/models/schedule/weigh";
import { asCalendarDay } from "#app/models/values/calendar-day";

const ZONE = "America/New_York";
const id = "00000000-0000-7000-8000-000000000001";
const filled = {
  authorizationId: id,
  practitionerId: id,
  locationId: id,
  repeats: "weekly",
  weekdays: ["1", "3"],
  firstDay: "2027-03-08",
  untilDay: "2027-03-21",
  startTime: "10:00",
  lengthMinutes: "50",
};

describe("units of elapsed time", () => {
  test("Pavel bills whole quarter hours and hundredths of an hour, never more than passed", () => {
    expect(unitsOfTime("quarter_hour", 50 * 60_000)).toBe(300n);
    expect(unitsOfTime("quarter_hour", 14 * 60_000)).toBe(0n);
    expect(unitsOfTime("hour", 50 * 60_000)).toBe(83n);
    expect(unitsOfTime("hour", 60 * 60_000)).toBe(100n);
    expect(() => unitsOfTime("session", 60_000)).toThrow(RangeError);
  });

  test("units never exceed the time, and a minute more never gives fewer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (minutes) => {
        const units = unitsOfTime("hour", minutes * 60_000);
        expect(Number(units) * 36_000).toBeLessThanOrEqual(minutes * 60_000);
        expect(unitsOfTime("hour", (minutes + 1) * 60_000)).toBeGreaterThanOrEqual(units);
      }),
    );
  });
});

describe("a plan", () => {
  test("keeps its time on the wall and its length over the night the clocks change", () => {
    const plan = ScheduleForm.parse({
      ...filled,
      firstDay: "2027-03-12",
      untilDay: "2027-03-15",
      repeats: "daily",
    }).plan;
    const sessions = sessionsOf(plan, ZONE);
    expect(sessions.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      "2027-03-12T15:00:00.000Z",
      "2027-03-13T15:00:00.000Z",
      "2027-03-14T14:00:00.000Z",
      "2027-03-15T14:00:00.000Z",
    ]);
    for (const { startsAt, endsAt } of sessions) expect(endsAt.getTime() - startsAt.getTime()).toBe(50 * 60_000);
  });

  test("at 02:30 of the short night begins after the jump, and still lasts its fifty minutes", () => {
    const { plan } = ScheduleForm.parse({ ...filled, repeats: "dates", dates: "2027-03-14", startTime: "02:30" });
    const [only] = sessionsOf(plan, ZONE);
    expect(only).toMatchObject({
      day: "2027-03-14",
      startsAt: new Date("2027-03-14T07:30:00Z"),
      endsAt: new Date("2027-03-14T08:20:00Z"),
    });
  });

  test("over the long night at 00:30 for two hours is two elapsed hours, not three on the wall", () => {
    const { plan } = ScheduleForm.parse({
      ...filled,
      repeats: "dates",
      dates: "2027-11-07",
      startTime: "00:30",
      lengthMinutes: "120",
    });
    const [only] = sessionsOf(plan, ZONE);
    expect(only?.endsAt).toEqual(new Date("2027-11-07T06:30:00Z"));
    expect(unitsOfSession("hour", 120, null)).toBe(200n);
  });

  test("says which answer is missing: no days, no end, an end before the start", () => {
    const faults = (change: object) =>
      ScheduleForm.safeParse({ ...filled, ...change }).error?.issues.map(({ path }) => path.join("."));
    expect(faults({})).toBeUndefined();
    expect(faults({ repeats: "dates", dates: "2027-02-30" })).toEqual(["dates"]);
    expect(faults({ untilDay: undefined })).toEqual(["untilDay"]);
    expect(faults({ untilDay: "2027-03-01" })).toEqual(["untilDay"]);
    expect(faults({ firstDay: undefined })).toEqual(["firstDay"]);
    expect(faults({ lengthMinutes: "900" })).toEqual(["lengthMinutes"]);
  });
});

describe("a weighing", () => {
  const { plan } = ScheduleForm.parse(filled);
  const sessions = sessionsOf(plan, ZONE).map((session) => ({ ...session, units: 83n }));
  const terms = { rateCents: 8001n, startsOn: "2027-03-09", endsOn: "2027-04-01", timeZone: ZONE, left: 300n };

  test("prices each session by itself and tells what is left, below zero when it is too much", () => {
    const weighed = weigh(sessions, terms, [], []);
    expect(weighed.sessions).toHaveLength(4);
    // 0.83 × 80.01 is 66.4083, rounded for each of the four.
    expect(weighed.cents).toBe(6641n * 4n);
    expect(weighed.leftAfter).toBe(300n - 332n);
  });

  test("marks the closed day, the day outside and the hour in which somebody is elsewhere", () => {
    const closed = { kind: "closed", reason: null } as const;
    const elsewhere = {
      startsAt: new Date("2027-03-15T14:49:00Z"),
      endsAt: new Date("2027-03-15T15:30:00Z"),
      practitioner: true,
      client: false,
      together: false,
    };
    const after = {
      ...elsewhere,
      startsAt: new Date("2027-03-17T14:50:00Z"),
      endsAt: new Date("2027-03-17T15:30:00Z"),
    };
    expect(
      weigh(sessions, terms, [null, closed, null, null], [elsewhere, after]).sessions.map(({ marks }) => marks),
    ).toEqual([["outside"], ["closed"], ["practitioner-busy"], []]);
  });

  test("the others of one group at the very same time are no clash; the group at another time is", () => {
    const [first] = sessions;
    if (!first) throw new Error("no session");
    const others = {
      startsAt: first.startsAt,
      endsAt: first.endsAt,
      practitioner: true,
      client: false,
      together: true,
    };
    const marksWith = (other: typeof others) => weigh([first], { ...terms, startsOn: "2027-03-01" }, [], [other]).marks;
    expect(marksWith(others)).toEqual([]);
    expect(marksWith({ ...others, together: false })).toEqual(["practitioner-busy"]);
    expect(marksWith({ ...others, endsAt: new Date(first.endsAt.getTime() - 60_000) })).toEqual(["practitioner-busy"]);
    expect(marksWith({ ...others, client: true })).toEqual(["client-busy"]);
  });
});

describe("attendance", () => {
  const session = { unitType: "hour", plannedUnits: 100n, startsAt: new Date("2027-03-08T15:00:00Z") };
  const now = new Date("2027-03-08T20:00:00Z");
  const came = { state: "present" as const, ...spanOn(asCalendarDay("2027-03-08"), 600, 655, ZONE), note: "" };

  test("of who came is the time that passed; who did not come has no time and no units", () => {
    expect(deliveredOf(came, session, now)).toMatchObject({ units: 91n, startedAt: new Date("2027-03-08T15:00:00Z") });
    expect(deliveredOf({ ...came, state: "absent" }, session, now)).toEqual({
      state: "absent",
      units: 0n,
      startedAt: null,
      endedAt: null,
    });
  });

  test("is refused ahead of time, without times, on another day, and above the plan where units are counted", () => {
    const refused = (change: object, terms: object = {}, at = now) => {
      try {
        deliveredOf({ ...came, ...change }, { ...session, ...terms }, at);
        return null;
      } catch (thrown) {
        return (thrown as { code: string }).code;
      }
    };
    expect(refused({}, {}, new Date("2027-03-08T14:59:00Z"))).toBe("delivery.not-begun");
    expect(refused({}, {}, new Date("2027-03-08T15:30:00Z"))).toBe("delivery.time-ahead");
    expect(refused({ startedAt: null })).toBe("delivery.times-missing");
    expect(refused(spanOn(asCalendarDay("2027-03-06"), 600, 655, ZONE))).toBe("delivery.another-day");
    expect(refused({ units: 200n }, { unitType: "session" })).toBe("delivery.more-than-planned");
    expect(refused({ units: 50n }, { unitType: "session" })).toBeNull();
  });

  test("that passes midnight ends on the morning after", () => {
    const night = spanOn(asCalendarDay("2027-03-08"), 23 * 60, 60, ZONE);
    expect(night.endedAt.getTime() - night.startedAt.getTime()).toBe(2 * 3_600_000);
  });
});
