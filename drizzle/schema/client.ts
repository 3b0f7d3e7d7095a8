// Clients and their cases: the most private facts in the house. Providers never read these tables; they read disclosures.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseIsMine,
  caseOpenToMe,
  clientIsMine,
  clientOpenToMe,
  clientOpenToWrite,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  not,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";
import { specialties } from "./specialty";

export const clients = pgTable(
  "client",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    number: text("number").notNull(),
    givenName: text("given_name").notNull(),
    familyName: text("family_name").notNull(),
    preferredName: text("preferred_name"),
    pronouns: text("pronouns"),
    birthDay: date("birth_day", { mode: "string" }),
    language: text("language").notNull().default("en"),
    telephone: text("telephone"),
    email: text("email"),
    /** How it is safe to reach them: any, telephone, email, none. */
    safeContact: text("safe_contact").notNull().default("any"),
    safeContactNote: text("safe_contact_note"),
    addressLine: text("address_line"),
    city: text("city"),
    region: text("region"),
    postalCode: text("postal_code"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    pointPrecision: text("point_precision").notNull().default("none"),
    accessNeeds: text("access_needs"),
    /** The zone in which they may be reached; none: their agency's. */
    timeZone: text("time_zone"),
    /** Their names as they are searched, small and without accents; written by a trigger. */
    searchName: text("search_name").notNull().default(""),
    /** How each of their names sounds, for names heard and not spelt; written by a trigger. */
    sounds: text("sounds").array().notNull().default(sql`'{}'`),
    /** Seen by the team of its case alone. */
    restricted: boolean("restricted").notNull().default(false),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("client_safe_contact", sql`${t.safeContact} in ('any', 'telephone', 'email', 'none')`),
    check("client_point_whole", sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    unique("client_number").on(t.agencyId, t.number),
    unique("client_of_agency").on(t.id, t.agencyId),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "client_created_by",
    }),
    index("client_created_by_index").on(t.createdBy),
    index("client_name").on(t.agencyId, sql`lower(${t.familyName})`, sql`lower(${t.givenName})`, t.id),
    index("client_search_name").using("gin", t.searchName.op("gin_trgm_ops")),
    index("client_sounds").using("gin", t.sounds),
    index("client_birth_day").on(t.agencyId, t.birthDay),
    index("client_telephone").on(t.agencyId, sql`right(regexp_replace(${t.telephone}, '[^0-9]', '', 'g'), 10)`),
    index("client_restricted").on(t.agencyId, t.id, t.createdBy).where(sql`${t.restricted}`),
    mayRead(
      "case staff read the clients of their agency that are not restricted",
      both(agencyIn(t.agencyId, ...CASE_STAFF), either(not(sql`${t.restricted}`), clientOpenToMe(t.id))),
    ),
    mayAdd("case staff take in clients", both(agencyIn(t.agencyId, ...CASE_STAFF), isMyMembership(t.createdBy))),
    mayChange(
      "whoever carries the case, its team and supervisors change a client",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        either(clientIsMine(t.id), isMyMembership(t.createdBy)),
        clientOpenToWrite(t.id),
      ),
    ),
  ],
);

export const cases = pgTable(
  "case",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    clientId: uuid("client_id").notNull(),
    number: text("number").notNull(),
    state: text("state").notNull().default("intake"),
    ownerMembershipId: uuid("owner_membership_id").notNull(),
    /** How the request came: walk_in, telephone, referral_in, application, complaint. */
    cameBy: text("came_by").notNull().default("telephone"),
    summary: text("summary").notNull().default(""),
    restricted: boolean("restricted").notNull().default(false),
    openedAt: createdAt(),
    closedAt: instant("closed_at"),
    closingReason: text("closing_reason"),
  },
  (t) => [
    check("case_came_by", sql`${t.cameBy} in ('walk_in', 'telephone', 'referral_in', 'application', 'complaint')`),
    unique("case_number").on(t.agencyId, t.number),
    unique("case_of_agency").on(t.id, t.agencyId),
    unique("case_of_client").on(t.id, t.clientId, t.agencyId),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "case_client",
    }),
    foreignKey({
      columns: [t.ownerMembershipId, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "case_owner",
    }),
    index("case_client_index").on(t.clientId),
    index("case_owner_index").on(t.ownerMembershipId),
    index("case_restricted").on(t.agencyId, t.id, t.ownerMembershipId).where(sql`${t.restricted}`),
    index("case_agency").on(t.agencyId, t.openedAt, t.id),
    mayRead(
      "case staff read the cases of their agency that are not restricted",
      both(agencyIn(t.agencyId, ...CASE_STAFF), either(not(sql`${t.restricted}`), caseOpenToMe(t.id))),
    ),
    mayAdd(
      "case staff open cases for clients they may see",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        clientOpenToWrite(t.clientId),
        either(isMyMembership(t.ownerMembershipId), agencyIn(t.agencyId, "supervisor")),
      ),
    ),
    mayChange(
      "the owner, the team and supervisors change a case",
      both(agencyIn(t.agencyId, ...CASE_STAFF), caseIsMine(t.id)),
      agencyIn(t.agencyId, ...CASE_STAFF),
    ),
  ],
);

export const caseMembers = pgTable(
  "case_member",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    membershipId: uuid("membership_id").notNull(),
    addedAt: createdAt(),
  },
  (t) => [
    unique("case_member_once").on(t.caseId, t.membershipId),
    foreignKey({
      columns: [t.caseId, t.agencyId],
      foreignColumns: [cases.id, cases.agencyId],
      name: "case_member_case",
    }),
    foreignKey({
      columns: [t.membershipId, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "case_member_membership",
    }),
    index("case_member_membership_index").on(t.membershipId),
    index("case_member_agency").on(t.agencyId),
    mayRead("case staff see who is on a team", readByCaseStaff(t)),
    mayAdd("whoever carries the case adds to its team", writtenByCarriers(t)),
    mayRemove("whoever carries the case takes from its team", writtenByCarriers(t)),
  ],
);

/** What the client needs, as a specialty and in their words; a search and a referral start here. */
export const needs = pgTable(
  "need",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    specialtyId: uuid("specialty_id")
      .notNull()
      .references(() => specialties.id),
    words: text("words").notNull().default(""),
    createdAt: createdAt(),
    metAt: instant("met_at"),
  },
  (t) => [
    foreignKey({ columns: [t.caseId, t.agencyId], foreignColumns: [cases.id, cases.agencyId], name: "need_case" }),
    unique("need_of_case").on(t.id, t.caseId, t.agencyId),
    index("need_case_index").on(t.caseId),
    index("need_agency").on(t.agencyId),
    index("need_waiting").on(t.agencyId, t.createdAt, t.id).where(sql`${t.metAt} is null`),
    index("need_specialty").on(t.specialtyId),
    mayRead("case staff read needs", readByCaseStaff(t)),
    mayAdd("whoever carries the case notes a need", writtenByCarriers(t)),
    mayChange("whoever carries the case changes a need", writtenByCarriers(t)),
  ],
);
