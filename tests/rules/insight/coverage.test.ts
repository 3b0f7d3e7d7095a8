// Need against supply by hand: who is near enough, who serves, and where nobody does.
import { describe, expect, test } from "vitest";
import { coverageOf, type SupplyPlace, serves } from "#app/models/insight/coverage";

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

const need = (area: string, asked: number, taken: number, language = "en") => ({ area, language, asked, taken });
const points = new Map([
  ["212", BALTIMORE],
  ["214", ANNAPOLIS],
]);

describe("coverage", () => {
  test("calls a place nobody is near enough to a desert, and says how far the nearest is", () => {
    const [desert, covered] = coverageOf([need("212", 30, 18), need("214", 12, 0)], [place()], [], points, FILTER);
    expect(desert).toMatchObject({ area: "214", desert: true, asked: 12, taken: 0, near: 0 });
    expect(Math.round((desert?.nearestMetres ?? 0) / 1000)).toBe(36);
    expect(covered).toMatchObject({ area: "212", desert: false, near: 1, openPlaces: 3, taken: 18 });
    const wide = coverageOf([need("214", 12, 0)], [place()], [], points, { ...FILTER, withinMetres: 50_000 });
    expect(wide[0]).toMatchObject({ desert: false, near: 1 });
  });

  test("adds languages of one area together before it judges how many they are", () => {
    const [area] = coverageOf([need("212", 6, 0, "es"), need("212", 6, 0)], [], [], points, FILTER);
    expect(area).toMatchObject({ asked: 12, desert: true, nearestMetres: null });
  });

  test("holds small counts back, and calls no area that is on no map a desert", () => {
    const areas = coverageOf([need("212", 5, 5), need("", 40, 1)], [], [], points, FILTER);
    expect(areas.map(({ area, asked, taken, desert }) => [area, asked, taken, desert])).toEqual([
      ["212", null, null, true],
      ["", null, null, false],
    ]);
  });

  test("knows of a desert by what went unmet there alone, and by searches", () => {
    const unmet = [{ area: "214", atLeast: 17, heldBack: 2 }];
    expect(coverageOf([], [place()], unmet, points, FILTER)).toMatchObject([
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
