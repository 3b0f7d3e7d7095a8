// Invoices, payments and the ledger: what is asked for, what is decided, what is paid. Money is whole cents.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, createdAt, id, instant, units } from "./columns";
import { attendances, authorizations, funds } from "./delivery";
import { organizations } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

const BILLERS = ["biller", "organization_administrator"] as const;

/** Where an organization's money goes. Seen by its billers and by finance of agencies that deal with it; masked on screens. */
export const payees = pgTable(
  "payee",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .unique()
      .references(() => organizations.id),
    holder: text("holder").notNull(),
    reference: text("reference").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    mayRead(
      "an organization's billers, and finance that may pay it, see where its money goes",
      either(
        organizationIn(t.organizationId, ...BILLERS),
        sql`${t.organizationId} = any((select app.organizations_we_pay())::uuid[])`,
      ),
    ),
    mayAdd(
      "an organization administrator says where money goes",
      organizationIn(t.organizationId, "organization_administrator"),
    ),
    mayChange(
      "an organization administrator changes where money goes",
      organizationIn(t.organizationId, "organization_administrator"),
    ),
  ],
);

export const invoices = pgTable(
  "invoice",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    number: text("number").notNull(),
    state: text("state").notNull().default("draft"),
    /** Sum of the live lines, kept by trigger. */
    totalCents: cents("total_cents").notNull().default(sql`0`),
    /** Sum of what finance allowed, kept by trigger. */
    approvedCents: cents("approved_cents").notNull().default(sql`0`),
    version: integer("version").notNull().default(1),
    note: text("note").notNull().default(""),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    submittedAt: instant("submitted_at"),
    submittedBy: uuid("submitted_by").references(() => memberships.id),
    dueOn: date("due_on", { mode: "string" }),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words"),
  },
  (t) => [
    check(
      "invoice_amounts",
      sql`${t.totalCents} >= 0 and ${t.approvedCents} >= 0 and ${t.approvedCents} <= ${t.totalCents}`,
    ),
    check("invoice_no_says_why", sql`${t.state} not in ('returned', 'denied') or ${t.reasonCode} is not null`),
    unique("invoice_number").on(t.organizationId, t.number),
    unique("invoice_of_both").on(t.id, t.agencyId, t.organizationId),
    index("invoice_agency").on(t.agencyId, t.state, t.submittedAt, t.id),
    index("invoice_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("invoice_created_by").on(t.createdBy),
    index("invoice_submitted_by").on(t.submittedBy),
    index("invoice_decided_by").on(t.decidedBy),
    mayRead(
      "finance reads its agency's invoices once sent, a provider its own",
      either(
        both(agencyIn(t.agencyId, ...FINANCE_STAFF), sql`${t.state} not in ('draft', 'discarded')`),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a biller drafts an invoice in their own name",
      both(organizationIn(t.organizationId, ...BILLERS), isMyMembership(t.createdBy), sql`${t.state} = 'draft'`),
    ),
    mayChange(
      "a biller edits and sends drafts, finance decides those sent",
      either(
        both(
          organizationIn(t.organizationId, ...BILLERS),
          sql`${t.state} in ('draft', 'returned', 'submitted', 'denied', 'partially_approved')`,
        ),
        both(agencyIn(t.agencyId, ...FINANCE_STAFF), sql`${t.state} not in ('draft', 'discarded')`),
      ),
      either(
        both(
          organizationIn(t.organizationId, ...BILLERS),
          sql`${t.state} in ('draft', 'returned', 'submitted', 'discarded', 'disputed')`,
        ),
        both(agencyIn(t.agencyId, ...FINANCE_STAFF), sql`${t.state} not in ('draft', 'discarded')`),
      ),
    ),
  ],
);

/** One line for one delivery. Units and rate are those delivered and authorized; the amount follows. */
export const invoiceLines = pgTable(
  "invoice_line",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    invoiceId: uuid("invoice_id").notNull(),
    attendanceId: uuid("attendance_id").notNull(),
    authorizationId: uuid("authorization_id").notNull(),
    serviceDay: date("service_day", { mode: "string" }).notNull(),
    units: units("units").notNull(),
    rateCents: cents("rate_cents").notNull(),
    amountCents: cents("amount_cents").generatedAlwaysAs(sql`(round(units * rate_cents))::bigint`),
    state: text("state").notNull().default("pending"),
    approvedCents: cents("approved_cents").notNull().default(sql`0`),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words"),
    /** Automatic checks: code and blanks for the plain words. */
    edits: jsonb("edits").$type<{ code: string; blanks: Record<string, string | number> }[]>().notNull().default([]),
    /** A line of a discarded invoice, or a denied one, frees its delivery. */
    live: boolean("live").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    check("invoice_line_units", sql`${t.units} > 0 and ${t.rateCents} > 0`),
    check(
      "invoice_line_approved",
      sql`${t.approvedCents} >= 0 and ${t.approvedCents} <= round(${t.units} * ${t.rateCents})`,
    ),
    check("invoice_line_no_says_why", sql`${t.state} in ('pending', 'approved') or ${t.reasonCode} is not null`),
    uniqueIndex("invoice_line_delivery_once").on(t.attendanceId).where(sql`${t.live}`),
    foreignKey({
      columns: [t.invoiceId, t.agencyId, t.organizationId],
      foreignColumns: [invoices.id, invoices.agencyId, invoices.organizationId],
      name: "invoice_line_invoice",
    }),
    foreignKey({
      columns: [t.attendanceId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [attendances.id, attendances.agencyId, attendances.organizationId, attendances.clientId],
      name: "invoice_line_attendance",
    }),
    foreignKey({
      columns: [t.authorizationId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        authorizations.id,
        authorizations.agencyId,
        authorizations.organizationId,
        authorizations.clientId,
      ],
      name: "invoice_line_authorization",
    }),
    index("invoice_line_invoice_index").on(t.invoiceId),
    index("invoice_line_attendance_index").on(t.attendanceId),
    index("invoice_line_authorization_index").on(t.authorizationId),
    index("invoice_line_agency").on(t.agencyId),
    index("invoice_line_organization").on(t.organizationId),
    index("invoice_line_client").on(t.clientId),
    mayRead(
      "finance reads lines of invoices it may see, a provider its own",
      either(
        both(
          agencyIn(t.agencyId, ...FINANCE_STAFF),
          sql`exists (select 1 from invoice seen where seen.id = ${t.invoiceId})`,
        ),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a biller adds lines to drafts",
      both(organizationIn(t.organizationId, ...BILLERS), sql`${t.state} = 'pending'`),
    ),
    mayChange(
      "finance decides lines, a biller sets them aside",
      either(agencyIn(t.agencyId, ...FINANCE_STAFF), organizationIn(t.organizationId, ...BILLERS)),
    ),
    mayRemove(
      "a biller takes lines out of drafts",
      both(organizationIn(t.organizationId, ...BILLERS), sql`${t.state} = 'pending'`),
    ),
  ],
);

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
    /** Where the money goes, as the payee stood when the batch was made: what is released is what is paid. */
    payeeHolder: text("payee_holder").notNull().default(""),
    payeeReference: text("payee_reference").notNull().default(""),
    state: text("state").notNull().default("queued"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    settledAt: instant("settled_at"),
    settledOn: date("settled_on", { mode: "string" }),
    reference: text("reference"),
    returnCode: text("return_code"),
  },
  (t) => [
    check("payment_amount", sql`${t.amountCents} > 0`),
    unique("payment_number").on(t.agencyId, t.number),
    unique("payment_of_both").on(t.id, t.agencyId, t.organizationId),
    unique("payment_one_per_organization").on(t.batchId, t.organizationId),
    foreignKey({
      columns: [t.batchId, t.agencyId],
      foreignColumns: [paymentBatches.id, paymentBatches.agencyId],
      name: "payment_batch_of_payment",
    }),
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
    check("ledger_transaction_kind", sql`${t.kind} in ('grant', 'reserve', 'release', 'owe', 'pay', 'unpay')`),
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
    /** budget (what was granted, negative), available, reserved, payable, paid. */
    account: text("account").notNull(),
    amountCents: cents("amount_cents").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("ledger_entry_account", sql`${t.account} in ('budget', 'available', 'reserved', 'payable', 'paid')`),
    check("ledger_entry_amount", sql`${t.amountCents} <> 0`),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "ledger_entry_fund",
    }),
    index("ledger_entry_transaction").on(t.transactionId),
    index("ledger_entry_fund_index").on(t.fundId, t.account),
    index("ledger_entry_agency").on(t.agencyId),
    pgPolicy("case and finance staff read the entries of their agency", {
      for: "select",
      to: "app_user",
      using: agencyIn(t.agencyId, ...FINANCE_STAFF, ...CASE_STAFF),
    }),
  ],
);
