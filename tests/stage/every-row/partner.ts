// Systems let in by a provider and by an agency, one of them shut out, and a token of one.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

export interface SystemSeat {
  readonly personId: string;
  readonly membershipId: string;
  readonly partnerId: string;
}

/** A system with its seat, as app.add_partner makes it. */
export async function putSystem(
  db: Db,
  name: string,
  house: { agency_id: string } | { organization_id: string },
  createdBy: string,
): Promise<SystemSeat> {
  const personId = await put(db, "person", { name, email: `${name.replaceAll(" ", "-")}@partner.invalid` });
  const membershipId = await put(db, "membership", { ...house, person_id: personId, role: "partner" });
  const partnerId = await put(db, "partner", {
    ...house,
    membership_id: membershipId,
    name,
    scopes: sql`'{system/Task.read}'`,
    secret_hash: `hash of ${name}`,
    created_by: createdBy,
  });
  return { personId, membershipId, partnerId };
}

export async function layPartners(db: Db, cast: Cast): Promise<void> {
  const { organizationId } = cast.northside;
  const own = await putSystem(db, "Northside's records", { organization_id: organizationId }, cast.ora.membershipId);
  const sender = await putSystem(db, "The county hospital", { agency_id: cast.agencyId }, cast.ada.membershipId);
  await layInbound(db, cast, sender);
  await layTellings(db, { organization_id: organizationId }, own, cast.ora.membershipId);
  await layTellings(db, { agency_id: cast.agencyId }, sender, cast.ada.membershipId);
  await put(db, "partner_token", {
    partner_id: own.partnerId,
    token_hash: "p1",
    scopes: sql`'{system/Task.read}'`,
    expires_at: sql`app.clock() + interval '15 minutes'`,
  });
}

/** Where a system is told of changes, and what it was told. */
async function layTellings(
  db: Db,
  house: { agency_id: string } | { organization_id: string },
  { partnerId, membershipId }: SystemSeat,
  createdBy: string,
): Promise<void> {
  const webhookId = await put(db, "webhook", {
    ...house,
    partner_id: partnerId,
    url: "https://records.example.org/hooks",
    kinds: sql`'{trial}'`,
    secret: `secret of ${membershipId}`,
    created_by: createdBy,
  });
  await put(db, "webhook_delivery", {
    ...house,
    webhook_id: webhookId,
    partner_id: partnerId,
    kind: "task.changed",
    subject_id: partnerId,
    version: 1,
  });
}

/** What a sender's system sent: one that waits in the register, and one that is not asked yet. */
async function layInbound(db: Db, cast: Cast, { membershipId }: SystemSeat): Promise<void> {
  const own = { agency_id: cast.agencyId, sent_by: membershipId, asked: sql`'{}'` };
  const asked = {
    agency_id: cast.agencyId,
    came_by: "referral_in",
    came_at: sql`app.clock()`,
    answer_by: "2030-01-01",
    words: "Meals at home",
  };
  const requestId = await put(db, "case_request", { ...asked, number: "Q-9101", created_by: membershipId });
  // One that somebody has decided on, and one of the same kind that a person entered.
  const decided = await put(db, "case_request", { ...asked, number: "Q-9102", created_by: membershipId });
  await db.execute(sql`update case_request set decided_by = ${cast.ines.membershipId}::uuid, decided_at = app.clock(), state = 'answered'
    where id = ${decided}::uuid`);
  await put(db, "case_request", { ...asked, number: "Q-9103", created_by: cast.ines.membershipId });
  await put(db, "inbound_referral", { ...own, task_at: sql`app.clock()`, request_id: requestId });
  await put(db, "inbound_referral", own);
}
