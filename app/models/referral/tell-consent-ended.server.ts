// Tells whom the end of a consent concerns: who carries each referral that leaned on it, and the provider that read by it. Closes nothing; the database did.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { HouseEvent } from "../event/define";
import { tellCarers } from "./tell-carers.server";
import { tellHolder } from "./tell-holder.server";

/** Runs in the transaction in which the consent ended, when what it closed is known. */
export async function tellConsentEnded(db: Db, { facts }: HouseEvent): Promise<void> {
  const consentId = String(facts.consentId);
  const concerned = await db.execute<{ referral_id: string; organization_id: string; offer_id: string | null }>(
    sql`select referral_id, organization_id, offer_id from app.concerned_by_end(${consentId}::uuid)`,
  );
  for (const { referral_id, organization_id, offer_id } of concerned) {
    await tellCarers(db, referral_id, "referral.consent-ended", consentId);
    if (offer_id) {
      await tellHolder(db, { offerId: offer_id, organizationId: organization_id }, "offer.consent-ended", consentId);
    }
  }
}
