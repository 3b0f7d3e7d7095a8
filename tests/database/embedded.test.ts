// The built-in PostgreSQL starts on what a crash left, keeps its data, and leaves nothing running.
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { startPostgres } from "#app/commands/postgres/embedded";
import { emptyDatabase } from "#tests/stage/database";

const folder = await mkdtemp(path.join(tmpdir(), "throughline-embedded-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

test("Ida's data is there after a stop and a start, and nobody else can read the password", async () => {
  const first = await startPostgres(folder);
  const before = await connect(first.url, "DATABASE_URL");
  await before`create table note as select 'Ida'::text as author`;
  await before.end();
  await first.stop();
  const second = await startPostgres(folder);
  const after = await connect(second.url, "DATABASE_URL");
  expect(await after`select author from note`).toEqual([{ author: "Ida" }]);
  await after.end();
  await second.stop();
  expect((await stat(path.join(folder, "secret"))).mode & 0o077).toBe(0);
});

test("a start over a PostgreSQL that was left behind ends it first", async () => {
  const left = await startPostgres(folder);
  const next = await startPostgres(folder);
  await left.ended;
  await (await connect(next.url, "DATABASE_URL")).end();
  await next.stop();
});

test("a start after PostgreSQL was killed waits for its last session to let go", async () => {
  const first = await startPostgres(folder);
  const sql = await connect(first.url, "DATABASE_URL");
  const [session] = await sql<{ id: number }[]>`select pg_backend_pid() as id`;
  const slow = session?.id ?? 0;
  process.kill(slow, "SIGSTOP");
  process.kill(first.process, "SIGKILL");
  await first.ended;
  const log = path.join(folder, "postgres.log");
  const starting = startPostgres(folder);
  await expect.poll(() => readFile(log, "utf8"), { timeout: 20_000 }).toContain("is still in use");
  process.kill(slow, "SIGCONT");
  await (await starting).stop();
  await sql.end({ timeout: 0 });
});

test("a test file gets a database of its own", async () => {
  const database = await emptyDatabase();
  const sql = await connect(database.urls.admin, "DATABASE_URL");
  expect(await sql`select current_database() as name`).toEqual([{ name: database.name }]);
  await sql.end();
  await database.drop();
});
