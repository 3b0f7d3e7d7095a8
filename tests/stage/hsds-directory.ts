// A directory with every kind of fact that HSDS can say, on top of the scene: all made up, some of it badly written on purpose.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import {
  locations,
  openingExceptions,
  openingSpans,
  organizations,
  phones,
  serviceAreas,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import type { Cast } from "./cast";

export interface HsdsDirectory {
  readonly nightServiceId: string;
  readonly nightPlaceId: string;
  readonly remotePlaceId: string;
}

/** Fills in Northside, and adds a service by night and one by telephone. */
export async function layHsdsDirectory(db: Db, { northside }: Cast): Promise<HsdsDirectory> {
  const { organizationId, serviceId, locationId } = northside;
  await db
    .update(organizations)
    .set({ website: "www.northside.example.org", legalStatus: "nonprofit", email: "desk at northside" })
    .where(sql`id = ${organizationId}`);
  await db
    .update(services)
    .set({
      programName: "Open doors",
      website: "https://northside.example.org/talk?a=[b]|c",
      eligibility: "Adults",
      minimumAge: 18,
      fees: "None",
      cost: "free",
      requiredDocuments: "A letter with your address",
      serviceArea: "Baltimore",
      languages: ["es"],
      modes: ["on_site", "remote"],
      serves: ["veterans"],
    })
    .where(sql`id = ${serviceId}`);
  await db.insert(serviceAreas).values([
    { organizationId, serviceId, name: "Downtown", postalCodes: ["21201", "21202"] },
    { organizationId, serviceId, name: "Around the harbor", ...square(39.2, -76.7, 39.4, -76.5) },
  ]);
  await db.insert(phones).values([
    { organizationId, number: "410-555-0100" },
    { organizationId, locationId, number: "410-555-0101", extension: "12", kind: "tty" },
    { organizationId, serviceId, number: "410-555-0102", extension: "A7", note: "Ask for Pavel" },
  ]);
  await db
    .update(locations)
    .set({ email: "house@northside.example.org", mailAddress: "Box 12, Baltimore MD 21201", holidays: "us_federal" })
    .where(sql`id = ${locationId}`);
  await db.insert(openingExceptions).values([
    { organizationId, locationId, fromDay: "2090-01-02", untilDay: "2090-01-04", reason: "Painting" },
    {
      organizationId,
      locationId,
      fromDay: "2090-02-01",
      untilDay: "2090-02-02",
      closed: false,
      opensMinute: 600,
      closesMinute: 720,
    },
  ]);
  const night = await addService(db, organizationId, "Night shelter", locationId);
  await layNights(db, organizationId, locationId, night.placeId);
  const [office] = await db
    .insert(locations)
    .values({ organizationId, name: "By telephone", website: "northside.example.org/call" })
    .returning({ id: locations.id });
  const remote = await addService(db, organizationId, "Telephone help", office?.id ?? "");
  await db.update(servicesAtLocation).set({ hoursText: "Most evenings" }).where(sql`id = ${remote.placeId}`);
  return { nightServiceId: night.serviceId, nightPlaceId: night.placeId, remotePlaceId: remote.placeId };
}

async function addService(db: Db, organizationId: string, name: string, locationId: string) {
  const [service] = await db.insert(services).values({ organizationId, name }).returning({ id: services.id });
  const serviceId = service?.id ?? "";
  const [place] = await db
    .insert(servicesAtLocation)
    .values({ organizationId, serviceId, locationId, takesReferrals: "no" })
    .returning({ id: servicesAtLocation.id });
  return { serviceId, placeId: place?.id ?? "" };
}

/** Past midnight, whole days, every second week, the first and last Tuesday, a season, and dates. */
async function layNights(db: Db, organizationId: string, locationId: string, serviceAtLocationId: string) {
  const own = { organizationId, locationId, serviceAtLocationId };
  await db.insert(openingSpans).values([
    { ...own, weekday: 5, opensMinute: 1320, closesMinute: 1560 },
    { ...own, weekday: 6, opensMinute: 0, closesMinute: 1440, note: "Ring the bell" },
    { ...own, weekday: 1, opensMinute: 540, closesMinute: 600, everyWeeks: 2, anchorDay: "2026-11-25" },
    { ...own, weekday: 2, opensMinute: 540, closesMinute: 600, nth: [1, -1] },
    { ...own, weekday: 3, opensMinute: 540, closesMinute: 600, seasonFrom: 1101, seasonUntil: 301 },
    { ...own, weekday: 4, opensMinute: 540, closesMinute: 600, fromDay: "2090-06-01", untilDay: "2090-09-01" },
  ]);
}

function square(south: number, west: number, north: number, east: number) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { polygon: { type: "Polygon" as const, coordinates: [ring] }, edges: [south, west, north, east] };
}
