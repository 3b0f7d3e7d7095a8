// Names the background jobs: how often each is tried again and when it runs by itself. Holds the list; runs nothing.

export interface JobOptions {
  /** How often a failed run is tried again, later and later. */
  readonly retries: number;
  /** When it runs by itself, as cron writes it, in UTC; left out: only when enqueued. */
  readonly cron?: string;
  /** After so many seconds a run counts as lost and is tried again; 15 minutes unless said. */
  readonly seconds?: number;
}

/** One run. It may come twice, also at once: every effect must have a unique key of its own. */
export type JobWork = (data: Readonly<Record<string, unknown>>, run: { attempt: number }) => Promise<void>;

export interface Job extends JobOptions {
  readonly name: string;
  readonly work: JobWork;
}

const jobs = new Map<string, Job>();

export const EVERY_MINUTE = "* * * * *";
export const EVERY_NIGHT = "15 3 * * *";

/**
 * Adds a job to the list: `defineJob("strike-offer-clocks", { retries: 5, cron: EVERY_MINUTE }, work)`.
 * @throws RangeError when the name is taken: two works under one name would run by turns
 */
export function defineJob(name: string, options: JobOptions, work: JobWork): void {
  if (jobs.has(name)) throw new RangeError(`two jobs are called ${name}`);
  jobs.set(name, { name, ...options, work });
}

/** Runs every minute by itself. */
export function everyMinute(name: string, retries: number, work: JobWork): void {
  defineJob(name, { retries, cron: EVERY_MINUTE }, work);
}

export function definedJobs(): readonly Job[] {
  return [...jobs.values()];
}
