// Mails the question "still right?" before facts grow too old: to one mailbox of an organization, once a month at most. Runs as the worker.
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { hashToken } from "#app/access/session-adapter.server";
import { asJob, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { confirmationRequests } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { defineJob, EVERY_MINUTE } from "../job/define";
import { enqueueJob } from "../job/enqueue.server";
import { organizationEvents } from "./events";
import { USUAL_HALF_LIVES } from "./fact-groups";

export const LINK_DAYS = 14;
const AT_ONCE = 50;
/** In the morning of both coasts, when mail is read. */
const EVERY_MORNING = "30 14 * * *";

type Asked = {
  readonly organizationId: string;
  readonly name: string;
  readonly mailedTo: string;
  readonly language: string;
};

/** @returns how many were asked; when a whole batch was, there may be more */
export async function askStillRight(db: Db): Promise<number> {
  const due = await db.execute<Asked>(sql`
    select organization_id as "organizationId", name, mailed_to as "mailedTo", language
    from app.due_for_confirmation(${JSON.stringify(USUAL_HALF_LIVES)}::jsonb, ${AT_ONCE})`);
  for (const asked of due) await mailLink(db, asked);
  return due.length;
}

/** New links for those whose old one was used or too old, and who asked: to the mailbox the old one went to. */
export async function answerAskedAgain(db: Db): Promise<number> {
  const again = await db.execute<Asked>(sql`
    select distinct on (r.organization_id) r.organization_id as "organizationId", o.name, r.mailed_to as "mailedTo", 'en' as language
    from confirmation_request r join organization o on o.id = r.organization_id and o.active
    where r.asked_again_at is not null and not exists (
      select 1 from confirmation_request newer where newer.organization_id = r.organization_id and newer.created_at >= r.asked_again_at)
    order by r.organization_id, r.asked_again_at desc
    limit ${AT_ONCE}`);
  for (const asked of again) await mailLink(db, asked);
  return again.length;
}

async function mailLink(db: Db, { organizationId, name, mailedTo, language }: Asked): Promise<void> {
  const token = randomBytes(20).toString("hex");
  const [made] = await db
    .insert(confirmationRequests)
    .values({
      organizationId,
      tokenHash: hashToken(token),
      mailedTo,
      expiresAt: sql`app.clock() + make_interval(days => ${LINK_DAYS})`,
    })
    .returning({ id: confirmationRequests.id });
  if (!made) throw new Error("the request was not kept");
  const say = sayIn(language);
  const subject = say("mail.confirmation.subject", { name });
  const body = say("mail.confirmation.body", { name, days: LINK_DAYS, link: `${publicOrigin()}/confirm/${token}` });
  await db.execute(
    sql`select app.post_letter_to(${mailedTo}, ${`confirmation:${made.id}`}, 'confirmation', ${subject}, ${body})`,
  );
  await enqueueJob(db, "deliver-letters", {});
  const event = organizationEvents["asked-still-right"]({ requestId: made.id });
  await recordEvent(db, null, event, { subjectType: "organization", subjectId: organizationId, organizationId });
}

defineJob("ask-still-right", { retries: 3, cron: EVERY_MORNING }, async () => {
  while ((await asJob("write", askStillRight)) === AT_ONCE);
});

defineJob("answer-asked-again", { retries: 3, cron: EVERY_MINUTE }, async () => {
  while ((await asJob("write", answerAskedAgain)) === AT_ONCE);
});
