// Every view a person can ask for of the way to help and of what services cost, laid beside every other: nothing small follows from any two of them, nor from all.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CostRow, costLines } from "#app/models/insight/cost";
import { COURSE_GROUPINGS, COURSE_STEPS, type CourseCount, coursesOf, wholeCourse } from "#app/models/insight/course";
import { isTooFew } from "#app/models/insight/suppression";

/** One referral: its groups, and how far it came, step by step: only then is a difference of two steps who fell out between them. */
interface Way {
  readonly specialty: string;
  readonly language: string;
  readonly age: string;
  readonly area: string;
  readonly programme: string;
  readonly steps: readonly (typeof COURSE_STEPS)[number][];
  readonly times: number;
}

const LETTERS = ["a", "b", "c", "d"] as const;
const ways = fc.array(
  fc.record({
    specialty: fc.constantFrom(...LETTERS),
    language: fc.constantFrom("en", "es", ""),
    age: fc.constantFrom("18 to 24", "65 and over"),
    area: fc.constantFrom("212", "210", "Town", ""),
    programme: fc.constantFrom("housing", "food", ""),
    steps: fc.constantFrom<Way["steps"][]>(
      ["sent"],
      ["sent", "accepted"],
      ["sent", "accepted", "started"],
      ["sent", "accepted", "started", "completed"],
    ),
    times: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
  }) as fc.Arbitrary<Way>,
  { minLength: 1, maxLength: 14 },
);

const alike = { specialty: "a", language: "en", area: "212", programme: "housing" } as const;

/** Their ages tell that eleven came to the end; that seventeen were accepted is told by their need: six fell out. */
const seventeenOfOneNeed: Way[] = [
  { ...alike, age: "18 to 24", steps: ["sent"], times: 11 },
  { ...alike, age: "65 and over", steps: ["sent"], times: 5 },
  { ...alike, age: "65 and over", steps: ["sent", "accepted", "started"], times: 6 },
  { ...alike, age: "65 and over", steps: ["sent", "accepted", "started", "completed"], times: 11 },
];

const countsOf = (all: readonly Way[], grouping: (typeof COURSE_GROUPINGS)[number] | null): CourseCount[] =>
  all.flatMap((way) =>
    way.steps.map((step) => ({ value: grouping ? way[grouping] : "", step, days: 3, count: way.times })),
  );

/** A told number, by the unknowns it is a sum of, each with how often it goes in. */
type Told = ReadonlyMap<string, number>;

const atom = (grouping: string, value: string, step: string) => `${grouping} ${value} ${step}`;

/** The whole as the sum of a grouping's groups: so it can be read. */
const wholeOf = (values: readonly string[], grouping: string, step: string, times = 1): [string, number][] =>
  values.map((value) => [atom(grouping, value, step), times]);

type Grouped = { readonly grouping: string; readonly values: readonly string[] };

/** However they are grouped, they are the same people. */
const sameWhole = (groupings: readonly Grouped[], steps: readonly string[]): Told[] =>
  groupings.flatMap((one, place) =>
    groupings
      .slice(place + 1)
      .flatMap((other) =>
        steps.map(
          (step) =>
            new Map([...wholeOf(one.values, one.grouping, step), ...wholeOf(other.values, other.grouping, step, -1)]),
        ),
      ),
  );

const valuesOf = (all: readonly Way[], grouping: (typeof COURSE_GROUPINGS)[number]) => [
  ...new Set(all.map((way) => way[grouping])),
];

/** Each view with what it tells: by each grouping, and each programme and area alone, beside which stands no group. */
function viewsOf(all: readonly Way[]): Told[][] {
  const whole = wholeCourse(
    countsOf(all, null),
    COURSE_GROUPINGS.map((grouping) => countsOf(all, grouping)),
  );
  return COURSE_GROUPINGS.flatMap((grouping): Told[][] => {
    const values = valuesOf(all, grouping);
    const wholeTold = whole.flatMap(({ step, count }) =>
      count === null ? [] : [new Map(wholeOf(values, grouping, step))],
    );
    const told = coursesOf(countsOf(all, grouping)).map(({ value, steps }) =>
      steps.flatMap(({ step, count }) => (count === null ? [] : [new Map([[atom(grouping, value, step), 1]])])),
    );
    return [[...wholeTold, ...told.flat()], ...(grouping === "programme" || grouping === "area" ? told : [])];
  });
}

const fewAnywhere = (all: readonly Way[]) => COURSE_GROUPINGS.flatMap((grouping) => fewOf(all, grouping));
const samePeople = (all: readonly Way[]) =>
  sameWhole(
    COURSE_GROUPINGS.map((grouping) => ({ grouping, values: valuesOf(all, grouping) })),
    COURSE_STEPS,
  );

test("no count of few, and no few who fell out between two steps, follow from all views of the way to help together", () => {
  fc.assert(
    fc.property(ways, (all) => noneFollows(fewAnywhere(all), [...viewsOf(all).flat(), ...samePeople(all)])),
    { numRuns: 1_000, examples: [[seventeenOfOneNeed]] },
  );
});

