// Two records of clients that may be one person: suggested, linked or told apart by a person, and never merged.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import { agencyIn, both, CASE_STAFF, clientOpenToMe, clientOpenToWrite, mayChange, mayRead } from "./policy";

export const clientPairs = pgTable(
  "client_pair",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    /** The one of the two with the smaller id, so that a pair is there once. */
    clientId: uuid("client_id").notNull(),
    otherClientId: uuid("other_client_id").notNull(),
    state: text("state").notNull().default("suggested"),
    /** Why they may be one: telephone, birth_name, name, sound. */
    reasons: text("reasons").array().notNull(),
    /** While linked: the one that a search shows. */
    shownClientId: uuid("shown_client_id"),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    unique("client_pair_once").on(t.clientId, t.otherClientId),
    check("client_pair_order", sql`${t.clientId} < ${t.otherClientId}`),
    check(
      "client_pair_shown",
      sql`(${t.state} = 'linked') = (${t.shownClientId} is not null) and ${t.shownClientId} in (${t.clientId}, ${t.otherClientId})`,
    ),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_pair_client",
    }),
    foreignKey({
      columns: [t.otherClientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_pair_other_client",
    }),
    foreignKey({
      columns: [t.decidedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "client_pair_decided_by",
    }),
    index("client_pair_state").on(t.agencyId, t.state, t.createdAt.desc(), t.id),
    index("client_pair_client_index").on(t.clientId),
    index("client_pair_other_index").on(t.otherClientId),
    index("client_pair_decided_by_index").on(t.decidedBy),
    // Of two records that are linked the one that is not shown stands behind one other at most.
    uniqueIndex("client_pair_behind_one")
      .on(sql`(case when ${t.shownClientId} = ${t.clientId} then ${t.otherClientId} else ${t.clientId} end)`)
      .where(sql`${t.state} = 'linked'`),
    mayRead(
      "case staff read pairs of which both are open to them",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId), clientOpenToMe(t.otherClientId)),
    ),
    mayChange(
      "case staff link, part and tell apart pairs of which both are open to them",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToWrite(t.clientId), clientOpenToWrite(t.otherClientId)),
    ),
  ],
);
