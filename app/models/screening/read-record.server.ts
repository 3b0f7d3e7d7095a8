// The directory's record that an application claims, in the shape the application has. Public facts only.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, organizations, phones, services } from "#drizzle/schema";
import type { ClaimedRecord } from "./difference";

const MOST_ROWS = 50;

export async function readClaimedRecord(db: Db, organizationId: string): Promise<ClaimedRecord | null> {
  const [organization] = await db.select().from(organizations).where(eq(organizations.id, organizationId));
  if (!organization) return null;
  const { name, alternateName, description, legalStatus, email, website } = organization;
  const [phone] = await db
    .select({ number: phones.number })
    .from(phones)
    .where(and(eq(phones.organizationId, organizationId), isNull(phones.locationId), isNull(phones.serviceId)))
    .orderBy(asc(phones.id))
    .limit(1);
  return {
    organization: { name, alternateName, description, legalStatus, email, website, telephone: phone?.number },
    locations: await db
      .select({
        id: locations.id,
        name: locations.name,
        addressLine: locations.addressLine,
        addressLine2: locations.addressLine2,
        city: locations.city,
        region: locations.region,
        postalCode: locations.postalCode,
        languages: locations.languages,
        accessibility: locations.accessibility,
        telephone: sql<
          string | null
        >`(select p.number from phone p where p.location_id = location.id order by p.id limit 1)`,
      })
      .from(locations)
      .where(and(eq(locations.organizationId, organizationId), eq(locations.active, true)))
      .orderBy(asc(locations.id))
      .limit(MOST_ROWS),
    services: await db
      .select({
        id: services.id,
        name: services.name,
        description: services.description,
        eligibility: services.eligibility,
        minimumAge: services.minimumAge,
        maximumAge: services.maximumAge,
        languages: services.languages,
        modes: services.modes,
        serves: services.serves,
        cost: services.cost,
        fees: services.fees,
      })
      .from(services)
      .where(and(eq(services.organizationId, organizationId), eq(services.status, "active")))
      .orderBy(asc(services.id))
      .limit(MOST_ROWS),
  };
}
