// How an agency screens an application: its checklist, the items of one application, what was said, and who decided.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { applicationDocuments, applications, SCREENING_READERS } from "./application";
import { createdAt, id, instant } from "./columns";
import { updatedAt } from "./organization";
import { agencyIn, appAuth, both, isBorneApplication, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";

const ITEM_KINDS = sql.raw("('document', 'check', 'reference', 'site_visit', 'interview')");

/** One line of the agency's checklist, for one kind of provider or for all. */
export const screeningRequirements = pgTable(
  "screening_requirement",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** Null: for every kind of provider. */
    kind: text("kind"),
    name: text("name").notNull(),
    instruction: text("instruction").notNull().default(""),
    itemKind: text("item_kind").notNull(),
    required: boolean("required").notNull().default(true),
    position: smallint("position").notNull().default(1),
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check(
      "screening_requirement_kind",
      sql`${t.kind} in ('nonprofit', 'faith_based', 'company', 'public_body', 'sole_practitioner')`,
    ),
    check("screening_requirement_item_kind", sql`${t.itemKind} in ${ITEM_KINDS}`),
    unique("screening_requirement_of_agency").on(t.id, t.agencyId),
    unique("screening_requirement_name").on(t.agencyId, t.kind, t.name).nullsNotDistinct(),
    index("screening_requirement_agency").on(t.agencyId, t.position),
    mayRead(
      "the network desk, auditors and administrators read their checklist",
      agencyIn(t.agencyId, ...SCREENING_READERS),
    ),
    mayAdd("a network manager adds to the checklist", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes the checklist", agencyIn(t.agencyId, "network_manager")),
    pgPolicy("the doorkeeper says what an applicant needs at hand", {
      for: "select",
      to: appAuth,
      using: sql`${t.active}`,
    }),
  ],
);

/** One line of the checklist for one application, as it was when screening began. */
export const screeningItems = pgTable(
  "screening_item",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    applicationId: uuid("application_id").notNull(),
    requirementId: uuid("requirement_id"),
    name: text("name").notNull(),
    instruction: text("instruction").notNull().default(""),
    itemKind: text("item_kind").notNull(),
    required: boolean("required").notNull().default(true),
    position: smallint("position").notNull().default(1),
    state: text("state").notNull().default("open"),
    /** What the applicant is told: what is asked, what failed, why it was waived. */
    words: text("words"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    answeredAt: instant("answered_at"),
    createdAt: createdAt(),
  },
  (t) => [
    check("screening_item_item_kind", sql`${t.itemKind} in ${ITEM_KINDS}`),
    check(
      "screening_item_says_why",
      sql`${t.state} not in ('asked', 'failed', 'waived') or coalesce(${t.words}, '') <> ''`,
    ),
    unique("screening_item_of_application").on(t.id, t.applicationId),
    unique("screening_item_once").on(t.applicationId, t.requirementId),
    foreignKey({
      columns: [t.applicationId, t.agencyId],
      foreignColumns: [applications.id, applications.agencyId],
      name: "screening_item_application",
    }),
    foreignKey({
      columns: [t.requirementId, t.agencyId],
      foreignColumns: [screeningRequirements.id, screeningRequirements.agencyId],
      name: "screening_item_requirement",
    }),
    index("screening_item_application_index").on(t.applicationId, t.position),
    index("screening_item_agency").on(t.agencyId),
    index("screening_item_requirement_index").on(t.requirementId),
    index("screening_item_decided_by").on(t.decidedBy),
    mayRead("the bearer of its link reads the items of an application", isBorneApplication(t.applicationId)),
    mayRead("the network desk, auditors and administrators read the items", agencyIn(t.agencyId, ...SCREENING_READERS)),
    mayAdd("a network manager adds items", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager judges items", agencyIn(t.agencyId, "network_manager")),
    mayChange(
      "the bearer of its link answers what was asked",
      both(isBorneApplication(t.applicationId), sql`${t.id} = any((select app.asked_items())::uuid[])`),
      isBorneApplication(t.applicationId),
    ),
  ],
);

/** What was said about an item or the whole application, by the desk or the applicant. Never changed afterwards. */
export const screeningNotes = pgTable(
  "screening_note",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    applicationId: uuid("application_id").notNull(),
    itemId: uuid("item_id"),
    /** Null: the applicant. */
    authorMembershipId: uuid("author_membership_id").references(() => memberships.id),
    words: text("words").notNull(),
    documentId: uuid("document_id"),
    /** For the desk's eyes alone. */
    internal: boolean("internal").notNull().default(false),
    at: instant("at").notNull().default(sql`app.clock()`),
    /** When it took place, such as a visit or a call; null: when it was written. */
    happenedOn: date("happened_on", { mode: "string" }),
  },
  (t) => [
    check("screening_note_internal", sql`not (${t.internal} and ${t.authorMembershipId} is null)`),
    foreignKey({
      columns: [t.applicationId, t.agencyId],
      foreignColumns: [applications.id, applications.agencyId],
      name: "screening_note_application",
    }),
    foreignKey({
      columns: [t.itemId, t.applicationId],
      foreignColumns: [screeningItems.id, screeningItems.applicationId],
      name: "screening_note_item",
    }),
    foreignKey({
      columns: [t.documentId, t.applicationId],
      foreignColumns: [applicationDocuments.id, applicationDocuments.applicationId],
      name: "screening_note_document",
    }),
    index("screening_note_application_index").on(t.applicationId, t.at),
    index("screening_note_agency").on(t.agencyId),
    index("screening_note_item_index").on(t.itemId),
    index("screening_note_document_index").on(t.documentId),
    index("screening_note_author").on(t.authorMembershipId),
    mayRead(
      "the bearer of its link reads what was said to them",
      both(isBorneApplication(t.applicationId), sql`not ${t.internal}`),
    ),
    mayRead(
      "the network desk, auditors and administrators read what was said",
      agencyIn(t.agencyId, ...SCREENING_READERS),
    ),
    mayAdd(
      "the bearer of its link answers in their own name what was asked",
      both(
        isBorneApplication(t.applicationId),
        sql`${t.itemId} = any((select app.asked_items())::uuid[])`,
        sql`${t.authorMembershipId} is null`,
      ),
    ),
    mayAdd(
      "a network manager notes in their own name",
      both(agencyIn(t.agencyId, "network_manager"), isMyMembership(t.authorMembershipId)),
    ),
  ],
);

/** One person's word on the application as it stood; a later version asks everybody anew. */
export const applicationDecisions = pgTable(
  "application_decision",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    applicationId: uuid("application_id").notNull(),
    /** The version of the application that was looked at. */
    version: integer("version").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => memberships.id),
    /** The person behind the membership, found out by the database: one person with two memberships has one word. */
    personId: uuid("person_id").notNull(),
    decision: text("decision").notNull(),
    words: text("words").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    check("application_decision_decision", sql`${t.decision} in ('approve', 'reject')`),
    unique("application_decision_once").on(t.applicationId, t.version, t.personId),
    foreignKey({
      columns: [t.applicationId, t.agencyId],
      foreignColumns: [applications.id, applications.agencyId],
      name: "application_decision_application",
    }),
    index("application_decision_application_index").on(t.applicationId),
    index("application_decision_agency").on(t.agencyId),
    index("application_decision_decided_by").on(t.decidedBy),
    mayRead(
      "the network desk, auditors and administrators read the decisions",
      agencyIn(t.agencyId, ...SCREENING_READERS),
    ),
    mayAdd(
      "a network manager decides in their own name",
      both(agencyIn(t.agencyId, "network_manager"), isMyMembership(t.decidedBy)),
    ),
  ],
);
