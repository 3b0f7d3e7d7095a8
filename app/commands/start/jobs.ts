// Starts the background jobs in this process. Never knows what they do.

/** Returns what stops them: a job that has begun is finished. */
export async function startJobsInside(): Promise<() => Promise<void>> {
  const { startJobs, stopJobs } = await import("#app/models/job/run.server");
  await startJobs();
  return stopJobs;
}
