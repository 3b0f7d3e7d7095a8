// Reading a whole package: which row is taken, which is refused and why, and what the taken ones become.
import { describe, expect, test } from "vitest";
import english from "#app/i18n/en/import";
import { faultWeights, isRefusal } from "#app/interop/import/fault";
import { type Package, readPackage } from "#app/interop/import/package.server";
import { type ReadDirectory, readDirectory } from "#app/interop/import/read-directory";
import { readTables } from "#app/interop/import/source-files";
import type { Target } from "#app/interop/import/target";
import { aloneBeside, inFolder, packageOf, rewritten, smallDirectory } from "../stage/import-package";

const nowhere = { place: () => null, zoneAt: () => null };

type Read = ReadDirectory & { targets: Target[] };

function read(given: Package, trial = false): Read {
  const around = { known: new Set<string>(), trial, neighbours: given.neighbours, today: "2026-11-22" };
  const directory = readDirectory(given.tables, given.format, "made-up", around, nowhere);
  return { ...directory, targets: [...directory.layout.all()] };
}

const refusals = ({ rows, unreadable }: Pick<ReadDirectory, "rows" | "unreadable">) =>
  [...unreadable, ...rows.flatMap((row) => row.faults)]
    .filter(isRefusal)
    .map(({ file, row, field, code }) => `${file} ${row} ${field} ${code}`);
const notes = ({ rows }: Pick<ReadDirectory, "rows" | "unreadable">) =>
  rows
    .flatMap((row) => row.faults)
    .filter((fault) => !isRefusal(fault))
    .map(({ file, row, code }) => `${file} ${row} ${code}`);

const phoneHead =
  "id,contact_id,location_id,organization_id,service_id,number,extension,department,number_type,vanity_number,country_prefix";

test("Every fault has its text, and every text its fault", () => {
  expect(Object.keys(english.fault).sort()).toEqual(Object.keys(faultWeights).sort());
});

test("Nadia's made-up directory is taken whole, terms sorted under their parents", () => {
  const directory = read(packageOf(smallDirectory));
  expect(refusals(directory)).toEqual([]);
  const terms = directory.targets.filter((target) => target.table === "specialty");
  expect(terms.map((target) => [target.id, target.links.parent_id?.id])).toEqual([
    ["102", undefined],
    ["102-04", "102"],
    ["103", undefined],
  ]);
  expect(terms[0]?.values.code).toBe("made-up:102");
});

describe("A row is refused with its place and reason", () => {
  const changed = (name: string, from: string, to: string) =>
    refusals(read(packageOf(rewritten(smallDirectory, name, from, to))));

  test("when its parent is not there, and so are the rows below it", () => {
    expect(changed("locations.csv", "20,2,", "20,9,")).toEqual([
      "locations.csv 2 organization_id parent-unknown",
      "addresses.csv 2 location_id parent-not-taken",
      "services.csv 2 location_id parent-not-taken",
      "phones.csv 2 service_id parent-not-taken",
    ]);
  });

  test("when a name is blank", () => {
    expect(changed("organizations.csv", "Hammer and Nail", "")).toContain("organizations.csv 2 name name-blank");
  });

  test("when a phone says nobody, a contact, or no type", () => {
    const phones = (...rows: string[]) =>
      refusals(read(packageOf({ ...smallDirectory, "phones.csv": [phoneHead, ...rows].join("\n") })));
    expect(phones("1,,,,,555-0100,,,voice,,")).toEqual(["phones.csv 1 location_id owner-blank"]);
    expect(phones("1,7,,,,555-0100,,,voice,,")).toEqual(["phones.csv 1 contact_id owner-is-contact"]);
    expect(phones("1,,10,,,555-0100,,,,,")).toEqual(["phones.csv 1 number_type phone-type-blank"]);
    expect(phones("1,,10,,,555-0100,,,voice,,", "2,,10,,,555-0100,,,voice,,")).toEqual(["phones.csv 2  row-repeated"]);
    expect(phones("1,,10,,,555-0100,,,voice,,", "1,,10,,,555-0199,,,voice,,")).toEqual(["phones.csv 2 id id-repeated"]);
  });

  test("when it opens and never closes, but not when it is closed all day", () => {
    expect(changed("regular_schedules.csv", "9:30,5:00 PM", "9:30,")).toEqual([
      "regular_schedules.csv 1 closes_at hours-no-close",
    ]);
    expect(changed("holiday_schedules.csv", "TRUE,,", ",9:30,")).toEqual([
      "holiday_schedules.csv 1 closes_at hours-no-close",
    ]);
  });

  test("when columns are missing, since reading them as empty would wipe what was there", () => {
    const faults = refusals(
      read(packageOf({ ...smallDirectory, "programs.csv": "id,organization_id,name\n1,1,Help" })),
    );
    expect(faults).toEqual(["programs.csv 0 alternate_name columns-missing"]);
  });

  test("when a term's parent is nowhere and is not what its code says", () => {
    expect(changed("taxonomy.csv", "102-04,Food Pantry,102,Food", "102-04,Food Pantry,0,")).toEqual([
      "taxonomy.csv 1 parent_id category-against-code",
    ]);
  });

  test("when terms lie in a circle", () => {
    expect(changed("taxonomy.csv", "102,Food,,", "102,Food,102-04,")).toHaveLength(2);
  });
});

