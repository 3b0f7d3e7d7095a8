// Funds, authorizations, billing schedules, sessions and attendance: what was allowed, planned and really given.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, createdAt, id, instant, instantRange, units } from "./columns";
import { locations, organizations, services } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientOpenToMe,
  either,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  referralIsMine,
} from "./policy";
import { practitioners } from "./practitioner";
import { referrals } from "./referral";

const money = [...CASE_STAFF, ...FINANCE_STAFF] as const;

/** Finance reads all of its agency's, case staff what concerns clients that are open to them. */
const agencyReads = (agencyId: AnyPgColumn, clientId: AnyPgColumn) =>
  either(agencyIn(agencyId, ...FINANCE_STAFF), both(agencyIn(agencyId, ...CASE_STAFF), clientOpenToMe(clientId)));

/** Whoever carries the referral, its team and supervisors. */
const carriers = (agencyId: AnyPgColumn, referralId: AnyPgColumn) =>
  both(agencyIn(agencyId, ...CASE_STAFF), referralIsMine(referralId));

export const funds = pgTable(
  "fund",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    code: text("code").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("fund_days", sql`${t.endsOn} > ${t.startsOn}`),
    unique("fund_code").on(t.agencyId, t.code),
    unique("fund_of_agency").on(t.id, t.agencyId),
    mayRead("case and finance staff read the funds", agencyIn(t.agencyId, ...money)),
    mayAdd("finance approvers open funds", agencyIn(t.agencyId, "finance_approver")),
    mayChange("finance approvers change funds", agencyIn(t.agencyId, "finance_approver")),
  ],
);

