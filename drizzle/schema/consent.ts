// What a client agreed to, the documents on file, and what was in fact shown to whom.

import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import { uploadLinks } from "./document-upload";
import { organizations } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  appJob,
  both,
  CASE_STAFF,
  clientIsMine,
  clientOpenToMe,
  either,
  factsOpenToMe,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  paperIsShown,
} from "./policy";
import { specialties } from "./specialty";

export const consents = pgTable(
  "consent",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    clientId: uuid("client_id").notNull(),
    /** Who may be shown it: one organization, or whoever is asked for one specialty and what lies below it; neither: the network. */
    organizationId: uuid("organization_id").references(() => organizations.id),
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    purpose: text("purpose").notNull(),
    /** Names of the client's fields that may be shown, and `documents`. */
    fields: text("fields").array().notNull(),
    startsAt: instant("starts_at").notNull().default(sql`app.clock()`),
    endsAt: instant("ends_at").notNull(),
    givenHow: text("given_how").notNull(),
    witness: text("witness"),
    /** The signed paper, where it is on file. */
    documentId: uuid("document_id").references((): AnyPgColumn => documents.id),
    /** What the client was shown, word for word, in their language, and which version of the agency's text it began with. */
    language: text("language").notNull().default("en"),
    wording: text("wording").notNull().default(""),
    textVersion: integer("text_version").notNull().default(0),
    /** Why facts are shared without the client's word; only where it was given as an override. */
    overrideCode: text("override_code"),
    overrideWords: text("override_words"),
    state: text("state").notNull().default("active"),
    recordedBy: uuid("recorded_by").notNull(),
    createdAt: createdAt(),
    revokedAt: instant("revoked_at"),
    revokedReason: text("revoked_reason"),
  },
  (t) => [
    check("consent_given_how", sql`${t.givenHow} in ('signed', 'on_screen', 'verbal', 'override')`),
    check("consent_recipients", sql`${t.organizationId} is null or ${t.specialtyId} is null`),
    check(
      "consent_override",
      sql`case when ${t.givenHow} = 'override'
        then length(${t.overrideCode}) > 0 and length(${t.overrideWords}) >= 20 and ${t.organizationId} is not null and ${t.endsAt} <= ${t.startsAt} + interval '33 days'
        else num_nonnulls(${t.overrideCode}, ${t.overrideWords}) = 0 end`,
    ),
    check("consent_witnessed", sql`${t.givenHow} <> 'verbal' or ${t.witness} is not null`),
    check("consent_span", sql`${t.endsAt} > ${t.startsAt}`),
    unique("consent_of_client").on(t.id, t.clientId, t.agencyId),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "consent_client",
    }),
    foreignKey({
      columns: [t.recordedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "consent_recorded_by",
    }),
    index("consent_client_index").on(t.clientId),
    index("consent_agency").on(t.agencyId),
    index("consent_organization").on(t.organizationId),
    index("consent_specialty").on(t.specialtyId),
    index("consent_document").on(t.documentId),
    index("consent_recorded_by_index").on(t.recordedBy),
    mayRead("case staff read consents", both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId))),
    mayAdd(
      "case staff record consents in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId), isMyMembership(t.recordedBy)),
    ),
    mayChange("case staff revoke consents", both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId))),
    pgPolicy("the worker lets consents expire", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** What the agency says to a client before it asks for a consent, in one language; a change is a new version, and none is taken away. */
export const consentTexts = pgTable(
  "consent_text",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    language: text("language").notNull(),
    version: integer("version").notNull(),
    words: text("words").notNull(),
    writtenBy: uuid("written_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("consent_text_version", sql`${t.version} >= 1`),
    unique("consent_text_once").on(t.agencyId, t.language, t.version),
    foreignKey({
      columns: [t.writtenBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "consent_text_written_by",
    }),
    index("consent_text_written_by_index").on(t.writtenBy),
    mayRead("an agency's people read what it says to clients", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd(
      "administrators write it in their own name",
      both(agencyIn(t.agencyId, "administrator"), isMyMembership(t.writtenBy)),
    ),
  ],
);

/** A link by which a client, or whoever they give it to, reads who saw their data. Only its hash is kept. */
export const clientLinks = pgTable(
  "client_link",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    language: text("language").notNull(),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    check(
      "client_link_span",
      sql`${t.expiresAt} > ${t.createdAt} and ${t.expiresAt} <= ${t.createdAt} + interval '93 days'`,
    ),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_link_client",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "client_link_created_by",
    }),
    index("client_link_client_index").on(t.clientId, t.createdAt.desc()),
    index("client_link_agency").on(t.agencyId),
    index("client_link_created_by_index").on(t.createdBy),
    mayRead(
      "case staff see which links a client was given",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
    mayAdd(
      "whoever carries the case gives a client a link in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId), isMyMembership(t.createdBy)),
    ),
    mayChange(
      "whoever carries the case takes a client's link back",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId)),
    ),
  ],
);

