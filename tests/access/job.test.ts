// The job queue on a migrated database: enqueued with its effect or not at all, run by the worker's login alone, tried again.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { defineJob } from "#app/models/job/define";
import { enqueueJob } from "#app/models/job/enqueue.server";
import { startJobs, stopJobs } from "#app/models/job/run.server";
import { onStage, type Stage } from "#tests/stage/on-stage";

const ran: { data: unknown; attempt: number }[] = [];
defineJob("remember", { retries: 2 }, async (data, { attempt }) => {
  ran.push({ data, attempt });
});

const queued = (stage: Stage) =>
  stage.asRole("app_job", async (db) => {
    const rows = await db.execute<{ name: string }>(sql`select name from pgboss.job where name not like '\\_\\_%'`);
    return rows.map(({ name }) => name);
  });

test("Mara's job runs after her deed is kept, and not at all when her deed is refused", () =>
  onStage(async (stage) => {
    const { as, cast, urls } = stage;
    await as(cast.mara, (db) => enqueueJob(db, "remember", { offerId: "kept" }));
    await expect(
      as(cast.mara, async (db) => {
        await enqueueJob(db, "remember", { offerId: "refused" });
        throw new Error("refused");
      }),
    ).rejects.toThrow("refused");
    expect(await queued(stage)).toEqual(["remember"]);
    await startJobs(urls.worker);
    try {
      await expect.poll(() => ran, { timeout: 15_000 }).toEqual([{ data: { offerId: "kept" }, attempt: 1 }]);
    } finally {
      await stopJobs();
    }
  }));

test("the same key waits once; nobody who is not signed in enqueues, and Mara cannot read the queue", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await as(cast.mara, (db) => enqueueJob(db, "tidy", {}, { singletonKey: "one" }));
    await as(cast.sid, (db) => enqueueJob(db, "tidy", {}, { singletonKey: "one" }));
    await as(cast.sid, (db) => enqueueJob(db, "tidy", {}, { singletonKey: "two", startAfter: new Date("2030-01-01") }));
    expect(await queued(stage)).toEqual(["tidy", "tidy"]);
    await expect(asRole("app_user", (db) => enqueueJob(db, "tidy", {}))).rejects.toThrow();
    await expect(as(cast.mara, (db) => db.execute(sql`select * from pgboss.job`))).rejects.toThrow();
  }));
