// Lanes under connection loss: nothing half kept, nothing under another's name, nothing acknowledged and lost, nobody hung.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { LeaseEnded } from "#app/database/lane.server";
import { Pool } from "#app/database/pool.server";
import { type Db, inTransaction } from "#app/database/transaction.server";
import { stageDatabase } from "#tests/stage/database";
import { lanesInAStorm } from "#tests/stage/lane-storm";

const CLEAN = { halfCommitted: 0, wrongIdentity: 0, acknowledgedButLost: 0, uncaught: 0, hungWorkers: 0 };

test.each([
  { lanes: 4, waits: false },
  { lanes: 12, waits: true },
])("twelve people write while connections die: $lanes lanes, waiting inside: $waits", async ({ lanes, waits }) => {
  const database = await stageDatabase();
  const result = await lanesInAStorm(database.urls, { seconds: 6, workers: 12, lanes, waits });
  await database.drop();
  expect(result).toMatchObject(CLEAN);
  expect(result.kills).toBeGreaterThan(30);
  expect(result.acknowledged).toBeGreaterThan(50);
});

test("a statement after its transaction is refused, not sent into the next person's", async () => {
  const database = await stageDatabase();
  const pool = new Pool(database.urls.migrator, 1);
  const kept: Db[] = [];
  await inTransaction(pool, { role: "app_definer" }, "read", async (db) => {
    kept.push(db);
  });
  await expect(Promise.all(kept.map((db) => db.execute(sql`select 1`)))).rejects.toMatchObject({
    cause: expect.any(LeaseEnded),
  });
  await pool.close();
  await database.drop();
});

test("a login without a bound role may read nothing", async () => {
  const database = await stageDatabase();
  const pool = new Pool(database.urls.web, 1);
  await expect(
    inTransaction(pool, { role: "app_user" }, "read", (db) =>
      db.execute(sql`reset role`).then(() => db.execute(sql`select * from public.client`)),
    ),
  ).rejects.toMatchObject({
    cause: { code: "42501" },
  });
  await expect(
    inTransaction(pool, { role: "app_definer" }, "read", (db) => db.execute(sql`select 1`)),
  ).rejects.toMatchObject({ code: "42501" });
  await pool.close();
  await database.drop();
});

test("a reader's transaction cannot write", async () => {
  const database = await stageDatabase();
  const pool = new Pool(database.urls.migrator, 1);
  await expect(
    inTransaction(pool, { role: "app_definer" }, "read", (db) =>
      db.execute(sql`insert into agency (name, slug) values ('x', 'x')`),
    ),
  ).rejects.toMatchObject({ cause: { code: "25006" } });
  await pool.close();
  await database.drop();
});
