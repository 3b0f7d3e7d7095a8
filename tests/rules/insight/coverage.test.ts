// Need against supply by hand: who is near enough, who serves, and where nobody does.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverageOf, type SupplyPlace, serves } from "#app/models/insight/coverage";
import { type NeedRow, type NeedTree, toldNeeds } from "#app/models/insight/coverage-need";
import { isTooFew } from "#app/models/insight/suppression";

const BALTIMORE = { latitude: 39.29, longitude: -76.61 };
const ANNAPOLIS = { latitude: 38.98, longitude: -76.49 };
const FILTER = { withinMetres: 16_000, language: null, time: null };

const place = (changes: Partial<SupplyPlace> = {}): SupplyPlace => ({
  id: "one",
  organizationId: "northside",
  organizationName: "Northside Care",
  placeName: "Clinic",
  takes: true,
  openPlaces: 3,
  languages: ["en", "es"],
  evenings: true,
  weekends: false,
  ...BALTIMORE,
  ...changes,
});

const need = (area: string, asked: number, taken: number, specialtyId = "health"): NeedRow => ({
  ...{ specialtyId, area, asked, taken },
});
/** Counseling and testing stand below health. */
const TREE: NeedTree = new Map([
  ["health", null],
  ["counseling", "health"],
  ["testing", "health"],
]);
const needs = (...rows: NeedRow[]) => toldNeeds(rows, TREE, "health");
const points = new Map([
  ["212", BALTIMORE],
  ["214", ANNAPOLIS],
]);

describe("coverage", () => {
  test("calls a place nobody is near enough to a desert, and says how far the nearest is", () => {
    const [desert, covered] = coverageOf(needs(need("212", 30, 18), need("214", 12, 0)), [place()], [], points, FILTER);
    expect(desert).toMatchObject({ area: "214", desert: true, asked: 12, taken: 0, near: 0 });
    expect(Math.round((desert?.nearestMetres ?? 0) / 1000)).toBe(36);
    expect(covered).toMatchObject({ area: "212", desert: false, near: 1, openPlaces: 3, taken: 18 });
    const wide = coverageOf(needs(need("214", 12, 0)), [place()], [], points, { ...FILTER, withinMetres: 50_000 });
    expect(wide[0]).toMatchObject({ desert: false, near: 1 });
  });

  test("adds the needs below one together before it judges how many they are", () => {
    const [area] = coverageOf(needs(need("212", 6, 0, "counseling"), need("212", 6, 0)), [], [], points, FILTER);
    expect(area).toMatchObject({ asked: 12, desert: true, nearestMetres: null });
  });

  test("holds small counts back, and calls no area that is on no map a desert", () => {
    const areas = coverageOf(needs(need("212", 5, 5), need("", 40, 1)), [], [], points, FILTER);
    expect(areas.map(({ area, asked, taken, desert }) => [area, asked, taken, desert])).toEqual([
      ["212", null, null, true],
      ["", null, null, false],
    ]);
  });

  test("knows of a desert by what went unmet there alone, and by searches", () => {
    const unmet = [{ area: "214", atLeast: 17, heldBack: 2 }];
    expect(coverageOf(new Map(), [place()], unmet, points, FILTER)).toMatchObject([
      { area: "214", asked: 0, unmet: 17, desert: true },
    ]);
  });

  test("takes no silence for a promise", () => {
    expect(serves(place(), { language: "es", time: "evenings" })).toBe(true);
    expect(serves(place({ takes: false }), { language: null, time: null })).toBe(false);
    expect(serves(place({ languages: [] }), { language: "es", time: null })).toBe(false);
    expect(serves(place(), { language: null, time: "weekends" })).toBe(false);
  });
});

describe("what is told of needs above and below one another", () => {
  const of = (rows: readonly NeedRow[], id: string) => toldNeeds(rows, TREE, id).get("212");

  test("is never so much that one taken from the other leaves a few", () => {
    const rows = [need("212", 35, 30, "counseling"), need("212", 5, 5, "testing")];
    expect(of(rows, "testing")).toEqual({ asked: null, taken: null });
    expect(of(rows, "counseling")?.asked === null || of(rows, "health")?.asked === null).toBe(true);
  });

  const counts = fc.record({ asked: fc.nat(40), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  const rowsOf = (some: Record<string, { asked: number; share: number }>): NeedRow[] =>
    Object.entries(some)
      .filter(([, { asked }]) => asked > 0)
      .map(([id, { asked, share }]) => need("212", asked, Math.round(asked * share), id));

  test("tells nobody's small number, whatever is taken from whatever", () =>
    fc.assert(
      fc.property(fc.record({ health: counts, counseling: counts, testing: counts }), (some) => {
        const rows = rowsOf(some);
        const [all, one, other] = ["health", "counseling", "testing"].map((id) => of(rows, id));
        for (const what of ["asked", "taken"] as const) {
          for (const said of [all, one, other]) expect(isTooFew(said?.[what] ?? 0)).toBe(false);
          // What is shown of all less what is shown of its parts is nobody, or is not a few alone.
          if (typeof all?.[what] !== "number") continue;
          const shown = [one, other].map((said) => (said ? said[what] : 0));
          if (shown.every((count) => count !== null)) {
            expect(isTooFew(all[what] - shown.reduce((sum: number, count) => sum + (count ?? 0), 0))).toBe(false);
          }
        }
        for (const said of [all, one, other]) {
          if (typeof said?.asked === "number" && typeof said.taken === "number") {
            expect(isTooFew(said.asked - said.taken)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    ));
});
