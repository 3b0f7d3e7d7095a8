// What was in fact shown, field by field and paper by paper: the provider's only way to a client's facts.

import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { consents, documents } from "./consent";
import { forms } from "./form";
import { organizations } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientIsMine,
  clientOpenToMe,
  either,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  paperIsShown,
  referralIsMine,
  staffOnOpenReferral,
} from "./policy";
import { referrals, toReferral } from "./referral";

/** What was in fact shown, field by field, to whom and until when: the provider's only way to a client's facts. */
export const disclosures = pgTable(
  "disclosure",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    consentId: uuid("consent_id").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    fields: text("fields").array().notNull(),
    endsAt: instant("ends_at").notNull(),
    createdAt: createdAt(),
    firstReadAt: instant("first_read_at"),
    closedAt: instant("closed_at"),
  },
  (t) => [
    unique("disclosure_once").on(t.referralId, t.organizationId),
    unique("disclosure_of_client").on(t.id, t.clientId, t.agencyId),
    toReferral(t, "disclosure_referral"),
    foreignKey({
      columns: [t.consentId, t.clientId, t.agencyId],
      foreignColumns: [consents.id, consents.clientId, consents.agencyId],
      name: "disclosure_consent",
    }),
    index("disclosure_organization").on(t.organizationId),
    index("disclosure_client").on(t.clientId),
    index("disclosure_consent_index").on(t.consentId),
    index("disclosure_agency").on(t.agencyId),
    mayRead(
      "case staff read what was disclosed, a provider what is live for it",
      either(
        both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
        both(
          organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
          sql`${t.id} = any(app.live_disclosures_of(array[${t.referralId}]))`,
        ),
      ),
    ),
    mayAdd("whoever carries the case discloses", both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId))),
    mayChange(
      "whoever carries the case closes a disclosure",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId)),
    ),
  ],
);

/**
 * The receipt of one fact, or of one paper, at one provider: when it was first and last seen there, and how often.
 * Written by the database alone, from the record of reads.
 */
export const disclosureReceipts = pgTable(
  "disclosure_receipt",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    disclosureId: uuid("disclosure_id").notNull(),
    field: text("field").notNull(),
    /** Which paper, where the field is `documents`. */
    documentId: uuid("document_id").references(() => documents.id),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    times: integer("times").notNull().default(1),
  },
  (t) => [
    unique("disclosure_receipt_once").on(t.disclosureId, t.field, t.documentId).nullsNotDistinct(),
    foreignKey({
      columns: [t.disclosureId, t.clientId, t.agencyId],
      foreignColumns: [disclosures.id, disclosures.clientId, disclosures.agencyId],
      name: "disclosure_receipt_disclosure",
    }),
    index("disclosure_receipt_client").on(t.clientId),
    index("disclosure_receipt_agency").on(t.agencyId),
    index("disclosure_receipt_document").on(t.documentId),
    mayRead(
      "case staff read what was seen of a client",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
  ],
);

export const disclosedDocuments = pgTable(
  "disclosed_document",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id),
    /** The one provider it was made for, of several that are asked; none: whoever the referral is disclosed to. */
    organizationId: uuid("organization_id").references(() => organizations.id),
    /** The form it was made of, where a service asked for one. */
    formId: uuid("form_id"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.formId, t.agencyId],
      foreignColumns: [forms.id, forms.agencyId],
      name: "disclosed_document_form",
    }),
    index("disclosed_document_form_index").on(t.formId),
    uniqueIndex("disclosed_document_form_once").on(t.referralId, t.organizationId, t.formId),
    unique("disclosed_document_once").on(t.referralId, t.documentId),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "disclosed_document_referral",
    }),
    index("disclosed_document_document").on(t.documentId),
    index("disclosed_document_agency").on(t.agencyId),
    index("disclosed_document_organization").on(t.organizationId),
    mayRead(
      "case staff see which documents went along, a provider those of its live referrals",
      either(staffOnOpenReferral(t.agencyId, t.referralId), paperIsShown(t.documentId)),
    ),
    mayAdd(
      "whoever carries the referral attaches documents",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
    ),
  ],
);
