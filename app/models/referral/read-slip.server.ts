// Reads what is printed for the client to carry: where to go and when it is open. Only for a referral that was sent.
import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { disclosures, openingSpans, phones } from "#drizzle/schema";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { spanOfRow } from "../values/span-row";
import { type OfferLine, readOffersOf, readReferral } from "./read.server";

const CLOSED_TO = ["declined", "lapsed", "withdrawn", "superseded"];
const UNDER_WAY = ["sent", "accepted", "in_progress", "on_hold"];

/** @throws Refusal 404 when absent, 409 while it is a draft */
export async function readSlip(db: Db, id: ReferralId) {
  const { referral, client } = await readReferral(db, id);
  if (referral.state === "draft") throw new Refusal("referral.not-sent", 409);
  const asked = await readOffersOf(db, id);
  const open = asked.filter(({ state }) => !CLOSED_TO.includes(state));
  const accepted = open.filter(({ state }) => state === "accepted");
  const shown = accepted.length > 0 ? accepted : open;
  const places = [];
  for (const offer of shown) {
    places.push({
      id: offer.id,
      organizationId: offer.organizationId,
      /** Who arrives there can be said to have arrived. */
      takesCoupon: UNDER_WAY.includes(referral.state),
      organizationName: offer.organizationName,
      serviceName: offer.serviceName,
      locationName: offer.locationName,
      address: [offer.addressLine, offer.city, offer.region, offer.postalCode].filter((part) => part).join(", "),
      timeZone: offer.timeZone,
      phones: await readPhones(db, offer),
      holidays: offer.holidays,
      hours: await readHours(db, offer),
    });
  }
  const [shared] = await db
    .select({ fields: disclosures.fields })
    .from(disclosures)
    .where(eq(disclosures.referralId, id))
    .limit(1);
  return {
    referralId: id,
    number: referral.number,
    state: referral.state,
    answerBy: referral.answerBy,
    mode: referral.mode,
    clientId: referral.clientId,
    caseId: referral.caseId,
    clientName: client.preferredName ?? `${client.givenName} ${client.familyName}`,
    clientLanguage: client.language,
    fields: shared?.fields ?? [],
    places,
  };
}

async function readPhones(
  db: Db,
  { organizationId, locationId, serviceId }: { organizationId: string; locationId: string; serviceId: string },
): Promise<string[]> {
  const rows = await db
    .select({ number: phones.number, extension: phones.extension })
    .from(phones)
    .where(
      and(
        eq(phones.organizationId, organizationId),
        inArray(phones.kind, ["voice", "hotline"]),
        or(isNull(phones.locationId), eq(phones.locationId, locationId)),
        or(isNull(phones.serviceId), eq(phones.serviceId, serviceId)),
      ),
    )
    .orderBy(asc(phones.number))
    .limit(3);
  return rows.map(({ number, extension }) => (extension ? `${number} x${extension}` : number));
}

/** The hours of the service there where it has its own, else the place's; no span at all is not known, never closed. */
async function readHours(db: Db, { locationId, serviceAtLocationId }: OfferLine) {
  const spans = await db
    .select()
    .from(openingSpans)
    .where(
      and(
        eq(openingSpans.locationId, locationId),
        or(isNull(openingSpans.serviceAtLocationId), eq(openingSpans.serviceAtLocationId, serviceAtLocationId)),
      ),
    )
    .orderBy(asc(openingSpans.weekday), asc(openingSpans.opensMinute), asc(openingSpans.id));
  const own = spans.filter((span) => span.serviceAtLocationId !== null);
  return (own.length > 0 ? own : spans).map(spanOfRow);
}
