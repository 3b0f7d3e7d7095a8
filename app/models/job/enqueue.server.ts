// Puts a job into the queue in the caller's transaction: effect and job are kept together or not at all. Never runs one.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

interface Timing {
  /** Not before this instant. */
  readonly startAfter?: Date;
  /** While a job with this key waits, a second one is not added. */
  readonly singletonKey?: string;
}

/** @param data ids and codes only: the queue is read by whoever looks after the worker */
export async function enqueueJob(
  db: Db,
  name: string,
  data: Readonly<Record<string, string | number | boolean | null>>,
  { startAfter, singletonKey }: Timing = {},
): Promise<void> {
  await db.execute(sql`select app.enqueue_job(
    ${name}, ${JSON.stringify(data)}::jsonb, ${startAfter?.toISOString() ?? null}::timestamptz, ${singletonKey ?? null})`);
}
