// Sessions, attendance and progress: what was really given.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { agencyReads, carriers, toAuthorization } from "./authorization";
import { createdAt, id, instant, instantRange, units } from "./columns";
import { documents } from "./consent";
import { sessionGroups } from "./group";
import { locations } from "./organization";
import { both, either, isMyMembership, mayAdd, mayChange, mayRead, ORGANIZATION_ROLES, organizationIn } from "./policy";
import { practitioners } from "./practitioner";
import { schedules } from "./schedule";

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
    /** Of a cancelled session and of no other: what keeps everybody in one place at a time goes by it, for it stays when a session is held. */
    cancelledBy: text("cancelled_by"),
    reasonWords: text("reason_words"),
    createdAt: createdAt(),
    /** Its schedule's group, and no other: sessions of one group are held together. */
    groupId: uuid("group_id"),
  },
  (t) => [
    check(
      "session_span",
      sql`${t.endsAt} > ${t.startsAt} and ${t.during} = tstzrange(${t.startsAt}, ${t.endsAt}, '[)')`,
    ),
    check(
      "session_cancelled_says_why",
      sql`(${t.state} = 'cancelled') = (${t.cancelledBy} is not null) and (${t.cancelledBy} is null or ${t.reasonWords} is not null)`,
    ),
    unique("session_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    foreignKey({
      columns: [t.scheduleId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [schedules.id, schedules.agencyId, schedules.organizationId, schedules.clientId],
      name: "session_schedule",
    }),
    toAuthorization(t, "session_authorization"),
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
    foreignKey({
      columns: [t.groupId, t.organizationId],
      foreignColumns: [sessionGroups.id, sessionGroups.organizationId],
      name: "session_group",
    }),
    index("session_agency").on(t.agencyId, t.startsAt.desc(), t.id),
    index("session_organization").on(t.organizationId, t.startsAt.desc(), t.id),
    index("session_schedule_index").on(t.scheduleId),
    index("session_authorization_index").on(t.authorizationId),
    index("session_referral").on(t.referralId),
    index("session_practitioner_index").on(t.practitionerId, t.startsAt),
    index("session_location_index").on(t.locationId),
    index("session_group_index").on(t.groupId, t.startsAt).where(sql`${t.groupId} is not null`),
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

export interface Good {
  readonly name: string;
  readonly count: number;
}

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
    /** Who gave it and where, if otherwise than planned. */
    practitionerId: uuid("practitioner_id"),
    locationId: uuid("location_id"),
    /** What was handed out, and how many of it. */
    goods: jsonb("goods").$type<readonly Good[]>().notNull().default([]),
    /** Such as the sheet that was signed. */
    documentId: uuid("document_id").references(() => documents.id),
    /** When it was taken on a telephone without a connection, by that telephone's clock. */
    takenAt: instant("taken_at"),
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
    check("attendance_goods", sql`app.are_goods(${t.goods})`),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "attendance_practitioner",
    }),
    foreignKey({
      columns: [t.locationId, t.organizationId],
      foreignColumns: [locations.id, locations.organizationId],
      name: "attendance_location",
    }),
    index("attendance_practitioner_index").on(t.practitionerId),
    index("attendance_location_index").on(t.locationId),
    index("attendance_document").on(t.documentId),
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
    toAuthorization(t, "attendance_authorization"),
    index("attendance_session_index").on(t.sessionId),
    index("attendance_authorization_index").on(t.authorizationId),
    index("attendance_agency").on(t.agencyId, t.recordedAt.desc(), t.id),
    index("attendance_organization").on(t.organizationId, t.recordedAt.desc(), t.id),
    index("attendance_client_start").on(t.clientId, t.startedAt),
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