test("nor do they follow from any two of them", () => {
  fc.assert(
    fc.property(ways, (all) => {
      const views = viewsOf(all);
      const [few, same] = [fewAnywhere(all), samePeople(all)];
      for (const [place, one] of views.entries()) {
        for (const other of views.slice(place)) noneFollows(few, [...one, ...other, ...same]);
      }
    }),
    { numRuns: 10 },
  );
});

/** What must not be known: each small count, and each small difference between two steps, with the unknowns it is made of. */
function fewOf(all: readonly Way[], grouping: (typeof COURSE_GROUPINGS)[number]): Told[] {
  const values = [...new Set(all.map((way) => way[grouping]))];
  const counts = countsOf(all, grouping);
  const at = (value: string, step: string) =>
    counts.filter((one) => one.value === value && one.step === step).reduce((sum, { count }) => sum + count, 0);
  return values.flatMap((value) =>
    COURSE_STEPS.flatMap((step, place) => [
      ...(isTooFew(at(value, step)) ? [new Map([[atom(grouping, value, step), 1]])] : []),
      ...COURSE_STEPS.slice(place + 1).flatMap((later) => {
        if (!isTooFew(at(value, step) - at(value, later))) return [];
        return [
          new Map([
            [atom(grouping, value, step), 1],
            [atom(grouping, value, later), -1],
          ]),
        ];
      }),
    ]),
  );
}

function noneFollows(few: readonly Told[], told: readonly Told[]): void {
  const unknowns = [...new Set([...told, ...few].flatMap((one) => [...one.keys()]))];
  const rows = told.map((sum) => unknowns.map((name) => sum.get(name) ?? 0));
  const basis = echelon(rows);
  for (const one of few) {
    const wanted = unknowns.map((name) => one.get(name) ?? 0);
    expect(isIn(basis, wanted), `${[...one.keys()].join(" less ")} follows`).toBe(false);
  }
}

/** By plain fractions, row by row; each row with the column it begins at. */
function echelon(rows: readonly (readonly number[])[]): { at: number; row: number[] }[] {
  const basis: { at: number; row: number[] }[] = [];
  for (const given of rows) {
    const row = reduced(basis, [...given]);
    const at = row.findIndex((value) => Math.abs(value) > 1e-9);
    if (at >= 0) basis.push({ at, row: row.map((value) => value / (row[at] ?? 1)) });
  }
  return basis;
}

function reduced(basis: readonly { at: number; row: readonly number[] }[], row: number[]): number[] {
  return basis.reduce((left, { at, row: by }) => {
    const times = left[at] ?? 0;
    return times === 0 ? left : left.map((value, place) => value - times * (by[place] ?? 0));
  }, row);
}

const isIn = (basis: readonly { at: number; row: readonly number[] }[], wanted: number[]) =>
  reduced(basis, wanted).every((value) => Math.abs(value) < 1e-9);

const costs = fc.array(
  fc.record({
    specialty: fc.constantFrom(...LETTERS),
    programme: fc.constantFrom("housing", "food", ""),
    area: fc.constantFrom("212", "210", "Town", ""),
    completed: fc.boolean(),
    outcome: fc.constantFrom("got_service", "no_show"),
    services: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
    cents: fc.constant("1000"),
  }),
  { minLength: 1, maxLength: 14 },
);

test("no few services follow from any two views of what services cost", () => {
  fc.assert(
    fc.property(costs, (some) => {
      const rows = some.map((row): CostRow => ({ ...row, specialtyName: row.specialty, programmeName: row.programme }));
      const groupings = ["specialty", "programme", "area"] as const;
      for (const of of ["completed", "helped"] as const) {
        const counted = rows.filter((row) => (of === "completed" ? row.completed : row.outcome === "got_service"));
        const few: Told[] = [];
        const told: Told[] = sameWhole(
          groupings.map((grouping) => ({ grouping, values: [...new Set(rows.map((row) => row[grouping]))] })),
          [of],
        );
        for (const grouping of groupings) {
          for (const line of costLines(rows, grouping)) {
            const own = counted.filter((row) => row[grouping] === line.value);
            const count = own.reduce((sum, { services }) => sum + services, 0);
            const name = new Map([[atom(grouping, line.value, of), 1]]);
            if (line[of] !== null) expect(isTooFew(count)).toBe(false);
            (line[of] === null ? few : told).push(name);
          }
        }
        const small = few.filter((name) => isSmall(counted, groupings, name, of));
        noneFollows(small, told);
      }
    }),
    { numRuns: 120 },
  );
});

function isSmall(
  rows: readonly CostRow[],
  groupings: readonly ("specialty" | "programme" | "area")[],
  one: Told,
  of: string,
) {
  const counts = groupings.flatMap((grouping) =>
    [...Map.groupBy(rows, (row) => row[grouping])].map(([value, group]): [string, number] => [
      atom(grouping, value, of),
      group.reduce((sum, { services }) => sum + services, 0),
    ]),
  );
  return counts.some(([name, count]) => one.has(name) && isTooFew(count));
}
