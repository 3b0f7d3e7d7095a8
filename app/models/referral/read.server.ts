// Reads referrals for the agency that sends them: the list by what waits, oldest first, and one referral with all that belongs to it.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, COUNTED, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import {
  cases,
  clients,
  disclosedDocuments,
  documents,
  locations,
  memberships,
  needs,
  offerQuestions,
  offers,
  organizations,
  people,
  plannedServices,
  referralFacts,
  referralMessages,
  referrals,
  sentOrBegun,
  services,
  servicesAtLocation,
  specialties,
  TO_CLOSE,
  UNDER_WAY,
} from "#drizzle/schema";
import { readTimeline } from "../event/timeline.server";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readEndingWords } from "./ending-words.server";

export const REFERRAL_VIEWS = ["waiting", "underway", "to-close", "drafts", "all"] as const;
export type ReferralView = (typeof REFERRAL_VIEWS)[number];

/** Written out as in the indexes of these lists: what is bound to a statement is not known when it is planned. */
const VIEWS: Readonly<Record<ReferralView, SQL | undefined>> = {
  waiting: sql`${referrals.state} = 'sent'`,
  underway: sql`${referrals.state} in ${UNDER_WAY}`,
  "to-close": sql`${referrals.state} in ${TO_CLOSE} and ${referrals.closedAt} is null`,
  drafts: sql`${referrals.state} = 'draft'`,
  all: undefined,
};

/** How many each view holds, where somebody waits for it; counted no further than COUNTED. */
export async function countReferrals(
  db: Db,
  actor: Actor,
  { mine }: { mine: boolean },
): Promise<Readonly<Partial<Record<ReferralView, number>>>> {
  const whose = mine
    ? sql`and ${referrals.caseId} in (select own.id from "case" own where own.owner_membership_id = ${actor.membershipId}::uuid)`
    : sql``;
  const of = (view: ReferralView) =>
    sql`(select count(*)::int from (select from ${referrals} where ${referrals.agencyId} = ${agencyOf(actor)}::uuid and ${VIEWS[view]} ${whose} limit ${COUNTED}) f)`;
  const [counts] = await db.execute<Record<string, number>>(
    sql`select ${of("waiting")} as waiting, ${of("underway")} as underway, ${of("to-close")} as "to-close", ${of("drafts")} as drafts`,
  );
  return { ...counts };
}

/** What a view sorts by: when it was sent, or begun where it never was. */
const since = sql<Date>`${sentOrBegun(referrals)}`.mapWith(referrals.createdAt);

export interface ReferralLine {
  readonly id: string;
  readonly number: string;
  readonly clientName: string;
  readonly specialty: string | null;
  readonly providers: string;
  readonly state: string;
  readonly urgency: string;
  readonly answerBy: string | null;
  readonly since: Date;
  readonly questions: number;
  readonly owner: string | null;
}

