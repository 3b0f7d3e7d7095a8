// Lists of those an authority excludes, who of the network may be on them, and adverse actions. Read at the network desk alone.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import { organizations } from "./organization";
import { agencyIn, appJob, both, inManagedNetwork, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";
import { practitioners } from "./practitioner";

const networkDesk = (agencyId: AnyPgColumn) => agencyIn(agencyId, "network_manager");

/** One list of one authority; its versions come one after the other and stay. */
export const exclusionLists = pgTable(
  "exclusion_list",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    authority: text("authority").notNull(),
    createdAt: createdAt(),
    /** When the last full comparison with the network ended. */
    matchedAt: instant("matched_at"),
  },
  (t) => [
    unique("exclusion_list_name").on(t.agencyId, t.name),
    unique("exclusion_list_of_agency").on(t.id, t.agencyId),
    mayRead("network managers read their agency's exclusion lists", networkDesk(t.agencyId)),
    mayAdd("network managers add an exclusion list", networkDesk(t.agencyId)),
    pgPolicy("the worker goes through the exclusion lists", { for: "select", to: appJob, using: sql`true` }),
  ],
);

export interface RefusedRow {
  readonly line: number;
  /** A catalogue key below `exclusion.row`. */
  readonly reason: string;
}

export const exclusionVersions = pgTable(
  "exclusion_version",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    listId: uuid("list_id").notNull(),
    fileName: text("file_name").notNull(),
    sha256: text("sha256").notNull(),
    rowCount: integer("row_count").notNull(),
    takenCount: integer("taken_count").notNull(),
    /** The rows that were not taken, the first thousand with their place and reason. */
    refused: jsonb("refused").$type<RefusedRow[]>().notNull().default([]),
    /** The one the network is compared with. */
    current: boolean("current").notNull().default(true),
    uploadedBy: uuid("uploaded_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.listId, t.agencyId],
      foreignColumns: [exclusionLists.id, exclusionLists.agencyId],
      name: "exclusion_version_list",
    }),
    unique("exclusion_version_of_agency").on(t.id, t.agencyId),
    index("exclusion_version_agency").on(t.agencyId),
    index("exclusion_version_list_index").on(t.listId, t.id),
    index("exclusion_version_uploaded_by").on(t.uploadedBy),
    uniqueIndex("exclusion_version_current").on(t.listId).where(sql`${t.current}`),
    mayRead("network managers read the versions of their agency's exclusion lists", networkDesk(t.agencyId)),
    mayAdd(
      "network managers upload a version in their own name",
      both(networkDesk(t.agencyId), isMyMembership(t.uploadedBy)),
    ),
    mayChange("network managers put a version in another's place", networkDesk(t.agencyId)),
  ],
);

export const exclusionEntries = pgTable(
  "exclusion_entry",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    versionId: uuid("version_id").notNull(),
    line: integer("line").notNull(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    /** The name without signs, legal forms and the order of its words: what names are compared by. Written by the database. */
    plainName: text("plain_name").notNull().default(""),
    /** Numbers that tell one apart, letters and digits only. */
    identifiers: text("identifiers").array().notNull().default(sql`'{}'::text[]`),
    excludedOn: date("excluded_on", { mode: "string" }),
    /** First day on which it is excluded no longer. */
    endsOn: date("ends_on", { mode: "string" }),
    /** The same in every version until something about it changes. */
    fingerprint: text("fingerprint").notNull(),
  },
  (t) => [
    check("exclusion_entry_kind", sql`${t.kind} in ('organization', 'person', 'unknown')`),
    check("exclusion_entry_days", sql`${t.endsOn} > ${t.excludedOn}`),
    foreignKey({
      columns: [t.versionId, t.agencyId],
      foreignColumns: [exclusionVersions.id, exclusionVersions.agencyId],
      name: "exclusion_entry_version",
    }),
    index("exclusion_entry_agency").on(t.agencyId),
    index("exclusion_entry_version_index").on(t.versionId, t.fingerprint),
    index("exclusion_entry_alike").using("gin", t.plainName.op("gin_trgm_ops")),
    index("exclusion_entry_identifiers").using("gin", t.identifiers),
    mayRead("network managers read the entries of their agency's exclusion lists", networkDesk(t.agencyId)),
    mayAdd("network managers add the entries of a version", networkDesk(t.agencyId)),
  ],
);

