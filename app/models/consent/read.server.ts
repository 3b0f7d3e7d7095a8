// Reads a client's consents and what was shown under them, for the agency. A provider never reads these rows; it reads its disclosure.
import { and, desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#app/database/as-actor.server";
import {
  clients,
  consents,
  disclosures,
  memberships,
  organizations,
  people,
  referrals,
  specialties,
} from "#drizzle/schema";
import type { ClientId, ConsentId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** A client has few consents; beyond this the oldest are history that the timeline still tells. */
const MOST_CONSENTS = 100;

export interface ConsentLine {
  readonly id: string;
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly specialtyId: string | null;
  readonly specialtyName: string | null;
  readonly purpose: string;
  readonly fields: string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly givenHow: string;
  readonly witness: string | null;
  readonly documentId: string | null;
  readonly overrideCode: string | null;
  readonly overrideWords: string | null;
  readonly language: string;
  readonly wording: string;
  readonly textVersion: number;
  readonly state: string;
  readonly recordedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
}

/** Newest first; all of a client's, or the one. */
export function readConsents(db: Db, clientId: ClientId, consentId?: ConsentId): Promise<ConsentLine[]> {
  const recorder = alias(people, "recorder");
  return db
    .select({
      id: consents.id,
      organizationId: consents.organizationId,
      organizationName: organizations.name,
      specialtyId: consents.specialtyId,
      specialtyName: specialties.name,
      purpose: consents.purpose,
      fields: consents.fields,
      startsAt: consents.startsAt,
      endsAt: consents.endsAt,
      givenHow: consents.givenHow,
      witness: consents.witness,
      documentId: consents.documentId,
      overrideCode: consents.overrideCode,
      overrideWords: consents.overrideWords,
      language: consents.language,
      wording: consents.wording,
      textVersion: consents.textVersion,
      state: consents.state,
      recordedBy: recorder.name,
      revokedAt: consents.revokedAt,
      revokedReason: consents.revokedReason,
    })
    .from(consents)
    .leftJoin(organizations, eq(organizations.id, consents.organizationId))
    .leftJoin(specialties, eq(specialties.id, consents.specialtyId))
    .leftJoin(memberships, eq(memberships.id, consents.recordedBy))
    .leftJoin(recorder, eq(recorder.id, memberships.personId))
    .where(and(eq(consents.clientId, clientId), consentId ? eq(consents.id, consentId) : undefined))
    .orderBy(desc(consents.createdAt), desc(consents.id))
    .limit(MOST_CONSENTS);
}

export interface DisclosureLine {
  readonly id: string;
  readonly organizationName: string;
  readonly referralId: string;
  readonly referralNumber: string;
  readonly fields: string[];
  readonly createdAt: Date;
  readonly endsAt: Date;
  readonly firstReadAt: Date | null;
  readonly closedAt: Date | null;
}

/** What was opened for whom, newest first; of one referral or of all of them. */
export function readDisclosures(db: Db, of: { clientId: string } | { referralId: string }): Promise<DisclosureLine[]> {
  return db
    .select({
      id: disclosures.id,
      organizationName: organizations.name,
      referralId: disclosures.referralId,
      referralNumber: referrals.number,
      fields: disclosures.fields,
      createdAt: disclosures.createdAt,
      endsAt: disclosures.endsAt,
      firstReadAt: disclosures.firstReadAt,
      closedAt: disclosures.closedAt,
    })
    .from(disclosures)
    .innerJoin(organizations, eq(organizations.id, disclosures.organizationId))
    .innerJoin(referrals, and(eq(referrals.id, disclosures.referralId), eq(referrals.clientId, disclosures.clientId)))
    .where("clientId" in of ? eq(disclosures.clientId, of.clientId) : eq(disclosures.referralId, of.referralId))
    .orderBy(desc(disclosures.createdAt), desc(disclosures.id))
    .limit(MOST_CONSENTS);
}

/** The client a page of consents is about. @throws Refusal 404 when hidden or absent */
export async function readConsentingClient(
  db: Db,
  clientId: ClientId,
): Promise<{ name: string; number: string; language: string }> {
  const [client] = await db
    .select({
      givenName: clients.givenName,
      familyName: clients.familyName,
      number: clients.number,
      language: clients.language,
    })
    .from(clients)
    .where(eq(clients.id, clientId));
  if (!client) throw new Refusal("not-found", 404);
  return { name: `${client.givenName} ${client.familyName}`, number: client.number, language: client.language };
}
