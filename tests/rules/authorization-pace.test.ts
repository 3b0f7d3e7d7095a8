// How fast an authorization goes, when it is renewed, and what a change of it does: by days and units written out, and as properties.
import fc from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "#app/models/authorization/burn-down";
import { effectOf } from "#app/models/authorization/change-effect";
import { firstDayAfter, firstDayOf, PERIODS } from "#app/models/authorization/period";
import { renewBy, runsOutOf, suggestRenewal } from "#app/models/authorization/renewal";
import { addDays, asCalendarDay, daysBetween } from "#app/models/values/calendar-day";

const day = asCalendarDay;
const autumn = { startsOn: day("2026-09-01"), endsOn: day("2026-12-01") };

test("half used in a third of the time is used up in another third", () => {
  // 30 days gone, 10.00 of 20.00 used: the other ten last the 30 days from October 1 to October 30.
  expect(paceOf({ authorized: 20_00n, used: 10_00n }, autumn, day("2026-10-01"))).toEqual({
    perWeek: 2_33n,
    runsOutOn: "2026-10-30",
    leftOver: 0n,
  });
});

test("a slow one says what would be left over at the end", () => {
  // 30 days gone, 61 to go: 3.00 used makes 6.10 more.
  expect(paceOf({ authorized: 20_00n, used: 3_00n }, autumn, day("2026-10-01"))).toEqual({
    perWeek: 70n,
    runsOutOn: null,
    leftOver: 10_90n,
  });
});

test.each([
  ["in its first two weeks", 2_00n, "2026-09-14"],
  ["with nothing delivered", 0n, "2026-10-01"],
  ["with all of it delivered", 20_00n, "2026-10-01"],
  ["after its end", 5_00n, "2026-12-01"],
] as const)("nothing is foretold %s", (_, used, today) => {
  expect(paceOf({ authorized: 20_00n, used }, autumn, day(today))).toBeNull();
});

test("it runs out inside its period or leaves something over, never both and never neither", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 2n, max: 100_000n }),
      fc.bigInt({ min: 1n, max: 100_000n }),
      fc.integer({ min: 14, max: 700 }),
      fc.integer({ min: 1, max: 700 }),
      (authorized, part, gone, togo) => {
        const used = (part % (authorized - 1n)) + 1n;
        fc.pre(used < authorized);
        const today = addDays(autumn.startsOn, gone);
        const pace = paceOf({ authorized, used }, { ...autumn, endsOn: addDays(today, togo) }, today);
        if (!pace) throw new Error("foretold nothing");
        const { runsOutOn, leftOver } = pace;
        if (runsOutOn === null) expect(leftOver > 0n && leftOver <= authorized - used).toBe(true);
        else expect([leftOver, runsOutOn >= today, daysBetween(today, runsOutOn) < togo]).toEqual([0n, true, true]);
      },
    ),
  );
});

const fast = { state: "active", authorized: 20_00n, used: 10_00n, ...autumn };

test("it runs out by its pace when that comes first, else on its last day, at once when it is used up", () => {
  expect(runsOutOf(fast, day("2026-10-01"))).toEqual({ why: "pace", on: "2026-10-30" });
  expect(runsOutOf({ ...fast, used: 3_00n }, day("2026-10-01"))).toEqual({ why: "last-day", on: "2026-11-30" });
  expect(runsOutOf({ ...fast, state: "exhausted", used: 20_00n }, day("2026-10-01")).why).toBe("used-up");
  expect(renewBy({ why: "pace", on: day("2026-10-30") }, day("2026-10-01"))).toBe("2026-10-23");
  expect(renewBy({ why: "last-day", on: day("2026-10-03") }, day("2026-10-01")), "never a day that is gone").toBe(
    "2026-10-01",
  );
});

test("a renewal is suggested from the day after, as long as before, with what the pace needs", () => {
  // 10.00 in 30 days is 30.33 in the 91 days: 31 whole ones.
  expect(suggestRenewal(fast, day("2026-10-01"))).toEqual({
    startsOn: "2026-10-31",
    lastDay: "2027-01-29",
    units: 31_00n,
  });
  expect(suggestRenewal({ ...fast, used: 0n }, day("2026-10-01")).units, "no pace yet").toBe(20_00n);
  expect(suggestRenewal({ ...fast, used: 3_00n }, day("2027-03-01")).startsOn, "never a day that is gone").toBe(
    "2027-03-01",
  );
});

const anyDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays(day("2027-12-01"), days));

test("a day lies in its period, and periods follow one another without a gap", () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...PERIODS), (on, period) => {
      const [first, after] = [firstDayOf(period, on), firstDayAfter(period, on)];
      expect(first <= on && on < after).toBe(true);
      expect(firstDayOf(period, after)).toBe(after);
      expect(firstDayOf(period, addDays(after, -1))).toBe(first);
    }),
  );
});

test("after a change nothing that stays is beyond the last day, the period or the whole, and nothing that begun falls away", () => {
  const session = fc.record({
    offset: fc.integer({ min: 0, max: 60 }),
    units: fc.integer({ min: 25, max: 300 }),
    ahead: fc.boolean(),
  });
  const terms = fc.record({
    units: fc.integer({ min: 100, max: 5000 }),
    ends: fc.integer({ min: 1, max: 70 }),
    week: fc.integer({ min: 50, max: 900 }),
  });
  fc.assert(
    fc.property(fc.array(session, { maxLength: 30 }), terms, (drawn, { units, ends, week }) => {
      const sessions = drawn
        .toSorted((one, other) => one.offset - other.offset)
        .map(({ offset, units: each, ahead }, place) => ({
          id: String(place),
          day: addDays(day("2026-09-01"), offset),
          units: BigInt(each),
          ahead,
        }));
      const endsOn = addDays(day("2026-09-01"), ends);
      const { falls, stays, left } = effectOf(
        { units: BigInt(units), endsOn, limit: { period: "week", units: BigInt(week) } },
        sessions,
      );
      const fallen = new Set(falls.map(({ id }) => id));
      const kept = sessions.filter(({ id }) => !fallen.has(id));
      expect(sessions.filter(({ id, ahead }) => fallen.has(id) && !ahead)).toEqual([]);
      expect(kept.filter(({ ahead }) => ahead)).toHaveLength(stays);
      expect(left).toBe(BigInt(units) - kept.reduce((sum, one) => sum + one.units, 0n));
      for (const one of kept.filter(({ ahead }) => ahead)) {
        expect(one.day < endsOn && left >= 0n).toBe(true);
        const inWeek = kept.filter((other) => firstDayOf("week", other.day) === firstDayOf("week", one.day));
        expect(inWeek.reduce((sum, other) => sum + other.units, 0n) <= BigInt(week)).toBe(true);
      }
    }),
  );
});
