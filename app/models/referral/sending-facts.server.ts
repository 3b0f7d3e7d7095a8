// Reads what decides whether a draft may be sent: its places, their agreements and credentials, the client's consents. Decides nothing.
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import {
  agreements,
  consents,
  credentials,
  locations,
  organizations,
  type referrals,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";
import { isConsentField } from "../consent/codes";
import { isLive } from "../consent/cover";
import { readOutOfNetwork } from "../organization/out-of-network.server";
import { takesNow } from "../organization/takes-now.server";
import { localDay, parseCalendarDay } from "../values/calendar-day";
import { mayBeAnswerBy } from "./answer-by";
import type { PlaceFacts, ReferralFacts } from "./obstacles";

type Draft = Pick<typeof referrals.$inferSelect, "plan" | "clientId" | "answerBy" | "specialtyId">;

export interface ChosenPlace extends PlaceFacts {
  readonly serviceName: string;
  readonly locationName: string;
  readonly address: string;
  readonly timeZone: string;
}

export type SendingFacts = Omit<ReferralFacts, "places"> & {
  readonly places: readonly ChosenPlace[];
  readonly documentIds: readonly string[];
};

export async function readSendingFacts(db: Db, actor: Actor, draft: Draft): Promise<SendingFacts> {
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const given = await db.select().from(consents).where(eq(consents.clientId, draft.clientId));
  const answerBy = parseCalendarDay(draft.answerBy ?? "");
  const documentIds = draft.plan.documentIds ?? [];
  return {
    places: await readPlaces(db, agencyOf(actor), draft.plan.serviceAtLocationIds ?? []),
    fields: (draft.plan.fields ?? []).filter(isConsentField),
    documentIds,
    documentCount: documentIds.length,
    consents: given.filter((consent) => isLive(consent, now)),
    specialtyIds: await readLineage(db, draft.specialtyId),
    outOfNetwork: await readOutOfNetwork(db, actor),
    answerByFits: answerBy !== null && mayBeAnswerBy(today, answerBy),
    today,
    now,
  };
}

/** A specialty and all above it. */
async function readLineage(db: Db, specialtyId: string | null): Promise<string[]> {
  if (!specialtyId) return [];
  const [found] = await db.select({ path: specialties.path }).from(specialties).where(eq(specialties.id, specialtyId));
  return [...(found?.path ?? []), specialtyId];
}

/** In the order they were chosen. */
export async function readPlaces(db: Db, agencyId: string, ids: readonly string[]): Promise<ChosenPlace[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      place: servicesAtLocation,
      service: services,
      location: locations,
      organization: organizations,
      takes: takesNow(agencyId),
      signsIn: sql<boolean>`app.somebody_signs_in(${organizations.id})`,
      suspended: sql<boolean>`exists (select 1 from suspension p where p.agency_id = ${agencyId}::uuid
        and p.organization_id = ${organizations.id} and daterange(p.from_day, p.until_day) @> app.agency_day(${agencyId}::uuid))`,
      stands: sql<string>`app.place_stands(${agencyId}::uuid, ${servicesAtLocation.id})`,
      missing: sql<
        string[]
      >`(select coalesce(jsonb_agg(m.name), '[]') from app.missing_credentials(${agencyId}::uuid, ${servicesAtLocation.id}, null, null) m)`,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .innerJoin(organizations, eq(organizations.id, servicesAtLocation.organizationId))
    .where(inArray(servicesAtLocation.id, [...ids]));
  const organizationIds = [...new Set(rows.map(({ organization }) => organization.id))];
  const signed = await db
    .select()
    .from(agreements)
    .where(and(eq(agreements.agencyId, agencyId), inArray(agreements.organizationId, organizationIds)));
  const papers = await db
    .select()
    .from(credentials)
    .where(and(inArray(credentials.organizationId, organizationIds), isNull(credentials.practitionerId)));
  const places = rows.map(({ place, service, location, organization, takes, signsIn, suspended, stands, missing }) => ({
    serviceAtLocationId: place.id,
    organizationId: organization.id,
    organizationName: organization.name,
    serviceName: service.name,
    locationName: location.name,
    timeZone: location.timeZone,
    address: [location.addressLine, location.city].filter((part) => part).join(", "),
    active: place.active && location.active && organization.listed && service.status === "active",
    takesReferrals: takes,
    signsIn,
    suspended,
    agreements: signed
      .filter(({ organizationId }) => organizationId === organization.id)
      // One that is paused pays what runs, and takes nothing new.
      .map(({ startsOn, endsOn, activatedAt, state }) => ({
        startsOn,
        endsOn,
        activated: activatedAt !== null && state !== "suspended",
      })),
    missingCredentials: missing,
    excluded: stands === "excluded",
    credentials: papers.filter(({ organizationId }) => organizationId === organization.id),
  }));
  return places.sort((left, right) => ids.indexOf(left.serviceAtLocationId) - ids.indexOf(right.serviceAtLocationId));
}
