// The search against a plainer one: of any directory and any question the same places, in the same order, and counts that hold.
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { addDays, asCalendarDay, localDay } from "#app/models/values/calendar-day";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { distanceMetres, type Point } from "#app/models/values/place";
import { findProviders, findWithCounts } from "#app/search/find.server";
import { EVENINGS, readFreeParts, WEEKENDS } from "#app/search/free-times";
import {
  CONDITIONS,
  COSTS,
  type Condition,
  type Cost,
  MODES,
  type Mode,
  type OpenWish,
  type Wish,
  without,
} from "#app/search/wish";
import { factRules } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { plainSearch } from "#tests/stage/plain-search";
import {
  clearDirectory,
  layDirectory,
  layOrganizations,
  randomDirectory,
  type Tree,
} from "#tests/stage/random-directory";

/** As the usual ones, but for hours, of which the asker's agency thinks otherwise. */
const HALF_LIVES = { ...USUAL_HALF_LIVES, hours: 30 };
const DIRECTORIES = Number(process.env.SEARCH_DIRECTORIES ?? 50);
const WISHES = 20;
/** Of these so many are also counted, which asks the plain search for each value of each filter. */
const COUNTED = 3;
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 2 });

/** Around the clocks going back in the United States and Lord Howe, Thanksgiving, and any other time. */
const instant = fc.oneof(
  fc.constantFrom("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-26T15:00:00Z", "2026-10-03T15:45:00Z"),
  fc
    .integer({ min: 0, max: 60 * 24 * 4 })
    .map((quarter) => new Date(Date.UTC(2026, 9, 20) + quarter * 900_000).toISOString()),
);
const day = fc.integer({ min: 0, max: 40 }).map((number) => addDays(asCalendarDay("2026-10-24"), number));
const open: fc.Arbitrary<OpenWish> = fc.oneof(
  fc.constant<OpenWish>({ kind: "any" }),
  fc.constant<OpenWish>({ kind: "now" }),
  fc.tuple(day, fc.integer({ min: 0, max: 1439 })).map(([on, minute]): OpenWish => ({ kind: "at", day: on, minute })),
  fc.constant<OpenWish>({ kind: "evenings", parts: EVENINGS }),
  fc.constant<OpenWish>({ kind: "weekends", parts: WEEKENDS }),
  fc
    .subarray(["1m", "3n", "5a", "7n"], { minLength: 1 })
    .map((parts): OpenWish => ({ kind: "free", parts: readFreeParts(parts) })),
);

const wishOf = ({ terms }: Tree): fc.Arbitrary<Wish> =>
  fc.record({
    centre: maybe(fc.constantFrom({ latitude: 39.3, longitude: -76.6 }, { latitude: 39.05, longitude: -76.9 })),
    radiusMetres: maybe(fc.double({ min: 1000, max: 80_000, noNaN: true })),
    postalCode: fc.constantFrom(null, "21201", "21202"),
    specialtyId: maybe(fc.constantFrom(...terms).map((id) => asId<SpecialtyId>(id))),
    text: fc.constantFrom(
      "",
      "",
      "",
      "dental",
      "dentel care",
      "nigt",
      "cafe",
      "alpha",
      "CAFÉ couns",
      "leaf",
      "zzz",
      "%",
    ),
    open,
    language: maybe(fc.constantFrom("es", "vi", "fr")),
    mode: maybe(fc.constantFrom<Mode>("on_site", "remote", "at_home")),
    accessibility: fc.subarray(["wheelchair", "sign_language"], { minLength: 0, maxLength: 2 }),
    age: maybe(fc.constantFrom(5, 17, 34, 80)),
    serves: maybe(fc.constantFrom("women", "veterans")),
    cost: maybe(fc.constantFrom<Cost>("free", "fee")),
    accepting: fc.boolean(),
    networkOnly: fc.boolean(),
    credentials: fc.boolean(),
    order: fc.constantFrom("best", "best", "distance", "opens", "name"),
    group: fc.constant(null),
    shown: fc.constant(200),
  });

/** Few wishes at once are the usual case, and leave something to order: most of the fields fall back to nothing asked. */
const usual = (wish: Wish, keep: readonly number[]): Wish => {
  const fields = ["language", "mode", "age", "serves", "cost"] as const;
  const rest = Object.fromEntries(fields.filter((_, index) => !keep.includes(index)).map((field) => [field, null]));
  return {
    ...wish,
    ...rest,
    accessibility: keep.includes(5) ? wish.accessibility : [],
    accepting: keep.includes(6) && wish.accepting,
    networkOnly: keep.includes(7) && wish.networkOnly,
    credentials: keep.includes(8) && wish.credentials,
    text: keep.includes(9) || keep.includes(0) ? wish.text : "",
  };
};

async function layTree({ asRole, cast }: Stage): Promise<Tree> {
  const houses = await asRole("app_definer", (db) => layOrganizations(db, cast.ines.agencyId ?? ""));
  await asRole("app_definer", (db) =>
    db.insert(factRules).values({ agencyId: cast.agencyId, factGroup: "hours", halfLifeDays: HALF_LIVES.hours }),
  );
  return asRole("app_job", async (db) => {
    await db.execute(sql`update service_at_location set active = false`);
    const terms: string[] = [];
    for (const name of ["Root", "Branch", "Leaf"]) {
      const above = terms.at(-1) ?? null;
      const [row] = await db.execute<{ id: string }>(sql`
        insert into specialty (code, name, parent_id, path) values (${name}, ${name}, ${above}::uuid, ${`{${terms.join(",")}}`}::uuid[]) returning id`);
      terms.push(row?.id ?? "");
    }
    return {
      houses,
      terms: [terms[0] ?? "", terms[1] ?? "", terms[2] ?? ""],
      termNames: ["Root", "Branch", "Leaf"],
    };
  });
}

