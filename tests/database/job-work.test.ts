// What the worker does by itself: ends what is over, clears away what nobody asks for again, and touches nothing else.
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { closePools } from "#app/database/as-actor.server";
import { changeSettings } from "#app/env.server";
import { forgetKeys, sweepIncoming } from "#app/models/job/housekeeping.server";
import { idempotencyKeys } from "#drizzle/schema";
import { onStage } from "#tests/stage/on-stage";

test("an upload nobody took over is swept after an hour, a fresh one stays, and no folder is no failure", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "incoming-"));
  try {
    for (const name of ["old", "fresh"]) await writeFile(path.join(folder, name), "x");
    const now = new Date();
    await utimes(path.join(folder, "old"), now, new Date(now.getTime() - 3_700_000));
    expect(await sweepIncoming(now, folder)).toBe(1);
    expect(await readdir(folder)).toEqual(["fresh"]);
    expect(await sweepIncoming(now, path.join(folder, "nowhere"))).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("keys of forms are forgotten after thirty days, by the worker alone", () =>
  onStage(async ({ as, asRole, cast, urls }) => {
    const add = (key: string) =>
      as(cast.ines, (db) =>
        db
          .insert(idempotencyKeys)
          .values({ personId: cast.ines.personId, route: "/x", key, fingerprint: "f", status: 303 }),
      );
    await add("old-key-1");
    await asRole("app_definer", (db) =>
      db.execute(sql`update idempotency_key set created_at = app.clock() - interval '31 days'`),
    );
    await add("new-key-1");
    await closePools();
    changeSettings({ DATABASE_WORKER_URL: urls.worker });
    try {
      expect(await forgetKeys()).toBe(1);
      expect(await forgetKeys()).toBe(0);
    } finally {
      await closePools();
    }
    const left = await as(cast.ines, (db) => db.select().from(idempotencyKeys));
    expect(left.map((row) => row.key)).toEqual(["new-key-1"]);
    await expect(as(cast.ada, (db) => db.execute(sql`select app.forget_keys(10)`))).rejects.toThrow();
  }));
