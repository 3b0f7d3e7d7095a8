// Sends a draft: one offer to each place, a disclosure under a consent to each provider, the documents chosen. All of it or nothing.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clients, disclosedDocuments, disclosures, offers, referrals, specialties } from "#drizzle/schema";
import { coveringConsent } from "../consent/cover";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { parseCalendarDay } from "../values/calendar-day";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { ANSWERS, giveAnswerLinks } from "./answer-link.server";
import { subjectOf } from "./draft.server";
import { offerEvents, referralEvents } from "./events";
import { type LockedReferral, lockForMove } from "./lock.server";
import { type Obstacle, obstaclesOf, recipientOf } from "./obstacles";
import { readSendingFacts, type SendingFacts } from "./sending-facts.server";
import { type Summary, summaryOf } from "./summary";

/**
 * Sends a draft to the places chosen. One place: that provider learns at once who the client is. Several: only what
 * cannot tell who it is, until one accepts.
 * @param outsideReason why a provider without an agreement is asked, where the agency wants to know
 * @throws Refusal 409 "referral.<obstacle>" naming what stands in the way, 404, 403
 */
export async function sendReferral(db: Db, actor: Actor, id: ReferralId, outsideReason = ""): Promise<void> {
  const { referral, state } = await lockForMove(db, id, "send");
  const facts = await readSendingFacts(db, actor, referral);
  const obstacles = obstaclesOf(facts);
  const obstacle = obstacles.find(({ kind }) => kind === "stop");
  if (obstacle) {
    const { code, organization, credentials } = obstacle;
    throw new Refusal(`referral.${code}`, 409, { organization: organization ?? "", credentials: credentials ?? "" });
  }
  await sayWhyOutside(db, id, obstacles, outsideReason);
  const summary = await readSummary(db, referral, facts);
  const made = await makeOffers(db, referral, facts, summary);
  await disclose(db, referral, facts);
  await db
    .update(referrals)
    .set({ state, sentAt: facts.now, plan: {}, version: referral.version + 1 })
    .where(eq(referrals.id, id));
  await recordEvent(
    db,
    actor,
    referralEvents.sent({
      referralId: id,
      offers: made.length,
      urgency: referral.urgency,
      answerBy: referral.answerBy ?? "",
    }),
    subjectOf(referral),
  );
  for (const offer of made) await announce(db, actor, referral, offer, facts);
}

/** Kept before the offers are made: the database asks for it too. */
async function sayWhyOutside(db: Db, id: ReferralId, obstacles: readonly Obstacle[], reason: string): Promise<void> {
  const outside = obstacles.find(({ code }) => code === "outside-reason");
  if (!outside) return;
  if (!reason) throw new Refusal("referral.outside-reason", 409, { organization: outside.organization ?? "" });
  await db.update(referrals).set({ outsideReason: reason }).where(eq(referrals.id, id));
}

type MadeOffer = { readonly id: string; readonly organizationId: string; readonly identified: boolean };

async function makeOffers(
  db: Db,
  referral: LockedReferral,
  facts: SendingFacts,
  summary: Summary,
): Promise<MadeOffer[]> {
  const identified = facts.places.length === 1;
  return db
    .insert(offers)
    .values(
      facts.places.map(({ organizationId, serviceAtLocationId }) => ({
        agencyId: referral.agencyId,
        referralId: referral.id,
        organizationId,
        serviceAtLocationId,
        identified,
        summary,
        answerBy: referral.answerBy,
      })),
    )
    .returning({ id: offers.id, organizationId: offers.organizationId, identified: offers.identified });
}

/** One disclosure a provider, also where two of its places were chosen; it ends with the consent it leans on. */
async function disclose(db: Db, referral: LockedReferral, facts: SendingFacts): Promise<void> {
  const { agencyId, clientId, id: referralId } = referral;
  for (const [organizationId, place] of new Map(facts.places.map((place) => [place.organizationId, place]))) {
    const consent = coveringConsent(facts.consents, facts.fields, recipientOf(place, facts), facts.now);
    if (!consent) throw new Refusal("referral.consent-missing", 409, { organization: "" });
    await db.insert(disclosures).values({
      agencyId,
      clientId,
      referralId,
      consentId: consent.id,
      organizationId,
      fields: [...facts.fields],
      endsAt: consent.endsAt,
    });
  }
  if (facts.documentIds.length > 0) {
    await db
      .insert(disclosedDocuments)
      .values(facts.documentIds.map((documentId) => ({ agencyId, referralId, documentId })));
  }
}

async function announce(
  db: Db,
  actor: Actor,
  referral: LockedReferral,
  offer: MadeOffer,
  facts: SendingFacts,
): Promise<void> {
  const { id, organizationId, identified } = offer;
  await recordEvent(db, actor, offerEvents.made({ offerId: id, identified, fields: [...facts.fields] }), {
    ...subjectOf(referral, organizationId),
    subjectType: "offer",
    subjectId: id,
  });
  await tellMembers(
    db,
    { organizationId, roles: ANSWERS },
    {
      kind: "offer.made",
      subjectType: "offer",
      subjectId: id,
      path: `/portal/offers/${id}`,
      byLink: await giveAnswerLinks(db, { id, organizationId, agencyId: referral.agencyId, referralId: referral.id }),
    },
  );
}

async function readSummary(db: Db, referral: LockedReferral, { today }: SendingFacts): Promise<Summary> {
  const [client] = await db
    .select({
      birthDay: clients.birthDay,
      language: clients.language,
      postalCode: clients.postalCode,
      city: clients.city,
    })
    .from(clients)
    .where(eq(clients.id, referral.clientId));
  if (!client) throw new Refusal("not-found", 404);
  const [specialty] = referral.specialtyId
    ? await db.select({ name: specialties.name }).from(specialties).where(eq(specialties.id, referral.specialtyId))
    : [];
  return summaryOf(
    {
      ...client,
      birthDay: parseCalendarDay(client.birthDay ?? ""),
      number: referral.number,
      urgency: referral.urgency,
      specialty: specialty?.name ?? null,
    },
    today,
  );
}
