// Adds services to a provider, offers them at its places, says how they are given, and opens or closes them. Never touches a price.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { serviceSpecialties, services, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type LocationId, type OrganizationId, type ServiceAtLocationId, type ServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import type { Given, NewService, PublicPrice } from "./forms";
import { fieldsChanged, lockOrganization, lockPlace, lockService, lockServiceAtLocation } from "./lock.server";
import { editedNow } from "./place.server";

/** Keeps the service with its specialty, offered at one place of the same provider. */
export async function addService(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  { specialtyId, locationId, ...facts }: NewService,
): Promise<ServiceId> {
  await lockOrganization(db, organizationId);
  const [made] = await db
    .insert(services)
    .values({ organizationId, ...facts, editedAt: await clock(db) })
    .returning({ id: services.id });
  if (!made) throw new Error("the service was not kept");
  const serviceId = asId<ServiceId>(made.id);
  await db.insert(serviceSpecialties).values({ organizationId, serviceId, specialtyId });
  await recordEvent(db, actor, organizationEvents["service-added"]({ serviceId }), subjectOf(organizationId));
  await placeService(db, actor, serviceId, locationId);
  return serviceId;
}

/** @throws Refusal 404 for a place of another provider, 409 when it is offered there already */
export async function placeService(
  db: Db,
  actor: Actor,
  serviceId: ServiceId,
  locationId: LocationId,
): Promise<ServiceAtLocationId> {
  const service = await lockService(db, serviceId);
  const place = await lockPlace(db, locationId);
  if (place.organizationId !== service.organizationId) throw new Refusal("not-found", 404);
  const [made] = await db
    .insert(servicesAtLocation)
    .values({ organizationId: service.organizationId, serviceId, locationId, editedAt: await clock(db) })
    .onConflictDoNothing()
    .returning({ id: servicesAtLocation.id });
  if (!made) throw new Refusal("organization.there-already", 409, { service: service.name, place: place.name });
  const event = organizationEvents["service-placed"]({ serviceAtLocationId: made.id, serviceId, locationId });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
  return asId<ServiceAtLocationId>(made.id);
}

export async function changeServiceStatus(db: Db, actor: Actor, serviceId: ServiceId, status: string): Promise<void> {
  const service = await lockService(db, serviceId);
  if (service.status === status) return;
  await db
    .update(services)
    .set({ status, ...(await editedNow(db)) })
    .where(eq(services.id, serviceId));
  const event = organizationEvents["service-changed"]({ serviceId, fields: "status" });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
}

/** Says how a service is given, for whom and at what cost, wherever it is offered. */
export async function changeGiven(db: Db, actor: Actor, serviceId: ServiceId, given: Given): Promise<void> {
  const service = await lockService(db, serviceId);
  const fields = fieldsChanged(service, given);
  if (fields === "") return;
  await db
    .update(services)
    .set({ ...given, ...(await editedNow(db)) })
    .where(eq(services.id, serviceId));
  await confirmWritten(db, service.organizationId, "services", [serviceId]);
  const event = organizationEvents["service-changed"]({ serviceId, fields });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
}

/** Says what a unit of the service offered there costs in public, or that nobody says it any more; an agreement's price goes before. */
export async function sayPublicPrice(db: Db, actor: Actor, id: ServiceAtLocationId, said: PublicPrice): Promise<void> {
  const { serviceId } = await lockServiceAtLocation(db, id);
  const service = await lockService(db, asId<ServiceId>(serviceId));
  const { priceCents = null, priceUnitType = null } = said;
  if (service.priceCents === priceCents && service.priceUnitType === priceUnitType) return;
  await db
    .update(services)
    .set({ priceCents, priceUnitType, ...(await editedNow(db)) })
    .where(eq(services.id, serviceId));
  const event = organizationEvents["service-changed"]({ serviceId, fields: "price" });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
}
