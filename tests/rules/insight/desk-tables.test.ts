// The desks' tables to take along: what the page shows, what is held back said so, money that adds up.
import { expect, test } from "vitest";
import { newestOfEach } from "#app/models/insight/card";
import {
  writeCapacityTable,
  writeCostTable,
  writeCourseTable,
  writeForecastTable,
  writeOutcomeTable,
} from "#app/models/insight/desk-tables.server";

const linesOf = (table: string) => table.replace("\ufeff", "").trimEnd().split("\r\n");

test("outcomes name those that ended without one", () => {
  const outcomes = [
    { outcome: "got_service", count: 12 },
    { outcome: null, count: 3 },
  ];
  const lines = linesOf(writeOutcomeTable(outcomes, "en"));
  expect(lines[0]).toBe("Outcome,Ended");
  expect(lines.slice(1).map((line) => line.split(",").at(-1))).toEqual(["12", "3"]);
  expect(lines[2]).toBe("Without an outcome,3");
});

test("costs are plain decimals, and what is held back is no number", () => {
  const held = { completed: null, perCompletedCents: null, helped: null, perHelpedCents: null };
  const lines = linesOf(
    writeCostTable(
      {
        grouping: "specialty",
        lines: [
          { value: "m", name: "Meals", completed: 32, perCompletedCents: 8125n, helped: 20, perHelpedCents: 13_500n },
          { value: "r", name: "Rides", ...held },
        ],
      },
      "en",
    ),
  );
  expect(lines[1]).toBe("Meals,32,81.25,20,135.00");
  expect(lines[2]).toMatch(/^Rides,/);
  expect(lines[2]).not.toMatch(/\d{3}|0\.00/);
});

test("the way to help begins with all together", () => {
  const steps = [
    { step: "sent", count: 40, medianDays: null },
    { step: "accepted", count: 30, medianDays: 2 },
    { step: "started", count: 20, medianDays: 9 },
    { step: "completed", count: null, medianDays: null },
  ] as const;
  const lines = linesOf(
    writeCourseTable(
      { whole: steps, groups: [{ value: "", name: null, steps }], programmes: [] },
      "language",
      null,
      "en",
    ),
  );
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^All together,40,30,2,20,9,/);
  const programmes = [{ value: "p", name: "Housing First" }];
  const narrowed = { grouping: "programme", value: "p" } as const;
  const alone = linesOf(writeCourseTable({ whole: steps, groups: [], programmes }, "language", narrowed, "en"));
  expect(alone.map((line) => line.split(",")[0])).toEqual(["Programme", "Housing First"]);
});

test("money to come is told by agency, with what is planned", () => {
  const pile = (cents: bigint) => ({ count: 1, cents });
  const month = {
    agencyId: "a",
    agencyName: "Alder County",
    earned: pile(10_000n),
    atRisk: pile(250n),
    planned: pile(0n),
    mostCents: 10_250n,
  };
  expect(linesOf(writeForecastTable([month], "en"))[1]).toBe("Alder County,100.00,2.50,0.00,102.50");
});

test("room nobody spoke of stays empty: it is not none", () => {
  const line = {
    id: "s",
    serviceId: "v",
    serviceName: "Night shelter",
    placeName: "Mill Street",
    city: "Alder",
    takesReferrals: "unknown",
    openPlaces: null,
    heldPlaces: 0,
    capacityUnit: "beds",
    capacityAge: null,
    hoursKnown: true,
  };
  expect(linesOf(writeCapacityTable([line], "en"))[1]).toMatch(/^Night shelter,Mill Street,[^,]+,,0,Beds,$/);
});

test("of each agency's cards the newest is shown, and no older one", () => {
  const cards = [
    { id: "new", agencyId: "alder" },
    { id: "other", agencyId: "birch" },
    { id: "old", agencyId: "alder" },
  ];
  expect(newestOfEach(cards).map(({ id }) => id)).toEqual(["new", "other"]);
});
