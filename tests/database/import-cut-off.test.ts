// Imports that end before they are done: asked to stop, or killed. Whatever the moment, all of a directory is there or nothing.
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { importPackage } from "#app/interop/import/import.server";
import type { ImportStep, Progress } from "#app/interop/import/watch";
import { writePackage } from "../../bench/import/package";
import { finishCommandLine, runCommandLine } from "../stage/command";
import { type StageDatabase, stageDatabase } from "../stage/database";
import { packageOf, smallDirectory } from "../stage/import-package";
import { onStage } from "../stage/on-stage";

const gazetteer = { place: () => null, zoneAt: () => null };

test("Progress goes through every step from nothing to all", () =>
  onStage(async ({ asRole }) => {
    const told: Progress[] = [];
    const options = { source: "made-up", trial: false, onProgress: (one: Progress) => void told.push(one) };
    await importPackage(packageOf(smallDirectory), options, gazetteer, (work) => asRole("app_job", work));
    expect([...new Set(told.map(({ step }) => step))]).toEqual(["read", "write", "remember", "close"]);
    for (const step of ["read", "write", "remember"] as ImportStep[]) {
      const own = told.filter((one) => one.step === step);
      expect(own[0]).toMatchObject({ done: 0, total: 16 });
      expect(own.map(({ done }) => done)).toEqual(own.map(({ done }) => done).toSorted((left, right) => left - right));
    }
    expect(told.filter(({ step }) => step === "remember").at(-1)).toMatchObject({ done: 16 });
  }));

test.for<ImportStep>(["read", "write", "remember", "close"])(
  "Asked to stop while it has come to %s, it keeps nothing",
  (step) =>
    onStage(async ({ asRole }) => {
      const asked = new AbortController();
      const onProgress = (one: Progress) => (one.step === step ? asked.abort() : undefined);
      const options = { source: "made-up", trial: false, onProgress, signal: asked.signal };
      const stopped = importPackage(packageOf(smallDirectory), options, gazetteer, (work) => asRole("app_job", work));
      await expect(stopped).rejects.toThrow("given up on request");
      const again = await importPackage(
        packageOf(smallDirectory),
        { source: "made-up", trial: true },
        gazetteer,
        (work) => asRole("app_job", work),
      );
      expect(again.total).toMatchObject({ taken: 16, unchanged: 0 });
    }),
);

describe("The command on a directory of some size", () => {
  const folder = path.join(tmpdir(), `throughline-cut-off-${process.pid}`);
  let database: StageDatabase;
  beforeAll(async () => {
    await writePackage(folder, 0, 200);
    database = await stageDatabase();
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });
  const settings = () => ({
    DATABASE_MIGRATOR_URL: database.urls.migrator,
    DATABASE_WEB_URL: database.urls.web,
    DATABASE_WORKER_URL: database.urls.worker,
  });

  /** Starts the import, and hands it over while PostgreSQL is at such a statement for it. */
  async function cutOff(statement: RegExp, signal: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
    const sql = await connect(database.urls.admin, "TEST_DATABASE_ADMIN_URL");
    const other = await connect(database.urls.admin, "TEST_DATABASE_ADMIN_URL");
    try {
      // A commit takes a moment only: it is met for certain while it waits for somebody who holds the head of the record.
      await other.unsafe("begin; select 1 from event_chain_head for update");
      const command = runCommandLine(["import", folder], settings());
      let met = false;
      while (!met && command.process.exitCode === null) {
        const under = await sql<{ query: string }[]>`
          select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`;
        met = under.some(({ query }) => statement.test(query));
        if (!met) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      command.signal(signal);
      const code = await command.ended;
      await other.end({ timeout: 1 });
      expect(met, command.output()).toBe(true);
      // The server hears of it when it next speaks to the one who is gone.
      for (let waiting = true; waiting; ) {
        const [left] = await sql<{ some: boolean }[]>`
          select count(*) > 0 as some from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
        waiting = left?.some === true;
      }
      return { code, output: command.output() };
    } finally {
      await other.end({ timeout: 1 });
      await sql.end({ timeout: 1 });
    }
  }

  async function held(): Promise<Record<string, number>> {
    const sql = await connect(database.urls.admin, "TEST_DATABASE_ADMIN_URL");
    try {
      const [row] = await sql<Record<string, number>[]>`
        select (select count(*)::int from organization) as organizations, (select count(*)::int from service_at_location) as places,
          (select count(*)::int from source_record) as records, (select count(*)::int from import_row) as rows,
          (select count(*)::int from import_run) as runs`;
      return row ?? {};
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  const nothing = { organizations: 0, places: 0, records: 0, rows: 0, runs: 0 };

  test("killed by signal 9 in the middle of writing leaves nothing", async () => {
    await cutOff(/insert into "service/, "SIGKILL");
    expect(await held()).toEqual(nothing);
  });

  test("stopped by Ctrl-C says so and leaves nothing", async () => {
    const { code, output } = await cutOff(/insert into "location/, "SIGINT");
    expect(output).toContain("Stopped as you asked: nothing of this import was kept.");
    expect(code).toBe(1);
    expect(await held()).toEqual(nothing);
  });

  test("killed by signal 9 while it commits leaves all or nothing, and the next run has the rest", async () => {
    await cutOff(/^commit/, "SIGKILL");
    const after = await held();
    if (after.runs !== 0) expect(after).toMatchObject({ organizations: 200, places: 800, runs: 1 });
    else expect(after).toEqual(nothing);
    const { code } = await finishCommandLine(["import", folder], settings());
    expect(code).toBe(0);
    expect(await held()).toMatchObject({ organizations: 200, places: 800, runs: 1 });
  });
});
