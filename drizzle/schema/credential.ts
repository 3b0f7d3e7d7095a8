// Licences, certificates, accreditations and insurances: what an agency asks for, what a provider holds, and who was told of an end.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import { locations, organizations, updatedAt } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  appJob,
  both,
  either,
  inManagedNetwork,
  inManagedNetworkByKey,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";
import { practitioners } from "./practitioner";
import { specialties } from "./specialty";

/** What an agency asks its providers for must be known to them: they have an agreement with it, or one in the making. */
const askedOfMe = (agencyId: AnyPgColumn) => sql`${agencyId} = any((select app.agencies_that_ask())::uuid[])`;

/** A kind of credential an agency knows. The code is the word agencies share: one licence serves two networks. */
export const credentialTypes = pgTable(
  "credential_type",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    heldBy: text("held_by").notNull(),
    needsProof: boolean("needs_proof").notNull().default(true),
    /** How the network desk makes sure of it, in its own words. */
    verification: text("verification").notNull().default(""),
    /** False: kept for what was, asked of nobody. */
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("credential_type_kind", sql`${t.kind} in ('licence', 'certificate', 'accreditation', 'insurance')`),
    check("credential_type_held_by", sql`${t.heldBy} in ('organization', 'location', 'practitioner')`),
    check("credential_type_code", sql`${t.code} ~ '^[a-z][a-z0-9-]{1,59}$'`),
    unique("credential_type_once").on(t.agencyId, t.code),
    unique("credential_type_of_agency").on(t.id, t.agencyId),
    mayRead(
      "an agency and the providers it asks read its types of credentials",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), askedOfMe(t.agencyId)),
    ),
    mayRead(
      "the bearer of an application reads what the agency asks for",
      sql`${t.agencyId} = (select app.borne_agency())`,
    ),
    mayAdd("a network manager adds a type of credential", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes a type of credential", agencyIn(t.agencyId, "network_manager")),
  ],
);

/** Which services need which credential: those under a specialty, those of one kind of provider, or, with neither, all. */
export const credentialRequirements = pgTable(
  "credential_requirement",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    credentialTypeId: uuid("credential_type_id").notNull(),
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    /** The legal status of the organization, as the directory writes it. */
    providerKind: text("provider_kind"),
    fromDay: date("from_day", { mode: "string" }).notNull(),
    /** First day on which it is no longer asked for; null: until further notice. */
    endsOn: date("ends_on", { mode: "string" }),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    check("credential_requirement_one_scope", sql`${t.specialtyId} is null or ${t.providerKind} is null`),
    check("credential_requirement_days", sql`${t.endsOn} >= ${t.fromDay}`),
    foreignKey({
      columns: [t.credentialTypeId, t.agencyId],
      foreignColumns: [credentialTypes.id, credentialTypes.agencyId],
      name: "credential_requirement_type",
    }),
    index("credential_requirement_agency").on(t.agencyId),
    index("credential_requirement_type_index").on(t.credentialTypeId),
    index("credential_requirement_specialty").on(t.specialtyId),
    index("credential_requirement_created_by").on(t.createdBy),
    mayRead(
      "an agency and the providers it asks read which services need a credential",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), askedOfMe(t.agencyId)),
    ),
    mayAdd(
      "a network manager asks for a credential in their own name",
      both(agencyIn(t.agencyId, "network_manager"), sql`${t.createdBy} = (select app.membership_id())`),
    ),
    mayChange("a network manager ends a requirement", agencyIn(t.agencyId, "network_manager")),
  ],
);

export const credentials = pgTable(
  "credential",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    practitionerId: uuid("practitioner_id").references(() => practitioners.id),
    locationId: uuid("location_id"),
    kind: text("kind").notNull(),
    typeCode: text("type_code"),
    number: text("number"),
    issuer: text("issuer"),
    issuedOn: date("issued_on", { mode: "string" }),
    /** First day on which it no longer holds. */
    expiresOn: date("expires_on", { mode: "string" }),
    documentId: uuid("document_id").references(() => documents.id),
    /** The one it takes the place of. A renewal is a row of its own: what held then stays readable. */
    renewsId: uuid("renews_id").references((): AnyPgColumn => credentials.id),
    state: text("state").notNull().default("unverified"),
    verifiedAt: instant("verified_at"),
    verifiedBy: uuid("verified_by").references(() => memberships.id),
    verifiedHow: text("verified_how"),
    /** First day on which it was taken away. */
    revokedOn: date("revoked_on", { mode: "string" }),
    /** Why it was refused or revoked. */
    stateWords: text("state_words"),
    createdAt: createdAt(),
  },
  (t) => [
    check("credential_kind", sql`${t.kind} in ('licence', 'certificate', 'accreditation', 'insurance')`),
    check("credential_one_holder", sql`${t.practitionerId} is null or ${t.locationId} is null`),
    check("credential_days", sql`${t.expiresOn} > ${t.issuedOn}`),
    check(
      "credential_verified_says_when",
      sql`${t.state} not in ('verified', 'expiring', 'expired') or ${t.verifiedAt} is not null`,
    ),
    check("credential_revoked_says_when", sql`${t.state} <> 'revoked' or ${t.revokedOn} is not null`),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "credential_of_practitioner",
    }),
    foreignKey({
      columns: [t.locationId, t.organizationId],
      foreignColumns: [locations.id, locations.organizationId],
      name: "credential_of_location",
    }),
    index("credential_organization").on(t.organizationId, t.typeCode),
    index("credential_practitioner").on(t.practitionerId),
    index("credential_location").on(t.locationId),
    index("credential_document").on(t.documentId),
    index("credential_verified_by").on(t.verifiedBy),
    index("credential_renews").on(t.renewsId),
    /** The work list: what waits for a look, oldest first, and what ends soonest. */
    index("credential_waits").on(t.id).where(sql`${t.state} = 'unverified'`),
    index("credential_ends").on(t.expiresOn, t.id).where(sql`${t.state} in ('verified', 'expiring', 'expired')`),
    mayRead(
      "an organization, case staff and network managers read credentials",
      either(
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
        sql`cardinality((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) > 0`,
        inManagedNetworkByKey(t.organizationId),
      ),
    ),
    mayAdd(
      "an organization adds its credentials, not yet verified",
      both(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        sql`${t.state} = 'unverified'`,
      ),
    ),
    mayAdd(
      "a network manager adds the credentials an application named, not yet verified",
      both(inManagedNetwork(t.organizationId), sql`${t.state} = 'unverified'`),
    ),
    mayChange("a network manager verifies credentials", inManagedNetwork(t.organizationId)),
    pgPolicy("the worker lets credentials expire", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** Who was told so many days before the end; a row stands for a notice, so that none is sent twice. */
export const credentialNotices = pgTable(
  "credential_notice",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    credentialId: uuid("credential_id")
      .notNull()
      .references(() => credentials.id),
    days: smallint("days").notNull(),
    /** False: by the time anybody looked, a later notice was due, and only that one was sent. */
    sent: boolean("sent").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("credential_notice_days", sql`${t.days} in (0, 7, 30, 60, 90)`),
    unique("credential_notice_once").on(t.credentialId, t.days),
    index("credential_notice_organization").on(t.organizationId),
    mayRead(
      "an organization and its network's managers read which notices were sent",
      either(organizationIn(t.organizationId, ...ORGANIZATION_ROLES), inManagedNetwork(t.organizationId)),
    ),
    pgPolicy("the worker writes which notices were sent", {
      for: "all",
      to: appJob,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);
