// Real files of other systems, each with the verdict its publisher gives it. Runs where ../shared/data is; a run without it says so.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isRefusal } from "#app/interop/import/fault";
import { type Package, readPackage } from "#app/interop/import/package.server";
import { readDirectory } from "#app/interop/import/read-directory";
import { hasSharedData, sharedData } from "../stage/shared-data";

const nowhere = { place: () => null, zoneAt: () => null };

function read(given: Package) {
  const around = { known: new Set<string>(), trial: given.alone, neighbours: given.neighbours, today: "2026-11-22" };
  const { rows, unreadable, layout } = readDirectory(given.tables, given.format, given.name, around, nowhere);
  return { rows, targets: [...layout.all()], faults: [...unreadable, ...rows.flatMap((row) => row.faults)] };
}

/** Refused with a reason; dates nobody can read too. The others are to be taken. */
const toRefuse = /^(invalid|missing)_|_with_no_parent|_with_invalid_date/;

describe.skipIf(!hasSharedData)("Files to accept or refuse (needs ../shared/data/ohana-import-fixtures)", () => {
  const names = hasSharedData
    ? readdirSync(sharedData("ohana-import-fixtures")).filter((name) => name.endsWith(".csv"))
    : [];

  test.each(names)("%s gets the verdict its name states", async (name) => {
    const { faults } = read(await readPackage(sharedData("ohana-import-fixtures", name)));
    expect(faults.some(isRefusal)).toBe(toRefuse.test(name));
  });

  test("the row at fault is the one that is named", async () => {
    const firstRefusal = async (name: string) => {
      const { faults } = read(await readPackage(sharedData("ohana-import-fixtures", name)));
      const { row, field, code } = faults.find(isRefusal) ?? {};
      return [row, field, code];
    };
    expect(await firstRefusal("invalid_org.csv")).toEqual([1, "name", "name-blank"]);
    expect(await firstRefusal("invalid_phone.csv")).toEqual([1, "number_type", "phone-type-blank"]);
    expect(await firstRefusal("hs_with_invalid_date.csv")).toEqual([1, "end_date", "day-unreadable"]);
    expect(await firstRefusal("invalid_location_org.csv")).toEqual([1, "organization_id", "parent-unknown"]);
    expect(await firstRefusal("invalid_regular_schedule.csv")).toEqual([1, "closes_at", "hours-no-close"]);
    expect(await firstRefusal("invalid_parent_category.csv")).toEqual([1, "parent_id", "category-against-code"]);
  });
});

describe.skipIf(!hasSharedData)("A city's directory (needs ../shared/data/baltimore-ohana)", () => {
  test("is read to the last row, and what is left out is known", async () => {
    const { rows, targets, faults } = read(await readPackage(sharedData("baltimore-ohana")));
    expect(rows).toHaveLength(24_100);
    const count = (table: string) => targets.filter((target) => target.table === table).length;
    expect([count("organization"), count("location"), count("service"), count("specialty")]).toEqual([
      748, 1482, 1875, 517,
    ]);
    const codes = faults.map((fault) => fault.code);
    const times = (code: string) => codes.filter((one) => one === code).length;
    expect(times("link-repeated")).toBe(1329);
    expect(times("place-far-off")).toBe(2);
    expect(times("service-without-organization")).toBe(1);
  });
});

describe.skipIf(!hasSharedData)("The standard's own example (needs ../shared/data/hsds-standard)", () => {
  test("says the same in tables and in nested JSON", async () => {
    const kept = (given: Package) =>
      read(given)
        .targets.map((target) => `${target.table} ${target.id}`)
        .sort();
    const tables = kept(await readPackage(sharedData("hsds-standard", "3.0", "examples", "csv")));
    const nested = kept(await readPackage(sharedData("hsds-standard", "3.0", "examples", "service_full.json")));
    // The link to the term differs: the table's names a service that is nowhere in the example.
    expect(nested.filter((line) => !line.startsWith("service_specialty"))).toEqual(tables);
  });

  test("is not believed where it contradicts itself", async () => {
    const { faults } = read(await readPackage(sharedData("hsds-standard", "3.0", "examples")));
    const codes = faults.map((fault) => fault.code);
    expect(codes).toEqual(
      expect.arrayContaining(["hours-not-certain", "coordinates-not-on-earth", "parent-not-given"]),
    );
  });
});
