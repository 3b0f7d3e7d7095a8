// Referrals that were won, wait, were declined, are asked of two at once, or are drafts; what was disclosed with each.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { referralMessages } from "#drizzle/schema";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { layFeedback, layIncident } from "./feedback";
import { move, put } from "./put";

/** The hash of the key in Mara's mail about an offer that is still open. */
export const ANSWER_KEY = "5".repeat(64);

/** The hash of the key in the code on Rosa's slip. */
export const ARRIVAL_KEY = "a4".repeat(32);

type Provider = Cast["northside"];

interface Given {
  readonly consentId: string;
  readonly documentId: string;
  readonly restricted: HiddenCases;
}

export interface Held {
  readonly referralId: string;
  /** Rosa's too, and unanswered. */
  readonly waitingId: string;
  /** Of the restricted case. */
  readonly hidden: { readonly referralId: string; readonly clientId: string };
}

export async function layReferrals(db: Db, cast: Cast, given: Given): Promise<Held> {
  const { northside, southside } = cast;
  const held = await layReferral(db, cast, "R-9001");
  await move(db, "referral", held, "sent");
  const won = await layOffer(db, cast.agencyId, held, northside, true);
  const shown = await disclose(db, cast, held, northside, given.consentId);
  await put(db, "disclosure_receipt", {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    disclosure_id: shown,
    field: "name",
    first_seen_at: sql`app.clock()`,
    last_seen_at: sql`app.clock()`,
  });
  await discloseDocument(db, cast, held, given.documentId);
  await layThread(db, cast, held, northside);
  await move(db, "offer", won, "accepted");
  await move(db, "referral", held, "accepted");
  await layFeedback(db, cast, held);
  await layCoupon(db, cast, held, won);
  const waiting = await layReferral(db, cast, "R-9002");
  await move(db, "referral", waiting, "sent");
  await layOffer(db, cast.agencyId, waiting, southside, true);
  await disclose(db, cast, waiting, southside, given.consentId);
  // Nobody has read it: Ines may take it back.
  await put(db, "thread_message", {
    agency_id: cast.agencyId,
    referral_id: waiting,
    organization_id: southside.organizationId,
    author_id: cast.ines.membershipId,
    words: "Is there room?",
  });
  const declined = await layReferral(db, cast, "R-9003");
  await move(db, "referral", declined, "sent");
  const no = await layOffer(db, cast.agencyId, declined, northside, true);
  await disclose(db, cast, declined, northside, given.consentId);
  await discloseDocument(db, cast, declined, given.documentId);
  await layThread(db, cast, declined, northside);
  await db.execute(sql`update offer set state = 'declined', decline_code = 'no_capacity' where id = ${no}::uuid`);
  await layUnanswered(db, cast);
  await layReferral(db, cast, "R-9005");
  await layReasons(db, cast, held);
  const hidden = await layHiddenReferral(db, cast, given.restricted);
  await layOttosReferral(db, cast, given.restricted);
  const { clientId } = given.restricted;
  return { referralId: held, waitingId: waiting, hidden: { referralId: hidden, clientId } };
}

/** On Rosa's slip, which nobody has scanned. */
function layCoupon(db: Db, cast: Cast, referralId: string, offerId: string): Promise<string> {
  return put(db, "arrival_coupon", {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    referral_id: referralId,
    organization_id: cast.northside.organizationId,
    offer_id: offerId,
    token_hash: ARRIVAL_KEY,
    created_by: cast.ines.membershipId,
  });
}

/** The reasons to decline that two agencies keep, and the question whether a referral was a mistake. */
async function layReasons(db: Db, cast: Cast, referralId: string): Promise<void> {
  const moving = { code: "other", words: "We are moving house", position: 1 };
  await put(db, "decline_reason", { agency_id: cast.agencyId, ...moving });
  await put(db, "decline_reason", { agency_id: cast.othertonId, ...moving });
  await put(db, "retraction", {
    agency_id: cast.agencyId,
    referral_id: referralId,
    words: "It was for somebody else.",
    asked_by: cast.ines.membershipId,
  });
}

/** Offered to two, and answered by neither. */
async function layUnanswered(db: Db, cast: Cast): Promise<void> {
  const { northside, southside } = cast;
  const both = await layReferral(db, cast, "R-9004");
  await move(db, "referral", both, "sent");
  const open = await layOffer(db, cast.agencyId, both, northside, false);
  await put(db, "answer_link", {
    agency_id: cast.agencyId,
    referral_id: both,
    organization_id: northside.organizationId,
    offer_id: open,
    membership_id: cast.mara.membershipId,
    token_hash: ANSWER_KEY,
  });
  await layOffer(db, cast.agencyId, both, southside, false);
  await put(db, "offer_step", {
    agency_id: cast.agencyId,
    referral_id: both,
    organization_id: northside.organizationId,
    offer_id: open,
    round: 1,
    step: "remind",
  });
}