/** An agency's document about no client is the network desk's: about providers. */
const networkPaper = (agencyId: AnyPgColumn, clientId: AnyPgColumn) =>
  both(agencyIn(agencyId, "network_manager"), sql`${clientId} is null`);

/** A client's document: for case staff, as far as the client and the closed group it belongs to are open to them. */
const clientPaper = (t: Record<"agencyId" | "clientId" | "factGroup", AnyPgColumn>, client: SQL) =>
  both(
    agencyIn(t.agencyId, ...CASE_STAFF),
    sql`${t.clientId} is not null`,
    client,
    either(sql`${t.factGroup} is null`, factsOpenToMe(t.factGroup, t.clientId)),
  );

/** What a provider put into a thread or beside an attendance is read by whoever reads that; its own policy says who that is. */
const lentWith = (t: Record<"id" | "organizationId", AnyPgColumn>, table: "thread_message" | "attendance") =>
  both(
    sql`${t.organizationId} is not null`,
    sql`exists (select 1 from ${sql.raw(table)} lent where lent.document_id = ${t.id})`,
  );

/** A document's bytes lie in the store under its hash; this row says whose it is. */
export const documents = pgTable(
  "document",
  {
    id: id(),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    clientId: uuid("client_id"),
    sha256: text("sha256").notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    byteCount: integer("byte_count").notNull(),
    /** Who filed it; none: the client sent it by a link. */
    uploadedBy: uuid("uploaded_by").references(() => memberships.id),
    uploadLinkId: uuid("upload_link_id").references(() => uploadLinks.id),
    /** What it is: identity, income, medical … */
    kind: text("kind").notNull().default("other"),
    /** The last day on which it holds. */
    expiresOn: date("expires_on", { mode: "string" }),
    /** The closed group of facts it belongs to; none: whoever may read the client reads it. */
    factGroup: text("fact_group"),
    /** The version it takes the place of; that one stays. */
    replacesId: uuid("replaces_id"),
    /** When somebody was told that it will expire. */
    noticedAt: instant("noticed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    check("document_one_side", sql`(${t.agencyId} is null) <> (${t.organizationId} is null)`),
    check("document_size", sql`${t.byteCount} between 1 and 20971520`),
    check("document_sent_by", sql`num_nonnulls(${t.uploadedBy}, ${t.uploadLinkId}) = 1`),
    check(
      "document_kind",
      sql`${t.kind} in ('identity', 'income', 'medical', 'court', 'benefit', 'letter', 'agreement', 'other')`,
    ),
    check(
      "document_group",
      sql`${t.factGroup} is null or ${t.clientId} is not null and ${t.factGroup} in ('health', 'immigration', 'violence', 'benefits', 'justice')`,
    ),
    unique("document_of_client").on(t.id, t.clientId, t.agencyId),
    unique("document_replaced_once").on(t.replacesId),
    foreignKey({
      columns: [t.replacesId, t.clientId, t.agencyId],
      foreignColumns: [t.id, t.clientId, t.agencyId],
      name: "document_replaces",
    }),
    index("document_upload_link").on(t.uploadLinkId),
    index("document_expires").on(t.expiresOn).where(sql`${t.expiresOn} is not null and ${t.noticedAt} is null`),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "document_client",
    }),
    index("document_client_index").on(t.clientId),
    index("document_agency").on(t.agencyId),
    index("document_organization").on(t.organizationId),
    index("document_uploaded_by").on(t.uploadedBy),
    mayRead(
      "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document",
      either(
        clientPaper(t, clientOpenToMe(t.clientId)),
        networkPaper(t.agencyId, t.clientId),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
        // A provider's papers are its own, except what it gave as proof; the credential's own policy says to whom.
        both(
          sql`cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0`,
          sql`exists (select 1 from credential proven where proven.document_id = ${t.id})`,
        ),
        paperIsShown(t.id),
        lentWith(t, "thread_message"),
        lentWith(t, "attendance"),
      ),
    ),
    mayAdd(
      "people file documents for their own house in their own name",
      both(
        isMyMembership(t.uploadedBy),
        either(
          clientPaper(t, clientIsMine(t.clientId)),
          networkPaper(t.agencyId, t.clientId),
          organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
        ),
      ),
    ),
  ],
);
