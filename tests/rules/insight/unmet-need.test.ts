// The ledger of unmet need by hand: what is told, what a filter may pick, where its quarters begin and end.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenQuarter } from "#app/models/insight/need-query";
import { parsePeriod } from "#app/models/insight/period";
import { areasOf, cellsOf, ledgerOf, UNMET_KINDS, type UnmetRow } from "#app/models/insight/unmet-need";
import { asCalendarDay } from "#app/models/values/calendar-day";

const EVERYTHING = { specialtyId: null, area: null, language: null, time: null };

const row = (changes: Partial<UnmetRow>): UnmetRow => ({
  kind: "searched",
  specialtyId: "dentist",
  specialty: "Dentist",
  area: "212",
  language: "es",
  time: "evening",
  times: 12,
  ...changes,
});

describe("the ledger", () => {
  test("tells a specialty, its ways and its cells where they are many enough", () => {
    const ledger = ledgerOf([
      row({ times: 12 }),
      row({ kind: "full", times: 20, time: "" }),
      row({ specialtyId: "rides", specialty: "Rides", times: 14, area: "210" }),
    ]);
    expect(ledger.total).toBe(46);
    expect(ledger.specialties.map(({ specialty, times, kinds }) => [specialty, times, kinds])).toEqual([
      ["Dentist", 32, { searched: 12, full: 20, unanswered: 0, waiting: 0 }],
      ["Rides", 14, { searched: 14, full: 0, unanswered: 0, waiting: 0 }],
    ]);
    expect(cellsOf(ledger, EVERYTHING).map(({ times }) => times)).toEqual([20, 14, 12]);
    expect(areasOf(cellsOf(ledger, EVERYTHING))).toEqual([
      { area: "212", atLeast: 32, heldBack: 0 },
      { area: "210", atLeast: 14, heldBack: 0 },
    ]);
  });

  test("adds searches and referrals of one cell before it judges how many they are", () => {
    const ledger = ledgerOf([row({ times: 6 }), row({ kind: "full", times: 7 })]);
    expect(cellsOf(ledger, EVERYTHING)).toMatchObject([{ times: 13 }]);
    expect(ledger.specialties[0]?.kinds).toEqual({ searched: null, full: null, unanswered: 0, waiting: 0 });
  });

  test("tells nothing of a specialty that is too seldom, nor of the one that would tell on it", () => {
    const ledger = ledgerOf([
      row({ times: 4 }),
      row({ specialtyId: "rides", specialty: "Rides", times: 15 }),
      row({ specialtyId: "meals", specialty: "Meals", times: 40 }),
    ]);
    expect(ledger.total).toBe(59);
    expect(ledger.specialties.map(({ specialty, times }) => [specialty, times])).toEqual([
      ["Meals", 40],
      ["Dentist", null],
      ["Rides", null],
    ]);
    expect(cellsOf(ledger, { ...EVERYTHING, specialtyId: "rides" }).map(({ times }) => times)).toEqual([null]);
  });

  test("says in any filter only what it says as a whole", () => {
    const rows = fc.array(
      fc.record({
        kind: fc.constantFrom(...UNMET_KINDS),
        specialtyId: fc.constantFrom("a", "b", null),
        specialty: fc.constant("Something"),
        area: fc.constantFrom("212", "210", "Town"),
        language: fc.constantFrom("", "es"),
        time: fc.constantFrom("", "evening"),
        times: fc.integer({ min: 1, max: 25 }),
      }),
      { maxLength: 14 },
    );
    const one = fc.option(fc.constantFrom("212", "210"), { nil: null });
    fc.assert(
      fc.property(rows, one, fc.option(fc.constant("es"), { nil: null }), (some, area, language) => {
        const ledger = ledgerOf(some);
        const all = cellsOf(ledger, EVERYTHING);
        for (const cell of cellsOf(ledger, { ...EVERYTHING, area, language })) expect(all).toContainEqual(cell);
      }),
    );
  });
});

describe("the quarter of the ledger", () => {
  const today = asCalendarDay("2026-02-10");

  test("is the one that runs, or one of the seven before it, and no other span", () => {
    const { quarter, quarters } = chosenQuarter(parsePeriod("2025-Q4"), today);
    expect(quarter.name).toBe("2025-Q4");
    expect(quarters.map(({ name }) => name).slice(0, 3)).toEqual(["2026-Q1", "2025-Q4", "2025-Q3"]);
    for (const other of ["2026", "2026-01", "2019-Q1", "2026-Q2"]) {
      expect(chosenQuarter(parsePeriod(other), today).quarter.name).toBe("2026-Q1");
    }
  });
});
