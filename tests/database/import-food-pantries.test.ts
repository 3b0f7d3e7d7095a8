// Six food banks' own files through the mappings this product ships, with the real geocoder. Runs where ../shared/data is; a run without it says so.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import { readMappedPackage } from "#app/interop/import/mapped-package.server";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { findProviders } from "#app/search/find.server";
import { geocodeText, timeZoneAt } from "#app/search/geocode.server";
import { plainWish } from "../stage/flat-file";
import { onStage, type Stage } from "../stage/on-stage";
import { hasSharedData, sharedData } from "../stage/shared-data";

const banks = {
  chester: ["chester_county_food_bank_pa", "chester-county-food-bank"],
  massachusetts: ["food_bank_of_western_massachusetts_ma", "food-bank-western-massachusetts"],
  freshtrak: ["freshtrak", "freshtrak"],
  valley: ["second_harvest_of_silicon_valley_ca", "second-harvest-silicon-valley"],
  albany: ["the_food_pantries_org", "the-food-pantries"],
  toledo: ["toledo_northwestern_ohio_food_bank_oh", "toledo-northwestern-ohio-food-bank"],
} as const;
type Bank = keyof typeof banks;

async function bring({ asRole }: Stage, bank: Bank) {
  const [file, mapping] = banks[bank];
  const given = await readMappedPackage(
    sharedData("food-pantries", `${file}.ndjson`),
    `docs/import-mappings/${mapping}.json`,
  );
  return importPackage(given, { source: given.name, trial: false }, openGazetteer(), (work) => asRole("app_job", work));
}

type Places = { places: number; weekly: number; dated: number; texts: number; unplaced: number };

async function placesOf({ asRole }: Stage): Promise<Places> {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<Places>(sql`
      select count(*)::int as places, count(*) filter (where l.latitude is null)::int as unplaced,
        count(*) filter (where exists (select 1 from opening_span w where w.service_at_location_id = sal.id))::int as weekly,
        count(*) filter (where exists (select 1 from opening_exception e where e.service_at_location_id = sal.id))::int as dated,
        count(sal.hours_text)::int as texts
      from service_at_location sal join location l on l.id = sal.location_id join source_record r on r.row_id = sal.id and r.kind = 'service-at-location'`),
  );
  if (!row) throw new Error("the database counted nothing");
  return row;
}

/** Points of imported places, to hold against the postal codes of the country. */
async function pointsOf({ asRole }: Stage) {
  return asRole("app_definer", (db) =>
    db.execute<{ latitude: number; longitude: number }>(sql`
      select l.latitude, l.longitude from location l join source_record r on r.row_id = l.id
      where r.kind = 'location' and l.latitude is not null`),
  );
}

describe.skipIf(!hasSharedData)("Nadia imports a food bank (needs ../shared/data/food-pantries)", () => {
  const nothing = { weekly: 0, dated: 0, texts: 0, unplaced: 0 };
  test.each<[Bank, number, Places]>([
    ["chester", 19, { ...nothing, places: 19, unplaced: 2 }],
    ["massachusetts", 243, { ...nothing, places: 243, weekly: 100, texts: 151 }],
    ["freshtrak", 1112, { ...nothing, places: 978, dated: 936, texts: 937 }],
    ["valley", 286, { ...nothing, places: 286, texts: 278 }],
    ["albany", 454, { ...nothing, places: 454, weekly: 287, texts: 129 }],
    ["toledo", 119, { ...nothing, places: 119, weekly: 2, texts: 2 }],
  ])(
    "%s: every row is taken, each place stands on land or nowhere, and a second run changes nothing",
    (bank, rows, places) =>
      onStage(async (stage) => {
        const { total, counts } = await bring(stage, bank);
        expect(Object.values(counts)).toEqual([total]);
        expect(total).toEqual({ rows, taken: rows, unchanged: 0, refused: 0 });
        expect(await placesOf(stage)).toEqual(places);
        for (const { latitude, longitude } of await pointsOf(stage)) {
          expect([latitude, longitude]).not.toEqual([0, 0]);
          // Null far from any postal code, as in the ocean.
          expect(timeZoneAt({ latitude, longitude })).not.toBeNull();
        }
        expect((await bring(stage, bank)).total).toEqual({ rows, taken: 0, unchanged: rows, refused: 0 });
      }),
  );

  test("and Ines finds food near Albany: who is open on a Tuesday morning, and whose hours are known as words only", () =>
    onStage(async (stage) => {
      await bring(stage, "albany");
      const { as, asRole, cast } = stage;
      const [food] = await asRole("app_definer", (db) =>
        db.execute<{ id: string }>(sql`select id::text as id from specialty where code = 'food'`),
      );
      const albany = geocodeText("Albany, NY");
      if (albany.precision === "unplaced") throw new Error("Albany is not on the map");
      const wish = {
        ...plainWish,
        centre: { latitude: albany.latitude, longitude: albany.longitude },
        radiusMetres: 30_000,
        specialtyId: asId<SpecialtyId>(food?.id ?? ""),
        shown: 200,
      };
      const tuesdayTen = new Date("2026-11-24T15:00:00Z");
      const find = (changes: Partial<typeof plainWish>) =>
        as(cast.ines, (db) => findProviders(db, cast.ines, { ...wish, ...changes }, tuesdayTen), "read");
      const { results } = await find({});
      expect(results.length).toBeGreaterThan(40);
      const unknown = results.filter(({ opening }) => opening.key === "hours-unknown");
      const worded = unknown.filter(({ hoursText }) => hoursText !== null);
      expect(worded.map(({ hoursText }) => hoursText)).toContain("Open 24/7 (Take what you need from the cabinet)");
      expect(unknown.length).toBeLessThan(results.length);
      const now = await find({ open: { kind: "now" } });
      const open = now.results.filter(({ opening }) => opening.key.startsWith("open"));
      expect(open.length).toBeGreaterThan(3);
      expect(open.length).toBeLessThan(results.length);
    }));

  test("and a fortnight of dated slots are hours of those days and of no other", () =>
    onStage(async (stage) => {
      await bring(stage, "freshtrak");
      const { as, cast } = stage;
      const columbus = { latitude: 39.935, longitude: -82.9708 };
      const opening = async (at: string) => {
        const wish = { ...plainWish, centre: columbus, radiusMetres: 2_000 };
        const { results } = await as(cast.ines, (db) => findProviders(db, cast.ines, wish, new Date(at)), "read");
        const champion = results.find(({ organizationName }) => organizationName.includes("Choice Pantry - Franklin"));
        return [champion?.opening.key, champion?.hoursText?.includes("2025-08-20: 1 PM – 4 PM")];
      };
      expect(await opening("2025-08-20T18:00:00Z")).toEqual(["open-until", true]);
      expect(await opening("2026-11-23T18:00:00Z")).toEqual(["hours-unknown", true]);
    }));
});
