// What happened, append-only and chained by hash; written only through app.record_event and the audit triggers.

import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant } from "./columns";
import {
  agencyIn,
  appUser,
  both,
  CASE_STAFF,
  caseOpenToMe,
  clientOpenToMe,
  either,
  isMe,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

export const events = pgTable(
  "event",
  {
    id: id(),
    at: instant("at").notNull().default(sql`app.clock()`),
    name: text("name").notNull(),
    agencyId: uuid("agency_id"),
    organizationId: uuid("organization_id"),
    clientId: uuid("client_id"),
    caseId: uuid("case_id"),
    referralId: uuid("referral_id"),
    subjectType: text("subject_type").notNull(),
    subjectId: uuid("subject_id"),
    facts: jsonb("facts").$type<Record<string, unknown>>().notNull().default({}),
    actorPersonId: uuid("actor_person_id"),
    actorMembershipId: uuid("actor_membership_id"),
    actorLabel: text("actor_label").notNull().default(""),
    requestId: text("request_id").notNull().default(""),
  },
  (t) => [
    index("event_agency").on(t.agencyId, t.at, t.id),
    index("event_organization").on(t.organizationId, t.at, t.id),
    index("event_subject").on(t.subjectType, t.subjectId, t.at.desc()),
    index("event_case").on(t.caseId, t.at.desc()),
    index("event_referral").on(t.referralId, t.at.desc()),
    index("event_client").on(t.clientId, t.at.desc()),
    index("event_lapsed").on(t.agencyId, t.referralId).where(sql`${t.name} = 'referral.credential-lapsed'`),
    index("event_doer").on(t.agencyId, t.actorPersonId, t.at, t.id),
    index("event_actor").on(t.actorPersonId, t.at.desc()),
    pgPolicy(
      "auditors see all of their agency, case staff what is not restricted, providers what names their organization",
      {
        for: "select",
        to: appUser,
        using: either(
          agencyIn(t.agencyId, "auditor", "administrator"),
          both(
            agencyIn(t.agencyId, ...CASE_STAFF, "finance_reviewer", "finance_approver", "network_manager"),
            sql`(${t.caseId} is null or ${caseOpenToMe(t.caseId)})`,
            // Who looked at a restricted client, and that there is one, is told by the row alone.
            sql`(${t.clientId} is null or ${clientOpenToMe(t.clientId)})`,
          ),
          organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
          isMe(t.actorPersonId),
        ),
      },
    ),
  ],
);

/** One link a change or event: the exact text that was hashed, and the hash that ties it to the link before. */
export const eventChain = pgTable("event_chain", {
  seq: bigint("seq", { mode: "bigint" }).primaryKey(),
  at: instant("at").notNull(),
  payload: text("payload").notNull(),
  prev: bytes("prev").notNull(),
  hash: bytes("hash").notNull(),
});

/** The one row that is locked to add a link. */
export const eventChainHead = pgTable("event_chain_head", {
  id: bigint("id", { mode: "bigint" }).primaryKey(),
  seq: bigint("seq", { mode: "bigint" }).notNull(),
  hash: bytes("hash").notNull(),
  at: instant("at").notNull().default(sql`app.clock()`),
});

/** The same request twice has one effect: the key is stored with the effect. */
export const idempotencyKeys = pgTable(
  "idempotency_key",
  {
    id: id(),
    personId: uuid("person_id").notNull(),
    route: text("route").notNull(),
    key: text("key").notNull(),
    fingerprint: text("fingerprint").notNull(),
    status: bigint("status", { mode: "number" }).notNull(),
    location: text("location").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    unique("idempotency_key_once").on(t.personId, t.route, t.key),
    index("idempotency_key_created").on(t.createdAt),
    pgPolicy("a person sees their own keys", { for: "select", to: appUser, using: isMe(t.personId) }),
    pgPolicy("a person adds their own keys", { for: "insert", to: appUser, withCheck: isMe(t.personId) }),
    pgPolicy("a person completes their own keys", {
      for: "update",
      to: appUser,
      using: isMe(t.personId),
      withCheck: isMe(t.personId),
    }),
  ],
);

/** Legal moves, written by migration from the lifecycle tables; the state triggers read it. */
export const transitions = pgTable(
  "transition",
  {
    id: id(),
    lifecycle: text("lifecycle").notNull(),
    fromState: text("from_state").notNull(),
    move: text("move").notNull(),
    toState: text("to_state").notNull(),
    desks: text("desks").array().notNull(),
  },
  (t) => [
    pgPolicy("everyone may know the moves", { for: "select", to: "public", using: sql`true` }),
    index("transition_from").on(t.lifecycle, t.fromState),
  ],
);

/** The last number given out per house and kind; only app.next_number touches it. */
export const numberSeries = pgTable(
  "number_series",
  {
    id: id(),
    houseId: uuid("house_id").notNull(),
    kind: text("kind").notNull(),
    last: bigint("last", { mode: "bigint" }).notNull(),
  },
  (t) => [unique("number_series_once").on(t.houseId, t.kind)],
);

/** What one statement of an import added: how many rows of which table, and the digest of them all in the order of their ids. Written by the database alone. */
export const bulkChanges = pgTable("bulk_change", {
  id: id(),
  at: instant("at").notNull().default(sql`app.clock()`),
  tableName: text("table_name").notNull(),
  rows: integer("rows").notNull(),
  digest: bytes("digest").notNull(),
}).enableRLS();

/** What one statement added or changed in many rows: which rows, which columns, and the digest of them all in the order of their ids. Written by the database alone. */
export const setChanges = pgTable("set_change", {
  id: id(),
  at: instant("at").notNull().default(sql`app.clock()`),
  tableName: text("table_name").notNull(),
  verb: text("verb").notNull(),
  changed: text("changed").notNull(),
  rowIds: uuid("row_ids").array().notNull(),
  digest: bytes("digest").notNull(),
}).enableRLS();
