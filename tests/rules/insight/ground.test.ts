// The ground of the figures: whole periods, spans that say how sure a figure is, and few people who cannot be reckoned out.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bootstrapMedian, generator, medianOf, ratioInterval, wilson } from "#app/models/insight/interval";
import { parsePeriod, partsOf, periodBefore, periodOf, periodsBefore } from "#app/models/insight/period";
import { type Cell, hideSmall, isTooFew, type Sum } from "#app/models/insight/suppression";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";

describe("a period", () => {
  test.each([
    ["2026-02", "2026-02-01", "2026-03-01"],
    ["2026-12", "2026-12-01", "2027-01-01"],
    ["2026-Q1", "2026-01-01", "2026-04-01"],
    ["2026-Q4", "2026-10-01", "2027-01-01"],
    ["2024", "2024-01-01", "2025-01-01"],
  ])("%s runs from %s until %s, which is the first day after it", (name, from, until) => {
    const period = parsePeriod(name);
    expect(period).toMatchObject({ name, from, until });
    expect(period && periodOf(period.kind, asCalendarDay(from))).toEqual(period);
    expect(period && periodOf(period.kind, addDays(asCalendarDay(until), -1))).toEqual(period);
    expect(period && periodOf(period.kind, asCalendarDay(until))).not.toEqual(period);
  });

  test.each(["", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-1", "26", "2026-02-01", "1026"])(
    "is none: %j",
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  test("is the sum of its parts, and follows the one before it without a gap", () => {
    const year = periodOf("year", asCalendarDay("2026-11-23"));
    expect(partsOf(year, "quarter").map(({ name }) => name)).toEqual(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    expect(partsOf(year, "month")).toHaveLength(12);
    expect(periodBefore(year).until).toBe(year.from);
    expect(periodsBefore("quarter", asCalendarDay("2026-02-01"), 2).map(({ name }) => name)).toEqual([
      "2025-Q4",
      "2025-Q3",
    ]);
  });
});

describe("an interval", () => {
  // Published with the method: 81 of 263, and the ends, where the plain formula breaks down.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
    [20, 20, 0.8389, 1],
    [1, 29, 0.0061, 0.1718],
  ])("of %d of %d is as published", (part, whole, low, high) => {
    expect(wilson(part, whole).low).toBeCloseTo(low, 4);
    expect(wilson(part, whole).high).toBeCloseTo(high, 4);
  });

  test("of a median holds it, is drawn the same for the same word, and grows narrower with many", () => {
    const few = Array.from({ length: 15 }, (_, at) => at);
    const many = Array.from({ length: 3_000 }, (_, at) => Math.floor(at / 200));
    expect(bootstrapMedian(few, "a")).toEqual(bootstrapMedian(few, "a"));
    for (const values of [few, many]) {
      const { low, high } = bootstrapMedian(values, "a");
      expect(low <= medianOf(values) && medianOf(values) <= high).toBe(true);
    }
    const [wide, narrow] = [bootstrapMedian(few, "a"), bootstrapMedian(many, "a")];
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
    expect(generator("a")()).not.toBe(generator("b")());
  });

  test("of a ratio is a point where every one is alike, and wider where they differ", () => {
    const sums = (pairs: readonly [number, number][]) => ({
      part: pairs.reduce((sum, [part]) => sum + part, 0),
      whole: pairs.reduce((sum, [, whole]) => sum + whole, 0),
      partSquares: pairs.reduce((sum, [part]) => sum + part * part, 0),
      wholeSquares: pairs.reduce((sum, [, whole]) => sum + whole * whole, 0),
      products: pairs.reduce((sum, [part, whole]) => sum + part * whole, 0),
    });
    expect(
      ratioInterval(
        sums([
          [5, 10],
          [10, 20],
        ]),
      ),
    ).toEqual({ low: 0.5, high: 0.5 });
    const mixed = ratioInterval(
      sums([
        [1, 10],
        [9, 10],
      ]),
    );
    expect(mixed.low).toBeLessThan(0.5);
    expect(mixed.high).toBeGreaterThan(0.5);
  });
});

describe("small numbers", () => {
  const cell = (key: string, people: number): Cell => ({ key, people });

  test("under eleven are kept back, with the smallest other, so that no difference tells them; none at all is told", () => {
    const cells = [cell("all", 65), cell("a", 30), cell("b", 15), cell("c", 9), cell("d", 11), cell("e", 0)];
    const hidden = hideSmall(cells, [{ whole: "all", parts: ["a", "b", "c", "d", "e"] }]);
    expect([...hidden].sort()).toEqual(["c", "d"]);
  });

  test("two together that are still few are kept back with a third", () => {
    const cells = [cell("all", 35), cell("a", 30), cell("b", 2), cell("c", 3)];
    expect(hideSmall(cells, [{ whole: "all", parts: ["a", "b", "c"] }])).toEqual(new Set(["a", "b", "c"]));
  });

  test("those in none of the programmes, whom no view shows, are not found as a difference either", () => {
    const cells: Cell[] = [cell("all", 35), cell("housing", 30), { key: "not housing", people: 5, fixed: "hidden" }];
    expect(hideSmall(cells, [{ whole: "all", parts: ["housing", "not housing"] }]).has("housing")).toBe(true);
  });

  test("cannot be recovered by adding and taking away views of any periods, programmes and areas", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 24, maxLength: 24 }), (counts) => {
        const { cells, sums } = lattice(counts);
        const hidden = hideSmall(cells, sums);
        const small = cells.filter(({ people }) => isTooFew(people));
        expect(small.every(({ key }) => hidden.has(key))).toBe(true);
        // Two different histories with the same shown numbers: what differs between them cannot be known.
        for (const { key } of small) expect(isFree(key, cells, sums, hidden)).toBe(true);
        for (const { whole, parts } of sums) {
          const rest = parts.filter((part) => hidden.has(part)).map((part) => cells.find(({ key }) => key === part));
          if (!hidden.has(whole) && rest.some((part) => isTooFew(part?.people ?? 0))) {
            expect(Math.max(...rest.map((part) => part?.people ?? 0))).toBeGreaterThan(10);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Two quarters of two months, three areas, and within or without a programme; a sum for each line of it. */
function lattice(counts: readonly number[]): { cells: Cell[]; sums: Sum[] } {
  const atoms = counts.map((people, at) => ({ month: at % 4, area: Math.floor(at / 4) % 3, within: at >= 12, people }));
  const views = (period: string, is: (month: number) => boolean) => {
    const sum = (of: (atom: (typeof atoms)[number]) => boolean) =>
      atoms.filter((atom) => is(atom.month) && of(atom)).reduce((all, { people }) => all + people, 0);
    return [
      { key: `${period} all`, people: sum(() => true) },
      ...[0, 1, 2].map((area) => ({ key: `${period} area ${area}`, people: sum((atom) => atom.area === area) })),
      { key: `${period} within`, people: sum(({ within }) => within) },
      { key: `${period} without`, people: sum(({ within }) => !within), fixed: "hidden" as const },
    ];
  };
  const months = [0, 1, 2, 3];
  const cells = [
    ...views("year", () => true),
    ...[0, 1].flatMap((quarter) => views(`quarter ${quarter}`, (month) => Math.floor(month / 2) === quarter)),
    ...months.flatMap((month) => views(`month ${month}`, (one) => one === month)),
  ];
  const periods = ["year", "quarter 0", "quarter 1", ...months.map((month) => `month ${month}`)];
  const kinds = ["all", "area 0", "area 1", "area 2", "within", "without"];
  return {
    cells,
    sums: [
      ...periods.flatMap((period) => [
        { whole: `${period} all`, parts: [0, 1, 2].map((area) => `${period} area ${area}`) },
        { whole: `${period} all`, parts: [`${period} within`, `${period} without`] },
      ]),
      ...kinds.flatMap((kind) => [
        { whole: `year ${kind}`, parts: [`quarter 0 ${kind}`, `quarter 1 ${kind}`] },
        { whole: `quarter 0 ${kind}`, parts: [`month 0 ${kind}`, `month 1 ${kind}`] },
        { whole: `quarter 1 ${kind}`, parts: [`month 2 ${kind}`, `month 3 ${kind}`] },
      ]),
    ],
  };
}

/** Whether the hidden cells can change, this one among them, and every sum still hold: by plain fractions, row by row. */
function isFree(key: string, cells: readonly Cell[], sums: readonly Sum[], hidden: ReadonlySet<string>): boolean {
  const unknown = cells.map((cell) => cell.key).filter((one) => hidden.has(one));
  // The wanted cell comes last: it is free when no row is left that speaks of it alone.
  const order = [...unknown.filter((one) => one !== key), key];
  let rows: number[][] = sums.map(({ whole, parts }) =>
    order.map((one) => (one === whole ? -1 : parts.includes(one) ? 1 : 0)),
  );
  for (let column = 0; column < order.length - 1; column += 1) {
    const pivot = rows.find((row) => Math.abs(row[column] ?? 0) > 1e-9);
    if (!pivot) continue;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) => row.map((value, at) => value - ((pivot[at] ?? 0) * (row[column] ?? 0)) / (pivot[column] ?? 1)));
  }
  return rows.every((row) => Math.abs(row.at(-1) ?? 0) < 1e-6);
}
