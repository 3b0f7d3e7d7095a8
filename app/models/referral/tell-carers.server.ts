// Tells whoever carries a referral at the agency that something waits. Knows no names; the database tells whom.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { tellMembership } from "../notification/tell.server";

/**
 * @param kind name of the notice, such as "offer.accepted"
 * @param effect tells apart what may rightly happen more than once to one referral
 */
export async function tellCarers(db: Db, referralId: string, kind: string, effect: string): Promise<void> {
  const rows = await db.execute<{ id: string }>(sql`select unnest(app.referral_carers(${referralId}::uuid)) as id`);
  for (const { id } of rows) {
    await tellMembership(db, id, {
      kind,
      subjectType: "referral",
      subjectId: referralId,
      path: `/agency/referrals/${referralId}`,
      effect,
    });
  }
}
