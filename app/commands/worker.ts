// `npm run worker`: the background jobs in a process of their own, for a web server that runs with WORKER=external. Serves no page.
import { closePools } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { startJobsInside } from "./start/jobs";
import { shareDatabase } from "./start/running";
import { untilAsked } from "./start/signals";
import { runCommand, Stop } from "./stop";
import { readWords } from "./words";

void runCommand(async () => {
  readWords(process.argv.slice(2), { flags: [], values: [], most: 0, usage: "npm run worker" });
  const asked = untilAsked();
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);
  const database = await shareDatabase(env(), say);
  try {
    const stopJobs = await startJobsInside();
    say("Working. Ctrl-C stops it.");
    const lost = database.ended.then(() => {
      throw new Stop("PostgreSQL ended by itself: see postgres.log in the data folder.");
    });
    await Promise.race([asked.stop, lost]).finally(stopJobs);
    return 0;
  } finally {
    await closePools();
    await database.stop();
    asked.release();
  }
});
