// Clients and cases, restricted and of the other agency too, with what was written, kept and consented to.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { layClientDetails } from "./client";
import { move, put } from "./put";

/** The restricted client and case, and those of the other agency. */
export interface HiddenCases {
  readonly clientId: string;
  readonly caseId: string;
  readonly ottos: string;
  readonly ottosCase: string;
}

/** The hash of the key of a link by which Rosa sends documents. */
export const UPLOAD_KEY = "4".repeat(64);

export async function layCases(db: Db, cast: Cast): Promise<HiddenCases> {
  const base = { agency_id: cast.agencyId, created_by: cast.carl.membershipId };
  const clientId = await put(db, "client", {
    ...base,
    number: "C-9001",
    given_name: "Hidden",
    family_name: "Person",
    restricted: true,
  });
  const caseId = await put(db, "case", {
    agency_id: cast.agencyId,
    client_id: clientId,
    number: "K-9001",
    owner_membership_id: cast.carl.membershipId,
    restricted: true,
  });
  await put(db, "need", { agency_id: cast.agencyId, case_id: caseId, specialty_id: cast.counselingId });
  await layNotes(db, cast, caseId);
  await put(db, "case_member", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    membership_id: cast.ines.membershipId,
  });
  const ottos = await put(db, "client", {
    agency_id: cast.othertonId,
    number: "C-0001",
    given_name: "Other",
    family_name: "Town",
    created_by: cast.otto.membershipId,
  });
  const ottosCase = await put(db, "case", {
    agency_id: cast.othertonId,
    client_id: ottos,
    number: "K-0001",
    owner_membership_id: cast.otto.membershipId,
  });
  await layClientDetails(db, cast, { clientId, ottos });
  await layRestrictedCaseOfOpenClient(db, cast);
  await layEmergencies(db, cast, { case_id: caseId, client_id: clientId });
  return { clientId, caseId, ottos, ottosCase };
}

async function layNotes(db: Db, cast: Cast, caseId: string): Promise<void> {
  await put(db, "case_note", {
    agency_id: cast.agencyId,
    case_id: caseId,
    author_membership_id: cast.carl.membershipId,
    words: "hidden note",
  });
  await put(db, "case_note", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    author_membership_id: cast.ines.membershipId,
    words: "note",
  });
  await put(db, "case_note", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    author_membership_id: cast.ines.membershipId,
    kind: "telephone",
    words: "Called, though no number is on the card.",
    reached_out: true,
    against_rule: "unknown-way",
  });
}

/** A restricted case of a client who is not: what came to the register for it is hidden by the case alone. */
async function layRestrictedCaseOfOpenClient(db: Db, cast: Cast): Promise<void> {
  const carls = { agency_id: cast.agencyId, created_by: cast.carl.membershipId };
  const client_id = await put(db, "client", {
    ...carls,
    number: "C-9004",
    given_name: "Fourth",
    family_name: "Person",
  });
  const case_id = await put(db, "case", {
    agency_id: cast.agencyId,
    client_id,
    number: "K-9002",
    owner_membership_id: cast.carl.membershipId,
    restricted: true,
  });
  const request = await put(db, "case_request", {
    ...carls,
    number: "Q-9005",
    came_by: "telephone",
    came_at: sql`app.clock()`,
    answer_by: sql`app.clock()::date`,
    words: "Asked again",
  });
  await db.execute(sql`update case_request set state = 'opened', case_id = ${case_id}::uuid, client_id = ${client_id}::uuid,
    decided_by = ${cast.carl.membershipId}::uuid, decided_at = app.clock() where id = ${request}::uuid`);
}

