// The books beside the ledger: balances kept with each posting, months that are closed, codes for accounting, and when all was last proved.

import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { funds } from "./authorization";
import { cents, createdAt, id, instant } from "./columns";
import {
  agencyIn,
  appJob,
  both,
  CASE_STAFF,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
} from "./policy";

/** What an account of a fund holds now: the sum of its entries, kept by trigger under the fund's lock, never written by a person. */
export const fundBalances = pgTable(
  "fund_balance",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    fundId: uuid("fund_id").notNull(),
    account: text("account").notNull(),
    balanceCents: cents("balance_cents").notNull().default(sql`0`),
  },
  (t) => [
    // A budget is what was granted, below zero; nothing else may be.
    check("fund_never_overdrawn", sql`${t.account} = 'budget' or ${t.balanceCents} >= 0`),
    unique("fund_balance_once").on(t.fundId, t.account),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "fund_balance_fund",
    }),
    index("fund_balance_agency").on(t.agencyId),
    mayRead(
      "case and finance staff read the balances of their agency",
      agencyIn(t.agencyId, ...FINANCE_STAFF, ...CASE_STAFF),
    ),
  ],
);

/** A month of an agency's books that nothing can be booked into any more; written only through app.close_month, never changed. */
export const bookMonths = pgTable(
  "book_month",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** Its first day. */
    month: date("month", { mode: "string" }).notNull(),
    /** From where the month before ended, by the agency's clock when it was closed. */
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    closedBy: uuid("closed_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("book_month_span", sql`${t.endsAt} > ${t.startsAt} and extract(day from ${t.month}) = 1`),
    check("book_month_over", sql`${t.createdAt} >= ${t.endsAt}`),
    unique("book_month_once").on(t.agencyId, t.month),
    unique("book_month_of_agency").on(t.id, t.agencyId),
    foreignKey({
      columns: [t.closedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "book_month_closed_by",
    }),
    index("book_month_closed_by_index").on(t.closedBy),
    index("book_month_ends").on(t.agencyId, t.endsAt.desc()),
    mayRead("finance reads which months are closed", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);

/** What an account of a fund held when a month was closed, and what moved in it. */
export const bookBalances = pgTable(
  "book_balance",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    monthId: uuid("month_id").notNull(),
    fundId: uuid("fund_id").notNull(),
    account: text("account").notNull(),
    openingCents: cents("opening_cents").notNull(),
    debitCents: cents("debit_cents").notNull(),
    creditCents: cents("credit_cents").notNull(),
    closingCents: cents("closing_cents").generatedAlwaysAs(sql`opening_cents + debit_cents - credit_cents`),
  },
  (t) => [
    check("book_balance_sides", sql`${t.debitCents} >= 0 and ${t.creditCents} >= 0`),
    unique("book_balance_once").on(t.monthId, t.fundId, t.account),
    foreignKey({
      columns: [t.monthId, t.agencyId],
      foreignColumns: [bookMonths.id, bookMonths.agencyId],
      name: "book_balance_month",
    }),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "book_balance_fund",
    }),
    index("book_balance_fund_index").on(t.fundId),
    index("book_balance_agency").on(t.agencyId),
    mayRead("finance reads the balances of closed months", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);

/** What an account is called in the agency's own accounting; empty where it has no name there any more. */
export const bookCodes = pgTable(
  "book_code",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    account: text("account").notNull(),
    code: text("code").notNull(),
    writtenBy: uuid("written_by").notNull(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("book_code_words", sql`length(${t.code}) <= 40`),
    unique("book_code_once").on(t.agencyId, t.account),
    foreignKey({
      columns: [t.writtenBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "book_code_written_by",
    }),
    index("book_code_written_by_index").on(t.writtenBy),
    mayRead("finance reads the codes of its accounts", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "a finance approver gives an account its code",
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.writtenBy)),
    ),
    mayChange(
      "a finance approver changes the code of an account",
      agencyIn(t.agencyId, "finance_approver"),
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.writtenBy)),
    ),
  ],
);

/** One run of all invariants over the whole house: how many were asked, and the names of those that did not hold. */
export const bookChecks = pgTable(
  "book_check",
  {
    id: id(),
    checkedAt: instant("checked_at").notNull().default(sql`app.clock()`),
    asked: integer("asked").notNull(),
    broken: text("broken").array().notNull(),
  },
  (t) => [
    check("book_check_asked", sql`${t.asked} > 0 and cardinality(${t.broken}) <= ${t.asked}`),
    index("book_check_checked_at").on(t.checkedAt.desc()),
    mayRead(
      "finance and administrators read whether the books were whole",
      sql`cardinality((select app.agencies_where('finance_reviewer', 'finance_approver', 'administrator'))::uuid[]) > 0`,
    ),
    pgPolicy("a job reads what was found before", { for: "select", to: appJob, using: sql`true` }),
    pgPolicy("a job writes down what it found", { for: "insert", to: appJob, withCheck: sql`true` }),
  ],
);
