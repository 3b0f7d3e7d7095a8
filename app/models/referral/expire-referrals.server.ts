// Lets referrals expire that nobody answered in time, and tells both sides. Runs as the worker; a referral expires once.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { referralEvents } from "./events";
import { tellCarers } from "./tell-carers.server";

const AT_ONCE = 100;

type Expired = {
  readonly referral_id: string;
  readonly agency_id: string;
  readonly case_id: string;
  readonly client_id: string;
};

/** @returns how many expired; when a whole batch did, there may be more */
export async function expireReferrals(db: Db): Promise<number> {
  const expired = await db.execute<Expired & { organizations: string[] }>(
    sql`select referral_id, agency_id, case_id, client_id, to_jsonb(organizations) as organizations from app.expire_referrals(${AT_ONCE})`,
  );
  for (const { referral_id: id, agency_id: agencyId, case_id: caseId, client_id: clientId, organizations } of expired) {
    await recordEvent(db, null, referralEvents.expired({ referralId: id }), {
      subjectType: "referral",
      subjectId: id,
      agencyId,
      caseId,
      clientId,
      referralId: id,
    });
    await tellCarers(db, id, "referral.expired", "once");
    for (const organizationId of new Set(organizations)) {
      await tellMembers(
        db,
        { organizationId, roles: ["coordinator", "organization_administrator"] },
        { kind: "offer.lapsed", subjectType: "referral", subjectId: id, path: "/portal/offers?view=ended" },
      );
    }
  }
  return expired.length;
}

defineJob("expire-referrals", { retries: 5, cron: "*/5 * * * *" }, async () => {
  while ((await asJob("write", expireReferrals)) === AT_ONCE);
});
