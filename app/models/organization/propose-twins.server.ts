// Looks through an agency's own organizations for those that may be one with another, a portion at a time. Joins none.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { enqueueJob } from "../job/enqueue.server";
import type { AgencyId } from "../values/ids";
import { organizationEvents } from "./events";

const JOB = "propose-twins";
/** Each is looked up by the index of names, some milliseconds each: no statement of the worker lasts long. */
const PORTION = 200;

/** Lets the worker look, from the first record on; while it waits to begin, it is not asked twice. */
export async function seekTwins(db: Db, agencyId: AgencyId): Promise<void> {
  await enqueueJob(db, JOB, { agencyId, after: null }, { singletonKey: `${JOB} ${agencyId}` });
}

export async function askForTwins(db: Db, actor: Actor): Promise<void> {
  const agencyId = agencyOf(actor);
  await seekTwins(db, agencyId);
  await recordEvent(db, actor, organizationEvents["twins-sought"]({}), {
    subjectType: "agency",
    subjectId: agencyId,
    agencyId,
  });
}

/** One portion. @returns where the next one begins; null after the last */
export async function proposeTwins(
  db: Db,
  agencyId: string,
  after: string | null,
  most = PORTION,
): Promise<string | null> {
  const [done] = await db.execute<{ last: string | null }>(
    sql`select app.propose_twins(${agencyId}::uuid, ${after}::uuid, ${most}) as last`,
  );
  return done?.last ?? null;
}

defineJob(JOB, { retries: 3, seconds: 300 }, async ({ agencyId, after }) => {
  if (typeof agencyId !== "string") return;
  await asJob("write", async (db) => {
    const last = await proposeTwins(db, agencyId, typeof after === "string" ? after : null);
    if (last !== null) await enqueueJob(db, JOB, { agencyId, after: last }, { singletonKey: `${JOB} ${last}` });
  });
});
