// The register of requests: what comes to the door before there is a case. Everybody at the desk keeps it; nobody rewrites what was decided.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, seat } from "./agency";
import { cases, clients } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseOpenToMe,
  caseOpenToWrite,
  clientOpenToMe,
  clientOpenToWrite,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
} from "./policy";

/** It came from a sender's system, which is the one that asks. */
const enteredBySystem = (t: Record<"agencyId" | "createdBy", AnyPgColumn>) =>
  both(agencyIn(t.agencyId, "partner"), isMyMembership(t.createdBy));

const forSystems = (t: Record<"agencyId" | "createdBy" | "state" | "cameBy", AnyPgColumn>) => [
  mayRead(
    "a sender's system sees what it entered until somebody decides on it",
    both(enteredBySystem(t), sql`${t.state} = 'received'`),
  ),
  mayAdd(
    "a sender's system enters what it sends in its own name",
    both(enteredBySystem(t), sql`${t.cameBy} = 'referral_in'`),
  ),
];

export const caseRequests = pgTable(
  "case_request",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    number: text("number").notNull(),
    state: text("state").notNull().default("received"),
    cameBy: text("came_by").notNull(),
    cameAt: instant("came_at").notNull(),
    answerBy: date("answer_by", { mode: "string" }).notNull(),
    urgent: boolean("urgent").notNull().default(false),
    givenName: text("given_name").notNull().default(""),
    familyName: text("family_name").notNull().default(""),
    birthDay: date("birth_day", { mode: "string" }),
    telephone: text("telephone"),
    email: text("email"),
    language: text("language").notNull().default("en"),
    /** Who speaks for them: another agency, a neighbour, a school. */
    sender: text("sender").notNull().default(""),
    words: text("words").notNull(),
    assignedTo: uuid("assigned_to"),
    clientId: uuid("client_id"),
    caseId: uuid("case_id"),
    passedTo: text("passed_to").notNull().default(""),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check(
      "case_request_came_by",
      sql`${t.cameBy} in ('walk_in', 'telephone', 'referral_in', 'application', 'complaint')`,
    ),
    check("case_request_opened", sql`(${t.state} = 'opened') = (${t.caseId} is not null)`),
    check("case_request_reason", sql`(${t.state} = 'declined') = (${t.reasonCode} is not null)`),
    check("case_request_passed", sql`(${t.state} = 'passed_on') = (${t.passedTo} <> '')`),
    check(
      "case_request_decided",
      sql`(${t.state} = 'received') = (${t.decidedAt} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    unique("case_request_number").on(t.agencyId, t.number),
    seat(t.assignedTo, t.agencyId, "case_request_assigned_to"),
    seat(t.createdBy, t.agencyId, "case_request_created_by"),
    seat(t.decidedBy, t.agencyId, "case_request_decided_by"),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "case_request_client",
    }),
    foreignKey({
      columns: [t.caseId, t.agencyId],
      foreignColumns: [cases.id, cases.agencyId],
      name: "case_request_case",
    }),
    index("case_request_due").on(t.agencyId, t.answerBy, t.id).where(sql`${t.state} = 'received'`),
    index("case_request_newest").on(t.agencyId, t.cameAt.desc(), t.id.desc()),
    index("case_request_assigned_to_index").on(t.assignedTo),
    index("case_request_created_by_index").on(t.createdBy),
    index("case_request_decided_by_index").on(t.decidedBy),
    index("case_request_client_index").on(t.clientId),
    index("case_request_case_index").on(t.caseId),
    mayRead(
      "case staff read the register, but not what became a case, or is of a client, that is hidden from them",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        either(sql`${t.caseId} is null`, caseOpenToMe(t.caseId)),
        either(sql`${t.clientId} is null`, clientOpenToMe(t.clientId)),
      ),
    ),
    mayAdd(
      "case staff enter requests in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), isMyMembership(t.createdBy)),
    ),
    ...forSystems(t),
    mayChange(
      "case staff decide on requests",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        either(sql`${t.caseId} is null`, caseOpenToWrite(t.caseId)),
        either(sql`${t.clientId} is null`, clientOpenToWrite(t.clientId)),
      ),
    ),
  ],
);
