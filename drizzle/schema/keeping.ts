// How the directory is kept current: who confirmed what and when, the links that ask, changes that wait for a look, and each agency's rules for it.

import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { locations, organizations, services, servicesAtLocation } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  appJob,
  both,
  either,
  inManagedNetwork,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  signedIn,
} from "./policy";

const GROUPS = sql.raw("('contact', 'address', 'hours', 'services', 'access', 'capacity')");

/** What a group of facts is about: the whole organization, a place, a service, or a service at a place. */
const about = () => ({
  locationId: uuid("location_id"),
  serviceId: uuid("service_id"),
  serviceAtLocationId: uuid("service_at_location_id"),
});

type About = Record<"organizationId" | "locationId" | "serviceId" | "serviceAtLocationId", AnyPgColumn>;

/** What is named belongs to the organization, and goes with it. */
const aboutKeys = (t: About, table: string) => [
  foreignKey({
    columns: [t.locationId, t.organizationId],
    foreignColumns: [locations.id, locations.organizationId],
    name: `${table}_location`,
  }).onDelete("cascade"),
  foreignKey({
    columns: [t.serviceId, t.organizationId],
    foreignColumns: [services.id, services.organizationId],
    name: `${table}_service`,
  }).onDelete("cascade"),
  foreignKey({
    columns: [t.serviceAtLocationId, t.organizationId],
    foreignColumns: [servicesAtLocation.id, servicesAtLocation.organizationId],
    name: `${table}_service_at_location`,
  }).onDelete("cascade"),
  index(`${table}_organization`).on(t.organizationId),
  index(`${table}_location_index`).on(t.locationId),
  index(`${table}_service_index`).on(t.serviceId),
  index(`${table}_service_at_location_index`).on(t.serviceAtLocationId),
];

/** Each group of facts is about one kind of thing, and that thing is named. */
const aboutFits = (group: AnyPgColumn, t: About): SQL => sql`case ${group}
  when 'contact' then num_nonnulls(${t.locationId}, ${t.serviceId}, ${t.serviceAtLocationId}) = 0
  when 'services' then ${t.serviceId} is not null and num_nonnulls(${t.locationId}, ${t.serviceAtLocationId}) = 0
  when 'hours' then ${t.serviceAtLocationId} is not null and num_nonnulls(${t.locationId}, ${t.serviceId}) = 0
  when 'capacity' then ${t.serviceAtLocationId} is not null and num_nonnulls(${t.locationId}, ${t.serviceId}) = 0
  when 'address' then ${t.locationId} is not null and num_nonnulls(${t.serviceId}, ${t.serviceAtLocationId}) = 0
  when 'access' then ${t.locationId} is not null and num_nonnulls(${t.serviceId}, ${t.serviceAtLocationId}) = 0
  else false end`;