/** A page of a view. What waits comes oldest first; "all" comes newest first. @param mine only cases this person owns */
export async function readReferrals(
  db: Db,
  actor: Actor,
  { view, mine, after }: { view: ReferralView; mine: boolean; after: Mark | null },
): Promise<Page<ReferralLine>> {
  const bySince = byInstant(since, referrals.id, view === "all" ? "newest" : "oldest");
  const owner = alias(people, "owner");
  const rows = await db
    .select({
      id: referrals.id,
      number: referrals.number,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      specialty: specialties.name,
      providers: sql<string>`coalesce((select string_agg(distinct asked.name, ', ') from offer made join organization asked on asked.id = made.organization_id where made.referral_id = ${referrals.id}), '')`,
      state: referrals.state,
      urgency: referrals.urgency,
      answerBy: referrals.answerBy,
      since,
      mark: bySince.mark,
      questions: sql<number>`(select count(*)::int from offer made where made.referral_id = ${referrals.id} and made.state = 'info_requested')`,
      owner: owner.name,
    })
    .from(referrals)
    .innerJoin(clients, eq(clients.id, referrals.clientId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .leftJoin(memberships, eq(memberships.id, cases.ownerMembershipId))
    .leftJoin(owner, eq(owner.id, memberships.personId))
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .where(
      and(
        eq(referrals.agencyId, agencyOf(actor)),
        VIEWS[view],
        mine ? eq(cases.ownerMembershipId, actor.membershipId) : undefined,
        bySince.beyond(after),
      ),
    )
    .orderBy(...bySince.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

export type ReferralDetail = Awaited<ReturnType<typeof readReferral>>;

/** @throws Refusal 404 when hidden or absent */
export async function readReferral(db: Db, id: ReferralId) {
  const owner = alias(people, "owner");
  const [found] = await db
    .select({
      referral: referralFacts,
      message: referralMessages.words,
      client: clients,
      caseNumber: cases.number,
      ownerMembershipId: cases.ownerMembershipId,
      ownerName: owner.name,
      specialty: specialties.name,
      need: needs.words,
      needMetAt: needs.metAt,
      planId: plannedServices.planId,
    })
    .from(referrals)
    .innerJoin(clients, eq(clients.id, referrals.clientId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .leftJoin(memberships, eq(memberships.id, cases.ownerMembershipId))
    .leftJoin(owner, eq(owner.id, memberships.personId))
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .leftJoin(needs, eq(needs.id, referrals.needId))
    .leftJoin(referralMessages, eq(referralMessages.referralId, referrals.id))
    .leftJoin(plannedServices, eq(plannedServices.id, referrals.plannedServiceId))
    .where(eq(referrals.id, id));
  if (!found) throw new Refusal("not-found", 404);
  const { message, ...rest } = found;
  return { ...rest, referral: { ...found.referral, ...(await readEndingWords(db, id)), message: message ?? "" } };
}

export type OfferLine = Awaited<ReturnType<typeof readOffersOf>>[number];

/** The offers made for a referral, with where each place is. */
export function readOffersOf(db: Db, referralId: string) {
  return db
    .select({
      id: offers.id,
      organizationId: offers.organizationId,
      organizationName: organizations.name,
      signsIn: sql<boolean>`app.somebody_signs_in(${organizations.id})`,
      serviceName: services.name,
      serviceId: services.id,
      serviceAtLocationId: offers.serviceAtLocationId,
      locationId: locations.id,
      locationName: locations.name,
      addressLine: locations.addressLine,
      city: locations.city,
      region: locations.region,
      postalCode: locations.postalCode,
      timeZone: locations.timeZone,
      holidays: locations.holidays,
      state: offers.state,
      identified: offers.identified,
      viewedAt: offers.viewedAt,
      answeredAt: offers.answeredAt,
      declineCode: offers.declineCode,
      declineWords: offers.declineWords,
      words: offers.words,
      waitlistUntil: offers.waitlistUntil,
      answerUntil: offers.answerUntil,
      lapseAt: offers.lapseAt,
      steps: sql<
        { step: string; at: string }[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('step', struck.step, 'at', struck.created_at) order by struck.created_at), '[]')
        from offer_step struck where struck.offer_id = ${offers.id})`,
    })
    .from(offers)
    .innerJoin(organizations, eq(organizations.id, offers.organizationId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(eq(offers.referralId, referralId))
    .orderBy(asc(offers.createdAt), asc(offers.id));
}

/** What providers asked about a referral and what was answered, oldest first; a provider gets its own. */
export function readQuestions(db: Db, of: { referralId: string } | { offerId: string }) {
  return db
    .select({
      id: offerQuestions.id,
      offerId: offerQuestions.offerId,
      organizationName: organizations.name,
      question: offerQuestions.question,
      createdAt: offerQuestions.createdAt,
      answer: offerQuestions.answer,
      answeredAt: offerQuestions.answeredAt,
    })
    .from(offerQuestions)
    .innerJoin(organizations, eq(organizations.id, offerQuestions.organizationId))
    .where("offerId" in of ? eq(offerQuestions.offerId, of.offerId) : eq(offerQuestions.referralId, of.referralId))
    .orderBy(asc(offerQuestions.createdAt), asc(offerQuestions.id))
    .limit(100);
}

/** The documents that went along with a referral; a provider gets them while its disclosure is live. */
export function readSentDocuments(db: Db, referralId: string) {
  return db
    .select({ id: documents.id, name: documents.name, byteCount: documents.byteCount, createdAt: documents.createdAt })
    .from(disclosedDocuments)
    .innerJoin(documents, eq(documents.id, disclosedDocuments.documentId))
    .where(eq(disclosedDocuments.referralId, referralId))
    .orderBy(asc(documents.name), asc(documents.id));
}

/** Earlier and later tries for the same need. */
export function readLinked(db: Db, referral: { id: string; reReferredFromId: string | null }) {
  return db
    .select({ id: referrals.id, number: referrals.number, state: referrals.state })
    .from(referrals)
    .where(
      referral.reReferredFromId
        ? sql`${referrals.id} = ${referral.reReferredFromId} or ${referrals.reReferredFromId} = ${referral.id}`
        : eq(referrals.reReferredFromId, referral.id),
    )
    .orderBy(asc(referrals.createdAt));
}

/** What happened to a referral as far as this person may know, newest first, with the codes and days its sentences name. */
export async function readReferralTimeline(db: Db, referralId: string) {
  const { rows } = await readTimeline(db, { referralId });
  return rows.map(({ id, at, by, name, facts }) => ({ id, at, by, name, blanks: blanksOf(facts) }));
}

function blanksOf(facts: Record<string, unknown>): Record<string, string | number> {
  const told = Object.entries(facts).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return Object.fromEntries(told) as Record<string, string | number>;
}
