// Agencies, the people who work for them and for organizations, and how those people sign in.
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
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
import { cents, createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  appAuth,
  appUser,
  both,
  either,
  inManagedNetwork,
  isMe,
  mayAdd,
  mayChange,
  mayRead,
  not,
  ORGANIZATION_ROLES,
  organizationIn,
  signedIn,
} from "./policy";

const quoted = (roles: readonly string[]) => sql.raw(roles.map((role) => `'${role}'`).join(", "));

export const agencies = pgTable(
  "agency",
  {
    id: id(),
    name: text("name").notNull(),
    slug: text("slug").notNull().unique(),
    timeZone: text("time_zone").notNull().default("America/New_York"),
    language: text("language").notNull().default("en"),
    currency: text("currency").notNull().default("USD"),
    distanceUnit: text("distance_unit").notNull().default("mile"),
    /** The screen's words for client and caseworker, e.g. { client: "participant", clients: "participants" }. */
    words: jsonb("words").$type<Record<string, string>>().notNull().default({}),
    /** A caseworker may authorize up to this alone; above it a supervisor decides. */
    caseworkerLimitCents: cents("caseworker_limit_cents").notNull().default(sql`250000`),
    answerDays: integer("answer_days").notNull().default(3),
    /** How many of a provider's own working days pass after the last day for an answer before the house moves on, and again before it ends. */
    graceDays: smallint("grace_days").notNull().default(1),
    /** What then happens: nothing, the next best provider is proposed to the caseworker, or asked by itself. */
    whenUnanswered: text("when_unanswered").notNull().default("propose"),
    /** Whether a provider without an agreement in force may be referred to: allow, warn (with a reason), refuse. */
    outOfNetwork: text("out_of_network").notNull().default("allow"),
    /** Whether the directory answers HSDS requests without a key. */
    directoryPublic: boolean("directory_public").notNull().default(false),
    /** How many people must approve an application to the network: 1 or 2. */
    screeningApprovals: smallint("screening_approvals").notNull().default(1),
    /** Whether a supervisor must agree before a client signs a care plan, and before a case is closed. */
    planApproval: boolean("plan_approval").notNull().default(false),
    closureApproval: boolean("closure_approval").notNull().default(false),
    /** Within how many days a request is answered. */
    requestDays: smallint("request_days").notNull().default(3),
    /** How often a provider reports on a client it took on. */
    reportEvery: text("report_every").notNull().default("month"),
    /** How many days before an authorization runs out its renewal is asked for, and after its last day attendance may be recorded. */
    renewalDays: smallint("renewal_days").notNull().default(30),
    recordingDays: smallint("recording_days").notNull().default(14),
    /** Whether everybody at a desk of the agency signs in by a second step. */
    secondFactorRequired: boolean("second_factor_required").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    check("agency_grace_days", sql`${t.graceDays} between 1 and 10`),
    check("agency_when_unanswered", sql`${t.whenUnanswered} in ('wait', 'propose', 'ask')`),
    check("agency_report_every", sql`${t.reportEvery} in ('week', 'two_weeks', 'month', 'quarter', 'half_year')`),
    check("agency_request_days", sql`${t.requestDays} between 1 and 60`),
    check("agency_authorizations", sql`${t.renewalDays} between 1 and 60 and ${t.recordingDays} between 1 and 60`),
    check("agency_screening_approvals", sql`${t.screeningApprovals} between 1 and 2`),
    mayRead("the bearer of an application knows the agency it goes to", sql`${t.id} = (select app.borne_agency())`),
    check("agency_out_of_network", sql`${t.outOfNetwork} in ('allow', 'warn', 'refuse')`),
    mayRead("whoever is signed in knows the agencies", signedIn),
    mayChange("an administrator changes their agency's settings", agencyIn(t.id, "administrator")),
  ],
);