/** Ines asks, Mara answers with a paper, and Mara has read so far. */
async function layThread(db: Db, cast: Cast, referralId: string, place: Provider): Promise<void> {
  const thread = { agency_id: cast.agencyId, referral_id: referralId, organization_id: place.organizationId };
  const mara = cast.mara.membershipId;
  await put(db, "thread_message", { ...thread, author_id: cast.ines.membershipId, words: "When can it begin?" });
  const paper = { sha256: "a".repeat(64), name: "times.pdf", media_type: "application/pdf", byte_count: 10 };
  const organization = { organization_id: place.organizationId, uploaded_by: mara };
  const documentId = await put(db, "document", { ...paper, ...organization });
  await put(db, "thread_message", { ...thread, author_id: mara, words: "On Monday.", document_id: documentId });
  // Bea wrote it as a coordinator, and is a biller now.
  await put(db, "thread_message", { ...thread, author_id: cast.bea.membershipId, words: "Or on Tuesday." });
  await put(db, "thread_mark", { ...thread, membership_id: mara, read_until: sql`app.clock()` });
}

/** Of the restricted case, with all that hangs on a referral. */
async function layHiddenReferral(db: Db, cast: Cast, { clientId, caseId }: HiddenCases): Promise<string> {
  const ofClient = { agency_id: cast.agencyId, client_id: clientId };
  const carl = cast.carl.membershipId;
  const refer = (number: string) => put(db, "referral", { ...ofClient, case_id: caseId, number, created_by: carl });
  await sayIn(db, cast.agencyId, await refer("R-9007"));
  const referralId = await refer("R-9006");
  await sayIn(db, cast.agencyId, referralId);
  await move(db, "referral", referralId, "sent");
  const offerId = await layOffer(db, cast.agencyId, referralId, cast.northside, true);
  const consentId = await put(db, "consent", {
    ...ofClient,
    purpose: "referral",
    fields: sql`'{name,documents}'::text[]`,
    ends_at: sql`app.clock() + interval '90 days'`,
    given_how: "signed",
    recorded_by: carl,
  });
  // The name alone: the paper went along, and is not Northside's to read.
  const shown = await disclose(db, cast, referralId, cast.northside, consentId, { clientId, fields: "{name}" });
  const seen = { first_seen_at: sql`app.clock()`, last_seen_at: sql`app.clock()` };
  await put(db, "disclosure_receipt", { ...ofClient, disclosure_id: shown, field: "name", ...seen });
  const file = { sha256: "b".repeat(64), name: "order.pdf", media_type: "application/pdf", byte_count: 10 };
  const paper = await put(db, "document", { ...file, ...ofClient, uploaded_by: carl });
  await discloseDocument(db, cast, referralId, paper);
  const thread = { agency_id: cast.agencyId, referral_id: referralId, organization_id: cast.northside.organizationId };
  await put(db, "thread_message", { ...thread, author_id: carl, words: "The order.", document_id: paper });
  await put(db, "thread_mark", { ...thread, membership_id: carl, read_until: sql`app.clock()` });
  await put(db, "answer_link", {
    agency_id: cast.agencyId,
    referral_id: referralId,
    organization_id: cast.northside.organizationId,
    offer_id: offerId,
    membership_id: cast.mara.membershipId,
    token_hash: "8".repeat(64),
  });
  const { organization_id } = thread;
  const coupon = { ...ofClient, referral_id: referralId, organization_id, offer_id: offerId };
  await put(db, "arrival_coupon", { ...coupon, token_hash: "b4".repeat(32), created_by: carl });
  await put(db, "retraction", { agency_id: cast.agencyId, referral_id: referralId, words: "Twice.", asked_by: carl });
  await layIncident(db, cast, { referralId, clientId, caseId, carrier: carl }, "c7".repeat(32));
  return referralId;
}

async function layOttosReferral(db: Db, cast: Cast, { ottos, ottosCase }: HiddenCases): Promise<void> {
  const referralId = await put(db, "referral", {
    agency_id: cast.othertonId,
    case_id: ottosCase,
    client_id: ottos,
    number: "R-0001",
    created_by: cast.otto.membershipId,
  });
  await sayIn(db, cast.othertonId, referralId);
  await move(db, "referral", referralId, "sent");
  await layOffer(db, cast.othertonId, referralId, cast.southside, true);
}

const sayIn = (db: Db, agencyId: string, referralId: string) =>
  db.insert(referralMessages).values({ agencyId, referralId, words: "Mornings are best." });

async function layReferral(db: Db, cast: Cast, number: string): Promise<string> {
  const id = await put(db, "referral", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    client_id: cast.rosa.clientId,
    number,
    created_by: cast.ines.membershipId,
  });
  await sayIn(db, cast.agencyId, id);
  return id;
}

function layOffer(db: Db, agencyId: string, referralId: string, place: Provider, identified: boolean): Promise<string> {
  return put(db, "offer", {
    agency_id: agencyId,
    referral_id: referralId,
    organization_id: place.organizationId,
    service_at_location_id: place.serviceAtLocationId,
    identified,
    summary: sql`'{"urgency":"routine"}'::jsonb`,
  });
}

function disclose(
  db: Db,
  cast: Cast,
  referralId: string,
  place: Provider,
  consentId: string,
  { clientId = cast.rosa.clientId, fields = "{name,documents}" } = {},
): Promise<string> {
  return put(db, "disclosure", {
    agency_id: cast.agencyId,
    client_id: clientId,
    referral_id: referralId,
    consent_id: consentId,
    organization_id: place.organizationId,
    fields: sql`${fields}::text[]`,
    ends_at: sql`app.clock() + interval '30 days'`,
  });
}

function discloseDocument(db: Db, cast: Cast, referralId: string, documentId: string): Promise<string> {
  return put(db, "disclosed_document", { agency_id: cast.agencyId, referral_id: referralId, document_id: documentId });
}
