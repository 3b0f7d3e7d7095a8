// How a client may safely be reached, and who belongs to them. Providers never read these tables.

import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientIsMineOrTakenIn,
  clientOpenToMe,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
} from "./policy";

/** One row for both: what the other is to the client; seen from the other side it reads the other way round. */
export const clientRelations = pgTable(
  "client_relation",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    /** The other is a client too, or somebody named. */
    otherClientId: uuid("other_client_id"),
    otherName: text("other_name"),
    /** What the other is to the client: parent, child, spouse … */
    kind: text("kind").notNull(),
    livesTogether: boolean("lives_together").notNull().default(false),
    /** Which of the two is the other's guardian: none, other, client. */
    guardian: text("guardian").notNull().default("none"),
    /** The other must not learn of what the agency does with the client. */
    otherNotTold: boolean("other_not_told").notNull().default(false),
    /** The client must not learn of what the agency does with the other. */
    clientNotTold: boolean("client_not_told").notNull().default(false),
    note: text("note").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check(
      "client_relation_kind",
      sql`${t.kind} in ('parent', 'child', 'spouse', 'partner', 'former_partner', 'sibling', 'grandparent', 'grandchild', 'relative', 'carer', 'cared_for', 'friend', 'other')`,
    ),
    check("client_relation_guardian", sql`${t.guardian} in ('none', 'other', 'client')`),
    check("client_relation_other", sql`num_nonnulls(${t.otherClientId}, ${t.otherName}) = 1`),
    check("client_relation_two", sql`${t.otherClientId} <> ${t.clientId}`),
    unique("client_relation_of_client").on(t.id, t.clientId, t.agencyId),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_relation_client",
    }),
    foreignKey({
      columns: [t.otherClientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "client_relation_other_client",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "client_relation_created_by",
    }),
    index("client_relation_client_index").on(t.clientId),
    index("client_relation_other_index").on(t.otherClientId),
    index("client_relation_agency").on(t.agencyId),
    index("client_relation_created_by_index").on(t.createdBy),
    mayRead(
      "case staff read who belongs together, where both are open to them",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        clientOpenToMe(t.clientId),
        either(sql`${t.otherClientId} is null`, clientOpenToMe(t.otherClientId)),
      ),
    ),
    mayAdd(
      "whoever carries the client says who belongs to them",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        clientIsMineOrTakenIn(t.clientId),
        either(sql`${t.otherClientId} is null`, clientOpenToMe(t.otherClientId)),
        isMyMembership(t.createdBy),
      ),
    ),
    mayChange(
      "whoever carries either of the two changes it",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        either(clientIsMineOrTakenIn(t.clientId), clientIsMineOrTakenIn(t.otherClientId)),
        clientOpenToMe(t.clientId),
        either(sql`${t.otherClientId} is null`, clientOpenToMe(t.otherClientId)),
      ),
    ),
  ],
);

/** A number or address at which a client may be reached, with what makes it safe. What goes against it is refused. */
export const contactWays = pgTable(
  "contact_way",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    channel: text("channel").notNull(),
    value: text("value").notNull(),
    /** Whose it is, where it is not their own. */
    relationId: uuid("relation_id"),
    /** False: never this way. */
    allowed: boolean("allowed").notNull().default(true),
    /** On these days, Monday 1; none: on any. */
    weekdays: smallint("weekdays").array(),
    /** Half open, on the client's clock; none: at any hour. */
    fromMinute: smallint("from_minute"),
    untilMinute: smallint("until_minute"),
    leaveMessage: boolean("leave_message").notNull().default(false),
    /** Nothing on it may say which agency it comes from. */
    neutralSender: boolean("neutral_sender").notNull().default(false),
    avoidWords: text("avoid_words").array().notNull().default(sql`'{}'`),
    note: text("note").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("contact_way_channel", sql`${t.channel} in ('telephone', 'text', 'email', 'post', 'visit')`),
    check("contact_way_weekdays", sql`${t.weekdays} <@ '{1,2,3,4,5,6,7}'::smallint[]`),
    check(
      "contact_way_hours",
      sql`num_nonnulls(${t.fromMinute}, ${t.untilMinute}) in (0, 2) and ${t.fromMinute} >= 0 and ${t.fromMinute} < ${t.untilMinute} and ${t.untilMinute} <= 1440`,
    ),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "contact_way_client",
    }),
    foreignKey({
      columns: [t.relationId, t.clientId, t.agencyId],
      foreignColumns: [clientRelations.id, clientRelations.clientId, clientRelations.agencyId],
      name: "contact_way_relation",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "contact_way_created_by",
    }),
    index("contact_way_client_index").on(t.clientId),
    index("contact_way_relation_index").on(t.relationId),
    index("contact_way_agency").on(t.agencyId),
    index("contact_way_created_by_index").on(t.createdBy),
    mayRead(
      "case staff read how a client may be reached",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
    mayAdd(
      "whoever carries the client says how they may be reached",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMineOrTakenIn(t.clientId), isMyMembership(t.createdBy)),
    ),
    mayChange(
      "whoever carries the client changes how they may be reached",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMineOrTakenIn(t.clientId), clientOpenToMe(t.clientId)),
    ),
  ],
);