describe("A file alone is judged beside the rest of its package", () => {
  const location = (organization: string) =>
    `${smallDirectory["locations.csv"]?.split("\n")[0]}\n30,${organization},,,,,,,,,New hall,,false,`;

  test("in a trial: an id somebody names is taken with a note, one nobody names is refused", () => {
    const known = read(aloneBeside("one.csv", location("2"), smallDirectory), true);
    expect([refusals(known), notes(known)]).toEqual([
      [],
      ["one.csv 1 parent-outside-package", "one.csv 1 time-zone-assumed"],
    ]);
    const unknown = read(aloneBeside("one.csv", location("100"), smallDirectory), true);
    expect(refusals(unknown)).toEqual(["one.csv 1 organization_id parent-unknown"]);
  });

  test("in earnest the parent must have been imported", () => {
    expect(refusals(read(aloneBeside("one.csv", location("2"), smallDirectory), false))).toEqual([
      "one.csv 1 organization_id parent-unknown",
    ]);
  });
});

test("A place far from all others is noted; in a nation's directory, where many are, none is", () => {
  const header = smallDirectory["locations.csv"]?.split("\n")[0] ?? "";
  const places = (longitudes: readonly number[]) =>
    longitudes.map((longitude, at) => `${at},1,,,,The hall,,,39.29,${longitude},Hall ${at},,false,`);
  const noted = (longitudes: readonly number[]) => {
    const files = { ...smallDirectory, "locations.csv": [header, ...places(longitudes)].join("\n") };
    return notes(read(packageOf(files))).filter((note) => note.endsWith("place-far-off")).length;
  };
  const near = Array.from({ length: 19 }, (_, at) => -76.6 - at / 1000);
  expect(noted([...near, -90])).toBe(1);
  expect(noted([...near, -90, -95, -100])).toBe(0);
});

test("Letters are not sent to the wrong door when a file's numbers are not those of the locations", () => {
  const ids = Array.from({ length: 30 }, (_, index) => index + 1);
  const lines = (head: string, row: (id: number) => string) => [head, ...ids.map(row)].join("\n");
  const heads = (name: string) => smallDirectory[name]?.split("\n")[0] ?? "";
  const letters = (shift: number) => ({
    "organizations.csv": smallDirectory["organizations.csv"] ?? "",
    "locations.csv": lines(heads("locations.csv"), (id) => `${id},1,,,,,,,,,Place number ${id},,false,`),
    "addresses.csv": lines(heads("addresses.csv"), (id) => `${id},${id},1 Road,,Town,MD,${20000 + id},us`),
    "mail_addresses.csv": lines(
      "id,location_id,attention,address_1,address_2,city,state_province,postal_code,country",
      (id) => `${id},${id},Place number ${id + shift},1 Road,,Town,MD,${20000 + id + shift},us`,
    ),
  });
  expect(refusals(read(packageOf(letters(0))))).toEqual([]);
  expect(refusals(read(packageOf(letters(50))))).toHaveLength(30);
});

