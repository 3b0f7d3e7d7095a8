// The ledger: double entries in whole cents, written only through app.post_ledger, never changed.

import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, foreignKey, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies } from "./agency";
import { authorizations, funds } from "./authorization";
import { cents, createdAt, id } from "./columns";
import { invoices } from "./invoice";
import { payments } from "./payment";
import { agencyIn, CASE_STAFF, FINANCE_STAFF, mayRead } from "./policy";

/** A double entry; written only through app.post_ledger, never changed. */
export const ledgerTransactions = pgTable(
  "ledger_transaction",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    kind: text("kind").notNull(),
    effectKey: text("effect_key").notNull().unique(),
    authorizationId: uuid("authorization_id").references(() => authorizations.id),
    invoiceId: uuid("invoice_id").references(() => invoices.id),
    paymentId: uuid("payment_id").references(() => payments.id),
    reversesId: uuid("reverses_id").references((): AnyPgColumn => ledgerTransactions.id),
    postedBy: uuid("posted_by"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "ledger_transaction_kind",
      sql`${t.kind} in ('grant', 'carry', 'reserve', 'release', 'owe', 'pay', 'unpay', 'recoup')`,
    ),
    index("ledger_transaction_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("ledger_transaction_authorization").on(t.authorizationId),
    index("ledger_transaction_invoice").on(t.invoiceId),
    index("ledger_transaction_payment").on(t.paymentId),
    index("ledger_transaction_reverses").on(t.reversesId),
    mayRead(
      "case and finance staff read the ledger of their agency",
      agencyIn(t.agencyId, ...FINANCE_STAFF, ...CASE_STAFF),
    ),
  ],
);

export const ledgerEntries = pgTable(
  "ledger_entry",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    transactionId: uuid("transaction_id")
      .notNull()
      .references(() => ledgerTransactions.id),
    fundId: uuid("fund_id").notNull(),
    /** budget (what was granted, negative), available, reserved, payable, paid, recouped (paid too much and not taken back yet). */
    account: text("account").notNull(),
    amountCents: cents("amount_cents").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "ledger_entry_account",
      sql`${t.account} in ('budget', 'available', 'reserved', 'payable', 'paid', 'recouped')`,
    ),
    check("ledger_entry_amount", sql`${t.amountCents} <> 0`),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "ledger_entry_fund",
    }),
    index("ledger_entry_transaction").on(t.transactionId),
    index("ledger_entry_fund_index").on(t.fundId, t.account),
    index("ledger_entry_agency").on(t.agencyId, t.createdAt),
    pgPolicy("case and finance staff read the entries of their agency", {
      for: "select",
      to: "app_user",
      using: agencyIn(t.agencyId, ...FINANCE_STAFF, ...CASE_STAFF),
    }),
  ],
);
