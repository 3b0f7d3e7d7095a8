// Finds the directory's record that an applicant may be, and begins the application with what it says. Takes nothing over: approval does.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { applications } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readAnswers } from "./answers";
import { withoutRecord, withRecord } from "./claimed-answers";
import { applicationEvents } from "./events";
import { applicationLifecycle } from "./lifecycle";
import { lockOwn, type OwnApplication } from "./read.server";

export interface Candidate {
  readonly organizationId: string;
  readonly name: string;
  readonly alternateName: string | null;
  readonly website: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  /** Why it is shown. */
  readonly by: readonly ("name" | "address" | "telephone" | "identifier")[];
}

/** At most six organizations of the directory, the likeliest first; public facts only. */
export async function readCandidates(db: Db, application: OwnApplication): Promise<Candidate[]> {
  const [first] = application.answers.locations;
  const rows = await db.execute<{
    organization_id: string;
    name: string;
    alternate_name: string | null;
    website: string | null;
    address: string | null;
    telephone: string | null;
    by_name: boolean;
    by_address: boolean;
    by_telephone: boolean;
    by_identifier: boolean;
  }>(sql`select * from app.claim_candidates(${application.organizationName}, ${first?.addressLine ?? ""}, ${first?.postalCode ?? ""},
    ${application.answers.organization?.telephone ?? first?.telephone ?? ""})`);
  return rows.map((row) => ({
    organizationId: row.organization_id,
    name: row.name,
    alternateName: row.alternate_name,
    website: row.website,
    address: row.address,
    telephone: row.telephone,
    by: [
      ...(row.by_identifier ? (["identifier"] as const) : []),
      ...(row.by_telephone ? (["telephone"] as const) : []),
      ...(row.by_address ? (["address"] as const) : []),
      ...(row.by_name ? (["name"] as const) : []),
    ],
  }));
}

/**
 * Says which record of the directory is the applicant's, or that none is; parts that are still empty begin with what the record says.
 * @throws Refusal 404 when the record is none of those shown, 409 when the application was sent or changed meanwhile
 */
export async function claimOrganization(
  db: Db,
  version: number,
  claimed: OrganizationId | null,
  shown: readonly Candidate[],
): Promise<void> {
  const row = await lockOwn(db);
  if (!applicationLifecycle.may(row.state, "submit")) throw new Refusal("application.sent-already", 409);
  if (row.claimsOrganizationId === claimed) return;
  // Only what was offered can be claimed: ids are no secret, but the choice is made among likenesses.
  if (claimed !== null && !shown.some(({ organizationId }) => organizationId === claimed))
    throw new Refusal("not-found", 404);
  if (row.version !== version) throw new Refusal("application.changed-meanwhile", 409);
  const before = withoutRecord(readAnswers(row.answers));
  const [kept] = await db
    .update(applications)
    .set({ claimsOrganizationId: claimed, answers: { ...before }, version: version + 1, updatedAt: await clock(db) })
    .where(eq(applications.id, row.id))
    .returning({ claim: applications.claim });
  const about = { subjectType: "application", subjectId: row.id, agencyId: row.agencyId };
  if (claimed === null) return recordEvent(db, null, applicationEvents.unclaimed({ applicationId: row.id }), about);
  const facts = { applicationId: row.id, organizationId: claimed, claim: kept?.claim ?? "" };
  await recordEvent(db, null, applicationEvents.claimed(facts), about);
  // Whoever asks to join an organization says nothing about it: those who sign in for it do.
  if (kept?.claim === "join") return;
  const [found] = await db.execute<{ record: unknown }>(sql`select app.claimed_record() as record`);
  await db
    .update(applications)
    .set({ answers: { ...withRecord(before, found?.record) }, version: version + 2 })
    .where(eq(applications.id, row.id));
}
