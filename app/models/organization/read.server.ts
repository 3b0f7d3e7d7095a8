// One provider as the network desk reads it: facts, places, services at them, phones, agreements. Shows nothing about a client.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agreements, locations, organizations, phones, rates, services, servicesAtLocation } from "#drizzle/schema";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readOpenSuspension } from "./read-standing.server";

/** A provider with more is shown its first; the lists of the portal page on. */
const MOST_ROWS = 200;

/** @throws Refusal 404 absent */
export async function readOrganization(db: Db, actor: Actor, id: OrganizationId) {
  const [row] = await db
    .select({
      organization: organizations,
      managed: sql<boolean>`${organizations.id} = any((select app.organizations_in_network())::uuid[])`,
    })
    .from(organizations)
    .where(eq(organizations.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return {
    ...row.organization,
    id,
    /** Whether the actor may change it: an agreement of their agency, draft or better. */
    managed: row.managed,
    suspension: await readOpenSuspension(db, actor, id),
    places: await readPlaces(db, id),
    services: await readServices(db, id),
    offered: await readOffered(db, id),
    phones: await readPhones(db, id),
    agreements: await readAgreementsWith(db, agencyOf(actor), id),
    rates: await readPricesWith(db, agencyOf(actor), id),
  };
}
export type OrganizationOfPage = Awaited<ReturnType<typeof readOrganization>>;

export function readPlaces(db: Db, organizationId: string) {
  return db
    .select({
      id: locations.id,
      name: locations.name,
      addressLine: locations.addressLine,
      city: locations.city,
      region: locations.region,
      postalCode: locations.postalCode,
      onMap: sql<boolean>`${locations.latitude} is not null`,
      timeZone: locations.timeZone,
    })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.active, true)))
    .orderBy(asc(locations.name), asc(locations.id))
    .limit(MOST_ROWS);
}

export function readServices(db: Db, organizationId: string) {
  return db
    .select({
      id: services.id,
      name: services.name,
      status: services.status,
      specialties: sql<string | null>`(select string_agg(t.name, ', ' order by t.name) from service_specialty x
        join specialty t on t.id = x.specialty_id where x.service_id = service.id)`,
    })
    .from(services)
    .where(eq(services.organizationId, organizationId))
    .orderBy(asc(services.name), asc(services.id))
    .limit(MOST_ROWS);
}

/** Whole days since capacity was last said; null: never. */
export const capacityAge = sql<
  number | null
>`floor(extract(epoch from app.clock() - ${servicesAtLocation.capacityAt}) / 86400)::int`;

/** Services at places with what was last said of their capacity. */
export function readOffered(db: Db, organizationId: string) {
  return db
    .select({
      id: servicesAtLocation.id,
      serviceId: services.id,
      serviceName: services.name,
      placeName: locations.name,
      city: locations.city,
      takesReferrals: servicesAtLocation.takesReferrals,
      openPlaces: servicesAtLocation.openPlaces,
      heldPlaces: servicesAtLocation.heldPlaces,
      capacityUnit: servicesAtLocation.capacityUnit,
      capacityAge,
      hoursKnown: sql<boolean>`exists (select 1 from opening_span h where h.location_id = ${servicesAtLocation.locationId}
        and (h.service_at_location_id is null or h.service_at_location_id = ${servicesAtLocation.id}))`,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(and(eq(servicesAtLocation.organizationId, organizationId), eq(servicesAtLocation.active, true)))
    .orderBy(asc(services.name), asc(locations.name), asc(servicesAtLocation.id))
    .limit(MOST_ROWS);
}
export type OfferedLine = Awaited<ReturnType<typeof readOffered>>[number];

function readPhones(db: Db, organizationId: string) {
  return db
    .select({ id: phones.id, number: phones.number, extension: phones.extension, kind: phones.kind, note: phones.note })
    .from(phones)
    .where(eq(phones.organizationId, organizationId))
    .orderBy(asc(phones.kind), asc(phones.id))
    .limit(20);
}

function readAgreementsWith(db: Db, agencyId: string, organizationId: string) {
  return db
    .select({
      id: agreements.id,
      number: agreements.number,
      state: agreements.state,
      startsOn: agreements.startsOn,
      endsOn: agreements.endsOn,
    })
    .from(agreements)
    .where(and(eq(agreements.agencyId, agencyId), eq(agreements.organizationId, organizationId)))
    .orderBy(desc(agreements.startsOn), desc(agreements.id))
    .limit(MOST_ROWS);
}

function readPricesWith(db: Db, agencyId: string, organizationId: string) {
  return db
    .select({
      id: rates.id,
      serviceName: services.name,
      unitType: rates.unitType,
      rateCents: sql<string>`${rates.rateCents}::text`,
      startsOn: rates.startsOn,
      endsOn: rates.endsOn,
    })
    .from(rates)
    .innerJoin(services, eq(services.id, rates.serviceId))
    .where(
      and(
        eq(rates.agencyId, agencyId),
        eq(rates.organizationId, organizationId),
        sql`${rates.endsOn} > app.clock()::date`,
      ),
    )
    .orderBy(asc(services.name), asc(rates.startsOn), asc(rates.id))
    .limit(MOST_ROWS);
}
