// What is known of a client that not everybody may know: facts in groups, and which role reads which group.

import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  AGENCY_ROLES,
  agencyIn,
  both,
  CASE_STAFF,
  clientIsMineOrTakenIn,
  clientOpenToMe,
  factsOpenToMe,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
} from "./policy";

/** A fact is never rewritten: it ends, and another takes its place. */
export const clientFacts = pgTable(
  "client_fact",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    factGroup: text("fact_group").notNull(),
    /** What it is about, within its group. */
    kind: text("kind").notNull(),
    words: text("words").notNull(),
    fromDay: date("from_day", { mode: "string" }),
    untilDay: date("until_day", { mode: "string" }),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("client_fact_group", sql`${t.factGroup} in ('health', 'immigration', 'violence', 'benefits', 'justice')`),
    check("client_fact_span", sql`${t.untilDay} >= ${t.fromDay}`),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_fact_client",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "client_fact_created_by",
    }),
    index("client_fact_client_index").on(t.clientId, t.factGroup),
    index("client_fact_agency").on(t.agencyId),
    index("client_fact_created_by_index").on(t.createdBy),
    mayRead(
      "case staff read the groups of facts that are open to their role",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId), factsOpenToMe(t.factGroup, t.clientId)),
    ),
    mayAdd(
      "whoever carries the client writes facts of the groups they may read",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        clientIsMineOrTakenIn(t.clientId),
        factsOpenToMe(t.factGroup, t.clientId),
        isMyMembership(t.createdBy),
      ),
    ),
    mayChange(
      "whoever carries the client ends facts of the groups they may read",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        clientIsMineOrTakenIn(t.clientId),
        clientOpenToMe(t.clientId),
        factsOpenToMe(t.factGroup, t.clientId),
      ),
    ),
  ],
);

/** An agency's own answer to who reads a group of facts; without a row the usual one holds. */
export const factReaches = pgTable(
  "fact_reach",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    factGroup: text("fact_group").notNull(),
    role: text("role").notNull(),
    /** none; own: of clients they carry; agency: of every client open to them. */
    reach: text("reach").notNull(),
  },
  (t) => [
    unique("fact_reach_once").on(t.agencyId, t.factGroup, t.role),
    check("fact_reach_group", sql`${t.factGroup} in ('health', 'immigration', 'violence', 'benefits', 'justice')`),
    check("fact_reach_role", sql`${t.role} in ('caseworker', 'supervisor')`),
    check("fact_reach_reach", sql`${t.reach} in ('none', 'own', 'agency')`),
    mayRead("the agency's people read who reads what", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd("an administrator says who reads a group of facts", agencyIn(t.agencyId, "administrator")),
    mayChange("an administrator changes who reads a group of facts", agencyIn(t.agencyId, "administrator")),
  ],
);
