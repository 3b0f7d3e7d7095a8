// Posts each person's digest in their own morning, once a day however often it is tried. Says how much waits, and never what or about whom.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { defineJob } from "../job/define";
import { enqueueJob } from "../job/enqueue.server";

const AT_ONCE = 100;

interface Due extends Record<string, unknown> {
  readonly person_id: string;
  readonly language: string;
  readonly local_day: string;
  readonly waiting: number;
}

/**
 * Letter and mark are kept in one transaction for each person: a worker that is killed has told somebody, or has not, and
 * whoever comes after it tells only the others.
 * @returns how many digests were posted
 */
export async function postDigests(perform: typeof asJob = asJob): Promise<number> {
  let posted = 0;
  for (;;) {
    const due = await perform("read", (db) => db.execute<Due>(sql`select * from app.digests_due(${AT_ONCE})`));
    for (const one of due) if (await perform("write", (db) => postOne(db, one))) posted += 1;
    if (due.length < AT_ONCE) return posted;
  }
}

async function postOne(db: Db, { person_id, language, local_day, waiting }: Due): Promise<boolean> {
  const say = sayIn(language);
  const subject = say("mail.digest.subject", { count: waiting });
  const body = say("mail.digest.body", { count: waiting, link: `${publicOrigin()}/notices` });
  const [row] = await db.execute<{ posted: boolean }>(
    sql`select app.post_digest(${person_id}::uuid, ${local_day}::date, ${subject}, ${body}) as posted`,
  );
  if (!row?.posted) return false;
  await enqueueJob(db, "deliver-letters", {});
  return true;
}

defineJob("post-digests", { retries: 3, cron: "*/10 * * * *" }, async () => {
  await postDigests();
});
