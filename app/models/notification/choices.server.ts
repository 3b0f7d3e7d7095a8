// Reads and keeps how a person wants to hear of each kind of notice by mail. In the house every notice is shown whatever is chosen.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { noticeChoices } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { areasOf, type MailChoice, mayBeSilent } from "./areas";

export type NoticeChoice = Awaited<ReturnType<typeof readChoices>>[number];

export async function readChoices(db: Db, actor: Actor) {
  const kept = await db.select().from(noticeChoices).where(eq(noticeChoices.membershipId, actor.membershipId));
  return areasOf(actor.role).map((area) => ({
    area,
    mail: (kept.find((one) => one.area === area)?.mail ?? "at_once") as MailChoice,
    maySilence: mayBeSilent(actor.role, area),
  }));
}

/** @throws Refusal 409 when what is urgent would be silenced for somebody who answers for a provider */
export async function chooseMail(
  db: Db,
  actor: Actor,
  chosen: Readonly<Partial<Record<string, MailChoice>>>,
): Promise<void> {
  for (const { area, mail: before } of await readChoices(db, actor)) {
    const mail = chosen[area];
    if (!mail || mail === before) continue;
    if (mail === "none" && !mayBeSilent(actor.role, area)) throw new Refusal("notification.urgent", 409);
    await db
      .insert(noticeChoices)
      .values({ membershipId: actor.membershipId, area, mail })
      .onConflictDoUpdate({
        target: [noticeChoices.membershipId, noticeChoices.area],
        // A digest tells of what comes from now on.
        set: { mail, chosenAt: sql`app.clock()` },
      });
  }
}