test(
  "of any directory and any question it finds what the plain search finds, in its order, and counts what a click would leave",
  () =>
    onStage(async (stage) => {
      const { as, asRole, cast } = stage;
      const tree = await layTree(stage);
      const questions = fc.array(fc.tuple(wishOf(tree), fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), instant), {
        minLength: WISHES,
        maxLength: WISHES,
      });
      await fc.assert(
        fc.asyncProperty(randomDirectory, questions, async (given, asked) => {
          const places = await asRole("app_definer", (db) => layDirectory(db, tree, given));
          try {
            for (const [any, keep, time] of asked) {
              const wish = usual(any, keep);
              const now = new Date(time);
              const today = localDay(now, cast.ines.timeZone);
              const plain = (changes: Partial<Wish>) =>
                plainSearch(places, { ...wish, ...changes }, now, today, HALF_LIVES);
              const found = await as(cast.ines, (db) => findProviders(db, cast.ines, wish, now), "read");
              const question = JSON.stringify({ wish, time });
              expect({ question, ids: found.results.map(({ id }) => id) }).toEqual({ question, ids: plain({}) });
              expect({ question, count: found.count }).toEqual({ question, count: plain({}).length });
            }
            for (const [any, keep, time] of asked.slice(0, COUNTED))
              await expectCounts(stage, usual(any, keep), new Date(time), places);
          } finally {
            await asRole("app_definer", clearDirectory);
          }
        }),
        // A counterexample of one directory is small enough to read; making it smaller takes minutes.
        { numRuns: DIRECTORIES, endOnFailure: true },
      );
    }),
  300_000,
);

async function expectCounts(
  { as, cast }: Stage,
  wish: Wish,
  now: Date,
  places: Parameters<typeof plainSearch>[0],
): Promise<void> {
  const today = localDay(now, cast.ines.timeZone);
  const plain = (changes: Partial<Wish>) => plainSearch(places, { ...wish, ...changes }, now, today, HALF_LIVES);
  const left = (changes: Partial<Wish>) => plain(changes).length;
  const otherAge = wish.age === 34 ? 70 : 34;
  const found = await as(cast.ines, (db) => findWithCounts(db, cast.ines, wish, now, otherAge), "read");
  const { facets } = found;
  expect(facets.cut).toBe(false);
  // The page is found in the same pass that counts: the same places, in the same order.
  expect({ ids: found.results.map(({ id }) => id), count: found.count }).toEqual({ ids: plain({}), count: left({}) });
  // What helps from afar is counted where it is near, until that is what is asked.
  const further = wish.mode !== "remote" && wish.centre !== null && wish.radiusMetres !== null;
  const near = places.filter(({ point }) => reachesPoint(wish, point));
  const remote = plainSearch(further ? near : places, { ...wish, mode: "remote" }, now, today, HALF_LIVES).length;
  const click: Record<Condition, (value: string) => number> = {
    open: (value) => left({ open: OPENS[value] ?? { kind: "any" } }),
    language: (language) => left({ language }),
    mode: (value) => (value === "remote" ? remote : left({ mode: value as Mode })),
    accessibility: (value) => left({ accessibility: [...new Set([...wish.accessibility, value])] }),
    age: (value) => left({ age: Number(value) }),
    serves: (serves) => left({ serves }),
    cost: (value) => left({ cost: value as Cost }),
    accepting: () => left({ accepting: true }),
    network: () => left({ networkOnly: true }),
    credentials: () => left({ credentials: true }),
  };
  for (const condition of CONDITIONS) {
    const { values, unnamed, any } = facets.counts[condition];
    const expected = values.map(({ value }) => ({ value, count: click[condition](value) }));
    expect({ condition, values: values.map(({ value, count }) => ({ value, count })) }).toEqual({
      condition,
      values: expected,
    });
    expect({ condition, any }).toEqual({
      condition,
      any: plainSearch(places, without(wish, condition), now, today, HALF_LIVES).length,
    });
    if (condition === "language") expect(unnamed).toBe(left({ language: "xx" }));
  }
  const offered = (condition: Condition) => facets.counts[condition].values.map(({ value }) => value);
  expect(offered("mode")).toEqual([...MODES]);
  expect(offered("cost").toSorted()).toEqual([...COSTS].toSorted());
  expect(offered("age")).toEqual(wish.age === null ? ["34"] : [String(wish.age), String(otherAge)]);
  expect(facets.counts.mode.values.map(({ atLeast }) => atLeast === true)).toEqual([false, further, false]);
}

const OPENS: Readonly<Record<string, OpenWish>> = {
  now: { kind: "now" },
  evenings: { kind: "evenings", parts: EVENINGS },
  weekends: { kind: "weekends", parts: WEEKENDS },
};

const reachesPoint = ({ centre, radiusMetres }: Wish, point: Point | null) =>
  !centre || radiusMetres === null || point === null || distanceMetres(centre, point) <= radiusMetres;
