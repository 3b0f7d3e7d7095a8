// Points that cannot be right, letters that were misread, columns that come twice: each is reported, and none makes the directory worse.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { findMisread } from "#app/interop/import/misread";
import { readPackage } from "#app/interop/import/package.server";
import { MOST_DOORS } from "#app/interop/import/points";
import { readDirectory } from "#app/interop/import/read-directory";
import { distanceMetres } from "#app/models/values/place";
import { type Files, inFolder, packageOf, smallDirectory } from "../stage/import-package";

const gazetteer = openGazetteer();

type Door = { street: string; city: string; state: string; postalCode: string };
type Written = { latitude: number | string; longitude: number | string; door: Door | null };

const baltimore: Door = { street: "1 Mill Lane", city: "Baltimore", state: "MD", postalCode: "21215" };
const home = { latitude: 39.34, longitude: -76.68 };
const at = (latitude: number | string, longitude: number | string, door: Door | null = baltimore): Written => ({
  latitude,
  longitude,
  door,
});

function read(files: Files) {
  const { tables, format } = packageOf(files);
  const around = { known: new Set<string>(), trial: false, neighbours: new Map(), today: "2026-11-22" };
  return { tables, ...readDirectory(tables, format, "made-up", around, gazetteer) };
}

/** The small directory with something else in its organizations. */
const withOrganizations = (change: (text: string) => string) =>
  read({ ...smallDirectory, "organizations.csv": change(smallDirectory["organizations.csv"] ?? "") });

const namesIn = ({ layout }: ReturnType<typeof read>) =>
  [...layout.of("organization")].map(({ values }) => values.name);

/** What these places become: their points, and the faults of each row of locations. */
function placesOf(written: readonly Written[]) {
  const files = {
    ...smallDirectory,
    "locations.csv": [
      smallDirectory["locations.csv"]?.split("\n")[0],
      ...written.map(
        ({ latitude, longitude }, id) => `${id + 10},1,,,,The hall,,,${latitude},${longitude},Hall ${id},,false,`,
      ),
    ].join("\n"),
    "addresses.csv": [
      smallDirectory["addresses.csv"]?.split("\n")[0],
      ...written.flatMap(({ door }, id) =>
        door ? [`${id},${id + 10},${door.street},,${door.city},${door.state},${door.postalCode},us`] : [],
      ),
    ].join("\n"),
  };
  const { rows, layout } = read(files);
  const faults = rows.flatMap((row) => (row.kind === "location" ? row.faults : []));
  return {
    points: [...layout.of("location")].map(({ values }) => values),
    faults: faults.map(({ row, code }) => `${row} ${code}`).filter((fault) => !fault.endsWith("time-zone-assumed")),
    blanks: faults.map(({ blanks }) => blanks ?? {}),
  };
}

const pointOf = (values: Record<string, unknown> | undefined) => ({
  latitude: Number(values?.latitude),
  longitude: Number(values?.longitude),
});

