// How fast an authorization goes, by days and units written out.
import fc from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "#app/models/authorization/burn-down";
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
