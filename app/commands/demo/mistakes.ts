// What the demo's people keep in order about referrals: why providers may decline, and one that may have been a mistake. By the house's own deeds.
import { and, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { addReason, beginReasons, moveReason, readReasons } from "#app/models/referral/decline-reasons.server";
import { askRetraction } from "#app/models/referral/retract.server";
import { asId, type DeclineReasonId, type ReferralId } from "#app/models/values/ids";
import { cases, referrals } from "#drizzle/schema";
import type { DemoStage } from "./stage";

type People = { readonly ada: Actor; readonly ines: Actor };

export async function keepReferralsInOrder(stage: DemoStage, { ada, ines }: People): Promise<void> {
  stage.at(-3, 11);
  await stage.as(ada, async (db) => {
    await beginReasons(db, ada);
    await addReason(db, ada, { words: "Only with a doctor's letter", code: "missing_documents" });
    const added = asId<DeclineReasonId>((await readReasons(db, ada)).at(-1)?.id ?? "");
    await moveReason(db, ada, added, "up");
  });
  await stage.as(ines, async (db) => {
    const [ended] = await db
      .select({ id: referrals.id })
      .from(referrals)
      .innerJoin(cases, eq(cases.id, referrals.caseId))
      .where(and(eq(cases.ownerMembershipId, ines.membershipId), inArray(referrals.state, ["withdrawn", "declined"])))
      .orderBy(referrals.id)
      .limit(1);
    if (ended)
      await askRetraction(db, ines, asId<ReferralId>(ended.id), "It was meant for the sister of the same name.");
  });
}
