// Finds whom else to ask while a referral waits past its time. Asks nobody.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, organizations, services, servicesAtLocation } from "#drizzle/schema";
import type { OfferLine } from "./read.server";

export interface NextPlace {
  readonly serviceAtLocationId: string;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly locationName: string;
}

const WAITING = ["offered", "viewed", "waitlisted"];

/** Null while nobody is late; then the next best place, or that there is none. */
export async function readNextPlace(
  db: Db,
  referral: { readonly id: string; readonly state: string },
  asked: readonly Pick<OfferLine, "state" | "answerUntil">[],
  now: Date,
): Promise<{ readonly next: NextPlace | null } | null> {
  const late = asked.some(({ state, answerUntil }) => WAITING.includes(state) && answerUntil && answerUntil < now);
  if (referral.state !== "sent" || !late) return null;
  const [found] = await db.execute<{ place: string }>(
    sql`select service_at_location_id as place from app.next_best_place(${referral.id}::uuid)`,
  );
  if (!found) return { next: null };
  const [next] = await db
    .select({
      serviceAtLocationId: servicesAtLocation.id,
      organizationName: organizations.name,
      serviceName: services.name,
      locationName: locations.name,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .innerJoin(organizations, eq(organizations.id, servicesAtLocation.organizationId))
    .where(eq(servicesAtLocation.id, found.place));
  return { next: next ?? null };
}
