// How long a fact is believed: by whole days on the place's own clock, by the strictest of several agencies, and no longer.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  FACT_GROUPS,
  type FactRule,
  halfLivesOf,
  isUnconfirmed,
  strictestHalfLives,
  USUAL_HALF_LIVES,
  unconfirmedFrom,
  waitsForALook,
} from "#app/models/organization/fact-groups";
import { addDays, asCalendarDay, localDay, startOfDay } from "#app/models/values/calendar-day";

const zone = fc.constantFrom(
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
);
/** Two years with four changes of the clocks, to the minute. */
const instant = fc
  .integer({ min: 0, max: 60 * 24 * 730 })
  .map((minute) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000));
const days = fc.integer({ min: 1, max: 400 });

test("a fact holds for so many days of the place's calendar, and from the first moment of the next day no longer", () => {
  fc.assert(
    fc.property(instant, zone, days, (knownAt, place, halfLife) => {
      const end = unconfirmedFrom(knownAt, place, halfLife);
      expect(end).toBe(addDays(localDay(knownAt, place), halfLife));
      const midnight = startOfDay(end, place);
      expect(isUnconfirmed(knownAt, place, halfLife, midnight)).toBe(true);
      expect(isUnconfirmed(knownAt, place, halfLife, new Date(midnight.getTime() - 1))).toBe(false);
    }),
  );
});

test("what is unconfirmed stays so until somebody confirms it, and then is not, that same moment", () => {
  fc.assert(
    fc.property(instant, zone, days, fc.integer({ min: 0, max: 86_400_000 }), (knownAt, place, halfLife, later) => {
      const now = new Date(startOfDay(unconfirmedFrom(knownAt, place, halfLife), place).getTime() + later);
      expect(isUnconfirmed(knownAt, place, halfLife, now)).toBe(true);
      expect(isUnconfirmed(now, place, halfLife, now)).toBe(false);
    }),
  );
});

test("in the week the clocks go back, ninety days are ninety days, though one of them has twenty-five hours", () => {
  const knownAt = new Date("2026-08-10T03:30:00Z");
  expect(unconfirmedFrom(knownAt, "America/New_York", 90)).toBe(asCalendarDay("2026-11-07"));
  expect(isUnconfirmed(knownAt, "America/New_York", 90, new Date("2026-11-07T04:59:59Z"))).toBe(false);
  expect(isUnconfirmed(knownAt, "America/New_York", 90, new Date("2026-11-07T05:00:00Z"))).toBe(true);
});

test("of several agencies the strictest half-life holds, and one that wants a look is enough", () => {
  const rule = fc.record({
    agencyId: fc.constantFrom("harbor", "otherton", "bayview"),
    factGroup: fc.constantFrom(...FACT_GROUPS, null),
    halfLifeDays: fc.integer({ min: 1, max: 1095 }),
    waits: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(rule, { selector: ({ agencyId, factGroup }) => `${agencyId} ${factGroup}` }),
      (rules) => {
        const strictest = strictestHalfLives(rules);
        for (const group of FACT_GROUPS) {
          const agencies = [...new Set(rules.map(({ agencyId }) => agencyId))];
          const each = agencies.map((id) => halfLivesOf(rules.filter(({ agencyId }) => agencyId === id))[group]);
          expect(strictest[group]).toBe(each.length > 0 ? Math.min(...each) : USUAL_HALF_LIVES[group]);
          expect(waitsForALook(rules, group)).toBe(rules.some((one) => one.factGroup === group && one.waits));
        }
      },
    ),
  );
});

test("an agency without rules goes by the usual half-lives and looks at nothing beforehand", () => {
  const silent: FactRule[] = [{ agencyId: "harbor", factGroup: null, halfLifeDays: null, waits: null }];
  expect(strictestHalfLives(silent)).toEqual(USUAL_HALF_LIVES);
  expect(FACT_GROUPS.filter((group) => waitsForALook(silent, group))).toEqual([]);
});
