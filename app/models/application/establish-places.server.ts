// Writes an approved applicant's places, hours and services, over those of the record it claimed where they are the same. Closes what was left out.
import { and, eq, isNull, notInArray } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  locations,
  openingExceptions,
  openingSpans,
  serviceSpecialties,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import { addTelephone, type Founding } from "./establish.server";
import type { ProviderRows } from "./rows";

type LocationRow = ProviderRows["locations"][number];
type ServiceRow = ProviderRows["services"][number];

/** @returns the id of each place by its key in the application */
export async function establishLocations(
  db: Db,
  founding: Founding,
  rows: readonly LocationRow[],
): Promise<Map<string, string>> {
  const { organizationId, editedAt } = founding;
  const ids = new Map<string, string>();
  for (const row of rows) {
    const id = (await overLocation(db, founding, row)) ?? (await newLocation(db, founding, row));
    ids.set(row.key, id);
    await writeHours(db, organizationId, id, row);
    await addTelephone(db, founding, row.telephone, { locationId: id });
  }
  const kept = [...ids.values()];
  await db
    .update(locations)
    .set({ active: false, updatedAt: editedAt, editedAt })
    .where(
      and(
        eq(locations.organizationId, organizationId),
        eq(locations.active, true),
        kept.length > 0 ? notInArray(locations.id, kept) : undefined,
      ),
    );
  return ids;
}

/** The record's own place, where the application names one and it is this organization's. */
async function overLocation(db: Db, { organizationId, editedAt }: Founding, row: LocationRow): Promise<string | null> {
  if (!row.recordId) return null;
  const [kept] = await db
    .update(locations)
    .set({ ...row.values, active: true, updatedAt: editedAt, editedAt })
    .where(and(eq(locations.id, row.recordId), eq(locations.organizationId, organizationId)))
    .returning({ id: locations.id });
  return kept?.id ?? null;
}

async function newLocation(db: Db, { organizationId, editedAt }: Founding, row: LocationRow): Promise<string> {
  const [made] = await db
    .insert(locations)
    .values({ organizationId, ...row.values, editedAt })
    .returning({ id: locations.id });
  if (!made) throw new Error("the place was not kept");
  return made.id;
}

/** The ordinary week of the place is what was said; hours of services and hours by a rule stay as they are. */
async function writeHours(db: Db, organizationId: string, locationId: string, row: LocationRow): Promise<void> {
  if (row.spans.length > 0) {
    await db
      .delete(openingSpans)
      .where(
        and(
          eq(openingSpans.locationId, locationId),
          isNull(openingSpans.serviceAtLocationId),
          isNull(openingSpans.fromDay),
          isNull(openingSpans.untilDay),
          isNull(openingSpans.seasonFrom),
          eq(openingSpans.everyWeeks, 1),
          isNull(openingSpans.nth),
        ),
      );
    await db.insert(openingSpans).values(row.spans.map((span) => ({ organizationId, locationId, ...span })));
  }
  if (row.exceptions.length === 0) return;
  await db.insert(openingExceptions).values(row.exceptions.map((one) => ({ organizationId, locationId, ...one })));
}

/** @returns the id of each service by its key in the application */
export async function establishServices(
  db: Db,
  founding: Founding,
  rows: Pick<ProviderRows, "services" | "locations">,
  places: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { organizationId, editedAt } = founding;
  const ids = new Map<string, string>();
  for (const row of rows.services) {
    const id = (await overService(db, founding, row)) ?? (await newService(db, founding, row));
    ids.set(row.key, id);
    await db.delete(serviceSpecialties).where(eq(serviceSpecialties.serviceId, id));
    if (row.specialtyIds.length > 0) {
      await db
        .insert(serviceSpecialties)
        .values(row.specialtyIds.map((specialtyId) => ({ organizationId, serviceId: id, specialtyId })));
    }
    await offer(db, founding, id, row, rows.locations, places);
  }
  const kept = [...ids.values()];
  await db
    .update(services)
    .set({ status: "inactive", updatedAt: editedAt, editedAt })
    .where(
      and(
        eq(services.organizationId, organizationId),
        eq(services.status, "active"),
        kept.length > 0 ? notInArray(services.id, kept) : undefined,
      ),
    );
  return ids;
}

async function overService(db: Db, { organizationId, editedAt }: Founding, row: ServiceRow): Promise<string | null> {
  if (!row.recordId) return null;
  const [kept] = await db
    .update(services)
    .set({ ...row.values, status: "active", updatedAt: editedAt, editedAt })
    .where(and(eq(services.id, row.recordId), eq(services.organizationId, organizationId)))
    .returning({ id: services.id });
  return kept?.id ?? null;
}

async function newService(db: Db, { organizationId, editedAt }: Founding, row: ServiceRow): Promise<string> {
  const [made] = await db
    .insert(services)
    .values({ organizationId, ...row.values, editedAt })
    .returning({ id: services.id });
  if (!made) throw new Error("the service was not kept");
  return made.id;
}

/** Offers a service at the places that were said, and nowhere else any more. */
async function offer(
  db: Db,
  { organizationId, editedAt }: Founding,
  serviceId: string,
  { locationKeys, capacity }: ServiceRow,
  rows: readonly LocationRow[],
  places: ReadonlyMap<string, string>,
): Promise<void> {
  const here = eq(servicesAtLocation.serviceId, serviceId);
  await db.update(servicesAtLocation).set({ active: false, updatedAt: editedAt, editedAt }).where(here);
  for (const key of locationKeys) {
    const locationId = places.get(key);
    if (!locationId) continue;
    const hoursText = rows.find((row) => row.key === key)?.hoursText ?? null;
    const said = { ...capacity, capacityAt: editedAt, hoursText, editedAt };
    const [kept] = await db
      .update(servicesAtLocation)
      .set({ ...said, active: true, updatedAt: editedAt })
      .where(and(here, eq(servicesAtLocation.locationId, locationId)))
      .returning({ id: servicesAtLocation.id });
    if (!kept) await db.insert(servicesAtLocation).values({ organizationId, serviceId, locationId, ...said });
  }
}
