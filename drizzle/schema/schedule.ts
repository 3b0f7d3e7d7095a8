// Billing schedules and their planned sessions, before and after the agency's approval.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { agencyReads, carriers, toAuthorization } from "./authorization";
import { cents, createdAt, id, instant, units } from "./columns";
import { sessionGroups } from "./group";
import { locations } from "./organization";
import { both, either, isMyMembership, mayAdd, mayChange, mayRead, ORGANIZATION_ROLES, organizationIn } from "./policy";
import { practitioners } from "./practitioner";
import { toReferral } from "./referral";

const planners = (organizationId: AnyPgColumn) =>
  organizationIn(organizationId, "coordinator", "biller", "organization_administrator");

export const schedules = pgTable(
  "billing_schedule",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    authorizationId: uuid("authorization_id").notNull(),
    practitionerId: uuid("practitioner_id").notNull(),
    locationId: uuid("location_id").notNull(),
    number: text("number").notNull(),
    state: text("state").notNull().default("draft"),
    /** The recurrence as the provider stated it; the items are what counts. */
    rule: jsonb("rule").$type<Record<string, unknown>>().notNull().default({}),
    unitsPerSession: units("units_per_session").notNull(),
    rateCents: cents("rate_cents").notNull(),
    note: text("note").notNull().default(""),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    submittedAt: instant("submitted_at"),
    submittedBy: uuid("submitted_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    returnCode: text("return_code"),
    returnWords: text("return_words"),
    amendsId: uuid("amends_id").references((): AnyPgColumn => schedules.id),
    /** Planned from what a group meets; its sessions are held together with the others' of the group. */
    groupId: uuid("group_id"),
  },
  (t) => [
    check("billing_schedule_units", sql`${t.unitsPerSession} > 0`),
    check("billing_schedule_returned_says_why", sql`${t.state} <> 'returned' or ${t.returnCode} is not null`),
    unique("billing_schedule_number").on(t.organizationId, t.number),
    unique("billing_schedule_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    toAuthorization(t, "billing_schedule_authorization"),
    toReferral(t, "billing_schedule_referral"),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "billing_schedule_practitioner",
    }),
    foreignKey({
      columns: [t.locationId, t.organizationId],
      foreignColumns: [locations.id, locations.organizationId],
      name: "billing_schedule_location",
    }),
    foreignKey({
      columns: [t.groupId, t.organizationId],
      foreignColumns: [sessionGroups.id, sessionGroups.organizationId],
      name: "billing_schedule_group",
    }),
    index("billing_schedule_agency").on(t.agencyId, t.state, t.submittedAt),
    index("billing_schedule_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("billing_schedule_authorization_index").on(t.authorizationId),
    index("billing_schedule_referral_index").on(t.referralId),
    index("billing_schedule_client").on(t.clientId),
    index("billing_schedule_practitioner_index").on(t.practitionerId),
    index("billing_schedule_location_index").on(t.locationId),
    index("billing_schedule_group_index").on(t.groupId).where(sql`${t.groupId} is not null`),
    index("billing_schedule_created_by").on(t.createdBy),
    index("billing_schedule_submitted_by").on(t.submittedBy),
    index("billing_schedule_decided_by").on(t.decidedBy),
    // One change at a time: two of them would each take the place of the same sessions.
    unique("billing_schedule_amended_once").on(t.amendsId),
    mayRead(
      "case and finance staff read their agency's schedules once sent, a provider its own",
      either(
        both(agencyReads(t.agencyId, t.clientId), sql`${t.state} <> 'draft'`),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a provider drafts a schedule in their own name",
      both(planners(t.organizationId), isMyMembership(t.createdBy), sql`${t.state} = 'draft'`),
    ),
    mayChange(
      "a provider edits its drafts and sends them, whoever carries the referral decides those sent",
      either(
        both(planners(t.organizationId), sql`${t.state} in ('draft', 'returned')`),
        both(carriers(t.agencyId, t.referralId), sql`${t.state} = 'submitted'`),
      ),
      either(
        both(planners(t.organizationId), sql`${t.state} in ('draft', 'returned', 'submitted')`),
        both(carriers(t.agencyId, t.referralId), sql`${t.state} in ('submitted', 'approved', 'returned')`),
      ),
    ),
  ],
);

/** One planned session of a billing schedule, before approval makes it a session. */
export const scheduleItems = pgTable(
  "schedule_item",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    scheduleId: uuid("schedule_id").notNull(),
    serviceDay: date("service_day", { mode: "string" }).notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    units: units("units").notNull(),
  },
  (t) => [
    check("schedule_item_span", sql`${t.endsAt} > ${t.startsAt} and ${t.units} > 0`),
    unique("schedule_item_once").on(t.scheduleId, t.startsAt),
    foreignKey({
      columns: [t.scheduleId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [schedules.id, schedules.agencyId, schedules.organizationId, schedules.clientId],
      name: "schedule_item_schedule",
    }),
    index("schedule_item_agency").on(t.agencyId),
    index("schedule_item_organization").on(t.organizationId),
    mayRead(
      "both sides read planned sessions",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "a provider plans sessions of its own drafts",
      sql`${t.scheduleId} = any((select app.editable_schedules())::uuid[])`,
    ),
    pgPolicy("a provider takes planned sessions out of its own drafts", {
      for: "delete",
      to: "app_user",
      using: sql`${t.scheduleId} = any((select app.editable_schedules())::uuid[])`,
    }),
  ],
);

/** What the agency wanted otherwise at one planned session when it sent the plan back. By the session's time, for the lines are planned anew. */
export const scheduleRemarks = pgTable(
  "schedule_remark",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    scheduleId: uuid("schedule_id").notNull(),
    /** When the version it is about was sent. */
    sentAt: instant("sent_at").notNull(),
    startsAt: instant("starts_at").notNull(),
    code: text("code").notNull(),
    words: text("words").notNull().default(""),
    writtenBy: uuid("written_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique("schedule_remark_once").on(t.scheduleId, t.sentAt, t.startsAt),
    foreignKey({
      columns: [t.scheduleId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [schedules.id, schedules.agencyId, schedules.organizationId, schedules.clientId],
      name: "schedule_remark_schedule",
    }),
    toReferral(t, "schedule_remark_referral"),
    index("schedule_remark_agency").on(t.agencyId),
    index("schedule_remark_organization").on(t.organizationId),
    index("schedule_remark_client").on(t.clientId),
    index("schedule_remark_referral_index").on(t.referralId),
    index("schedule_remark_written_by").on(t.writtenBy),
    mayRead(
      "both sides read what was wanted otherwise",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "whoever carries the referral remarks on what was sent to them",
      both(
        carriers(t.agencyId, t.referralId),
        isMyMembership(t.writtenBy),
        sql`exists (select 1 from billing_schedule sent where sent.id = ${t.scheduleId} and sent.referral_id = ${t.referralId} and sent.state = 'submitted')`,
      ),
    ),
  ],
);
