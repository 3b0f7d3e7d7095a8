// Reads what the guided flow shows: the case it starts from, the draft as far as it is written, and places that could take the client.
import { and, asc, eq, exists, isNull, ne, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  agreements,
  cases,
  clients,
  locations,
  needs,
  organizations,
  referralFacts,
  referrals,
  serviceSpecialties,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";
import { readClientDocuments } from "../consent/documents.server";
import { readConsents } from "../consent/read.server";
import { takesNow } from "../organization/takes-now.server";
import { asId, type CaseId, type ClientId, type NeedId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { formWarnings, standingOf } from "./asked-form";
import { readAskedForms, readGoalsServed } from "./asked-forms.server";
import { readMessage } from "./message.server";
import { obstaclesOf } from "./obstacles";
import { readSendingFacts } from "./sending-facts.server";

export type CaseChoice = Awaited<ReturnType<typeof readCase>>;

/** The case a referral is for, with its client and the needs not met yet. @throws Refusal 404 */
export async function readCase(db: Db, caseId: CaseId) {
  const [found] = await db
    .select({
      id: cases.id,
      number: cases.number,
      summary: cases.summary,
      clientId: clients.id,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      clientNumber: clients.number,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(eq(cases.id, caseId));
  if (!found) throw new Refusal("not-found", 404);
  const open = await db
    .select({ id: needs.id, words: needs.words, specialty: specialties.name, specialtyId: specialties.id })
    .from(needs)
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(and(eq(needs.caseId, caseId), isNull(needs.metAt)))
    .orderBy(asc(needs.createdAt));
  return { ...found, needs: open };
}

/** This person's open cases, to begin from. */
export function readMyCases(db: Db, actor: Actor) {
  return db
    .select({
      id: cases.id,
      number: cases.number,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      summary: cases.summary,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(
      and(
        eq(cases.agencyId, agencyOf(actor)),
        eq(cases.ownerMembershipId, actor.membershipId),
        ne(cases.state, "closed"),
      ),
    )
    .orderBy(asc(clients.familyName), asc(clients.givenName), asc(cases.id))
    .limit(100);
}

export interface PlaceOption {
  readonly id: string;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly locationName: string;
  readonly address: string;
  readonly takesReferrals: string;
}

const MOST_OPTIONS = 12;

/** Places chosen already, then others of the agency's network that offer what is needed and may take referrals. */
export async function readPlaceOptions(
  db: Db,
  actor: Actor,
  chosen: readonly string[],
  specialtyId: string | null,
): Promise<PlaceOption[]> {
  const chosenFirst = sql<boolean>`${servicesAtLocation.id} = any(${`{${chosen.join(",")}}`}::uuid[])`;
  const rows = await db
    .select({
      id: servicesAtLocation.id,
      organizationName: organizations.name,
      serviceName: services.name,
      locationName: locations.name,
      addressLine: locations.addressLine,
      city: locations.city,
      takesReferrals: takesNow(agencyOf(actor)),
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .innerJoin(organizations, eq(organizations.id, servicesAtLocation.organizationId))
    .where(
      sql`${chosenFirst} or (${servicesAtLocation.active} and ${services.status} = 'active' and ${takesNow(agencyOf(actor))} <> 'no'
        and ${offersSpecialty(db, specialtyId)} and ${inNetwork(db, actor)})`,
    )
    .orderBy(sql`${chosenFirst} desc`, asc(organizations.name), asc(servicesAtLocation.id))
    .limit(MOST_OPTIONS);
  return rows.map(({ addressLine, city, ...row }) => ({
    ...row,
    address: [addressLine, city].filter((part) => part).join(", "),
  }));
}

/** The draft as it stands, with everything its steps show. @throws Refusal 404 when absent, 409 when it was sent already */
export async function readDraft(db: Db, actor: Actor, id: ReferralId) {
  const [draft] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, id));
  if (!draft) throw new Refusal("not-found", 404);
  if (draft.state !== "draft") throw new Refusal("referral.sent-already", 409);
  const [facts, consents, documents, [client]] = [
    await readSendingFacts(db, actor, draft),
    await readConsents(db, asId<ClientId>(draft.clientId)),
    await readClientDocuments(db, asId<ClientId>(draft.clientId)),
    await db.select().from(clients).where(eq(clients.id, draft.clientId)),
  ];
  if (!client) throw new Refusal("not-found", 404);
  const asked = (await readAskedForms(db, draft)).map(({ filled, ...form }) => standingOf(filled, form));
  return {
    id,
    number: draft.number,
    agencyId: draft.agencyId,
    caseId: asId<CaseId>(draft.caseId),
    clientId: asId<ClientId>(draft.clientId),
    needId: draft.needId ? asId<NeedId>(draft.needId) : null,
    specialtyId: draft.specialtyId,
    plannedId: draft.plannedServiceId,
    urgency: draft.urgency,
    mode: draft.mode,
    answerBy: draft.answerBy ?? "",
    message: await readMessage(db, id),
    client,
    goals: await readGoalsServed(db, id),
    consents,
    documents,
    facts,
    // A form that goes along is a paper too.
    obstacles: [
      ...obstaclesOf({ ...facts, documentCount: facts.documentCount + asked.length }),
      ...formWarnings(asked, facts.fields),
    ],
    forms: asked,
  };
}

function offersSpecialty(db: Db, specialtyId: string | null) {
  if (!specialtyId) return sql`true`;
  return exists(
    db
      .select({ one: sql`1` })
      .from(serviceSpecialties)
      .innerJoin(specialties, eq(specialties.id, serviceSpecialties.specialtyId))
      .where(and(eq(serviceSpecialties.serviceId, services.id), sql`${specialtyId}::uuid = any(${specialties.path})`)),
  );
}

/** On the agency's calendar, as sending will judge it. */
const inForceToday = sql`${agreements.state} = 'active' and daterange(${agreements.startsOn}, ${agreements.endsOn}) @> app.agency_day(${agreements.agencyId})`;

function inNetwork(db: Db, actor: Actor) {
  return exists(
    db
      .select({ one: sql`1` })
      .from(agreements)
      .where(
        and(
          eq(agreements.organizationId, servicesAtLocation.organizationId),
          eq(agreements.agencyId, agencyOf(actor)),
          inForceToday,
        ),
      ),
  );
}

const MOST_PROVIDERS = 300;

/** Providers of the agency's network by name, for a consent that is for one of them alone. */
export function readNetworkProviders(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  return db
    .selectDistinct({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .innerJoin(agreements, eq(agreements.organizationId, organizations.id))
    .where(and(eq(agreements.agencyId, agencyOf(actor)), inForceToday))
    .orderBy(asc(organizations.name), asc(organizations.id))
    .limit(MOST_PROVIDERS);
}
