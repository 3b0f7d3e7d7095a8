// What lies at the door and in the record: sign-ins, invitations, notices, letters and events.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

/** The hash of the key in the address that Mara's calendar program reads. */
export const CALENDAR_KEY = "8".repeat(64);

export async function layDoor(db: Db, cast: Cast): Promise<void> {
  const later = sql`app.clock() + interval '1 day'`;
  await layProofs(db, cast, later);
  const invited = { name: "New", expires_at: later };
  await put(db, "invitation", {
    ...invited,
    token_hash: "i1",
    email: "a@example.org",
    agency_id: cast.agencyId,
    role: "caseworker",
    invited_by: cast.ada.membershipId,
  });
  await put(db, "invitation", {
    ...invited,
    token_hash: "i2",
    email: "b@example.org",
    organization_id: cast.northside.organizationId,
    role: "biller",
    invited_by: cast.ora.membershipId,
  });
  await put(db, "idempotency_key", {
    person_id: cast.ines.personId,
    route: "/r",
    key: "k-1",
    fingerprint: "f",
    status: 303,
  });
  for (const person of [cast.ines, cast.mara]) {
    await put(db, "notification", {
      membership_id: person.membershipId,
      kind: "x",
      subject_type: "referral",
      subject_id: cast.rosa.caseId,
      path: "/agency",
    });
    await put(db, "notice_choice", { membership_id: person.membershipId, area: "message", mail: "digest" });
  }
  await put(db, "letter", { effect_key: "e1", to_email: "a@example.org", kind: "x", subject: "s", body: "b" });
  await put(db, "event", {
    name: "case.opened",
    subject_type: "case",
    subject_id: cast.rosa.caseId,
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
  });
  await put(db, "event", {
    name: "offer.made",
    subject_type: "offer",
    agency_id: cast.agencyId,
    organization_id: cast.northside.organizationId,
  });
  await put(db, "event", { name: "case.opened", subject_type: "case", agency_id: cast.othertonId });
}

export async function layCalendarAddresses(db: Db, cast: Cast): Promise<void> {
  await put(db, "calendar_feed", { membership_id: cast.ines.membershipId, token_hash: "9".repeat(64) });
  await put(db, "calendar_feed", { membership_id: cast.mara.membershipId, token_hash: CALENDAR_KEY });
}

/** How Ines proves who she is. */
async function layProofs(db: Db, cast: Cast, later: ReturnType<typeof sql>): Promise<void> {
  await put(db, "sign_in_session", {
    token_hash: "s1",
    person_id: cast.ines.personId,
    membership_id: cast.ines.membershipId,
    expires_at: later,
  });
  await put(db, "reset_token", { token_hash: "t1", person_id: cast.ines.personId, expires_at: later });
  await put(db, "second_factor", { person_id: cast.ines.personId, sealed: "x" });
  await put(db, "recovery_code", { person_id: cast.ines.personId, code_hash: "c1" });
  await put(db, "sign_in_throttle", { subject: "account:ines" });
}
