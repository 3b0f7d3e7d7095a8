// The bank accounts money goes to and comes from. Their numbers are sealed by the application; nothing here can be paid to by who reads it.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import {
  agencyIn,
  both,
  either,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  organizationIn,
} from "./policy";

const BILLERS = ["biller", "organization_administrator"] as const;

const paidByMe = (column: unknown) => sql`${column} = any((select app.organizations_we_pay())::uuid[])`;

/**
 * Where an organization's money goes. An account is never changed: another takes its place, asked for by one person, confirmed by
 * a second, and used after a waiting time in which it can be stopped.
 */
export const bankAccounts = pgTable(
  "bank_account",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    state: text("state").notNull().default("proposed"),
    kind: text("kind").notNull(),
    holder: text("holder").notNull(),
    /** A person's own account: its entries go under another class in an ACH file. */
    personal: boolean("personal").notNull().default(false),
    routing: text("routing"),
    savings: boolean("savings").notNull().default(false),
    bic: text("bic"),
    ending: text("ending").notNull(),
    /** The number, sealed. No role of a request may read it; `app.accounts_to_pay` hands it to who makes the file. */
    sealed: text("sealed").notNull(),
    /** Who is told when another account is to take this one's place. */
    contactEmail: text("contact_email").notNull().default(""),
    /** Null: it was there before accounts were asked for by people. */
    askedBy: uuid("asked_by").references(() => memberships.id),
    createdAt: createdAt(),
    confirmedBy: uuid("confirmed_by").references(() => memberships.id),
    confirmedAt: instant("confirmed_at"),
    /** Money goes here from this instant on. Set by the guard. */
    usableFrom: instant("usable_from"),
    endedBy: uuid("ended_by").references(() => memberships.id),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("bank_account_kind", sql`${t.kind} in ('us', 'iban', 'other')`),
    check("bank_account_routing", sql`(${t.kind} = 'us') = (${t.routing} is not null and ${t.routing} ~ '^[0-9]{9}$')`),
    check("bank_account_ending", sql`length(${t.ending}) between 1 and 4`),
    check("bank_account_words", sql`length(${t.holder}) between 1 and 200 and length(${t.contactEmail}) <= 320`),
    unique("bank_account_of_organization").on(t.id, t.organizationId),
    uniqueIndex("bank_account_one_proposed").on(t.organizationId).where(sql`${t.state} = 'proposed'`),
    index("bank_account_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("bank_account_asked_by").on(t.askedBy),
    index("bank_account_confirmed_by").on(t.confirmedBy),
    index("bank_account_ended_by").on(t.endedBy),
    mayRead(
      "an organization's billers, and finance that may pay it, see where its money goes",
      either(organizationIn(t.organizationId, ...BILLERS), paidByMe(t.organizationId)),
    ),
    mayAdd(
      "a biller asks in their own name for money to go elsewhere",
      both(organizationIn(t.organizationId, ...BILLERS), isMyMembership(t.askedBy), sql`${t.state} = 'proposed'`),
    ),
    mayChange(
      "an organization's billers, and finance that may pay it, decide on an account",
      either(organizationIn(t.organizationId, ...BILLERS), paidByMe(t.organizationId)),
    ),
  ],
);

/** How an agency's payment files name it, and which kind of file its bank takes. */
export const paymentOrigins = pgTable(
  "payment_origin",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .unique()
      .references(() => agencies.id),
    format: text("format").notNull(),
    /** The agency as its bank knows it. */
    name: text("name").notNull(),
    /** NACHA: the number under which the bank knows the agency, often 1 and its tax number. */
    identification: text("identification"),
    bankName: text("bank_name"),
    routing: text("routing"),
    bic: text("bic"),
    /** pain.001: the account that is paid from. */
    ending: text("ending"),
    sealed: text("sealed"),
    /** Each entry of an ACH file bears a number of its own, by which the bank says what came back. */
    nextTrace: integer("next_trace").notNull().default(1),
    changedBy: uuid("changed_by").notNull(),
    changedAt: instant("changed_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("payment_origin_format", sql`${t.format} in ('csv', 'nacha', 'pain001')`),
    check(
      "payment_origin_nacha",
      sql`${t.format} <> 'nacha' or (${t.identification} is not null and ${t.bankName} is not null and ${t.routing} is not null)`,
    ),
    check("payment_origin_pain001", sql`${t.format} <> 'pain001' or ${t.sealed} is not null`),
    foreignKey({
      columns: [t.changedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "payment_origin_changed_by",
    }),
    index("payment_origin_changed_by_index").on(t.changedBy),
    mayRead("finance reads how its agency's files are made", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "a finance approver says how files are made",
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
    mayChange(
      "a finance approver changes how files are made",
      agencyIn(t.agencyId, "finance_approver"),
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
  ],
);
