// Proves that an address is put where its postal code or town is, and is told apart from one that cannot be placed.

import { describe, expect, test } from "vitest";
import { isTimeZone } from "#app/models/values/calendar-day";
import { distanceMetres } from "#app/models/values/place";
import { type Placed, placeAddress } from "#app/search/geocode";
import {
  geocode,
  geocodeText,
  loadGazetteer,
  placesNamed,
  postalCodesIn,
  timeZoneAt,
  timeZoneOf,
  townNamed,
} from "#app/search/geocode.server";
import { plainName, readGazetteer } from "#app/search/geocode-gazetteer";
import { COUNTY_EXCEPTIONS } from "#app/search/geocode-zones";
import { describeRecorded } from "#tests/rules/recorded-cases";

const labels = (typed: string, limit?: number) => placesNamed(typed, limit).map((place) => place.label);

describe("Mara types an address", () => {
  test("with a postal code: it is placed in the middle of that code's area", () => {
    const placed = geocode({ line: "1 Court Square", city: "Springfield", state: "MA", postalCode: "01103-1234" });
    expect(placed).toMatchObject({
      precision: "postal-code",
      label: "Springfield, MA 01103",
      timeZone: "America/New_York",
    });
    expect(distanceMetres({ latitude: 42.1015, longitude: -72.5898 }, placed as Placed)).toBeLessThan(3000);
  });

  test("whose leading zero a spreadsheet ate: it is understood", () => {
    expect(geocode({ postalCode: "1103" }).label).toBe("Springfield, MA 01103");
  });

  test("without a postal code: it is placed in the middle of the town", () => {
    expect(geocode({ city: "st paul", state: "Minnesota" })).toMatchObject({
      precision: "town",
      label: "Saint Paul, MN",
      timeZone: "America/Chicago",
    });
    expect(geocode({ city: "City of Chicopee", state: "ma" }).label).toBe("Chicopee, MA");
    expect(geocode({ city: "CHICOPEE CITY", state: "MA" }).label).toBe("Chicopee, MA");
  });

  test("with a mistyped postal code of another state: town and state win, and where they are unknown the code does", () => {
    expect(geocode({ city: "Chicopee", state: "MA", postalCode: "90210" }).label).toBe("Chicopee, MA");
    expect(geocode({ city: "Nowhere", state: "MA", postalCode: "90210" }).label).toBe("Beverly Hills, CA 90210");
  });

  test.each([
    [{}, "nothing-typed"],
    [{ line: "12 Main St", city: " ", state: "", postalCode: null }, "nothing-typed"],
    [{ postalCode: "00000" }, "unknown-postal-code"],
    [{ postalCode: "M5V 2T6" }, "unknown-postal-code"],
    [{ city: "Nowhere at all", state: "MA" }, "unknown-town"],
    [{ city: "Springfield" }, "town-without-state"],
    [{ city: "Springfield", state: "Atlantis" }, "unknown-state"],
    [{ city: "APO", state: "AE", postalCode: "09007" }, "military-address"],
  ] as const)("%j is on no map: %s", (address, reason) => {
    expect(geocode(address)).toMatchObject({ precision: "unplaced", reason, latitude: null, longitude: null });
  });

  test.each([
    ["01103", "Springfield, MA 01103"],
    ["Springfield, MA", "Springfield, MA"],
    ["springfield ma", "Springfield, MA"],
    ["12 Main St, Apt 4, Springfield, MA 01103-0001", "Springfield, MA 01103"],
    ["Nashua New Hampshire", "Nashua, NH"],
    ["New York", "New York, NY"],
    ["Washington, DC", "Washington, DC"],
  ])("in one field, %s is %s", (text, label) => {
    expect(geocodeText(text).label).toBe(label);
  });

  test("in one field without a state: it is not guessed which Springfield is meant", () => {
    expect(geocodeText("Springfield")).toMatchObject({ precision: "unplaced", reason: "town-without-state" });
  });
});

describe("suggestions", () => {
  test("begin with what was typed, the largest towns first", () => {
    expect(labels("springf", 3)).toEqual(["Springfield, IL", "Springfield, MA", "Springfield, MO"]);
    expect(labels("springfield, m")).toContain("Springfield, MN");
    expect(labels("springfield, mass")).toEqual(["Springfield, MA"]);
    expect(labels("new york")[0]).toBe("New York, NY");
  });

  test("know postal codes by their first digits", () => {
    expect(labels("0110", 2)).toEqual(["Springfield, MA 01101", "Springfield, MA 01102"]);
  });

  test("are none for one letter, and none for nonsense", () => {
    expect([labels("s"), labels(""), labels("zzzzzz")]).toEqual([[], [], []]);
  });
});

