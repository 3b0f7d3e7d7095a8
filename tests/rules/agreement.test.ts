// Which version holds on a day, when its end is told, what differs between two versions, and whose rate counts. Reads no database.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { agreementOn, NOTICES, noticeDue } from "#app/models/organization/agreement-days";
import { rateOn } from "#app/models/organization/rate-order";
import { versionDifferences } from "#app/models/organization/version-differences";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";

const END = asCalendarDay("2027-03-15");

test("of two versions that meet, one holds on each day, and a draft never does", () => {
  const first = { startsOn: "2026-01-01", endsOn: "2026-07-01", activated: true };
  const second = { startsOn: "2026-07-01", endsOn: "2027-01-01", activated: true };
  const draft = { startsOn: "2027-01-01", endsOn: "2028-01-01", activated: false };
  const on = (day: string) => agreementOn([first, second, draft], day);
  expect([on("2025-12-31"), on("2026-01-01"), on("2026-06-30")]).toEqual([null, first, first]);
  expect([on("2026-07-01"), on("2026-12-31"), on("2027-01-01")]).toEqual([second, second, null]);
});

test("an end is told at the nearest mark reached, and no more once it has come", () => {
  const due = (left: number, notice = 30) => noticeDue(END, notice, addDays(END, -left));
  expect([due(91), due(90), due(61), due(60), due(31), due(30), due(8), due(7), due(1)]).toEqual([
    null,
    90,
    90,
    60,
    60,
    30,
    30,
    7,
    7,
  ]);
  expect([due(0), due(-1)]).toEqual([null, null]);
  expect([due(121, 120), due(120, 120), due(46, 45), due(45, 45)]).toEqual([null, 120, 60, 45]);
});

test("whatever nights are missed, marks are told in order and none twice", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 200 })), fc.integer({ min: 1, max: 200 }), (runs, notice) => {
      let told = Number.POSITIVE_INFINITY;
      for (const left of runs.toSorted((one, other) => other - one)) {
        const mark = noticeDue(END, notice, addDays(END, -left));
        if (mark === null || mark >= told) continue;
        expect([...NOTICES, notice]).toContain(mark);
        told = mark;
      }
      const last = Math.min(...runs.filter((left) => left > 0));
      const reached = [...NOTICES, notice].filter((mark) => last <= mark);
      expect(told).toBe(reached.length > 0 ? Math.min(...reached) : Number.POSITIVE_INFINITY);
    }),
  );
});

test("the authorization's rate goes before the agreement's, and that before the public price", () => {
  const days = { startsOn: "2026-01-01", endsOn: "2027-01-01" };
  const authorization = { unitType: "hour", rateCents: 1n, ...days };
  const agreed = [
    { unitType: "hour", rateCents: 2n, ...days, inForce: { startsOn: "2026-03-01", endsOn: "2026-06-01" } },
  ];
  const offering = { unitType: "hour", priceCents: 3n };
  const rate = (said: Parameters<typeof rateOn>[0], day: string, unit = "hour") =>
    rateOn(said, unit, day)?.source ?? null;
  expect(rate({ authorization, agreed, offering }, "2026-04-01")).toBe("authorization");
  expect(rate({ authorization: null, agreed, offering }, "2026-04-01")).toBe("agreement");
  expect(rate({ authorization: null, agreed, offering }, "2026-06-01")).toBe("offering");
  expect(rate({ authorization, agreed, offering }, "2027-01-01")).toBe("offering");
  expect(rate({ authorization: null, agreed, offering: null }, "2026-06-01")).toBeNull();
  expect(rate({ authorization, agreed, offering }, "2026-04-01", "session")).toBeNull();
});

test("what changed between versions is named: fields, and prices as they are at the seam", () => {
  const rate = (serviceName: string, rateCents: string, startsOn = "2026-01-01") => ({
    serviceName,
    unitType: "hour",
    rateCents,
    startsOn,
    endsOn: "2027-01-01",
  });
  const before = {
    ...{ lastDay: "2026-12-31", paymentDays: 30, noticeDays: 30, ceilingCents: null, terms: "", termsDocumentId: null },
    rates: [rate("Counseling", "8000"), rate("Counseling", "8500", "2026-05-01"), rate("Rides", "900")],
  };
  const after = { ...before, noticeDays: 60, rates: [rate("Counseling", "9000"), rate("Meals", "700")] };
  const carried = [rate("Counseling", "8500", "2026-07-01"), rate("Rides", "900", "2026-07-01")];
  expect(versionDifferences(before, { ...before, rates: carried })).toEqual([]);
  expect(versionDifferences(before, after)).toEqual([
    { kind: "field", field: "noticeDays", before: "30", after: "60" },
    { kind: "price", serviceName: "Counseling", unitType: "hour", before: "8500", after: "9000" },
    { kind: "price", serviceName: "Rides", unitType: "hour", before: "900", after: null },
    { kind: "price", serviceName: "Meals", unitType: "hour", before: null, after: "700" },
  ]);
});
