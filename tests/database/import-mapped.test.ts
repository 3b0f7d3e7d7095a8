// Importing a flat file through a mapping on a real database: each row accounted for, twice without a change, and told anew.
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { importPackage } from "#app/interop/import/import.server";
import { mapFile } from "#app/interop/import/mapped-package.server";
import { readMapping } from "#app/interop/import/mapping";
import { flatMapping, flatRow, linesOf } from "../stage/flat-file";
import { onStage, type Stage } from "../stage/on-stage";

const gazetteer = {
  place: ({ city }: { city: string }) =>
    city === "Nowhere" ? null : { latitude: 42.35, longitude: -71.06, precision: "town", timeZone: "America/New_York" },
  zoneAt: () => null,
};

const food = { "specialty.code": { constant: "food" }, "specialty.name": { constant: "Food" } };
const open = (rows: readonly unknown[], changes: Record<string, unknown> = {}) =>
  mapFile({ name: "pantries.ndjson", text: linesOf(rows) }, readMapping(flatMapping(changes)));
const importer =
  ({ asRole }: Stage, source = "pantries") =>
  (given: ReturnType<typeof open>, trial = false) =>
    importPackage(given, { source, trial }, gazetteer, (work) => asRole("app_job", work));
const ask = ({ asRole }: Stage, query: SQL) =>
  asRole("app_definer", async (db) => [...(await db.execute<Record<string, unknown>>(query))]);

const rows = [
  flatRow,
  { ...flatRow, id: 8, name: "Second Table", lat: 0, lon: 0, hours: "Call <b>first</b>", phone: "" },
  { ...flatRow, id: 9, name: "", hours: "" },
  { ...flatRow, id: 10, name: "Lost Table", lat: null, lon: null, town: "Nowhere", zip: "", hours: "" },
];

test("Nadia imports a food bank's file: taken rows are in the directory, the others are told by row and by the file's own field", () =>
  onStage(async (stage) => {
    const { total, counts, faults, unused } = await importer(stage)(
      open(
        rows.map((row) => ({ ...row, mood: "good" })),
        { fields: food },
      ),
    );
    expect(counts).toEqual({ "pantries.ndjson": { rows: 4, taken: 3, unchanged: 0, refused: 1 } });
    expect(total.rows).toBe(4);
    expect(faults.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, "lat", "coordinates-not-on-earth"],
      [2, "hours", "hours-not-certain"],
      [3, "name", "name-blank"],
      [4, "state", "time-zone-assumed"],
      [4, "town", "place-not-found"],
    ]);
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(["pantries.ndjson"]));
    expect([...unused]).toEqual([["pantries.ndjson", ["mood"]]]);
    const found = await ask(
      stage,
      sql`select o.name, l.latitude, l.point_precision, l.postal_code, sal.hours_text, s.code,
          (select count(*)::int from opening_span w where w.service_at_location_id = sal.id) as spans,
          (select p.number || ' x ' || p.extension from phone p where p.service_id = sal.service_id) as phone
        from service_at_location sal join location l on l.id = sal.location_id join organization o on o.id = sal.organization_id
        join service_specialty ss on ss.service_id = sal.service_id join specialty s on s.id = ss.specialty_id
        where l.postal_code = '02134' order by o.name desc`,
    );
    const place = { postal_code: "02134", code: "food" };
    expect(found).toEqual([
      {
        ...place,
        name: "St. Clare’s Table",
        latitude: 42.35,
        point_precision: "given",
        hours_text: null,
        spans: 1,
        phone: "(617) 555-0100 x 4",
      },
      {
        ...place,
        name: "Second Table",
        latitude: 42.35,
        point_precision: "town",
        hours_text: "Call first",
        spans: 0,
        phone: null,
      },
    ]);
    const [staged] = await ask(
      stage,
      sql`select cells ->> 'name' as name, cells ->> 'lat' as lat, outcome, kind from import_row where file = 'pantries.ndjson' and row_number = 1`,
    );
    expect(staged).toEqual({ name: "St. Clare&#8217;s Table", lat: "42.35", outcome: "taken", kind: "mapped" });
  }));

test("The same file twice changes nothing, a trial leaves nothing, and what changed is taken alone", () =>
  onStage(async (stage) => {
    const run = importer(stage);
    const given = open(rows, { fields: food });
    expect((await run(given, true)).total.taken).toBe(3);
    expect(await ask(stage, sql`select 1 from source_record`)).toHaveLength(0);
    await run(given);
    expect((await run(given)).total).toEqual({ rows: 4, taken: 0, unchanged: 3, refused: 1 });
    const changed = rows.map((row) => (row.id === 8 ? { ...row, hours: "Tuesday 5 pm - 7 pm" } : row));
    expect((await run(open(changed, { fields: food }))).total).toMatchObject({ taken: 1, unchanged: 2 });
    const [second] = await ask(
      stage,
      sql`select sal.hours_text, w.weekday, w.opens_minute from service_at_location sal join organization o on o.id = sal.organization_id
        join opening_span w on w.service_at_location_id = sal.id where o.name = 'Second Table'`,
    );
    expect(second).toEqual({ hours_text: null, weekday: 2, opens_minute: 1020 });
  }));

test("Two food banks whose mappings name the same term share it, and one that the directory has is linked and left as it is", () =>
  onStage(async (stage) => {
    await importer(stage, "first")(open([flatRow], { fields: food }));
    const renamed = { ...food, "specialty.name": { constant: "Groceries" } };
    await importer(stage, "second")(open([flatRow], { fields: renamed }));
    const terms = await ask(
      stage,
      sql`select s.name, count(*)::int as services from specialty s join service_specialty ss on ss.specialty_id = s.id where s.code = 'food' group by s.name`,
    );
    expect(terms).toEqual([{ name: "Food", services: 2 }]);
    expect((await importer(stage, "second")(open([flatRow], { fields: renamed }))).total.taken).toBe(0);
  }));

test("Dated slots are hours of those days, and a slot that is withdrawn goes with the next import", () =>
  onStage(async (stage) => {
    const dates = { each: "slots", day: "day", opens: "from", closes: "to" };
    const slot = (day: string) => ({ day, from: "9 AM", to: "11 AM" });
    const told = (...slots: object[]) => open([{ ...flatRow, hours: "", slots }], { dates });
    await importer(stage)(told(slot("2026-12-01"), slot("2026-12-08")));
    await importer(stage)(told(slot("2026-12-08"), slot("2026-12-15")));
    const days = await ask(
      stage,
      sql`select e.from_day::text as day, e.opens_minute as opens, sal.hours_text from opening_exception e
        join service_at_location sal on sal.id = e.service_at_location_id order by 1`,
    );
    const hours_text = "2026-12-08: 9 AM – 11 AM\n2026-12-15: 9 AM – 11 AM";
    expect(days).toEqual([
      { day: "2026-12-08", opens: 540, hours_text },
      { day: "2026-12-15", opens: 540, hours_text },
    ]);
  }));
