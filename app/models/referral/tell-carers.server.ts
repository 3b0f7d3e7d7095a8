// Tells whoever carries a referral at the agency that something waits. Knows no names; the database tells whom.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { tellMembership } from "../notification/tell.server";

/** @param kind name of the notice, such as "offer.accepted" */
export async function tellCarers(db: Db, referralId: string, kind: string): Promise<void> {
  const rows = await db.execute<{ id: string }>(sql`select unnest(app.referral_carers(${referralId}::uuid)) as id`);
  for (const { id } of rows) {
    await tellMembership(db, id, {
      kind,
      subjectType: "referral",
      subjectId: referralId,
      path: `/agency/referrals/${referralId}`,
    });
  }
}
