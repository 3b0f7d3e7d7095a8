// What a provider says of itself, beyond what the cast brings, and what the network desk keeps of it: telephones, exclusions, suspensions.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { move, put } from "./put";

export async function layDirectory(db: Db, cast: Cast): Promise<void> {
  for (const place of [cast.northside, cast.southside]) {
    const { organizationId: organization_id, locationId: location_id } = place;
    await put(db, "phone", { organization_id, location_id, number: "410-555-0100" });
    await put(db, "opening_exception", {
      organization_id,
      location_id,
      from_day: "2030-01-01",
      until_day: "2030-01-02",
    });
    await put(db, "service_area", {
      organization_id,
      service_id: place.serviceId,
      postal_codes: sql`'{21201}'::text[]`,
    });
  }
  await layPairs(db, cast);
  await laySuspensions(db, cast);
  const petra = await put(db, "practitioner", { organization_id: cast.southside.organizationId, name: "Petra" });
  await layCredentials(db, cast, petra);
  await layExclusions(db, cast, petra);
}

/** Northside and Southside look alike to both agencies. */
async function layPairs(db: Db, cast: Cast): Promise<void> {
  const [organization_id, other_organization_id] = [
    cast.northside.organizationId,
    cast.southside.organizationId,
  ].sort();
  for (const agency_id of [cast.agencyId, cast.othertonId])
    await put(db, "organization_pair", {
      agency_id,
      organization_id,
      other_organization_id,
      reasons: sql`'{place}'::text[]`,
    });
}

/** One in every state, of an organization, a place and a practitioner; types and requirements of both agencies. */
async function layCredentials(db: Db, cast: Cast, petra: string): Promise<void> {
  const { agencyId, othertonId, northside, southside, nadia, mara } = cast;
  for (const [agency_id, created_by] of [
    [agencyId, nadia.membershipId],
    [othertonId, cast.otto.membershipId],
  ] as const) {
    const type = { agency_id, code: "licence", name: "Licence", kind: "licence", held_by: "organization" };
    const credential_type_id = await put(db, "credential_type", type);
    await put(db, "credential_requirement", {
      agency_id,
      credential_type_id,
      from_day: "2030-01-01",
      specialty_id: cast.counselingId,
      created_by,
    });
  }
  const document_id = await put(db, "document", {
    organization_id: northside.organizationId,
    sha256: "d".repeat(64),
    name: "licence.pdf",
    media_type: "application/pdf",
    byte_count: 10,
    uploaded_by: mara.membershipId,
  });
  const { organizationId: organization_id, locationId: location_id } = northside;
  await put(db, "credential", { organization_id, kind: "licence", document_id });
  const verified = await put(db, "credential", { organization_id, kind: "insurance", location_id });
  await move(db, "credential", verified, "verified");
  const expired = await put(db, "credential", {
    organization_id,
    kind: "certificate",
    practitioner_id: cast.practitionerId,
  });
  await move(db, "credential", expired, "verified", "expiring", "expired");
  const refused = await put(db, "credential", { organization_id: southside.organizationId, kind: "licence" });
  await move(db, "credential", refused, "refused");
  await put(db, "credential_notice", { organization_id, credential_id: verified, days: 30, sent: true });
  for (const [of, practitioner_id] of [
    [northside.organizationId, cast.practitionerId],
    [southside.organizationId, petra],
  ] as const) {
    await put(db, "practitioner_history", {
      organization_id: of,
      practitioner_id,
      kind: "education",
      place: "A school",
      title: "A degree",
      starts_on: "2010-01-01",
    });
  }
}

async function layExclusions(db: Db, cast: Cast, petra: string): Promise<void> {
  const { agencyId: agency_id, nadia, northside, southside } = cast;
  const list_id = await put(db, "exclusion_list", { agency_id, name: "A list", authority: "A board" });
  const version_id = await put(db, "exclusion_version", {
    agency_id,
    list_id,
    file_name: "list.csv",
    sha256: "e".repeat(64),
    row_count: 1,
    taken_count: 1,
    uploaded_by: nadia.membershipId,
  });
  const entry = { agency_id, version_id, line: 2, kind: "organization", name: "Somebody else", fingerprint: "f" };
  await put(db, "exclusion_entry", entry);
  for (const [organization_id, practitioner_id] of [
    [northside.organizationId, null],
    [southside.organizationId, petra],
  ] as const) {
    await put(db, "exclusion_match", {
      agency_id,
      list_id,
      fingerprint: "f",
      organization_id,
      practitioner_id,
      entry_name: "Somebody else",
      score: 70,
      reasons: sql`'{alike-name}'::text[]`,
    });
  }
  await put(db, "adverse_action", {
    agency_id,
    organization_id: northside.organizationId,
    kind: "sanction",
    authority: "A board",
    acted_on: "2020-01-01",
    words: "A fine",
    recorded_by: nadia.membershipId,
  });
}

/** Ahead, so that no other row of the matrix is held up by one; another agency's beside it. */
async function laySuspensions(db: Db, cast: Cast): Promise<void> {
  const said = { reason_code: "other", words: "x", services: "continue", created_by: cast.nadia.membershipId };
  const organization_id = cast.southside.organizationId;
  const ahead = sql`(app.clock() + interval '90 days')::date`;
  await put(db, "suspension", { ...said, agency_id: cast.agencyId, organization_id, from_day: ahead });
  await put(db, "suspension", {
    ...said,
    agency_id: cast.othertonId,
    organization_id: cast.northside.organizationId,
    from_day: ahead,
  });
}
