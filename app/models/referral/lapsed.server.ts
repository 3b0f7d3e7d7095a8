// Open referrals at a place where something the agency asks for no longer holds: for the pages that flag them, and once for those who carry them.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { referralEvents } from "./events";
import { tellCarers } from "./tell-carers.server";

const AT_ONCE = 100;

export interface Lapsed {
  readonly organizationId: string;
  readonly reason: "credential" | "excluded";
  /** Names of what does not hold today on the place's own calendar. */
  readonly names: string;
}

/** By referral; one that is not open, or where all holds, is not among them. */
export async function readLapsed(db: Db, referralIds: readonly string[]): Promise<ReadonlyMap<string, Lapsed[]>> {
  const found = new Map<string, Lapsed[]>();
  if (referralIds.length === 0) return found;
  const rows = await db.execute<{
    referral_id: string;
    organization_id: string;
    reason: Lapsed["reason"];
    names: string;
  }>(
    sql`select referral_id, organization_id, reason, names from app.lapsed_referrals(${`{${referralIds.join(",")}}`}::uuid[])`,
  );
  for (const { referral_id: id, organization_id: organizationId, reason, names } of rows) {
    found.set(id, [...(found.get(id) ?? []), { organizationId, reason, names }]);
  }
  return found;
}

/** @returns how many were told; when a whole batch was, there may be more */
export async function flagLapsedReferrals(db: Db): Promise<number> {
  const lapsed = await db.execute<{
    referral_id: string;
    agency_id: string;
    case_id: string;
    client_id: string;
    organization_id: string;
    reason: string;
    codes: string;
  }>(sql`select * from app.newly_lapsed_referrals(${AT_ONCE})`);
  for (const row of lapsed) {
    const { referral_id: id, organization_id: organizationId, reason, codes } = row;
    // Written first: it is what keeps a second run from telling again.
    await recordEvent(db, null, referralEvents["credential-lapsed"]({ referralId: id, reason, codes }), {
      subjectType: "referral",
      subjectId: id,
      agencyId: row.agency_id,
      organizationId,
      caseId: row.case_id,
      clientId: row.client_id,
      referralId: id,
    });
    await tellCarers(db, id, "referral.credential-lapsed", `${organizationId}:${reason}:${codes}`);
  }
  return lapsed.length;
}

// After the credentials' own look; what was told stays told.
defineJob("flag-lapsed-referrals", { retries: 5, cron: "25 * * * *" }, async () => {
  while ((await asJob("write", flagLapsedReferrals)) === AT_ONCE);
});
