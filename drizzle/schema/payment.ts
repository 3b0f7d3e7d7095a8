// Payment batches, payments and the invoices they pay.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
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
import { bankAccounts } from "./bank-account";
import { cents, createdAt, id, instant } from "./columns";
import { invoices } from "./invoice";
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
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

export const paymentBatches = pgTable(
  "payment_batch",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    number: text("number").notNull(),
    state: text("state").notNull().default("open"),
    version: integer("version").notNull().default(1),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    approvedBy: uuid("approved_by").references(() => memberships.id),
    approvedAt: instant("approved_at"),
    /** What the approver saw: version and digest of the payments. */
    approvedDigest: text("approved_digest"),
    exportedAt: instant("exported_at"),
    exportedBy: uuid("exported_by").references(() => memberships.id),
    fileSha256: text("file_sha256"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    unique("payment_batch_number").on(t.agencyId, t.number),
    unique("payment_batch_of_agency").on(t.id, t.agencyId),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "payment_batch_created_by",
    }),
    check(
      "payment_batch_approved_whole",
      sql`${t.state} in ('open', 'discarded') or (${t.approvedBy} is not null and ${t.approvedBy} <> ${t.createdBy} and ${t.approvedDigest} is not null)`,
    ),
    index("payment_batch_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("payment_batch_created_by_index").on(t.createdBy),
    index("payment_batch_approved_by").on(t.approvedBy),
    index("payment_batch_exported_by").on(t.exportedBy),
    mayRead("finance reads its agency's batches", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "finance opens a batch in their own name",
      both(agencyIn(t.agencyId, ...FINANCE_STAFF), isMyMembership(t.createdBy), sql`${t.state} = 'open'`),
    ),
    mayChange("finance moves its batches", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);

/** One amount to one organization in a run. */
export const payments = pgTable(
  "payment",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    batchId: uuid("batch_id").notNull(),
    number: text("number").notNull(),
    amountCents: cents("amount_cents").notNull(),
    /** Where the money goes, as it stood when the batch was made: accounts are never changed, so what is released is what is paid. */
    bankAccountId: uuid("bank_account_id").notNull(),
    /** Whose account it is and how it ends, copied by the guard for those who may see the payment and not the account. */
    payeeHolder: text("payee_holder").notNull().default(""),
    payeeEnding: text("payee_ending").notNull().default(""),
    state: text("state").notNull().default("queued"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    settledAt: instant("settled_at"),
    settledOn: date("settled_on", { mode: "string" }),
    reference: text("reference"),
    returnCode: text("return_code"),
    returnedAt: instant("returned_at"),
    /** Counts its ways to the bank: what came back goes out again in another batch. */
    attempt: integer("attempt").notNull().default(1),
    /** The number of its entry in an ACH file: what comes back names it. */
    trace: text("trace"),
  },
  (t) => [
    check("payment_amount", sql`${t.amountCents} > 0`),
    unique("payment_number").on(t.agencyId, t.number),
    unique("payment_of_both").on(t.id, t.agencyId, t.organizationId),
    unique("payment_of_agency").on(t.id, t.agencyId),
    uniqueIndex("payment_one_per_organization").on(t.batchId, t.organizationId).where(sql`${t.attempt} = 1`),
    foreignKey({
      columns: [t.batchId, t.agencyId],
      foreignColumns: [paymentBatches.id, paymentBatches.agencyId],
      name: "payment_batch_of_payment",
    }),
    foreignKey({
      columns: [t.bankAccountId, t.organizationId],
      foreignColumns: [bankAccounts.id, bankAccounts.organizationId],
      name: "payment_bank_account",
    }),
    uniqueIndex("payment_trace").on(t.agencyId, t.trace),
    index("payment_bank_account_index").on(t.bankAccountId),
    index("payment_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("payment_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    mayRead(
      "finance reads its agency's payments, a provider its own once approved",
      either(
        agencyIn(t.agencyId, ...FINANCE_STAFF),
        both(
          organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
          sql`${t.state} in ('sent', 'settled', 'returned')`,
        ),
      ),
    ),
    mayAdd("finance queues payments", both(agencyIn(t.agencyId, ...FINANCE_STAFF), sql`${t.state} = 'queued'`)),
    mayChange("finance moves payments", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);

/** The invoices a payment pays; an invoice is in one live payment at most. */
export const paymentInvoices = pgTable(
  "payment_invoice",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    paymentId: uuid("payment_id").notNull(),
    invoiceId: uuid("invoice_id").notNull(),
    amountCents: cents("amount_cents").notNull(),
    live: boolean("live").notNull().default(true),
  },
  (t) => [
    check("payment_invoice_amount", sql`${t.amountCents} > 0`),
    uniqueIndex("payment_invoice_once").on(t.invoiceId).where(sql`${t.live}`),
    foreignKey({
      columns: [t.paymentId, t.agencyId, t.organizationId],
      foreignColumns: [payments.id, payments.agencyId, payments.organizationId],
      name: "payment_invoice_payment",
    }),
    foreignKey({
      columns: [t.invoiceId, t.agencyId, t.organizationId],
      foreignColumns: [invoices.id, invoices.agencyId, invoices.organizationId],
      name: "payment_invoice_invoice",
    }),
    index("payment_invoice_payment_index").on(t.paymentId),
    index("payment_invoice_invoice_index").on(t.invoiceId),
    index("payment_invoice_agency").on(t.agencyId),
    index("payment_invoice_organization").on(t.organizationId),
    mayRead(
      "finance reads what a payment pays, a provider its own",
      either(agencyIn(t.agencyId, ...FINANCE_STAFF), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd("finance puts invoices into payments", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayChange("finance sets invoices of a payment aside", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);
