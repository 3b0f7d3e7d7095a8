// The record of an import: one link for what a statement added, row by row for everything else, and nobody else may write that way.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { importPackage } from "#app/interop/import/import.server";
import { packageOf, smallDirectory } from "../stage/import-package";
import { onStage, type Stage } from "../stage/on-stage";

const gazetteer = { place: () => null, zoneAt: () => "America/New_York" };

/** How many links each table has, and how they say it was changed. */
async function links({ asRole }: Stage, table: string): Promise<string[]> {
  return asRole("app_definer", async (db) => {
    const rows = await db.execute<{ verb: string }>(
      sql`select split_part(payload, '|', 8) as verb from event_chain where split_part(payload, '|', 7) = ${table} order by seq`,
    );
    return rows.map(({ verb }) => verb);
  });
}

test("What an import adds is linked statement by statement, with a digest of every row", () =>
  onStage(async (stage) => {
    const before = (await links(stage, "organization")).length;
    await importPackage(packageOf(smallDirectory), { source: "county", trial: false }, gazetteer, (work) =>
      stage.asRole("app_job", work),
    );
    expect(await links(stage, "organization")).toHaveLength(before);
    const noted = await stage.asRole("app_definer", async (db) => [
      ...(await db.execute(sql`
        select n.table_name, n.rows, n.digest = (
            select sha256(string_agg(sha256(convert_to(to_jsonb(p)::text, 'UTF8')), ''::bytea order by p.id)) from organization p
            where p.id in (select row_id from source_record where table_name = 'organization')) as whole
        from bulk_change n where n.table_name = 'organization'`)),
    ]);
    expect(noted).toEqual([{ table_name: "organization", rows: 2, whole: true }]);
    expect((await links(stage, "bulk_change")).length).toBeGreaterThan(5);
  }));

test("A person who asks for it is linked row by row all the same, and so is what the importer changes later", () =>
  onStage(async (stage) => {
    const before = (await links(stage, "organization")).length;
    await stage.as(stage.cast.nadia, async (db) => {
      await db.execute(sql`select set_config('app.bulk', 'on', true)`);
      await db.execute(sql`insert into organization (name) values ('Slipped past')`);
    });
    expect(await links(stage, "organization")).toHaveLength(before + 1);
    await stage.asRole("app_job", async (db) => {
      await db.execute(sql`select set_config('app.bulk', 'on', true)`);
      await db.execute(sql`update organization set name = 'Renamed' where name = 'Slipped past'`);
      await db.execute(sql`delete from organization where name = 'Renamed'`);
    });
    expect((await links(stage, "organization")).slice(before)).toEqual(["INSERT", "UPDATE", "DELETE"]);
  }));

test("Nobody writes or mends what is noted of an import", () =>
  onStage(async (stage) => {
    await importPackage(packageOf(smallDirectory), { source: "county", trial: false }, gazetteer, (work) =>
      stage.asRole("app_job", work),
    );
    for (const role of ["app_user", "app_job"] as const)
      await expect(
        stage.asRole(role, (db) =>
          db.execute(sql`insert into bulk_change (table_name, rows, digest) values ('phone', 1, '\\x00')`),
        ),
      ).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(
      stage.asRole("app_definer", (db) => db.execute(sql`update bulk_change set rows = 0`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  }));
