// Clears away what nobody will ask for again: uploads that no deed took over, keys of forms, sessions long ended. Never touches a record.
import { readdir, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import { asJob } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { log } from "#app/log.server";
import { defineJob, EVERY_NIGHT } from "./define";

const HOUR_MILLISECONDS = 3_600_000;
const KEYS_AT_ONCE = 5000;

/**
 * Removes files that came with a form more than an hour ago and were never kept.
 * @param now this machine's time, which is also the files'
 */
export async function sweepIncoming(
  now = new Date(),
  folder = path.resolve(env().DATA_DIR, "incoming"),
): Promise<number> {
  const names = await readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return [];
    throw failure;
  });
  let removed = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await stat(file).catch(() => null);
    if (!facts?.isFile() || now.getTime() - facts.mtimeMs < HOUR_MILLISECONDS) continue;
    await unlink(file).catch(() => {});
    removed += 1;
  }
  return removed;
}

/** Deletes keys of forms older than thirty days, in portions so that no lock is held for long. */
export async function forgetKeys(): Promise<number> {
  let gone = 0;
  for (;;) {
    const [row] = await asJob("write", (db) =>
      db.execute<{ gone: string }>(sql`select app.forget_keys(${KEYS_AT_ONCE}) as gone`),
    );
    const count = Number(row?.gone ?? 0);
    gone += count;
    if (count < KEYS_AT_ONCE) return gone;
  }
}

defineJob("sweep-incoming", { retries: 3, cron: "*/20 * * * *" }, async () => {
  log.debug("uploads swept", { count: await sweepIncoming() });
});

defineJob("forget-keys", { retries: 3, cron: EVERY_NIGHT }, async () => {
  log.debug("keys forgotten", { count: await forgetKeys() });
});
