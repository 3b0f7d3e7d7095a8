// Makes offers to places, with their clocks, and discloses to each provider what a consent covers. Asks nothing and refuses little: the sender has.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clients, disclosedDocuments, disclosures, offers, specialties } from "#drizzle/schema";
import { coveringConsent } from "../consent/cover";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { parseCalendarDay } from "../values/calendar-day";
import { Refusal } from "../values/refusal";
import { ANSWERS, giveAnswerLinks } from "./answer-link.server";
import { readClockRules, windClocks } from "./clock.server";
import { subjectOf } from "./draft.server";
import { offerEvents } from "./events";
import type { LockedReferral } from "./lock.server";
import { recipientOf } from "./obstacles";
import type { SendingFacts } from "./sending-facts.server";
import { type Summary, summaryOf } from "./summary";

interface Asked {
  /** Whether the provider learns at once who the client is. */
  readonly identified: boolean;
  readonly answerBy: string;
}

/** @returns how many were asked. @throws Refusal 409 where no consent covers what would be shared */
export async function offerTo(
  db: Db,
  actor: Actor,
  referral: LockedReferral,
  facts: SendingFacts,
  { identified, answerBy }: Asked,
): Promise<number> {
  const summary = await readSummary(db, referral, facts);
  const { graceDays } = await readClockRules(db, referral.agencyId);
  const placeIds = facts.places.map(({ serviceAtLocationId }) => serviceAtLocationId);
  const clocks = await windClocks(db, placeIds, { now: facts.now, answerBy, graceDays });
  const made = await db
    .insert(offers)
    .values(
      facts.places.map(({ organizationId, serviceAtLocationId }) => ({
        agencyId: referral.agencyId,
        referralId: referral.id,
        organizationId,
        serviceAtLocationId,
        identified,
        summary,
        answerBy,
        ...clocks.get(serviceAtLocationId),
      })),
    )
    .returning({ id: offers.id, organizationId: offers.organizationId, identified: offers.identified });
  await disclose(db, referral, facts);
  for (const offer of made) await announce(db, actor, referral, offer, facts);
  return made.length;
}

export async function discloseDocuments(
  db: Db,
  { agencyId, id: referralId }: LockedReferral,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await db.insert(disclosedDocuments).values(documentIds.map((documentId) => ({ agencyId, referralId, documentId })));
}

type MadeOffer = { readonly id: string; readonly organizationId: string; readonly identified: boolean };

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
      mode: referral.mode,
      specialty: specialty?.name ?? null,
    },
    today,
  );
}
