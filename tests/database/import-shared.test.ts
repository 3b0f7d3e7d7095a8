// A city's whole directory on a real database, with the real geocoder. Runs where ../shared/data is; a run without it says so.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import { readPackage } from "#app/interop/import/package.server";
import { onStage } from "../stage/on-stage";
import { hasSharedData, sharedData } from "../stage/shared-data";

describe.skipIf(!hasSharedData)("Nadia imports a city (needs ../shared/data)", () => {
  test("and its providers can be found, each place on the map with its clock", () =>
    onStage(async ({ asRole }) => {
      const city = await readPackage(sharedData("baltimore-ohana"));
      const run = () =>
        importPackage(city, { source: "baltimore", trial: false }, openGazetteer(), (work) => asRole("app_job", work));
      const { total, counts } = await run();
      for (const count of [total, ...Object.values(counts)])
        expect(count.taken + count.unchanged + count.refused).toBe(count.rows);
      expect([total.rows, total.taken]).toEqual([24_100, 20_907]);
      const [places] = await asRole("app_definer", (db) =>
        db.execute<{ placed: number; abroad: number }>(sql`
          select count(l.latitude)::int as placed, count(*) filter (where l.time_zone <> 'America/New_York')::int as abroad
          from location l join source_record r on r.row_id = l.id and r.kind = 'location'`),
      );
      expect(places).toEqual({ placed: 1482, abroad: 1 });
      const again = await run();
      expect([again.total.taken, again.total.unchanged]).toEqual([0, 20_907]);
    }));
});
