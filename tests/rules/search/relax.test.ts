// One thing less in a search, and no other: what marks, near misses and what is kept of a fruitless search are made of.
import { expect, test } from "vitest";
import { areaOf, unmetOf } from "#app/models/search/unmet";
import { searchParams } from "#app/search/params";
import { readQuery } from "#app/search/query";
import { type Asked, addressForMiss, addressWithout, reaching } from "#app/search/relax";
import { clustersOf } from "#app/ui/map-clusters";

const read = (address: string) => {
  const given: Record<string, string | string[]> = {};
  const pairs = new URL(address, "https://own.invalid").searchParams;
  for (const name of new Set(pairs.keys())) given[name] = pairs.getAll(name);
  return readQuery(searchParams.parse(given), { unit: "mile", within: 10, order: "best" });
};
const TERM = "0198f000-0000-7000-8000-000000000002";
const ALL = `/agency/search?specialty=${TERM}&within=10&place=21201&open=now&language=es&mode=remote&access=ramp&age=34&serves=women&cost=free&accepting=on&network=on&credentials=on&q=night`;

test("each mark leaves out its own part of the search and keeps the rest", () => {
  const query = read(ALL);
  const parts = {
    specialty: { specialty: "any" },
    words: { text: "" },
    distance: { within: 0 },
    open: { open: { kind: "any" } },
    language: { language: "any" },
    mode: { mode: null },
    accessibility: { access: [] },
    age: { age: "any" },
    serves: { serves: null },
    cost: { cost: null },
    accepting: { accepting: false },
    network: { networkOnly: false },
    credentials: { credentials: false },
  };
  for (const [asked, without] of Object.entries(parts)) {
    expect(read(addressWithout(query, asked as Asked))).toEqual({ ...query, ...without });
  }
});

test("a place beyond the limit is reached by the next radius on offer, and by anywhere beyond the last", () => {
  expect(reaching(17_000, "mile")).toBe(25);
  expect(reaching(17_000, "kilometre")).toBe(25);
  expect(reaching(500_000, "mile")).toBe(0);
  expect(read(addressForMiss(read(ALL), "distance", 17_000)).within).toBe(25);
  expect(read(addressForMiss(read(ALL), "language", 100)).language).toBe("any");
});

test("of where a fruitless search began three digits are kept, or the town, and no street", () => {
  expect(areaOf("21201", "Baltimore, MD 21201")).toBe("212");
  expect(areaOf(null, "Chicopee, MA 01020")).toBe("010");
  expect(areaOf(null, "Chicopee, MA")).toBe("Chicopee, MA");
});

test("of a fruitless search the kind of time and the other conditions' names are kept", () => {
  const query = read(`${ALL}&case=${TERM}`);
  const wish = {
    ...query,
    centre: { latitude: 39, longitude: -76 },
    radiusMetres: 16_093.44,
    postalCode: "21201",
    specialtyId: null,
    language: "es",
    accessibility: query.access,
    age: 34,
  };
  expect(unmetOf(query, wish, "Baltimore, MD 21201")).toEqual({
    specialtyId: null,
    area: "212",
    withinMetres: 16_093,
    time: "now",
    language: "es",
    conditions: ["mode", "accessibility", "age", "serves", "cost", "accepting", "network", "credentials", "words"],
  });
});

test("places on one another become one marker from four on; three stay beside each other", () => {
  const spot = (x: number) => ({ x, y: 0 });
  expect(clustersOf([spot(0), spot(5), spot(9), spot(12), spot(200)], 32, 4)).toEqual([[0, 1, 2, 3], [4]]);
  expect(clustersOf([spot(0), spot(5), spot(9)], 32, 4)).toEqual([[0], [1], [2]]);
  expect(clustersOf([], 32, 4)).toEqual([]);
});
