// An organization's application to an agency's network, its documents, and the keys of its mailed links. Holds nothing about clients.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations, updatedAt } from "./organization";
import {
  agencyIn,
  appAuth,
  both,
  either,
  inManagedNetwork,
  isBorneApplication,
  isMyMembership,
  isOpenApplication,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  organizationIn,
} from "./policy";

/** Who of the agency reads applications once they were sent; only network managers act on them. */
export const SCREENING_READERS = ["network_manager", "auditor", "administrator"] as const;

export const applications = pgTable(
  "application",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** N-0001 …, given by the database. */
    number: text("number").notNull().default(""),
    /** The kind of provider, which decides the checklist. */
    kind: text("kind").notNull(),
    state: text("state").notNull().default("draft"),
    organizationName: text("organization_name").notNull(),
    contactName: text("contact_name").notNull(),
    contactEmail: text("contact_email").notNull(),
    language: text("language").notNull().default("en"),
    /** What was filled in, step by step; each step has its shape in app/models/application. */
    answers: jsonb("answers").$type<Record<string, unknown>>().notNull().default({}),
    /** Counts each save, so that nothing is overwritten unseen. */
    version: integer("version").notNull().default(1),
    /** Nine digits. May be written by the applicant and is read by nobody: see app.tax_identifier_of. */
    taxIdentifier: text("tax_identifier"),
    taxLastFour: text("tax_last_four").generatedAlwaysAs(sql`right(tax_identifier, 4)`),
    /** The directory's record the applicant says is theirs. */
    claimsOrganizationId: uuid("claims_organization_id").references(() => organizations.id),
    /** take_over: nobody signs in for that record. join: somebody does, and is asked. Found out by the database. */
    claim: text("claim"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** When it was last sent, and when it was decided or given up; both set by the database. */
    submittedAt: instant("submitted_at"),
    decidedAt: instant("decided_at"),
    /** What the applicant is told with a return, a rejection or an approval. */
    decisionWords: text("decision_words"),
    becameOrganizationId: uuid("became_organization_id").references(() => organizations.id),
    /** Why it was rejected, as a code; the words stand beside it. */
    decisionCode: text("decision_code"),
    /** Who of the network desk is working on it; null: nobody. */
    screenerMembershipId: uuid("screener_membership_id"),
  },
  (t) => [
    check(
      "application_kind",
      sql`${t.kind} in ('nonprofit', 'faith_based', 'company', 'public_body', 'sole_practitioner')`,
    ),
    check("application_tax_identifier", sql`${t.taxIdentifier} ~ '^[0-9]{9}$'`),
    check("application_claim", sql`(${t.claimsOrganizationId} is null) = (${t.claim} is null)`),
    check("application_claim_kind", sql`${t.claim} in ('take_over', 'join')`),
    check("application_became", sql`(${t.state} = 'approved') = (${t.becameOrganizationId} is not null)`),
    unique("application_number").on(t.agencyId, t.number),
    unique("application_of_agency").on(t.id, t.agencyId),
    index("application_waiting").on(t.agencyId, t.state, t.submittedAt, t.id),
    index("application_contact").on(sql`lower(${t.contactEmail})`),
    index("application_claims").on(t.claimsOrganizationId),
    index("application_became_organization").on(t.becameOrganizationId),
    foreignKey({
      columns: [t.screenerMembershipId, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "application_screener",
    }),
    index("application_screener_index").on(t.screenerMembershipId),
    mayRead("the bearer of its link reads an application", isBorneApplication(t.id)),
    mayRead(
      "the network desk, auditors and administrators read what was sent",
      both(agencyIn(t.agencyId, ...SCREENING_READERS), sql`${t.submittedAt} is not null`),
    ),
    mayChange("the bearer of its link changes an application", isBorneApplication(t.id)),
    mayChange(
      "a network manager decides what was sent",
      both(agencyIn(t.agencyId, "network_manager"), sql`${t.submittedAt} is not null`),
    ),
    pgPolicy("the doorkeeper opens applications", {
      for: "insert",
      to: appAuth,
      withCheck: sql`${t.state} = 'draft'`,
    }),
    pgPolicy("the doorkeeper finds applications by their contact's mail", {
      for: "select",
      to: appAuth,
      using: sql`true`,
    }),
  ],
);

/** The hash of a mailed link's key. Several hold at once, so that a stranger who asks for a link ends nobody else's. */
export const applicationKeys = pgTable(
  "application_key",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    applicationId: uuid("application_id").notNull(),
    keyHash: text("key_hash").notNull().unique(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    foreignKey({
      columns: [t.applicationId, t.agencyId],
      foreignColumns: [applications.id, applications.agencyId],
      name: "application_key_application",
    }),
    index("application_key_application_index").on(t.applicationId),
    index("application_key_agency").on(t.agencyId),
    pgPolicy("only the doorkeeper keeps the keys of applications", {
      for: "all",
      to: appAuth,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);

/** What the applicant or the network desk put beside an application; the bytes lie in the store under their hash. */
export const applicationDocuments = pgTable(
  "application_document",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    applicationId: uuid("application_id").notNull(),
    /** What it is for: identity, insurance, licence, accreditation, policy, answer, site_visit, reference, other. */
    part: text("part").notNull(),
    sha256: text("sha256").notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    byteCount: integer("byte_count").notNull(),
    /** Null: the applicant. */
    uploadedBy: uuid("uploaded_by").references(() => memberships.id),
    /** For the desk's eyes alone. */
    internal: boolean("internal").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    check("application_document_size", sql`${t.byteCount} between 1 and 20971520`),
    check(
      "application_document_part",
      sql`${t.part} in ('identity', 'insurance', 'licence', 'accreditation', 'policy', 'answer', 'site_visit', 'reference', 'other')`,
    ),
    check("application_document_internal", sql`not (${t.internal} and ${t.uploadedBy} is null)`),
    unique("application_document_of_application").on(t.id, t.applicationId),
    unique("application_document_once").on(t.applicationId, t.part, t.sha256, t.uploadedBy).nullsNotDistinct(),
    foreignKey({
      columns: [t.applicationId, t.agencyId],
      foreignColumns: [applications.id, applications.agencyId],
      name: "application_document_application",
    }),
    index("application_document_application_index").on(t.applicationId),
    index("application_document_agency").on(t.agencyId),
    index("application_document_uploaded_by").on(t.uploadedBy),
    index("application_document_sha256").on(t.sha256),
    mayRead(
      "the bearer of its link reads an application's documents",
      both(isBorneApplication(t.applicationId), sql`not ${t.internal}`),
    ),
    mayRead(
      "the network desk, auditors and administrators read the documents of what was sent",
      sql`exists (select 1 from application sent where sent.id = ${t.applicationId} and ${agencyIn(sql`sent.agency_id`, ...SCREENING_READERS)})`,
    ),
    mayAdd(
      "the bearer of its link adds documents while something is asked of them",
      both(
        either(isOpenApplication(t.applicationId), sql`${t.applicationId} = (select app.asked_application())`),
        sql`${t.uploadedBy} is null`,
      ),
    ),
    mayAdd(
      "a network manager adds documents in their own name",
      both(agencyIn(t.agencyId, "network_manager"), isMyMembership(t.uploadedBy)),
    ),
    mayRemove(
      "the bearer of its link removes their own documents until they are sent",
      both(isOpenApplication(t.applicationId), sql`${t.uploadedBy} is null`),
    ),
  ],
);

/** An organization's number at an authority. The number is read by nobody; its last four digits are. */
export const organizationIdentifiers = pgTable(
  "organization_identifier",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    kind: text("kind").notNull().default("tax"),
    value: text("value").notNull(),
    lastFour: text("last_four").generatedAlwaysAs(sql`right(value, 4)`),
    createdAt: createdAt(),
  },
  (t) => [
    check("organization_identifier_kind", sql`${t.kind} in ('tax')`),
    check("organization_identifier_value", sql`${t.value} ~ '^[0-9]{9}$'`),
    unique("organization_identifier_once").on(t.organizationId, t.kind),
    index("organization_identifier_value_index").on(t.kind, t.value),
    mayRead(
      "an organization and its network's managers read the end of its numbers",
      either(organizationIn(t.organizationId, "organization_administrator"), inManagedNetwork(t.organizationId)),
    ),
  ],
);