/** Permission to deliver n units at a rate in a period, drawn from a fund. */
export const authorizations = pgTable(
  "authorization",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    referralId: uuid("referral_id").notNull(),
    clientId: uuid("client_id").notNull(),
    serviceId: uuid("service_id").notNull(),
    fundId: uuid("fund_id").notNull(),
    number: text("number").notNull(),
    unitType: text("unit_type").notNull(),
    units: units("units").notNull(),
    unitsUsed: units("units_used").notNull().default(sql`0`),
    rateCents: cents("rate_cents").notNull(),
    amountCents: cents("amount_cents").generatedAlwaysAs(sql`(round(units * rate_cents))::bigint`),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the period. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    timeZone: text("time_zone").notNull(),
    state: text("state").notNull().default("proposed"),
    proposedBy: uuid("proposed_by").notNull(),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    createdAt: createdAt(),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check("authorization_units", sql`${t.units} > 0 and ${t.unitsUsed} >= 0 and ${t.unitsUsed} <= ${t.units}`),
    check("authorization_rate", sql`${t.rateCents} > 0`),
    check("authorization_days", sql`${t.endsOn} > ${t.startsOn}`),
    check("authorization_unit_type", sql`${t.unitType} in ('quarter_hour', 'hour', 'session', 'day', 'item')`),
    unique("authorization_number").on(t.agencyId, t.number),
    unique("authorization_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    foreignKey({
      columns: [t.referralId, t.clientId, t.agencyId],
      foreignColumns: [referrals.id, referrals.clientId, referrals.agencyId],
      name: "authorization_referral",
    }),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "authorization_fund",
    }),
    foreignKey({
      columns: [t.serviceId, t.organizationId],
      foreignColumns: [services.id, services.organizationId],
      name: "authorization_service",
    }),
    foreignKey({
      columns: [t.proposedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "authorization_proposed_by",
    }),
    index("authorization_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("authorization_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("authorization_referral_index").on(t.referralId),
    index("authorization_client").on(t.clientId),
    index("authorization_fund_index").on(t.fundId),
    index("authorization_service_index").on(t.serviceId),
    index("authorization_proposed_by_index").on(t.proposedBy),
    index("authorization_decided_by").on(t.decidedBy),
    mayRead(
      "case and finance staff read their agency's authorizations, a provider its own",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "whoever carries the referral proposes an authorization in their own name",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        referralIsMine(t.referralId),
        isMyMembership(t.proposedBy),
        sql`${t.state} = 'proposed'`,
      ),
    ),
    mayChange("whoever carries the referral and supervisors decide authorizations", carriers(t.agencyId, t.referralId)),
  ],
);

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
  },
  (t) => [
    check("billing_schedule_units", sql`${t.unitsPerSession} > 0`),
    check("billing_schedule_returned_says_why", sql`${t.state} <> 'returned' or ${t.returnCode} is not null`),
    unique("billing_schedule_number").on(t.organizationId, t.number),
    unique("billing_schedule_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    foreignKey({
      columns: [t.authorizationId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        authorizations.id,
        authorizations.agencyId,
        authorizations.organizationId,
        authorizations.clientId,
      ],
      name: "billing_schedule_authorization",
    }),
    foreignKey({
      columns: [t.referralId, t.clientId, t.agencyId],
      foreignColumns: [referrals.id, referrals.clientId, referrals.agencyId],
      name: "billing_schedule_referral",
    }),
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
    index("billing_schedule_agency").on(t.agencyId, t.state, t.submittedAt),
    index("billing_schedule_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("billing_schedule_authorization_index").on(t.authorizationId),
    index("billing_schedule_referral_index").on(t.referralId),
    index("billing_schedule_client").on(t.clientId),
    index("billing_schedule_practitioner_index").on(t.practitionerId),
    index("billing_schedule_location_index").on(t.locationId),
    index("billing_schedule_created_by").on(t.createdBy),
    index("billing_schedule_submitted_by").on(t.submittedBy),
    index("billing_schedule_decided_by").on(t.decidedBy),
    index("billing_schedule_amends").on(t.amendsId),
    mayRead(
      "case and finance staff read their agency's schedules once sent, a provider its own",
      either(
        both(agencyReads(t.agencyId, t.clientId), sql`${t.state} <> 'draft'`),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a provider drafts a schedule in their own name",
      both(
        organizationIn(t.organizationId, "coordinator", "biller", "organization_administrator"),
        isMyMembership(t.createdBy),
        sql`${t.state} = 'draft'`,
      ),
    ),
    mayChange(
      "a provider edits its drafts and sends them, whoever carries the referral decides those sent",
      either(
        both(
          organizationIn(t.organizationId, "coordinator", "biller", "organization_administrator"),
          sql`${t.state} in ('draft', 'returned')`,
        ),
        both(carriers(t.agencyId, t.referralId), sql`${t.state} = 'submitted'`),
      ),
      either(
        both(
          organizationIn(t.organizationId, "coordinator", "biller", "organization_administrator"),
          sql`${t.state} in ('draft', 'returned', 'submitted')`,
        ),
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

export const serviceSessions = pgTable(
  "session",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    scheduleId: uuid("schedule_id").notNull(),
    authorizationId: uuid("authorization_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    practitionerId: uuid("practitioner_id").notNull(),
    locationId: uuid("location_id").notNull(),
    serviceDay: date("service_day", { mode: "string" }).notNull(),
    during: instantRange("during").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    plannedUnits: units("planned_units").notNull(),
    state: text("state").notNull().default("planned"),
    cancelledBy: text("cancelled_by"),
    reasonWords: text("reason_words"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "session_span",
      sql`${t.endsAt} > ${t.startsAt} and ${t.during} = tstzrange(${t.startsAt}, ${t.endsAt}, '[)')`,
    ),
    check(
      "session_cancelled_says_why",
      sql`${t.state} <> 'cancelled' or (${t.cancelledBy} is not null and ${t.reasonWords} is not null)`,
    ),
    unique("session_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    foreignKey({
      columns: [t.scheduleId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [schedules.id, schedules.agencyId, schedules.organizationId, schedules.clientId],
      name: "session_schedule",
    }),
    foreignKey({
      columns: [t.authorizationId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        authorizations.id,
        authorizations.agencyId,
        authorizations.organizationId,
        authorizations.clientId,
      ],
      name: "session_authorization",
    }),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "session_practitioner",
    }),
    foreignKey({
      columns: [t.locationId, t.organizationId],
      foreignColumns: [locations.id, locations.organizationId],
      name: "session_location",
    }),
    index("session_agency").on(t.agencyId, t.startsAt.desc(), t.id),
    index("session_organization").on(t.organizationId, t.startsAt.desc(), t.id),
    index("session_schedule_index").on(t.scheduleId),
    index("session_authorization_index").on(t.authorizationId),
    index("session_referral").on(t.referralId),
    index("session_practitioner_index").on(t.practitionerId, t.startsAt),
    index("session_location_index").on(t.locationId),
    index("session_client").on(t.clientId),
    mayRead(
      "case and finance staff read their agency's sessions, a provider its own",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "whoever carries the referral makes sessions by approving a schedule",
      both(carriers(t.agencyId, t.referralId), sql`${t.state} = 'planned'`),
    ),
    mayChange(
      "a provider holds or cancels its sessions, whoever carries the referral may cancel them",
      either(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        carriers(t.agencyId, t.referralId),
      ),
      either(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        both(carriers(t.agencyId, t.referralId), sql`${t.state} = 'cancelled'`),
      ),
    ),
  ],
);

/** One client's presence at a session and the units delivered. A correction is a new row; the old one stays and is no longer current. */
export const attendances = pgTable(
  "attendance",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    authorizationId: uuid("authorization_id").notNull(),
    state: text("state").notNull(),
    units: units("units").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    note: text("note").notNull().default(""),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => memberships.id),
    recordedAt: instant("recorded_at").notNull().default(sql`app.clock()`),
    correctsId: uuid("corrects_id").references((): AnyPgColumn => attendances.id),
    current: boolean("current").notNull().default(true),
  },
  (t) => [
    check("attendance_units", sql`${t.units} >= 0 and (${t.state} in ('present', 'late') or ${t.units} = 0)`),
    check("attendance_state", sql`${t.state} in ('present', 'late', 'excused', 'absent')`),
    uniqueIndex("attendance_one_current").on(t.sessionId, t.clientId).where(sql`${t.current}`),
    unique("attendance_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    foreignKey({
      columns: [t.sessionId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        serviceSessions.id,
        serviceSessions.agencyId,
        serviceSessions.organizationId,
        serviceSessions.clientId,
      ],
      name: "attendance_session",
    }),
    foreignKey({
      columns: [t.authorizationId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        authorizations.id,
        authorizations.agencyId,
        authorizations.organizationId,
        authorizations.clientId,
      ],
      name: "attendance_authorization",
    }),
    index("attendance_session_index").on(t.sessionId),
    index("attendance_authorization_index").on(t.authorizationId),
    index("attendance_agency").on(t.agencyId, t.recordedAt.desc(), t.id),
    index("attendance_organization").on(t.organizationId, t.recordedAt.desc(), t.id),
    index("attendance_client").on(t.clientId),
    index("attendance_recorded_by").on(t.recordedBy),
    index("attendance_corrects").on(t.correctsId),
    mayRead(
      "case and finance staff read their agency's attendance, a provider its own",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "a provider records attendance in their own name",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        isMyMembership(t.recordedBy),
      ),
    ),
    mayChange(
      "a provider sets a corrected row aside",
      organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
    ),
  ],
);

export const progressNotes = pgTable(
  "progress_note",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    sessionId: uuid("session_id").references(() => serviceSessions.id),
    words: text("words").notNull(),
    authorMembershipId: uuid("author_membership_id")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.referralId, t.clientId, t.agencyId],
      foreignColumns: [referrals.id, referrals.clientId, referrals.agencyId],
      name: "progress_note_referral",
    }),
    index("progress_note_referral_index").on(t.referralId, t.createdAt.desc()),
    index("progress_note_agency").on(t.agencyId),
    index("progress_note_organization").on(t.organizationId),
    index("progress_note_client").on(t.clientId),
    index("progress_note_session").on(t.sessionId),
    index("progress_note_author").on(t.authorMembershipId),
    mayRead(
      "case staff read the progress of referrals that are open to them, a provider its own",
      either(
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          sql`exists (select 1 from referral seen where seen.id = ${t.referralId})`,
        ),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a provider who holds the referral reports progress in their own name",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        isMyMembership(t.authorMembershipId),
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
  ],
);