/** Sol has the restricted case open now; Ines had it, twice; Finn had it open in a seat that was a caseworker's then. */
async function layEmergencies(db: Db, cast: Cast, opened: { case_id: string; client_id: string }): Promise<void> {
  const why = {
    ...opened,
    agency_id: cast.agencyId,
    reason: "danger_to_life",
    words: "Found in the cold without a word.",
    ends_at: sql`app.clock() + interval '1 hour'`,
  };
  await put(db, "emergency_access", { ...why, membership_id: cast.sol.membershipId });
  await put(db, "emergency_access", { ...why, membership_id: cast.finn.membershipId });
  await move(
    db,
    "emergency_access",
    await put(db, "emergency_access", { ...why, membership_id: cast.ines.membershipId }),
    "ended",
  );
  const reviewed = await put(db, "emergency_access", { ...why, membership_id: cast.ines.membershipId });
  await move(db, "emergency_access", reviewed, "ended");
  await db.execute(sql`update emergency_access set state = 'reviewed', reviewed_by = ${cast.sol.membershipId}::uuid,
    verdict = 'justified', review_words = 'It was right.' where id = ${reviewed}::uuid`);
}

export async function layDocuments(db: Db, cast: Cast): Promise<string> {
  const file = { sha256: "0".repeat(64), name: "plan.pdf", media_type: "application/pdf", byte_count: 10 };
  const shared = await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    uploaded_by: cast.ines.membershipId,
  });
  await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    uploaded_by: cast.ines.membershipId,
  });
  const asked = {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    asked: "a pay slip",
    kind: "income",
    language: "en",
    created_by: cast.ines.membershipId,
    expires_at: sql`app.clock() + interval '7 days'`,
  };
  const linkId = await put(db, "upload_link", { ...asked, token_hash: UPLOAD_KEY });
  await put(db, "upload_link", { ...asked, token_hash: "5".repeat(64), used_at: sql`app.clock()` });
  const closed = await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    upload_link_id: linkId,
    fact_group: "health",
    replaces_id: shared,
  });
  await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    uploaded_by: cast.ines.membershipId,
    fact_group: "justice",
  });
  // Of no client: a network's own papers, here and there.
  await put(db, "document", { ...file, agency_id: cast.agencyId, uploaded_by: cast.nadia.membershipId });
  await put(db, "document", { ...file, agency_id: cast.othertonId, uploaded_by: cast.otto.membershipId });
  for (const id of [shared, closed]) await put(db, "document_text", { id, outcome: "read", words: "a text" });
  await put(db, "document", {
    ...file,
    organization_id: cast.southside.organizationId,
    uploaded_by: cast.sid.membershipId,
  });
  return shared;
}

export async function layConsents(db: Db, cast: Cast): Promise<string> {
  const consent = {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    purpose: "referral",
    fields: sql`'{name,telephone,documents}'::text[]`,
    ends_at: sql`app.clock() + interval '90 days'`,
    given_how: "signed",
    recorded_by: cast.ines.membershipId,
  };
  const live = await put(db, "consent", consent);
  const revoked = await put(db, "consent", consent);
  await move(db, "consent", revoked, "revoked");
  await put(db, "consent", { ...consent, organization_id: cast.southside.organizationId });
  await put(db, "consent", { ...consent, specialty_id: cast.counselingId });
  await put(db, "consent", {
    ...consent,
    organization_id: cast.southside.organizationId,
    ends_at: sql`app.clock() + interval '7 days'`,
    given_how: "override",
    override_code: "court_order",
    override_words: "The court asked for it today.",
  });
  await put(db, "consent_text", {
    agency_id: cast.agencyId,
    language: "en",
    version: 1,
    words: "You decide what we share.",
    written_by: cast.ada.membershipId,
  });
  await layLinks(db, cast);
  return live;
}

/** The hash of the key of a link to who saw Rosa's data. */
export const ROSAS_KEY = "2".repeat(64);

async function layLinks(db: Db, cast: Cast): Promise<void> {
  const link = {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    language: "es",
    created_by: cast.ines.membershipId,
    expires_at: sql`app.clock() + interval '30 days'`,
  };
  await put(db, "client_link", { ...link, token_hash: ROSAS_KEY });
  await put(db, "client_link", { ...link, token_hash: "3".repeat(64), revoked_at: sql`app.clock()` });
}
