// Adds a place of a provider, and says how to reach it. Where it lies on the map comes from its address; a street alone is on no map.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { geocode } from "#app/search/geocode.server";
import { locations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type LocationId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import type { PlaceFacts, Reach } from "./forms";
import type { Address } from "./keeping-forms";
import { fieldsChanged, lockOrganization, lockPlace } from "./lock.server";

export async function addPlace(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  facts: PlaceFacts,
): Promise<LocationId> {
  await lockOrganization(db, organizationId);
  const [made] = await db
    .insert(locations)
    .values({ organizationId, ...facts, ...pointOf(facts, actor.timeZone), editedAt: await clock(db) })
    .returning({ id: locations.id });
  if (!made) throw new Error("the place was not kept");
  const event = organizationEvents["place-added"]({ locationId: made.id });
  await recordEvent(db, actor, event, subjectOf(organizationId));
  return asId<LocationId>(made.id);
}

export async function changeReach(db: Db, actor: Actor, locationId: LocationId, reach: Reach): Promise<void> {
  const row = await lockPlace(db, locationId);
  const fields = fieldsChanged(row, reach);
  if (fields === "") return;
  await db
    .update(locations)
    .set({ ...reach, ...(await editedNow(db)) })
    .where(eq(locations.id, locationId));
  await confirmWritten(db, row.organizationId, "access", [locationId]);
  const event = organizationEvents["place-changed"]({ locationId, fields });
  await recordEvent(db, actor, event, subjectOf(row.organizationId));
}

/** Puts the place on the map anew. @throws Refusal 404 for another provider's place */
export async function changeAddress(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  locationId: LocationId,
  address: Address,
): Promise<void> {
  const row = await lockPlace(db, locationId);
  if (row.organizationId !== organizationId) throw new Refusal("not-found", 404);
  const fields = fieldsChanged(row, address);
  if (fields !== "") {
    // A point that somebody gave by hand holds as long as the address it was given for.
    const { addressLine, city, region, postalCode } = address;
    const moved = fieldsChanged(row, { addressLine, city, region, postalCode }) !== "";
    await db
      .update(locations)
      .set({ ...address, ...(moved ? pointOf(address, row.timeZone) : {}), ...(await editedNow(db)) })
      .where(eq(locations.id, locationId));
    const event = organizationEvents["place-changed"]({ locationId, fields });
    await recordEvent(db, actor, event, subjectOf(organizationId));
  }
  await confirmWritten(db, organizationId, "address", [locationId]);
}

/** A change by hand, now. */
export async function editedNow(db: Db): Promise<{ updatedAt: Date; editedAt: Date }> {
  const now = await clock(db);
  return { updatedAt: now, editedAt: now };
}

/** @param deskZone the zone of whoever writes, for an address that is on no map */
function pointOf({ addressLine, city, region, postalCode }: Address, deskZone: string) {
  const placed = geocode({ line: addressLine, city, state: region, postalCode });
  if (placed.precision === "unplaced") {
    return { latitude: null, longitude: null, pointPrecision: "none", timeZone: deskZone };
  }
  const { latitude, longitude, precision, timeZone } = placed;
  return { latitude, longitude, pointPrecision: precision === "town" ? "town" : "postal_code", timeZone };
}
