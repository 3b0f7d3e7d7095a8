// What a result says of the age of its facts: capacity that is no longer known, places that are held, and what nobody confirmed for long.
import { expect, test } from "vitest";
import { USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { capacityNow, explainCapacity, explainUnconfirmed } from "#app/search/explain-ages";

const NOW = new Date("2026-11-23T17:00:00Z");
const TODAY = asCalendarDay("2026-11-23");
const facts = {
  takesReferrals: "yes" as const,
  openPlaces: 5,
  heldPlaces: 0,
  capacityUnit: "beds",
  capacityAt: "2026-11-20T15:00:00Z",
  timeZone: "America/New_York",
};

test("of five beds two are held: three of five are free, and never fewer than none", () => {
  expect(explainCapacity({ ...facts, heldPlaces: 2 }, USUAL_HALF_LIVES, NOW, TODAY)).toEqual({
    key: "takes-referrals-held",
    tone: "good",
    blanks: { days: 3, count: 5, free: 3, held: 2, code: "beds" },
  });
  expect(explainCapacity(facts, USUAL_HALF_LIVES, NOW, TODAY)).toMatchObject({ key: "takes-referrals-places" });
  expect(capacityNow({ ...facts, heldPlaces: 9 }, USUAL_HALF_LIVES, NOW).free).toBe(0);
});

test.each(["yes", "waitlist", "no"] as const)(
  "after two weeks of its own days a '%s' is not known any more",
  (takesReferrals) => {
    // Said on November 9 in the evening: the fourteenth day after begins with November 23 in New York.
    const said = { ...facts, takesReferrals, capacityAt: "2026-11-10T01:00:00Z" };
    const before = new Date("2026-11-23T04:59:59Z");
    expect(capacityNow(said, USUAL_HALF_LIVES, before)).toMatchObject({ takes: takesReferrals, old: false });
    expect(capacityNow(said, USUAL_HALF_LIVES, new Date("2026-11-23T05:00:00Z"))).toEqual({
      takes: "unknown",
      free: null,
      old: true,
    });
    expect(explainCapacity(said, USUAL_HALF_LIVES, NOW, TODAY)).toMatchObject({
      key: "referrals-old",
      tone: "unknown",
    });
  },
);

test("the group that has been unconfirmed for longest is named, and nothing where all are fresh", () => {
  const fresh = "2026-11-01T12:00:00Z";
  const ages = { contact: fresh, address: fresh, hours: fresh, services: fresh, access: fresh };
  const explain = (changes: Partial<typeof ages>) =>
    explainUnconfirmed({ ...ages, ...changes }, "America/New_York", USUAL_HALF_LIVES, NOW);
  expect(explain({})).toBeNull();
  expect(explain({ hours: "2025-09-23T12:00:00Z" })).toEqual({
    key: "unconfirmed",
    tone: "unknown",
    blanks: { days: 426, code: "hours" },
  });
  // Hours by a year, the address by a day: the hours are named.
  expect(explain({ hours: "2025-09-23T12:00:00Z", address: "2025-11-22T12:00:00Z" })?.blanks.code).toBe("hours");
});
