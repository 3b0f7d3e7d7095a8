// Groups that meet for a season: how many may come, who has a place, who waits for one and in which order.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { agencyReads } from "./authorization";
import { createdAt, id, instant, units } from "./columns";
import { locations, organizations, services } from "./organization";
import { both, either, isMyMembership, mayAdd, mayChange, mayRead, ORGANIZATION_ROLES, organizationIn } from "./policy";
import { practitioners } from "./practitioner";
import { toReferral } from "./referral";

const keepers = (organizationId: AnyPgColumn) =>
  organizationIn(organizationId, "coordinator", "organization_administrator");

/** One group of a provider: who leads it, where and when it meets, and how many may come. */
export const sessionGroups = pgTable(
  "session_group",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id").notNull(),
    practitionerId: uuid("practitioner_id").notNull(),
    locationId: uuid("location_id").notNull(),
    name: text("name").notNull(),
    capacity: integer("capacity").notNull(),
    /** When it meets; each participant's own schedule is made from it. */
    rule: jsonb("rule").$type<Record<string, unknown>>().notNull(),
    /** Only where units are counted rather than timed; left out: one. */
    unitsPerSession: units("units_per_session"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("session_group_capacity", sql`${t.capacity} between 1 and 500`),
    check("session_group_units", sql`${t.unitsPerSession} > 0`),
    unique("session_group_of_organization").on(t.id, t.organizationId),
    foreignKey({
      columns: [t.serviceId, t.organizationId],
      foreignColumns: [services.id, services.organizationId],
      name: "session_group_service",
    }),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "session_group_practitioner",
    }),
    foreignKey({
      columns: [t.locationId, t.organizationId],
      foreignColumns: [locations.id, locations.organizationId],
      name: "session_group_location",
    }),
    index("session_group_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("session_group_service_index").on(t.serviceId),
    index("session_group_practitioner_index").on(t.practitionerId),
    index("session_group_location_index").on(t.locationId),
    index("session_group_created_by").on(t.createdBy),
    mayRead(
      "a provider reads its own groups, an agency those in which it may know somebody",
      either(
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
        // The inner table's own policy leaves only the agency's.
        sql`exists (select 1 from group_place held where held.group_id = ${t.id})`,
      ),
    ),
    mayAdd("a provider opens groups in its own name", both(keepers(t.organizationId), isMyMembership(t.createdBy))),
    mayChange("a provider changes its own groups", keepers(t.organizationId)),
  ],
);

/** One client's place in a group, or the wait for one: in turn, by when it was asked for. */
export const groupPlaces = pgTable(
  "group_place",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    groupId: uuid("group_id").notNull(),
    /** Counted up in each group in the order of asking, which the database keeps. */
    turn: integer("turn").notNull().default(0),
    state: text("state").notNull().default("waiting"),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    placedAt: instant("placed_at"),
    endedAt: instant("ended_at"),
    /** When the agency was told that a wait had ended; empty where nobody waited, or nobody was told yet. */
    toldAt: instant("told_at"),
  },
  (t) => [
    check("group_place_placed", sql`${t.state} not in ('placed', 'left') or ${t.placedAt} is not null`),
    toReferral(t, "group_place_referral"),
    foreignKey({
      columns: [t.groupId, t.organizationId],
      foreignColumns: [sessionGroups.id, sessionGroups.organizationId],
      name: "group_place_group",
    }),
    uniqueIndex("group_place_once").on(t.groupId, t.clientId).where(sql`${t.state} in ('waiting', 'placed')`),
    unique("group_place_turn").on(t.groupId, t.turn),
    index("group_place_in_turn").on(t.groupId, t.state, t.turn),
    index("group_place_agency").on(t.agencyId),
    index("group_place_organization").on(t.organizationId),
    index("group_place_client").on(t.clientId),
    index("group_place_referral_index").on(t.referralId),
    index("group_place_asked_by").on(t.askedBy),
    mayRead(
      "case and finance staff read their agency's places, a provider those in its groups",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "a provider asks for a place in its own name, for a referral it holds",
      both(
        keepers(t.organizationId),
        isMyMembership(t.askedBy),
        sql`${t.state} = 'waiting'`,
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
    mayChange("a provider ends places and waits in its own groups", keepers(t.organizationId)),
  ],
);