export const people = pgTable(
  "person",
  {
    id: id(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    telephone: text("telephone"),
    language: text("language").notNull().default("en"),
    createdAt: createdAt(),
    disabledAt: instant("disabled_at"),
  },
  (t) => [
    uniqueIndex("person_email").on(sql`lower(${t.email})`),
    mayRead(
      "a person sees themselves and their colleagues",
      either(isMe(t.id), sql`${t.id} = any((select app.colleagues())::uuid[])`),
    ),
    mayChange("a person who stands changes their own name", sql`(${isMe(t.id)} and ${signedIn})`),
    pgPolicy("the doorkeeper knows people", { for: "all", to: appAuth, using: sql`true`, withCheck: sql`true` }),
  ],
);

const stillOpen = (disabledAt: unknown) => both(sql`${disabledAt} is null`, signedIn);
const closed = (disabledAt: unknown) => sql`${disabledAt} is not null`;
const changesOthers = (t: { agencyId: unknown; organizationId: unknown; personId: unknown }) =>
  both(
    either(agencyIn(t.agencyId, "administrator"), organizationIn(t.organizationId, "organization_administrator")),
    not(isMe(t.personId)),
  );

export const memberships = pgTable(
  "membership",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    role: text("role").notNull(),
    createdAt: createdAt(),
    disabledAt: instant("disabled_at"),
  },
  (t) => [
    check("membership_one_side", sql`(${t.agencyId} is null) <> (${t.organizationId} is null)`),
    check(
      "membership_role_fits_side",
      sql`(${t.agencyId} is not null and ${t.role} in (${quoted(AGENCY_ROLES)})) or (${t.organizationId} is not null and ${t.role} in (${quoted(ORGANIZATION_ROLES)})) or ${t.role} = 'partner'`,
    ),
    unique("membership_once").on(t.personId, t.agencyId, t.organizationId, t.role).nullsNotDistinct(),
    unique("membership_of_agency").on(t.id, t.agencyId),
    index("membership_agency").on(t.agencyId),
    index("membership_organization").on(t.organizationId),
    index("membership_person").on(t.personId),
    mayRead(
      "a person sees their own memberships and those of their house",
      either(
        isMe(t.personId),
        agencyIn(t.agencyId, ...AGENCY_ROLES),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "administrators add others, a provider's also themselves",
      both(
        either(
          both(agencyIn(t.agencyId, "administrator"), not(isMe(t.personId))),
          organizationIn(t.organizationId, "organization_administrator"),
        ),
        // The seat of a system is made with the system alone.
        sql`${t.role} <> 'partner'`,
      ),
    ),
    mayChange(
      "administrators change others' seats, a provider's people leave",
      either(changesOthers(t), both(isMe(t.personId), sql`${t.organizationId} is not null`, stillOpen(t.disabledAt))),
      either(changesOthers(t), both(isMe(t.personId), sql`${t.organizationId} is not null`, closed(t.disabledAt))),
    ),
    pgPolicy("the doorkeeper knows memberships", { for: "all", to: appAuth, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** Somebody's seat in the very agency of the row. */
export const seat = (column: AnyPgColumn, agencyId: AnyPgColumn, name: string) =>
  foreignKey({ columns: [column, agencyId], foreignColumns: [memberships.id, memberships.agencyId], name });

export const invitations = pgTable(
  "invitation",
  {
    id: id(),
    tokenHash: text("token_hash").notNull().unique(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    role: text("role").notNull(),
    invitedBy: uuid("invited_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    withdrawnAt: instant("withdrawn_at"),
    known: boolean("known").notNull().default(false),
  },
  (t) => [
    check("invitation_one_side", sql`(${t.agencyId} is null) <> (${t.organizationId} is null)`),
    foreignKey({ columns: [t.invitedBy], foreignColumns: [memberships.id], name: "invitation_by" }),
    index("invitation_agency").on(t.agencyId),
    index("invitation_organization").on(t.organizationId),
    index("invitation_invited_by").on(t.invitedBy),
    mayRead(
      "administrators see the invitations of their house",
      either(
        agencyIn(t.agencyId, "administrator"),
        organizationIn(t.organizationId, "organization_administrator"),
        sql`(${t.organizationId} = any((select app.organizations_in_network())::uuid[]))`,
      ),
    ),
    mayAdd(
      "administrators invite to their house, network managers to their network",
      sql`(${either(
        agencyIn(t.agencyId, "administrator"),
        organizationIn(t.organizationId, "organization_administrator"),
        sql`(${t.organizationId} = any((select app.organizations_in_network())::uuid[]))`,
      )} and ${t.invitedBy} = (select app.membership_id()))`,
    ),
    mayChange(
      "administrators and network managers take back invitations",
      either(
        agencyIn(t.agencyId, "administrator"),
        organizationIn(t.organizationId, "organization_administrator"),
        both(inManagedNetwork(t.organizationId), sql`${t.role} = 'organization_administrator'`),
      ),
    ),
    pgPolicy("the doorkeeper honours invitations", { for: "all", to: appAuth, using: sql`true`, withCheck: sql`true` }),
    pgPolicy("nobody deletes an invitation", { for: "delete", to: appUser, using: sql`false` }),
  ],
);
