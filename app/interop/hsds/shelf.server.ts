// Brings the rows that some services or organizations are written from, each table in one statement. Knows no JSON.
import { asc, inArray, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import {
  locations,
  openingExceptions,
  openingSpans,
  organizations,
  phones,
  serviceAreas,
  serviceSpecialties,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";
import type { LocationRow, ServiceRow, Shelf } from "./rows";

/** "plain": what lists carry. "whole": all that belongs to each. */
export type Depth = "plain" | "whole";

/** For services, in no order: whoever asked knows theirs. Places and locations that are no longer used are left out. */
export async function shelfOfServices(db: Db, serviceIds: readonly string[], depth: Depth): Promise<Shelf> {
  const found = await db.select().from(services).where(among(services.id, serviceIds)).orderBy(asc(services.id));
  return fill(db, found, new Set(found.map((row) => row.organizationId)), depth, false);
}

/** For organizations: with all their services and locations. */
export async function shelfOfOrganizations(db: Db, organizationIds: readonly string[], depth: Depth): Promise<Shelf> {
  const found = await db
    .select()
    .from(services)
    .where(depth === "whole" ? among(services.organizationId, organizationIds) : sql`false`)
    .orderBy(asc(services.id));
  return fill(db, found, new Set(organizationIds), depth, true);
}

async function fill(
  db: Db,
  found: readonly ServiceRow[],
  organizationIds: ReadonlySet<string>,
  depth: Depth,
  allLocations: boolean,
): Promise<Shelf> {
  const serviceIds = found.map((row) => row.id);
  const houses = await db.select().from(organizations).where(among(organizations.id, organizationIds));
  const joined = await db
    .select({ place: servicesAtLocation, location: locations })
    .from(servicesAtLocation)
    .innerJoin(locations, sql`${locations.id} = ${servicesAtLocation.locationId} and ${locations.active}`)
    .where(sql`${among(servicesAtLocation.serviceId, serviceIds)} and ${servicesAtLocation.active}`)
    .orderBy(asc(servicesAtLocation.id));
  const own: LocationRow[] =
    allLocations && depth === "whole"
      ? await db
          .select()
          .from(locations)
          .where(sql`${among(locations.organizationId, organizationIds)} and ${locations.active}`)
          .orderBy(asc(locations.id))
      : [];
  const places = [...own, ...joined.map(({ location }) => location)];
  const base = {
    organizations: new Map(houses.map((row) => [row.id, row])),
    services: new Map(found.map((row) => [row.id, row])),
    places: Map.groupBy(
      joined.map(({ place }) => place),
      (place) => place.serviceId,
    ),
    locations: new Map(places.map((row) => [row.id, row])),
  };
  const belongings = depth === "whole" ? await readBelongings(db, base, organizationIds) : NOTHING;
  return { ...base, ...belongings };
}

type Belongings = Pick<Shelf, "spans" | "exceptions" | "phones" | "areas" | "terms">;

const NOTHING: Belongings = {
  spans: new Map(),
  exceptions: new Map(),
  phones: new Map(),
  areas: new Map(),
  terms: new Map(),
};

async function readBelongings(
  db: Db,
  { services: found, locations: places }: Pick<Shelf, "services" | "locations">,
  organizationIds: ReadonlySet<string>,
): Promise<Belongings> {
  const locationIds = [...places.keys()];
  const serviceIds = [...found.keys()];
  const spans = await db.select().from(openingSpans).where(among(openingSpans.locationId, locationIds));
  const exceptions = await db
    .select()
    .from(openingExceptions)
    .where(
      sql`${among(openingExceptions.locationId, locationIds)} and ${openingExceptions.untilDay} > app.clock()::date - 1`,
    );
  const calls = await db
    .select()
    .from(phones)
    .where(inArray(phones.organizationId, [...organizationIds]))
    .orderBy(asc(phones.id));
  const areas = await db.select().from(serviceAreas).where(among(serviceAreas.serviceId, serviceIds));
  const terms = await db
    .select({ linkId: serviceSpecialties.id, serviceId: serviceSpecialties.serviceId, specialty: specialties })
    .from(serviceSpecialties)
    .innerJoin(specialties, sql`${specialties.id} = ${serviceSpecialties.specialtyId}`)
    .where(among(serviceSpecialties.serviceId, serviceIds))
    .orderBy(asc(serviceSpecialties.id));
  return {
    spans: Map.groupBy(spans, (row) => row.locationId),
    exceptions: Map.groupBy(exceptions, (row) => row.locationId),
    phones: Map.groupBy(calls, (row) => row.organizationId),
    areas: Map.groupBy(areas, (row) => row.serviceId),
    terms: Map.groupBy(terms, (row) => row.serviceId),
  };
}
