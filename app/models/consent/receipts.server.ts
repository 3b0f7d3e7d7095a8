// Reads what was disclosed of a client as receipts: field by field, to whom, why, under which consent, when first and last seen. Changes nothing.
import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  consents,
  disclosureReceipts,
  disclosures,
  documents,
  organizations,
  referrals,
  specialties,
} from "#drizzle/schema";
import type { ClientId } from "../values/ids";

/** A client has few disclosures; beyond this the oldest are history that the timeline still tells. */
const MOST_DISCLOSURES = 100;

export interface ReceiptLine {
  readonly field: string;
  /** The paper's name, where it was one. */
  readonly documentName: string | null;
  /** Null: shown to them, and not seen yet. */
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly times: number;
}

export async function readReceipts(db: Db, clientId: ClientId) {
  const opened = await db
    .select({
      id: disclosures.id,
      organizationName: organizations.name,
      referralId: disclosures.referralId,
      referralNumber: referrals.number,
      about: specialties.name,
      consentId: disclosures.consentId,
      purpose: consents.purpose,
      givenHow: consents.givenHow,
      overrideCode: consents.overrideCode,
      fields: disclosures.fields,
      createdAt: disclosures.createdAt,
      endsAt: disclosures.endsAt,
      closedAt: disclosures.closedAt,
    })
    .from(disclosures)
    .innerJoin(organizations, eq(organizations.id, disclosures.organizationId))
    .innerJoin(referrals, eq(referrals.id, disclosures.referralId))
    .innerJoin(consents, eq(consents.id, disclosures.consentId))
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .where(eq(disclosures.clientId, clientId))
    .orderBy(desc(disclosures.createdAt), desc(disclosures.id))
    .limit(MOST_DISCLOSURES);
  const seen = await db
    .select({
      disclosureId: disclosureReceipts.disclosureId,
      field: disclosureReceipts.field,
      documentName: documents.name,
      firstSeenAt: disclosureReceipts.firstSeenAt,
      lastSeenAt: disclosureReceipts.lastSeenAt,
      times: disclosureReceipts.times,
    })
    .from(disclosureReceipts)
    .leftJoin(documents, eq(documents.id, disclosureReceipts.documentId))
    .where(eq(disclosureReceipts.clientId, clientId))
    .orderBy(asc(disclosureReceipts.firstSeenAt), asc(disclosureReceipts.id));
  return opened.map((disclosure) => ({
    ...disclosure,
    receipts: disclosure.fields.flatMap((field): ReceiptLine[] => {
      const lines = seen.filter((line) => line.disclosureId === disclosure.id && line.field === field);
      return lines.length > 0
        ? lines.map(({ disclosureId: _, ...line }) => line)
        : [{ field, documentName: null, firstSeenAt: null, lastSeenAt: null, times: 0 }];
    }),
  }));
}

export type DisclosureReceipts = Awaited<ReturnType<typeof readReceipts>>[number];
