// Kills database connections at random while many people write, and counts what must never happen. Used short in tests, long in the bench.
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";

export interface StormResult {
  readonly kills: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Transactions of which some rows are there and some are not. */
  readonly halfCommitted: number;
  /** Rows written under another person's name. */
  readonly wrongIdentity: number;
  readonly acknowledgedButLost: number;
  readonly uncaught: number;
  readonly hungWorkers: number;
}

interface StormPlan {
  readonly seconds: number;
  readonly workers: number;
  readonly lanes: number;
  /** Wait a little inside the work, as code that is not only queries would: the harder case. */
  readonly waits: boolean;
}

const ROWS = 3;

/** @param urls migrator: the login whose backends die; admin: who kills them and looks afterwards */
export async function lanesInAStorm(urls: { migrator: string; admin: string }, plan: StormPlan): Promise<StormResult> {
  const admin = postgres(urls.admin, { max: 2, onnotice: () => {} });
  await admin.unsafe(`create table if not exists storm (batch text, row int, said_by text, bound_to text default current_setting('app.actor_id', true));
    grant select, insert on storm to app_definer; truncate storm`);
  const uncaught: unknown[] = [];
  const note = (failure: unknown) => uncaught.push(failure);
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  const pool = new Pool(urls.migrator, plan.lanes);
  const seen: Seen = { acknowledged: new Set(), refused: 0, kills: 0, finished: 0 };
  const until = Date.now() + plan.seconds * 1000;
  const all = [...Array(plan.workers).keys()].map((worker) =>
    write(pool, plan, until, worker, seen).then(() => seen.finished++),
  );
  await Promise.race([
    Promise.all([...all, kill(admin, until, seen)]),
    new Promise((resolve) => setTimeout(resolve, plan.seconds * 1000 + 10_000)),
  ]);
  await pool.close();
  const stored = await countStored(admin, seen.acknowledged);
  await admin.end({ timeout: 1 });
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
  return {
    kills: seen.kills,
    acknowledged: seen.acknowledged.size,
    refused: seen.refused,
    ...stored,
    uncaught: uncaught.length,
    hungWorkers: plan.workers - seen.finished,
  };
}

/** What the workers and the killer saw, counted while the storm lasts. */
interface Seen {
  readonly acknowledged: Set<string>;
  refused: number;
  kills: number;
  finished: number;
}

async function write(pool: Pool, plan: StormPlan, until: number, worker: number, seen: Seen): Promise<void> {
  const actorId = `00000000-0000-4000-8000-${String(worker).padStart(12, "0")}`;
  for (let turn = 0; Date.now() < until; turn++) {
    const batch = `${worker}-${turn}`;
    try {
      await inTransaction(pool, { role: "app_definer", actorId }, "write", async (db) => {
        for (let row = 0; row < ROWS; row++) {
          await db.execute(sql`insert into storm (batch, row, said_by) values (${batch}, ${row}, ${actorId})`);
          if (plan.waits) await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
        }
      });
      seen.acknowledged.add(batch);
    } catch {
      seen.refused++;
    }
  }
}

async function kill(admin: postgres.Sql, until: number, seen: Seen): Promise<void> {
  while (Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 15 + Math.random() * 30));
    const [hit] = await admin`select pg_terminate_backend(pid) as done from pg_stat_activity
      where usename = 'app_migrator' and datname = current_database() order by random() limit 1`;
    if (hit?.done) seen.kills++;
  }
}

async function countStored(admin: postgres.Sql, acknowledged: ReadonlySet<string>) {
  const counts = await admin<{ batch: string; rows: number; strangers: number }[]>`
    select batch, count(*)::int as rows, count(*) filter (where said_by <> bound_to)::int as strangers from storm group by batch`;
  const stored = new Set(counts.map(({ batch }) => batch));
  return {
    halfCommitted: counts.filter((count) => count.rows !== ROWS).length,
    wrongIdentity: counts.reduce((sum, count) => sum + count.strangers, 0),
    acknowledgedButLost: [...acknowledged].filter((batch) => !stored.has(batch)).length,
  };
}