test("HSDS in nested JSON is the same directory as in tables", () => {
  const service = {
    id: "s",
    name: "Groceries",
    status: "active",
    application_process: "Walk in",
    organization: { id: "o", name: "Harvest Pantry", legal_status: "Nonprofit" },
    phones: [{ id: "p", number: "555-0100", type: "voice" }],
    service_at_locations: [
      {
        id: "sl",
        location: {
          id: "l",
          name: "Hall",
          location_type: "physical",
          latitude: 39,
          longitude: -76,
          addresses: [
            { id: "a", address_1: "1 Mill Lane", city: "Baltimore", state_province: "MD", address_type: "physical" },
          ],
        },
      },
    ],
    attributes: [
      { id: "x", link_entity: "service", taxonomy_term: { id: "t", code: "food", name: "Food", taxonomy: "Needs" } },
    ],
  };
  const tables = readTables([{ name: "service.json", text: JSON.stringify(service) }]);
  const directory = read(packageOf(smallDirectory, { ...tables, alone: true }), true);
  expect(tables?.format).toBe("HSDS 3 JSON");
  expect(refusals(directory)).toEqual([]);
  expect(directory.targets.map((target) => `${target.table} ${target.id}`).sort()).toEqual([
    "location l",
    "organization o",
    "phone p",
    "service s",
    "service_at_location sl",
    "service_specialty s t",
    "specialty t",
  ]);
});

test("HSDS 1.1 is read by its own names: terms, places, languages and accessibility in tables beside", () => {
  const directory = packageOf({
    "organizations.csv": "id,name,alternate_name,description,email,url,tax_status\no,Harvest Pantry,,Food,,,",
    "locations.csv":
      "id,organization_id,name,alternate_name,description,transportation,latitude,longitude\nl,o,Hall,,,,39.29,-76.61",
    "physical_addresses.csv":
      "id,location_id,attention,address_1,city,state_province,postal_code,country\na,l,,1 Mill Lane,Baltimore,MD,21215,US",
    "services.csv": "id,organization_id,name,status,url\ns,o,Groceries,active,www.example.org",
    "services_at_location.csv": "id,service_id,location_id,description\nsl,s,l,",
    "regular_schedules.csv": "id,service_at_location_id,weekday,opens_at,closes_at\nh,sl,Monday,09:00,12:00",
    "taxonomy_terms.csv": "id,term,description,parent_id,taxonomy\nt1,Food,,,Needs\nt2,Pantry,,t1,Needs",
    "service_attributes.csv": "id,service_id,taxonomy_term_id\nx,s,t2",
    "languages.csv": "id,service_id,location_id,language\nn,s,,Spanish",
    "accessibility_for_disabilities.csv": "id,location_id,accessibility,details\nr,l,wheelchair,",
  });
  const { targets, ...rest } = read(directory);
  expect([directory.format, refusals(rest)]).toEqual(["HSDS 1.1 CSV", []]);
  const valuesOf = (table: string) => targets.filter((target) => target.table === table).map((target) => target.values);
  expect(valuesOf("service")[0]).toMatchObject({ languages: ["es"], website: "http://www.example.org" });
  expect(valuesOf("location")[0]).toMatchObject({ accessibility: ["wheelchair"], city: "Baltimore" });
  expect(valuesOf("opening_span")).toEqual([{ weekday: 1, opens_minute: 540, closes_minute: 720 }]);
  expect(
    targets.filter((target) => target.table === "service_specialty").map((target) => target.links.specialty_id?.id),
  ).toEqual(["t2"]);
});

test("Nadia hands over a folder: its tables are read, the rest is named, and a file that is not UTF-8 is said to be so", () =>
  inFolder(
    {
      ...smallDirectory,
      "organizations.csv": Buffer.from(
        (smallDirectory["organizations.csv"] ?? "").replace("Hammer", "Ha\u00efmmer"),
        "latin1",
      ),
      "notes.csv": "a,b\n1,2",
      "markets.ndjson": "{}",
    },
    async (folder) => {
      const given = await readPackage(folder);
      expect(given.faults.map((fault) => [fault.file, fault.code])).toEqual([
        ["organizations.csv", "encoding-latin-1"],
      ]);
      expect(given.notRead).toEqual([
        { file: "markets.ndjson", reason: "not-a-table" },
        { file: "notes.csv", reason: "other-name" },
      ]);
      expect(read(given).targets.find((target) => target.id === "2")?.values.name).toBe("Ha\u00efmmer and Nail");
    },
  ));

test("What is no directory, no table or not there is said to be so", () =>
  inFolder({ "letter.csv": "Dear,All", "broken.csv": 'id,name\n1,"never closed' }, async (folder) => {
    await expect(readPackage(folder)).rejects.toMatchObject({ key: "unknown" });
    await expect(readPackage(`${folder}/broken.csv`)).rejects.toMatchObject({ key: "unreadable" });
    await expect(readPackage(`${folder}/absent.csv`)).rejects.toMatchObject({ key: "missing" });
  }));
