// Gives whoever sent a referral a task on its case, in the agency's language. Names providers and numbers; never the client.
import { eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { agencies, offers, organizations } from "#drizzle/schema";

type TaskKey = "referral.clock.task-given-back" | "referral.clock.task-cancelled";

/** By the provider that ends what it had accepted. */
export async function taskForSender(db: Db, actor: Actor, referralId: string, key: TaskKey): Promise<void> {
  const [found] = await db
    .select({ language: agencies.language, provider: organizations.name, summary: offers.summary })
    .from(offers)
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .innerJoin(organizations, eq(organizations.id, offers.organizationId))
    .where(
      sql`${offers.referralId} = ${referralId}::uuid and ${offers.organizationId} = ${organizationOf(actor)}::uuid`,
    )
    .limit(1);
  if (!found) return;
  const words = sayIn(found.language)(key, { number: found.summary.number ?? "", provider: found.provider });
  await db.execute(sql`select app.task_for_sender(${referralId}::uuid, ${words})`);
}
