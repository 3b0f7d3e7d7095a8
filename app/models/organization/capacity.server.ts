// Says whether a service at a place takes referrals, and how many places are open. What is said again is new: only its age tells whether it still holds.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import type { Capacity } from "./forms";
import { lockServiceAtLocation } from "./lock.server";

/** No import knows capacity, so this is no edit that one could write over. */
export async function sayCapacity(db: Db, actor: Actor, capacity: Capacity): Promise<void> {
  const { serviceAtLocationId, takesReferrals, openPlaces, capacityUnit } = capacity;
  const { organizationId } = await lockServiceAtLocation(db, serviceAtLocationId);
  const now = await clock(db);
  await db
    .update(servicesAtLocation)
    .set({ takesReferrals, openPlaces, ...(capacityUnit ? { capacityUnit } : {}), capacityAt: now, updatedAt: now })
    .where(eq(servicesAtLocation.id, serviceAtLocationId));
  await confirmWritten(db, organizationId, "capacity", [serviceAtLocationId]);
  const event = organizationEvents["capacity-changed"]({ serviceAtLocationId, takesReferrals, openPlaces });
  await recordEvent(db, actor, event, subjectOf(organizationId));
}
