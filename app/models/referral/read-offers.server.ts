// Reads offers for the provider they were made to. A client's facts come through a live disclosure alone, and each such read is recorded.
import { and, asc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, COUNTED, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import {
  agencies,
  answerDueOn,
  isUnanswered,
  locations,
  offers,
  referrals,
  services,
  servicesAtLocation,
  UNDER_WAY,
  urgencyRank,
} from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";
import { asId, type OfferId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readDisclosedNames } from "./disclosed-names.server";
import { readEndingWords } from "./ending-words.server";
import { readMessage } from "./message.server";
import { readQuestions, readSentDocuments } from "./read.server";

const MOST_DUE = 200;

export const OFFER_VIEWS = ["waiting", "held", "ended", "all"] as const;
export type OfferView = (typeof OFFER_VIEWS)[number];

const IS_UNDER_WAY = sql`exists (select 1 from referral held where held.id = ${offers.referralId} and held.state in ${UNDER_WAY})`;

const VIEWS: Readonly<Record<Exclude<OfferView, "ended">, SQL | undefined>> = {
  waiting: isUnanswered(offers),
  held: and(eq(offers.state, "accepted"), IS_UNDER_WAY),
  all: undefined,
};

/** Written as their index is. */
const [DUE_ON, RANK] = [answerDueOn(offers), urgencyRank(offers)];

const NEWEST_FIRST = byInstant(offers.createdAt, offers.id, "newest");

export interface OfferRow {
  readonly id: string;
  readonly state: string;
  readonly referralState: string | null;
  readonly summary: typeof offers.$inferSelect.summary;
  readonly agencyName: string;
  readonly serviceName: string;
  readonly locationName: string;
  readonly answerBy: string | null;
  readonly waitlistUntil: string | null;
  readonly createdAt: Date;
  /** Only where a live disclosure shows the name. */
  readonly clientName: string | null;
}

/**
 * What waits comes in the order in which it must be answered, the rest newest first.
 * @param named false where no name is shown: a name that is read is told to the client as seen
 */
export async function readOffers(
  db: Db,
  actor: Actor,
  { view, after, named = true }: { view: OfferView; after: Mark | null; named?: boolean },
): Promise<Page<OfferRow>> {
  const waits = view === "waiting";
  const rows = await db
    .select({
      id: offers.id,
      state: offers.state,
      // Asked for each line shown: joined, the referrals of all offers of the list were looked up before the first were taken.
      referralState: sql<string | null>`(select r.state from ${referrals} r where r.id = ${offers.referralId})`,
      summary: offers.summary,
      agencyName: agencies.name,
      serviceName: services.name,
      locationName: locations.name,
      answerBy: offers.answerBy,
      waitlistUntil: offers.waitlistUntil,
      mark: waits ? sql<string>`concat_ws(' ', ${DUE_ON}, ${RANK})` : NEWEST_FIRST.mark,
      createdAt: offers.createdAt,
      referralId: offers.referralId,
    })
    .from(offers)
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(
      and(
        eq(offers.organizationId, organizationOf(actor)),
        ...(view === "ended" ? [hasEnded(after)] : [VIEWS[view], waits ? dueAfter(after) : NEWEST_FIRST.beyond(after)]),
      ),
    )
    .orderBy(...(waits ? [asc(DUE_ON), asc(RANK), asc(offers.id)] : NEWEST_FIRST.order))
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  const names = await readDisclosedNames(db, named ? page.rows.map(({ referralId }) => referralId) : []);
  return {
    next: page.next,
    rows: page.rows.map(({ referralId, ...row }) => ({ ...row, clientName: names.get(referralId) ?? null })),
  };
}

/** How many wait for an answer and how many are under way, counted no further than COUNTED. */
export async function countOffers(db: Db, actor: Actor): Promise<Readonly<Partial<Record<OfferView, number>>>> {
  const of = (view: "waiting" | "held") =>
    sql`(select count(*)::int from (select from ${offers} where ${offers.organizationId} = ${organizationOf(actor)}::uuid and ${VIEWS[view]} limit ${COUNTED}) f)`;
  const [counts] = await db.execute<Record<string, number>>(
    sql`select ${of("waiting")} as waiting, ${of("held")} as held`,
  );
  return { ...counts };
}

/** A page of keys: to find those whose referral ended, all that a provider holds would be asked of every policy. */
const hasEnded = (after: Mark | null): SQL =>
  sql`${offers.id} in (select app.offers_ended(${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${PAGE_SIZE + 1}))`;

function dueAfter(after: Mark | null): SQL | undefined {
  const [day, rank] = after?.value.split(" ") ?? [];
  return after ? sql`(${DUE_ON}, ${RANK}, ${offers.id}) > (${day}::date, ${rank}::int, ${after.id}::uuid)` : undefined;
}

/** What must be answered in the days [from, until): requests, not people. */
export function readAnswersDue(db: Db, actor: Actor, from: CalendarDay, until: CalendarDay) {
  return db
    .select({ id: offers.id, day: offers.answerBy, summary: offers.summary, agencyName: agencies.name })
    .from(offers)
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .where(
      and(
        eq(offers.organizationId, organizationOf(actor)),
        inArray(offers.state, ["offered", "viewed"]),
        gte(offers.answerBy, from),
        lt(offers.answerBy, until),
      ),
    )
    .orderBy(asc(offers.answerBy), asc(offers.id))
    .limit(MOST_DUE);
}

/** What a live disclosure shows, as app.read_disclosed_client gives it. */
export interface Disclosed {
  readonly disclosureId: string;
  readonly clientId: string;
  readonly endsAt: string;
  readonly fields: readonly string[];
  readonly client: Readonly<Record<string, string | null>>;
}

/**
 * Exactly what the client's consent shows this provider for a referral; null when nothing is live. The database records
 * it as read in the same breath. The one way from a provider's page to a client's facts.
 */
export async function readDisclosed(db: Db, referralId: string): Promise<Disclosed | null> {
  const [row] = await db.execute<{ shown: Disclosed | null }>(
    sql`select app.read_disclosed_client(${referralId}::uuid) as shown`,
  );
  return row?.shown ?? null;
}

export type OfferDetail = Awaited<ReturnType<typeof readOffer>>;

/** One offer as its provider may see it now. @throws Refusal 404 when it is not theirs */
export async function readOffer(db: Db, actor: Actor, offerId: OfferId) {
  const [found] = await db
    .select({
      offer: offers,
      referral: { state: referrals.state, outcome: referrals.outcome, reasonCode: referrals.reasonCode },
      agencyName: agencies.name,
      serviceName: services.name,
      locationName: locations.name,
      timeZone: locations.timeZone,
    })
    .from(offers)
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .leftJoin(referrals, eq(referrals.id, offers.referralId))
    .where(and(eq(offers.id, offerId), eq(offers.organizationId, organizationOf(actor))));
  if (!found) throw new Refusal("not-found", 404);
  const shown = await readDisclosed(db, found.offer.referralId);
  const { offer, ...place } = found;
  return {
    ...place,
    offer: { ...offer, summary: shown || isOpen(offer) ? offer.summary : bare(offer.summary) },
    // Words may speak of the client: the database tells them only while the client's facts are shown.
    message: await readMessage(db, offer.referralId),
    reasonWords: (await readEndingWords(db, offer.referralId)).reasonWords,
    shown,
    documents: shown ? await readSentDocuments(db, offer.referralId) : [],
    questions: await readQuestions(db, { offerId }),
  };
}

/** Enough of an offer for a page that asks for a reason: its number, where it stands, its referral. @throws Refusal 404 */
export async function readOfferHead(db: Db, actor: Actor, offerId: OfferId) {
  const [found] = await db
    .select({
      summary: offers.summary,
      state: offers.state,
      referralId: offers.referralId,
      agencyId: offers.agencyId,
    })
    .from(offers)
    .where(and(eq(offers.id, offerId), eq(offers.organizationId, organizationOf(actor))));
  if (!found) throw new Refusal("not-found", 404);
  return {
    number: found.summary.number ?? "",
    state: found.state,
    referralId: asId<ReferralId>(found.referralId),
    agencyId: found.agencyId,
  };
}

/** A request that may still be answered, by a provider that may not yet know who it is for. */
const isOpen = ({ state, identified }: { state: string; identified: boolean }) =>
  !identified && ["offered", "viewed", "info_requested", "waitlisted"].includes(state);

/** What is left to say once access has ended: which request it was, not whose. */
function bare({ number, specialty, urgency }: OfferRow["summary"]): OfferRow["summary"] {
  return { urgency, ...(number ? { number } : {}), ...(specialty ? { specialty } : {}) };
}
