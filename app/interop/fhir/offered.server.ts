// What a provider's system may ask and do with the offers made to it: read, search, answer. Everything goes through the deeds and reads of the screens.
import { sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { FhirAsked } from "#app/access/partner-gate.server";
import type { Db } from "#app/database/as-actor.server";
import {
  acceptOffer,
  askAboutOffer,
  declineOffer,
  giveBackOffer,
  viewOffer,
  waitlistOffer,
} from "#app/models/referral/answer-offer.server";
import {
  cancelReferral,
  completeReferral,
  failReferral,
  holdReferral,
  resumeReferral,
  startReferral,
} from "#app/models/referral/carry.server";
import { readMessage } from "#app/models/referral/message.server";
import { readDisclosed } from "#app/models/referral/read-offers.server";
import { asId, type OfferId, type ReferralId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { changeOf, wantedTask } from "./change";
import { type FoundOffer, findOffer, findOffers, findReferralsOf } from "./find.server";
import { serviceRequestOf, taskOf } from "./offered";
import { consentOf, patientOf, type ShownClient } from "./person";
import { bundleOf, isId, readSearch } from "./search";
import { type Step, stepsFor } from "./steps";
import { type FhirAnswer, type Resource, tagOf } from "./types";

/** One that is another's, and one that does not exist, are the same no. */
const absent = () => new Refusal("fhir.not-found", 404);

const found = (resource: Resource): FhirAnswer => ({
  status: 200,
  resource,
  headers: { ETag: tagOf(resource), ...lastModified(resource) },
});

const lastModified = ({ meta }: Resource): Record<string, string> =>
  meta ? { "Last-Modified": new Date(meta.lastUpdated).toUTCString() } : {};

async function requireOffer(db: Db, actor: Actor, id: string | undefined): Promise<FoundOffer> {
  const offer = isId(id) ? await findOffer(db, actor, id) : null;
  if (!offer) throw absent();
  return offer;
}

/** Looking is answering that it was seen, as on the page. */
async function lookAt(db: Db, actor: Actor, id: string | undefined): Promise<FoundOffer> {
  const offer = await requireOffer(db, actor, id);
  if (offer.offerState !== "offered") return offer;
  await viewOffer(db, actor, asId<OfferId>(offer.id));
  return requireOffer(db, actor, id);
}

export async function readTask({ db, actor, params, origin }: FhirAsked): Promise<FhirAnswer> {
  return found(taskOf(await lookAt(db, actor, params.id), origin));
}

export async function searchTasks({ db, actor, address, origin }: FhirAsked): Promise<FhirAnswer> {
  const asked = readSearch(address.searchParams, "Task");
  // Every Task here is one to fulfil a request.
  const { found: offers, next } =
    asked.code === null || asked.code === "fulfill"
      ? await findOffers(db, actor, { ...asked, code: null })
      : { found: [], next: null };
  return {
    status: 200,
    resource: bundleOf(
      offers.map((offer) => taskOf(offer, origin)),
      { origin, address, next },
    ),
  };
}

export async function readServiceRequest({ db, actor, params, origin }: FhirAsked): Promise<FhirAnswer> {
  return found(await requestOf(db, await lookAt(db, actor, params.id), origin));
}

export async function searchServiceRequests({ db, actor, address, origin }: FhirAsked): Promise<FhirAnswer> {
  const { found: offers, next } = await findOffers(db, actor, readSearch(address.searchParams, "ServiceRequest"));
  const resources: Resource[] = [];
  for (const offer of offers) resources.push(await requestOf(db, offer, origin));
  return { status: 200, resource: bundleOf(resources, { origin, address, next }) };
}

/** The agency's words are shown only with the client's facts, and what is shown is recorded as read. */
async function requestOf(db: Db, offer: FoundOffer, origin: string): Promise<Resource> {
  const message = offer.clientId === null ? "" : await readMessage(db, offer.referralId);
  const shown = message === "" ? null : await readDisclosed(db, offer.referralId);
  return serviceRequestOf(offer, origin, shown ? message : "");
}

/** What the client agreed to show this provider, from every referral that shows it now. Each read makes its receipts. */
export async function readPatient({ db, actor, params }: FhirAsked): Promise<FhirAnswer> {
  const { id } = params;
  if (!isId(id)) throw absent();
  const shown: ShownClient[] = [];
  for (const referralId of await findReferralsOf(db, actor, id)) {
    const disclosed = await readDisclosed(db, referralId);
    if (disclosed) shown.push(disclosed.client);
  }
  if (shown.length === 0) throw absent();
  return { status: 200, resource: patientOf(id, Object.assign({}, ...shown)) };
}

export async function readConsent({ db, actor, params }: FhirAsked): Promise<FhirAnswer> {
  const { id } = params;
  const [consent] = isId(id) ? await findConsents(db, actor, { ids: [id], patientId: null, after: null, most: 1 }) : [];
  if (!consent) throw absent();
  return found(consent);
}

export async function searchConsents({ db, actor, address, origin }: FhirAsked): Promise<FhirAnswer> {
  const { ids, patientId, count, after } = readSearch(address.searchParams, "Consent");
  const mark = isId(after ?? undefined) ? after : null;
  const consents = await findConsents(db, actor, { ids, patientId, after: mark, most: count + 1 });
  const shown = consents.slice(0, count);
  const next = consents.length > count ? (shown.at(-1)?.id ?? null) : null;
  return { status: 200, resource: bundleOf(shown, { origin, address, next }) };
}

type ConsentRow = {
  consent_id: string;
  client_id: string;
  agency_id: string;
  purpose: string;
  given_how: string;
  starts_at: string;
  ends_at: string;
  changed_at: string;
  fields: string[];
};

interface SoughtConsents {
  readonly ids: readonly string[] | null;
  readonly patientId: string | null;
  /** The last one of the page before. */
  readonly after: string | null;
  readonly most: number;
}

/** By id. One consent may show facts for several referrals: it is told once, with all of them. */
async function findConsents(
  db: Db,
  actor: Actor,
  { ids, patientId, after, most }: SoughtConsents,
): Promise<Resource[]> {
  const sought = ids && `{${ids.join(",")}}`;
  const rows =
    await db.execute<ConsentRow>(sql`select c.consent_id, c.client_id, c.agency_id, c.purpose, c.given_how, c.starts_at, c.ends_at,
    c.changed_at, to_jsonb(c.fields) as fields
    from app.disclosed_consents(${sought}::uuid[], ${patientId}::uuid, ${after}::uuid, ${most}) c order by c.consent_id`);
  return [...rows].map((row) =>
    consentOf({
      consentId: row.consent_id,
      clientId: row.client_id,
      agencyId: row.agency_id,
      organizationId: organizationOf(actor),
      purpose: row.purpose,
      givenHow: row.given_how,
      startsAt: new Date(row.starts_at),
      endsAt: new Date(row.ends_at),
      changedAt: new Date(row.changed_at),
      fields: row.fields,
    }),
  );
}

/** Moves the offer, or the referral it became, as the Task's change says. @throws Refusal 404, 412 when the tag is of another version, and the deeds' own */
export async function changeTask(asked: FhirAsked): Promise<FhirAnswer> {
  const { db, actor, params, origin, mediaType, body, ifMatch } = asked;
  if (!isId(params.id)) throw absent();
  const [held] = await db.execute<{ version: number | null }>(
    sql`select app.hold_offer(${params.id}::uuid) as version`,
  );
  if (held?.version == null) throw absent();
  if (ifMatch !== null && ifMatch !== `W/"${held.version}"` && ifMatch !== `"${held.version}"`) {
    throw new Refusal("fhir.version-changed", 412, { version: held.version, element: "Task.meta.versionId" });
  }
  const offer = await requireOffer(db, actor, params.id);
  const current = taskOf(offer, origin);
  const steps = stepsFor(offer.status, changeOf(current, wantedTask(current, mediaType, body)));
  for (const step of steps) await take(db, actor, offer, step);
  return found(taskOf(await requireOffer(db, actor, params.id), origin));
}

async function take(db: Db, actor: Actor, offer: FoundOffer, step: Step): Promise<void> {
  const offerId = asId<OfferId>(offer.id);
  const referralId = asId<ReferralId>(offer.referralId);
  switch (step.deed) {
    case "accept":
      return acceptOffer(db, actor, offerId);
    case "decline":
      return declineOffer(db, actor, offerId, step);
    case "give-back":
      return giveBackOffer(db, actor, offerId, step);
    case "ask":
      return askAboutOffer(db, actor, offerId, step.words);
    case "waitlist":
      return waitlistOffer(db, actor, offerId, step);
    case "start":
      return startReferral(db, actor, referralId);
    case "resume":
      return resumeReferral(db, actor, referralId);
    case "hold":
      return holdReferral(db, actor, referralId, step.words);
    case "complete":
      return completeReferral(db, actor, referralId, step);
    case "fail":
      return failReferral(db, actor, referralId, step);
    case "cancel":
      return cancelReferral(db, actor, referralId, step);
  }
}
