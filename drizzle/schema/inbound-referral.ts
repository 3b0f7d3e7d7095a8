// What a sender's system sent: the request as it said it, the Task that follows it, and the entry in the register a person decides on.

import { sql } from "drizzle-orm";
import {
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
import { seat } from "./agency";
import { caseRequests } from "./case-request";
import { createdAt, id, instant } from "./columns";
import { agencyIn, both, CASE_STAFF, either, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";

export const inboundReferrals = pgTable(
  "inbound_referral",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    /** The seat of the system that sent it. */
    sentBy: uuid("sent_by").notNull(),
    taskId: uuid("task_id").notNull().unique().default(sql`app.new_id()`),
    /** The sender's own number, with its system before a bar. */
    identifier: text("identifier"),
    /** The ServiceRequest, reduced to what is understood. */
    asked: jsonb("asked").$type<Record<string, unknown>>().notNull(),
    taskAt: instant("task_at"),
    requestId: uuid("request_id"),
    cancelledAt: instant("cancelled_at"),
    retractedAt: instant("retracted_at"),
    reasonWords: text("reason_words").notNull().default(""),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
    changedAt: instant("changed_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("inbound_referral_task", sql`${t.requestId} is null or ${t.taskAt} is not null`),
    seat(t.sentBy, t.agencyId, "inbound_referral_sent_by"),
    foreignKey({
      columns: [t.requestId],
      foreignColumns: [caseRequests.id],
      name: "inbound_referral_request",
    }),
    uniqueIndex("inbound_referral_identifier").on(t.sentBy, t.identifier).where(sql`${t.identifier} is not null`),
    unique("inbound_referral_request_once").on(t.requestId),
    index("inbound_referral_changed").on(t.sentBy, t.changedAt, t.id),
    index("inbound_referral_agency").on(t.agencyId),
    mayRead(
      "a sender's system reads what it sent, case staff what came",
      either(
        both(agencyIn(t.agencyId, "partner"), isMyMembership(t.sentBy)),
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          sql`exists (select 1 from case_request came where came.id = ${t.requestId})`,
        ),
      ),
    ),
    mayAdd(
      "a sender's system sends in its own name",
      both(agencyIn(t.agencyId, "partner"), isMyMembership(t.sentBy), sql`${t.requestId} is null`),
    ),
    mayChange(
      "a sender's system follows what it sent",
      both(agencyIn(t.agencyId, "partner"), isMyMembership(t.sentBy)),
    ),
  ],
);
