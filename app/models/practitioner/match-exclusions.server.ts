// Compares the network with the exclusion lists: every night, and after an upload. What it finds is a task for a person; it decides nothing.
import { eq, sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { exclusionLists } from "#drizzle/schema";
import { defineJob, EVERY_NIGHT } from "../job/define";
import { tellMembers } from "../notification/tell.server";

const AT_ONCE = 100;
const MOST_LISTS = 10_000;

/** The transactions a comparison is made of; a test brings its own. */
export type Worker = <T>(work: (db: Db) => Promise<T>) => Promise<T>;
const worker: Worker = (work) => asJob("write", work);

export async function matchExclusions(only: string | null, run: Worker = worker): Promise<void> {
  const lists = await run((db) =>
    db
      .select({ id: exclusionLists.id, agencyId: exclusionLists.agencyId })
      .from(exclusionLists)
      .where(only === null ? undefined : eq(exclusionLists.id, only))
      .limit(MOST_LISTS),
  );
  for (const list of lists) await matchOne(list, run);
}

async function matchOne({ id, agencyId }: { id: string; agencyId: string }, run: Worker): Promise<void> {
  let after = await run((db) => matchNext(db, id, null));
  while (after !== null) {
    const from = after;
    after = await run((db) => matchNext(db, id, from));
  }
  await run(async (db) => {
    const [row] = await db.execute<{ fresh: number }>(sql`select app.finish_exclusions(${id}::uuid) as fresh`);
    if (!row || row.fresh === 0) return;
    await tellMembers(
      db,
      { agencyId, roles: ["network_manager"] },
      {
        kind: "exclusion.found",
        subjectType: "exclusion_list",
        subjectId: id,
        path: "/network/exclusions",
        // A night that finds more is another night.
        effect: await today(db),
      },
    );
  });
}

/** The last organization looked at; null when there was none left. */
async function matchNext(db: Db, listId: string, after: string | null): Promise<string | null> {
  const [row] = await db.execute<{ last: string | null }>(
    sql`select app.match_exclusions(${listId}::uuid, ${after}::uuid, ${AT_ONCE})::text as last`,
  );
  return row?.last ?? null;
}

async function today(db: Db): Promise<string> {
  const [row] = await db.execute<{ at: string }>(sql`select app.clock()::text as at`);
  return row?.at ?? "";
}

defineJob("match-exclusions", { retries: 3, cron: EVERY_NIGHT, seconds: 3600 }, async ({ listId }) => {
  await matchExclusions(typeof listId === "string" ? listId : null);
});
