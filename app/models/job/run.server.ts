// Runs the background jobs of this process with pg-boss, and stops them without breaking one off. Knows no job by name.
import { type Job as BossJob, type JobWithMetadata, PgBoss } from "pg-boss";
import { env } from "#app/env.server";
import { log, logFailure } from "#app/log.server";
import { definedJobs, type Job } from "./define";

const POLL_SECONDS = 2;
const RETRY_SECONDS = 30;
const LONGEST_RETRY_SECONDS = 3600;
const STOP_MILLISECONDS = 20_000;
const KEEP_SECONDS = 7 * 24 * 3600;

let boss: PgBoss | null = null;

/**
 * Starts every defined job; whoever defines jobs must have been loaded before.
 * @param url the worker's address on the database; its login takes the role app_job and can do nothing else
 */
export async function startJobs(url = env().DATABASE_WORKER_URL): Promise<void> {
  if (boss) return;
  if (!url) throw new Error("no database address for the worker");
  const started = new PgBoss({
    connectionString: url,
    options: "-c role=app_job",
    application_name: "throughline worker",
    schema: "pgboss",
    createSchema: false,
    max: 4,
    // Its tables are small and short-lived: rebuilding indexes and watching vacuum is the operator's PostgreSQL's business.
    reindex: false,
    monitorVacuum: false,
  });
  started.on("error", (failure) => logFailure(failure, { job: "queue" }));
  await started.start();
  boss = started;
  for (const job of definedJobs()) await begin(started, job);
}

/** Takes no more jobs and waits for those under way, at most twenty seconds; what is cut off then is tried again later. */
export async function stopJobs(): Promise<void> {
  const stopping = boss;
  boss = null;
  await stopping?.stop({ graceful: true, timeout: STOP_MILLISECONDS });
}

async function begin(queue: PgBoss, job: Job): Promise<void> {
  const options = {
    retryLimit: job.retries,
    retryDelay: RETRY_SECONDS,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_SECONDS,
    expireInSeconds: job.seconds ?? 900,
    deleteAfterSeconds: KEEP_SECONDS,
  };
  await queue.createQueue(job.name, { ...options, policy: "standard" });
  await queue.updateQueue(job.name, options);
  if (job.cron) await queue.schedule(job.name, job.cron, {}, { tz: "UTC" });
  else await queue.unschedule(job.name);
  const settings = { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true } as const;
  await queue.work<Record<string, unknown>>(job.name, settings, async (batch) => {
    for (const one of batch) await runOne(job, one);
  });
}

async function runOne(job: Job, run: JobWithMetadata<Record<string, unknown>> | BossJob<Record<string, unknown>>) {
  const attempt = ("retryCount" in run ? run.retryCount : 0) + 1;
  try {
    await job.work(run.data ?? {}, { attempt });
    log.debug("job done", { job: job.name, attempt });
  } catch (failure) {
    logFailure(failure, { job: job.name, attempt });
    // pg-boss keeps what is thrown; a database failure's message would carry the values of the row.
    throw new Error(`${job.name} failed`);
  }
}
