// Applications in each state a policy names, in two agencies, with what hangs on them; two of them are borne by applicants of the matrix.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { move, put } from "./put";

/** The hashes of the keys that the matrix's applicants bear: of a draft, of one in review, of one whose time is over. */
export const APPLICANT_KEYS = {
  "an applicant": "a".repeat(64),
  "an applicant in review": "b".repeat(64),
  "a late applicant": "c".repeat(64),
};

const STATES: Readonly<Record<string, readonly string[]>> = {
  draft: [],
  in_review: ["submitted", "in_review"],
  returned: ["submitted", "in_review", "returned"],
  withdrawn: ["submitted", "withdrawn"],
};

export async function layApplications(db: Db, cast: Cast): Promise<void> {
  const { nadia, otto } = cast;
  await put(db, "organization_identifier", { organization_id: cast.northside.organizationId, value: "520000001" });
  const agencyId = String(nadia.agencyId);
  await layRequirement(db, agencyId);
  await layRequirement(db, String(otto.agencyId));
  for (const state of Object.keys(STATES)) {
    const applicationId = await layApplication(db, agencyId, state);
    if (state === "draft") await layKey(db, agencyId, applicationId, APPLICANT_KEYS["an applicant"], "2031-01-01");
    if (state === "withdrawn")
      await layKey(db, agencyId, applicationId, APPLICANT_KEYS["a late applicant"], "2020-01-01");
    if (state !== "in_review") continue;
    await layKey(db, agencyId, applicationId, APPLICANT_KEYS["an applicant in review"], "2031-01-01");
    await layScreening(db, cast, agencyId, applicationId);
  }
  await layApplication(db, String(otto.agencyId), "in_review");
}

const layRequirement = (db: Db, agency_id: string) =>
  put(db, "screening_requirement", { agency_id, kind: "nonprofit", name: "Proof of insurance", item_kind: "document" });

async function layApplication(db: Db, agency_id: string, state: string): Promise<string> {
  const id = await put(db, "application", {
    agency_id,
    // Of a kind that nothing is asked of: a decided application's checklist is frozen, and would hold up the others' cells.
    kind: state === "withdrawn" ? "company" : "nonprofit",
    organization_name: "Tidewater Kitchen",
    contact_name: "Tess Rowe",
    contact_email: "tess@tidewater.example.org",
    tax_identifier: "520000002",
    answers: sql`'{"identity": {}}'::jsonb`,
    version: 2,
  });
  await move(db, "application", id, ...(STATES[state] ?? []));
  await put(db, "application_document", { ...fileOf(agency_id, id), part: "insurance" });
  return id;
}

const fileOf = (agency_id: string, application_id: string) => ({
  agency_id,
  application_id,
  sha256: "d".repeat(64),
  name: "insurance.pdf",
  media_type: "application/pdf",
  byte_count: 1000,
});

const layKey = (db: Db, agency_id: string, application_id: string, key_hash: string, until: string) =>
  put(db, "application_key", { agency_id, application_id, key_hash, expires_at: instant(until) });

const instant = (day: string): SQL => sql`${day}::timestamptz`;

async function layScreening(db: Db, { nadia }: Cast, agency_id: string, application_id: string) {
  const ofIt = { agency_id, application_id };
  // Made by the database when it was sent, from what the agency asks.
  const [made] = await db.execute<{ id: string }>(
    sql`select id from screening_item where application_id = ${application_id}::uuid`,
  );
  const open = made?.id ?? "";
  const asked = await put(db, "screening_item", { ...ofIt, name: "Site visit", item_kind: "site_visit" });
  await db.execute(sql`update screening_item set state = 'asked', words = 'Which day?' where id = ${asked}::uuid`);
  const by = { author_membership_id: nadia.membershipId };
  await put(db, "screening_note", { ...ofIt, ...by, item_id: open, words: "Seen.", internal: true });
  await put(db, "screening_note", { ...ofIt, ...by, item_id: asked, words: "Which day?" });
  await put(db, "screening_note", { ...ofIt, item_id: asked, words: "Tuesday." });
  await put(db, "application_document", {
    ...fileOf(agency_id, application_id),
    part: "site_visit",
    uploaded_by: nadia.membershipId,
    internal: true,
  });
  await put(db, "application_decision", {
    ...ofIt,
    version: 2,
    decided_by: nadia.membershipId,
    decision: "approve",
  });
}
