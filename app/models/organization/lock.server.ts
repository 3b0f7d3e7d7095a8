// Locks what the actor may change of the directory. The directory is open to read, so what is another's is refused, not hidden.
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, organizations, services, servicesAtLocation } from "#drizzle/schema";
import type { LocationId, OrganizationId, ServiceAtLocationId, ServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** @throws Refusal 404 absent, 403 neither the actor's own nor of a network they manage; so do all four */
export async function lockOrganization(db: Db, id: OrganizationId) {
  const own = await db.select().from(organizations).where(eq(organizations.id, id)).for("update");
  return (
    own[0] ?? refuse(await db.select({ id: organizations.id }).from(organizations).where(eq(organizations.id, id)))
  );
}

export async function lockPlace(db: Db, id: LocationId) {
  const own = await db.select().from(locations).where(eq(locations.id, id)).for("update");
  return own[0] ?? refuse(await db.select({ id: locations.id }).from(locations).where(eq(locations.id, id)));
}

export async function lockService(db: Db, id: ServiceId) {
  const own = await db.select().from(services).where(eq(services.id, id)).for("update");
  return own[0] ?? refuse(await db.select({ id: services.id }).from(services).where(eq(services.id, id)));
}

export async function lockServiceAtLocation(db: Db, id: ServiceAtLocationId) {
  const own = await db.select().from(servicesAtLocation).where(eq(servicesAtLocation.id, id)).for("update");
  if (own[0]) return own[0];
  return refuse(
    await db.select({ id: servicesAtLocation.id }).from(servicesAtLocation).where(eq(servicesAtLocation.id, id)),
  );
}

function refuse(readable: readonly unknown[]): never {
  throw readable.length > 0 ? new Refusal("organization.not-yours", 403) : new Refusal("not-found", 404);
}

/** The names of what differs from the row, as an event tells it; empty when nothing does. */
export function fieldsChanged(row: Readonly<Record<string, unknown>>, said: Readonly<Record<string, unknown>>): string {
  return Object.keys(said)
    .filter((name) => JSON.stringify(said[name]) !== JSON.stringify(row[name]))
    .join(",");
}