/** Somebody of the network who may be on a list: a task for a person. It says what the entry said, as it was decided on. */
export const exclusionMatches = pgTable(
  "exclusion_match",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    listId: uuid("list_id").notNull(),
    fingerprint: text("fingerprint").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    practitionerId: uuid("practitioner_id"),
    entryName: text("entry_name").notNull(),
    identifiers: text("identifiers").array().notNull().default(sql`'{}'::text[]`),
    excludedOn: date("excluded_on", { mode: "string" }),
    /** First day on which it is excluded no longer. */
    endsOn: date("ends_on", { mode: "string" }),
    /** 1 to 100: how much alike. */
    score: smallint("score").notNull(),
    /** identifier, same-name, alike-name. */
    reasons: text("reasons").array().notNull(),
    state: text("state").notNull().default("open"),
    words: text("words"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    createdAt: createdAt(),
  },
  (t) => [
    check("exclusion_match_score", sql`${t.score} between 1 and 100`),
    check(
      "exclusion_match_says_why",
      sql`${t.state} not in ('confirmed', 'dismissed') or (${t.words} is not null and ${t.decidedBy} is not null)`,
    ),
    foreignKey({
      columns: [t.listId, t.agencyId],
      foreignColumns: [exclusionLists.id, exclusionLists.agencyId],
      name: "exclusion_match_list",
    }),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "exclusion_match_practitioner",
    }),
    unique("exclusion_match_once")
      .on(t.agencyId, t.listId, t.fingerprint, t.organizationId, t.practitionerId)
      .nullsNotDistinct(),
    index("exclusion_match_agency").on(t.agencyId, t.state, t.id),
    index("exclusion_match_list_index").on(t.listId),
    index("exclusion_match_organization").on(t.organizationId),
    index("exclusion_match_practitioner_index").on(t.practitionerId),
    index("exclusion_match_decided_by").on(t.decidedBy),
    mayRead("network managers read who may be on an exclusion list", networkDesk(t.agencyId)),
    mayChange("network managers decide who is on an exclusion list", networkDesk(t.agencyId)),
  ],
);

/** What an authority did against a provider or one of its people; never changed, for it is what was known that day. */
export const adverseActions = pgTable(
  "adverse_action",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    practitionerId: uuid("practitioner_id"),
    kind: text("kind").notNull(),
    authority: text("authority").notNull(),
    actedOn: date("acted_on", { mode: "string" }).notNull(),
    words: text("words").notNull(),
    documentId: uuid("document_id").references(() => documents.id),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "adverse_action_kind",
      sql`${t.kind} in ('licence_action', 'sanction', 'conviction', 'malpractice', 'contract_ended', 'complaint_upheld', 'other')`,
    ),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "adverse_action_practitioner",
    }),
    index("adverse_action_agency").on(t.agencyId, t.organizationId),
    index("adverse_action_organization").on(t.organizationId),
    index("adverse_action_practitioner_index").on(t.practitionerId),
    index("adverse_action_document").on(t.documentId),
    index("adverse_action_recorded_by").on(t.recordedBy),
    mayRead("network managers read the adverse actions their agency recorded", networkDesk(t.agencyId)),
    mayAdd(
      "network managers record an adverse action of a provider of their network in their own name",
      both(networkDesk(t.agencyId), inManagedNetwork(t.organizationId), isMyMembership(t.recordedBy)),
    ),
  ],
);
