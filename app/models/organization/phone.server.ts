// Adds and removes phones of a place or of one service. Calls nobody.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { locations, phones, services } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import type { NewPhone } from "./forms";
import { lockServiceAtLocation } from "./lock.server";
import { editedNow } from "./place.server";

export async function addPhone(
  db: Db,
  actor: Actor,
  id: ServiceAtLocationId,
  { phoneOf, ...phone }: NewPhone,
): Promise<void> {
  const { organizationId, locationId, serviceId } = await lockServiceAtLocation(db, id);
  const [made] = await db
    .insert(phones)
    .values({ organizationId, ...(phoneOf === "place" ? { locationId } : { serviceId }), ...phone })
    .returning({ id: phones.id });
  if (!made) throw new Error("the phone was not kept");
  await markEdited(db, organizationId, phoneOf === "place" ? { locationId } : { serviceId });
  await recordEvent(db, actor, organizationEvents["phone-added"]({ phoneId: made.id }), subjectOf(organizationId));
}

/** @throws Refusal 404 for a phone that is neither the place's nor the service's */
export async function removePhone(db: Db, actor: Actor, id: ServiceAtLocationId, phoneId: string): Promise<void> {
  const { organizationId, locationId, serviceId } = await lockServiceAtLocation(db, id);
  const [row] = await db
    .select()
    .from(phones)
    .where(and(eq(phones.id, phoneId), eq(phones.organizationId, organizationId)));
  if (!row || (row.locationId !== locationId && row.serviceId !== serviceId)) throw new Refusal("not-found", 404);
  await db.delete(phones).where(eq(phones.id, phoneId));
  await markEdited(db, organizationId, row);
  await recordEvent(db, actor, organizationEvents["phone-removed"]({ phoneId }), subjectOf(organizationId));
}

// A phone has no mark of its own: an import looks at the mark of what it belongs to.
async function markEdited(
  db: Db,
  organizationId: string,
  of: { locationId?: string | null; serviceId?: string | null },
): Promise<void> {
  const edited = await editedNow(db);
  if (of.locationId) await db.update(locations).set(edited).where(eq(locations.id, of.locationId));
  if (of.serviceId) await db.update(services).set(edited).where(eq(services.id, of.serviceId));
  await confirmWritten(db, organizationId, "contact", [organizationId]);
}