describe("A point", () => {
  test("that agrees with its address is taken as it is", () => {
    const { points, faults } = placesOf([at(home.latitude, home.longitude)]);
    expect(points[0]).toMatchObject({ ...home, point_precision: "given" });
    expect(faults).toEqual([]);
  });

  test.each([
    ["exchanged", at(-76.68, 39.34)],
    ["without its minus", at(39.34, 76.68)],
  ])("%s is taken as the address says it is meant, and that is said", (_, written) => {
    const { points, faults, blanks } = placesOf([written]);
    expect(points[0]).toMatchObject({ ...home, point_precision: "given" });
    expect(faults).toEqual(["1 coordinates-turned"]);
    expect(blanks[0]).toEqual({ meant: "39.34, -76.68" });
  });

  test.each([
    ["at (0, 0)", at(0, 0), "coordinates-not-on-earth"],
    ["in metres", at(4_771_000, -8_536_000), "coordinates-not-on-earth"],
    ["with one half", at(39.34, ""), "coordinates-incomplete"],
    ["in the ocean", at(36, -60), "point-off-address"],
    ["in another state", at(34.05, -118.25), "point-off-address"],
  ])("%s is let go, and the postal code places it", (_, written, code) => {
    const { points, faults } = placesOf([written]);
    expect(points[0]?.point_precision).toBe("postal_code");
    expect(distanceMetres(pointOf(points[0]), home)).toBeLessThan(10_000);
    expect(faults).toEqual([`1 ${code}`]);
  });

  test("far from any postal code, with no address to hold it against, is left unplaced", () => {
    const land = Array.from({ length: 19 }, () => at(home.latitude, home.longitude, null));
    const { points, faults } = placesOf([...land, at(36, -60, null)]);
    expect(points[19]?.latitude).toBeUndefined();
    expect(points[0]?.latitude).toBe(home.latitude);
    expect(faults).toEqual(["20 point-nowhere"]);
  });

  test("of another country's directory is not held against postal codes", () => {
    const { points, faults } = placesOf([at(51.5, -0.1, null), at(53.4, -2.2, null)]);
    expect(points.map(pointOf)).toEqual([
      { latitude: 51.5, longitude: -0.1 },
      { latitude: 53.4, longitude: -2.2 },
    ]);
    expect(faults).toEqual([]);
  });

  test("that a hundred doors share is nobody's; one that a house's providers share is theirs", () => {
    const street = (number: number) => ({ ...baltimore, street: `${number} Mill Lane` });
    const fallback = placesOf(Array.from({ length: 100 }, (_, id) => at(39.3, -76.6, street(id + 1))));
    expect(new Set(fallback.faults.map((fault) => fault.split(" ")[1]))).toEqual(new Set(["point-shared"]));
    expect(fallback.blanks[0]).toEqual({ count: "100" });
    expect(fallback.points.every(({ point_precision: precision }) => precision === "postal_code")).toBe(true);
    const house = placesOf(
      Array.from({ length: 100 }, (_, id) => at(39.3, -76.6, { ...baltimore, street: `1 Mill Lane Room ${id}` })),
    );
    expect(house.faults).toEqual([]);
    const few = placesOf(Array.from({ length: MOST_DOORS }, (_, id) => at(39.3, -76.6, street(id + 1))));
    expect(few.faults).toEqual([]);
  });

  test("whatever is written, lies near its address or is the postal code's", () => {
    const number = fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.constantFrom(0, 39.34, -76.68, 76.68, -39.34, 1e7, -1e7),
    );
    fc.assert(
      fc.property(number, number, (latitude, longitude) => {
        const { points } = placesOf([at(latitude, longitude)]);
        expect(distanceMetres(pointOf(points[0]), home)).toBeLessThan(160_000);
      }),
      { numRuns: 200 },
    );
  });
});

describe("Letters", () => {
  test.each([
    ["JosÃ© at the cafÃ©", "José at the café"],
    ["The shelterâ€™s door", "The shelter’s door"],
    ["EspaÃ±ol â€“ 9 to 5", "Español – 9 to 5"],
  ])("read in a wrong encoding are told with what was meant: %s", (written, meant) => {
    expect(findMisread(written)).toEqual({ meant });
  });

  test("that are lost are told, and nobody guesses", () => {
    expect(findMisread("Jos\uFFFD")).toEqual({ meant: null });
  });

  test("that are right are let be, in any writing", () => {
    for (const text of ["José", "SÃO PAULO", "naïve – “quoted” café", "Çağrı", "食物銀行", "مرکز", "👩‍👧 family"])
      expect(findMisread(text)).toBeNull();
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => findMisread(text) === null));
  });

  test("that were misread stay as written, with a note at their row", () => {
    const found = withOrganizations((text) => text.replace("Hammer and Nail", "MartÃ\u00adnez"));
    const faults = found.rows.flatMap((row) => (row.kind === "organization" ? row.faults : []));
    expect(faults).toMatchObject([{ row: 2, field: "name", code: "letters-misread", blanks: { meant: "Martínez" } }]);
    expect(namesIn(found)).toEqual(["Harvest Pantry", "MartÃ\u00adnez"]);
  });

  test("without width leave names that look the same the same", () => {
    const found = withOrganizations((text) => text.replace("Hammer and", "\u200BHam\u2060mer and"));
    expect(namesIn(found)).toContain("Hammer and Nail");
  });

  test("of a file that was cut off are read to the cut, and the file is named", () =>
    inFolder(
      {
        ...smallDirectory,
        "organizations.csv": Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from(smallDirectory["organizations.csv"] ?? "", "utf16le"),
          Buffer.from([0x2c]),
        ]),
      },
      async (folder) => {
        const given = await readPackage(folder);
        expect(given.faults.map(({ file, code }) => [file, code])).toEqual([["organizations.csv", "encoding-cut-off"]]);
        expect(given.tables.find(({ kind }) => kind === "organization")?.rows).toHaveLength(2);
      },
    ));
});

test("A column that comes twice hides nothing: the first is read, and the second is told of as not read", () => {
  const found = withOrganizations((text) =>
    text.replace("website\n", "website,Name,name\n").replace("www.harvest.example.org", "www.harvest.example.org,,HP"),
  );
  const columns = found.tables.find(({ kind }) => kind === "organization")?.columns ?? [];
  expect(columns.filter((column) => column.startsWith("name"))).toEqual(["name", "name_2", "name_3"]);
  expect(namesIn(found)).toEqual(["Harvest Pantry", "Hammer and Nail"]);
  expect(found.unused.get("organizations.csv")).toEqual(["name_3"]);
});
