// Keeps of which desks a person wants to be told by mail, and tells them, once for each day they chose. A mail holds a link: no figure and no name.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { mayDo } from "#app/access/rights";
import { asActor, asJob, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { pointOfArea } from "#app/search/geocode.server";
import { deskMails } from "#drizzle/schema";
import { defineJob } from "../job/define";
import { enqueueJob } from "../job/enqueue.server";
import type { DeskMailId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { addressOf, type MailDay, type MailedDeskName, mailedDesk } from "./desk-mail";

export type DeskMail = Awaited<ReturnType<typeof readDeskMails>>[number];

/** Those of this seat, by desk. */
export async function readDeskMails(db: Db, actor: Actor) {
  const rows = await db
    .select({
      id: deskMails.id,
      desk: sql<MailedDeskName>`${deskMails.desk}`,
      path: deskMails.path,
      weekday: deskMails.weekday,
    })
    .from(deskMails)
    .where(eq(deskMails.membershipId, actor.membershipId))
    .orderBy(deskMails.desk);
  return rows.map(({ weekday, ...row }) => ({
    ...row,
    day: (weekday === null ? "month" : String(weekday)) as MailDay,
  }));
}

/** The same for the page of the account, which is about the person and has no desk's transaction of its own. */
export const readOwnDeskMails = (actor: Actor) => asActor(actor, "read", (db) => readDeskMails(db, actor));

/** One a desk: asked again, the newer wish stands. @throws Refusal 403 where the desk is not open to them */
export async function askDeskMail(
  db: Db,
  actor: Actor,
  { desk, search, day }: { readonly desk: MailedDeskName; readonly search: string; readonly day: MailDay },
): Promise<void> {
  if (!mayDo(actor, mailedDesk(desk).right))
    throw new Refusal("access.missing-right", 403, { right: mailedDesk(desk).right });
  const path = addressOf(desk, search, (area) => pointOfArea(area) !== null);
  const wish = { path, weekday: day === "month" ? null : Number(day) };
  await db
    .insert(deskMails)
    .values({ membershipId: actor.membershipId, desk, ...wish })
    .onConflictDoUpdate({ target: [deskMails.membershipId, deskMails.desk], set: wish });
}

/** Stopped twice is stopped. */
export async function stopDeskMail(db: Db, actor: Actor, id: DeskMailId): Promise<void> {
  await db.delete(deskMails).where(and(eq(deskMails.id, id), eq(deskMails.membershipId, actor.membershipId)));
}

const AT_ONCE = 100;

interface Due extends Record<string, unknown> {
  readonly desk_mail_id: string;
  readonly language: string;
  readonly desk: MailedDeskName;
  readonly path: string;
  readonly due_day: string;
}

/**
 * The letter's key is the wish and its day: however often this runs, and wherever it is broken off, it is one letter.
 * @returns how many were posted
 */
export async function postDeskMails(perform: typeof asJob = asJob): Promise<number> {
  let posted = 0;
  for (;;) {
    const due = await perform("read", (db) =>
      db.execute<Due>(
        sql`select desk_mail_id, language, desk, path, due_day::text from app.desk_mails_due(${AT_ONCE})`,
      ),
    );
    for (const one of due) if (await perform("write", (db) => postOne(db, one))) posted += 1;
    if (due.length < AT_ONCE) return posted;
  }
}

async function postOne(db: Db, { desk_mail_id, language, desk, path, due_day }: Due): Promise<boolean> {
  const say = sayIn(language);
  const what = say(mailedDesk(desk).title);
  const link = `${publicOrigin()}${path}`;
  const own = `${publicOrigin()}/notices/desks`;
  const [row] = await db.execute<{
    posted: boolean;
  }>(sql`select app.post_desk_mail(${desk_mail_id}::uuid, ${due_day}::date,
    ${say("mail.desk.subject", { what })}, ${say("mail.desk.body", { what, link, own })}) as posted`);
  if (!row?.posted) return false;
  await enqueueJob(db, "deliver-letters", {});
  return true;
}

defineJob("post-desk-mails", { retries: 3, cron: "*/10 * * * *" }, async () => {
  await postDeskMails();
});
