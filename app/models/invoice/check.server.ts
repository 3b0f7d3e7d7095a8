// Runs the edits over what was delivered and not yet billed, so that a provider knows before an invoice is made what passes. Writes nothing.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import type { UnbilledDelivery } from "../delivery/unbilled.server";
import { localDay } from "../values/calendar-day";
import { type Edit, findEdits } from "./edits";
import { NO_FACTS, readEditRules, readFacts } from "./facts.server";

/** @param deliveries all to the same agency  @returns the same, each with what was found */
export async function checkUnbilled<Delivery extends UnbilledDelivery>(
  db: Db,
  actor: Actor,
  agencyId: string,
  deliveries: readonly Delivery[],
): Promise<(Delivery & { readonly edits: readonly Edit[] })[]> {
  const facts = await readFacts(
    db,
    deliveries.map(({ attendanceId }) => attendanceId),
  );
  const found = findEdits(
    deliveries.map((delivery) => ({
      ...delivery,
      id: delivery.attendanceId,
      authorizedFrom: delivery.authorizationStartsOn,
      authorizedUntil: delivery.authorizationEndsOn,
      attended: true,
      facts: facts.get(delivery.attendanceId) ?? NO_FACTS,
    })),
    await readEditRules(db, agencyId),
    localDay(await clock(db), actor.timeZone),
  );
  return deliveries.map((delivery) => ({ ...delivery, edits: found.get(delivery.attendanceId) ?? [] }));
}