/** A link "still right?" on its way to a mailbox. Kept as a hash, used once, good for two weeks. */
export const confirmationRequests = pgTable(
  "confirmation_request",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    tokenHash: text("token_hash").notNull().unique(),
    mailedTo: text("mailed_to").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** How much was said: groups confirmed, changes asked for. */
    said: jsonb("said").$type<{ confirmed?: number; changes?: number }>().notNull().default({}),
    /** Somebody with the link asked for a new one; the same mailbox gets it. */
    askedAgainAt: instant("asked_again_at"),
  },
  (t) => [
    index("confirmation_request_organization").on(t.organizationId, t.createdAt.desc()),
    unique("confirmation_request_of_organization").on(t.id, t.organizationId),
    mayRead(
      "an organization's keepers and its network's managers see when it was asked",
      either(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        inManagedNetwork(t.organizationId),
      ),
    ),
    pgPolicy("the worker asks whether facts are still right", {
      for: "all",
      to: appJob,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);

/** Somebody said that a group of facts is right, by looking at it or by writing it. Never changed, never taken back. */
export const confirmations = pgTable(
  "confirmation",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    factGroup: text("fact_group").notNull(),
    ...about(),
    at: instant("at").notNull().default(sql`app.clock()`),
    /** Written or looked at in the portal, by a mailed link, or at the network desk. */
    how: text("how").notNull(),
    membershipId: uuid("membership_id").references(() => memberships.id),
    requestId: uuid("request_id"),
  },
  (t) => [
    check("confirmation_about", aboutFits(t.factGroup, t)),
    check("confirmation_how", sql`${t.how} in ('edited', 'portal', 'link', 'desk')`),
    check(
      "confirmation_by",
      sql`num_nonnulls(${t.membershipId}, ${t.requestId}) = 1 and (${t.how} = 'link') = (${t.requestId} is not null)`,
    ),
    foreignKey({
      columns: [t.requestId, t.organizationId],
      foreignColumns: [confirmationRequests.id, confirmationRequests.organizationId],
      name: "confirmation_request_answered",
    }),
    ...aboutKeys(t, "confirmation"),
    index("confirmation_membership").on(t.membershipId),
    index("confirmation_request_index").on(t.requestId),
    mayRead("whoever is signed in reads how old a fact is", signedIn),
    mayAdd(
      "an organization's keepers and its network's managers confirm in their own name",
      sql`(${either(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        inManagedNetwork(t.organizationId),
      )} and ${isMyMembership(t.membershipId)})`,
    ),
  ],
);

/** A change that somebody of a provider, or the bearer of a link, asked for, and that an agency looks at before it holds. */
export const proposedChanges = pgTable(
  "proposed_change",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    factGroup: text("fact_group").notNull(),
    ...about(),
    /** The facts as they stood when the change was asked for. */
    before: jsonb("before").notNull(),
    /** What was sent, as the deed takes it: its intent and values. */
    after: jsonb("after").$type<{ readonly intent: string }>().notNull(),
    state: text("state").notNull().default("waiting"),
    proposedBy: uuid("proposed_by").references(() => memberships.id),
    requestId: uuid("request_id"),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    /** Why it was declined. */
    words: text("words"),
  },
  (t) => [
    check("proposed_change_group", sql`${t.factGroup} in ${GROUPS}`),
    check("proposed_change_about", sql`num_nonnulls(${t.locationId}, ${t.serviceId}, ${t.serviceAtLocationId}) <= 1`),
    check("proposed_change_by", sql`num_nonnulls(${t.proposedBy}, ${t.requestId}) = 1`),
    check("proposed_change_decided", sql`(${t.state} in ('accepted', 'declined')) = (${t.decidedBy} is not null)`),
    check("proposed_change_declined_with_words", sql`${t.state} <> 'declined' or ${t.words} is not null`),
    foreignKey({
      columns: [t.requestId, t.organizationId],
      foreignColumns: [confirmationRequests.id, confirmationRequests.organizationId],
      name: "proposed_change_request",
    }),
    ...aboutKeys(t, "proposed_change"),
    index("proposed_change_waiting").on(t.createdAt, t.id).where(sql`${t.state} = 'waiting'`),
    index("proposed_change_proposed_by").on(t.proposedBy),
    index("proposed_change_request_index").on(t.requestId),
    index("proposed_change_decided_by").on(t.decidedBy),
    mayRead(
      "a provider sees its own changes, a network's managers those of their network",
      either(organizationIn(t.organizationId, ...ORGANIZATION_ROLES), inManagedNetwork(t.organizationId)),
    ),
    mayAdd(
      "a provider's keepers ask for a change in their own name",
      sql`(${organizationIn(t.organizationId, "coordinator", "organization_administrator")} and ${isMyMembership(t.proposedBy)})`,
    ),
    mayChange(
      "a network's managers decide what waits, a provider's keepers ask for something else instead",
      both(
        sql`${t.state} = 'waiting'`,
        either(
          organizationIn(t.organizationId, "coordinator", "organization_administrator"),
          inManagedNetwork(t.organizationId),
        ),
      ),
      either(
        both(
          organizationIn(t.organizationId, "coordinator", "organization_administrator"),
          sql`${t.state} = 'superseded'`,
        ),
        both(
          inManagedNetwork(t.organizationId),
          isMyMembership(t.decidedBy),
          sql`${t.state} in ('accepted', 'declined')`,
        ),
      ),
    ),
  ],
);

/** What an agency says of one group of facts: after how many days it counts as unconfirmed, and whether changes wait for a look. */
export const factRules = pgTable(
  "fact_rule",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    factGroup: text("fact_group").notNull(),
    halfLifeDays: smallint("half_life_days").notNull(),
    waits: boolean("waits").notNull().default(false),
  },
  (t) => [
    check("fact_rule_group", sql`${t.factGroup} in ${GROUPS}`),
    check("fact_rule_half_life", sql`${t.halfLifeDays} between 1 and 1095`),
    unique("fact_rule_once").on(t.agencyId, t.factGroup),
    mayRead("the agency's people read its rules for facts", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd("a network manager makes the agency's rules for facts", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes the agency's rules for facts", agencyIn(t.agencyId, "network_manager")),
  ],
);