describe("the clock of a place", () => {
  test.each([
    ["37203", "America/Chicago"], // Nashville
    ["37902", "America/New_York"], // Knoxville
    ["79901", "America/Denver"], // El Paso
    ["78701", "America/Chicago"], // Austin
    ["32501", "America/Chicago"], // Pensacola
    ["46304", "America/Chicago"], // Chesterton
    ["46204", "America/Indiana/Indianapolis"],
    ["85004", "America/Phoenix"],
    ["86515", "America/Denver"], // Window Rock
    ["99501", "America/Anchorage"],
    ["99546", "America/Adak"],
    ["96813", "Pacific/Honolulu"],
    ["83501", "America/Los_Angeles"], // Lewiston
    ["57701", "America/Denver"], // Rapid City
  ])("%s keeps %s", (postalCode, zone) => {
    expect(timeZoneOf({ postalCode })).toBe(zone);
  });

  test("is told from a point, and is unknown at sea", () => {
    expect(timeZoneAt({ latitude: 36.16, longitude: -86.78 })).toBe("America/Chicago");
    expect(timeZoneAt({ latitude: 35, longitude: -40 })).toBeNull();
  });

  test("has a name the platform knows, in every postal code", () => {
    const zones = new Set([...loadGazetteer().byPostalCode.values()].map((place) => place.timeZone));
    expect(zones.size).toBeGreaterThan(12);
    for (const zone of zones) expect(isTimeZone(zone)).toBe(true);
  });

  test("names no county twice", () => {
    const named = COUNTY_EXCEPTIONS.flatMap(({ state, counties }) => counties.map((county) => `${state} ${county}`));
    expect(new Set(named).size).toBe(named.length);
  });
});

describe("the index", () => {
  const row = (code: string, town: string, latitude: number, longitude: number) =>
    ["US", code, town, "Massachusetts", "MA", "Hampden", "013", "", "", latitude, longitude, "4"].join("\t");

  test("puts a town at one of its own points, whatever one wrong point says", () => {
    const table = [
      row("01001", "Agawam", 42.06, -72.61),
      row("01002", "Agawam", 42.07, -72.62),
      row("01003", "Agawam", 30, -100),
    ];
    const placed = placeAddress(readGazetteer(table.join("\n")), { city: "Agawam", state: "MA" });
    expect(placed.latitude).toBeCloseTo(42.06, 1);
    expect(placed.longitude).toBeCloseTo(-72.61, 1);
  });

  test("leaves out rows without a state or a point", () => {
    const table = [row("01001", "Agawam", 0, 0), row("01002", "Agawam", Number.NaN, -72), "", "US\t1"].join("\n");
    expect(readGazetteer(table).byPostalCode.size).toBe(0);
  });

  test.each([
    ["St. Paul", "saint paul"],
    ["Cañon City", "canon city"],
    ["Coeur d’Alene", "coeur dalene"],
    ["Winston-Salem", "winston salem"],
    ["FT LAUDERDALE", "fort lauderdale"],
    ["Easton", "easton"],
  ])("%s is looked for as %s", (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });
});

type KnownPoint = {
  address: string;
  city: string;
  state: string;
  zip: string;
  lat: number;
  lon: number;
  centroid_error_km: number;
};

describeRecorded<KnownPoint>("addresses whose points are known", "geocoding/address-points.ndjson", (rows) => {
  const beyond = rows.map((row) => {
    const placed = geocode({ line: row.address, city: row.city, state: row.state, postalCode: row.zip });
    if (placed.precision === "unplaced") return Number.POSITIVE_INFINITY;
    return distanceMetres(placed, { latitude: row.lat, longitude: row.lon }) / 1000 - row.centroid_error_km;
  });

  test("all are placed, at most six kilometres worse than the Census's middle of the postal code", () => {
    expect(Math.max(...beyond)).toBeLessThan(6);
  });

  test("nineteen of twenty are within a kilometre and a half of that", () => {
    expect(beyond.filter((kilometres) => kilometres < 1.5).length / beyond.length).toBeGreaterThan(0.95);
  });
});

describe("Mara pastes where she goes", () => {
  test("each code once and in order, whatever stands between them; what is none is named as she wrote it", () => {
    expect(postalCodesIn("21202,21201;\t21202-1234\n•21230")).toEqual({
      codes: ["21201", "21202", "21230"],
      wrong: [],
    });
    expect(postalCodesIn("21201 2120 99999 Towson")).toEqual({ codes: ["21201"], wrong: ["2120", "99999", "Towson"] });
    expect(postalCodesIn("1103, 01104")).toEqual({ codes: ["01103", "01104"], wrong: [] });
    expect(postalCodesIn(" -- ,")).toEqual({ codes: [], wrong: [] });
  });

  test("a town stands for all its codes; without its state, or as a code, it is none", () => {
    expect(townNamed("st. paul, mn")).toMatchObject({ label: "Saint Paul, MN" });
    expect(townNamed("Towson, MD")?.codes).toContain("21204");
    expect(townNamed("Towson")).toBeNull();
    expect(townNamed("Towson, MD 21204")).toBeNull();
    expect(townNamed("Nowhere, MD")).toBeNull();
  });
});
