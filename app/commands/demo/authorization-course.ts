// What comes of the demo's authorizations: some run out, and somebody is asked to renew them; of one a change waits for a second person. By the house's own deeds.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { askChange } from "#app/models/authorization/change.server";
import { askRenewals } from "#app/models/authorization/run-out.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { type AuthorizationId, asId } from "#app/models/values/ids";
import { authorizations, cases, referrals } from "#drizzle/schema";
import type { DemoStage } from "./stage";

export async function runAuthorizations(stage: DemoStage, { ines }: { readonly ines: Actor }): Promise<void> {
  stage.at(-1, 10);
  await stage.as(ines, async (db) => {
    const [found] = await db
      .select({ authorization: authorizations })
      .from(authorizations)
      .innerJoin(referrals, eq(referrals.id, authorizations.referralId))
      .innerJoin(cases, eq(cases.id, referrals.caseId))
      .where(and(eq(cases.ownerMembershipId, ines.membershipId), eq(authorizations.state, "active")))
      .orderBy(authorizations.number)
      .limit(1);
    if (!found) return;
    const { id, units, endsOn } = found.authorization;
    await askChange(db, ines, asId<AuthorizationId>(id), {
      units: units + 200n,
      period: "week",
      unitsPerPeriod: 100n,
      endsOn: asCalendarDay(endsOn),
      words: "She asks for a steady rhythm, and two more after the review of her plan.",
    });
  });
  stage.at(0, 6);
  await stage.asWorker(askRenewals);
}
