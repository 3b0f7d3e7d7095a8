// What a provider asks to be paid for, line by line.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
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
import { agencies, memberships } from "./agency";
import { toAuthorization } from "./authorization";
import { cents, createdAt, id, instant, units } from "./columns";
import { attendances } from "./delivery";
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
  mayRemove,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

const BILLERS = ["biller", "organization_administrator"] as const;

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
    /** When it was first sent back; what was right at the first time never was. Written by the database. */
    sentBackAt: instant("sent_back_at"),
    dueOn: date("due_on", { mode: "string" }),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words"),
    /** What a person is to look at of the total: the lines on which an edit found something. Written when it is sent. */
    riskCents: cents("risk_cents").notNull().default(sql`0`),
    /** Who looks at it now. */
    reviewedBy: uuid("reviewed_by").references(() => memberships.id),
    reviewedAt: instant("reviewed_at"),
    disputedAt: instant("disputed_at"),
    disputedBy: uuid("disputed_by").references(() => memberships.id),
    disputeWords: text("dispute_words"),
    /** Who ended the dispute; who decided first stands in `decidedBy`. */
    concludedAt: instant("concluded_at"),
    concludedBy: uuid("concluded_by").references(() => memberships.id),
  },
  (t) => [
    check(
      "invoice_disputed_whole",
      sql`num_nonnulls(${t.disputedAt}, ${t.disputedBy}, ${t.disputeWords}) in (0, 3) and (${t.disputedAt} is not null or ${t.state} not in ('disputed', 'upheld', 'adjusted'))`,
    ),
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
    index("invoice_reviewed_by").on(t.reviewedBy),
    index("invoice_disputed_by").on(t.disputedBy),
    index("invoice_concluded_by").on(t.concludedBy),
    index("invoice_risk").on(t.agencyId, t.state, t.riskCents.desc(), t.id),
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
    edits: jsonb("edits")
      .$type<{ code: string; blanks: Record<string, string | number>; effect?: string }[]>()
      .notNull()
      .default([]),
    /** Billed less allowed, once it is decided: billed is always what is allowed and what is adjusted. */
    adjustedCents: cents("adjusted_cents").generatedAlwaysAs(
      sql`case when state = 'pending' then 0 else (round(units * rate_cents))::bigint - approved_cents end`,
    ),
    /** What reached the provider of it; kept by trigger. */
    paidCents: cents("paid_cents").notNull().default(sql`0`),
    /** Passed because the agency's rule says so, and no person decided it. */
    byRule: boolean("by_rule").notNull().default(false),
    /** Who decided it as it stands; signed by the database. */
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    /** The provider disputes what was decided; who decided it so, and what they had allowed. */
    contested: boolean("contested").notNull().default(false),
    firstDecidedBy: uuid("first_decided_by").references(() => memberships.id),
    firstApprovedCents: cents("first_approved_cents"),
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
    check(
      "invoice_line_adds_up",
      sql`(${t.state} = 'pending' and ${t.approvedCents} = 0 or ${t.amountCents} = ${t.approvedCents} + ${t.adjustedCents}) and ${t.paidCents} in (0, ${t.approvedCents})`,
    ),
    check(
      "invoice_line_never_less",
      sql`not ${t.contested} or ${t.firstApprovedCents} is not null and (${t.state} = 'pending' or ${t.approvedCents} >= ${t.firstApprovedCents})`,
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
    toAuthorization(t, "invoice_line_authorization"),
    index("invoice_line_invoice_index").on(t.invoiceId),
    index("invoice_line_attendance_index").on(t.attendanceId),
    index("invoice_line_authorization_index").on(t.authorizationId),
    index("invoice_line_agency").on(t.agencyId),
    index("invoice_line_organization").on(t.organizationId),
    index("invoice_line_client").on(t.clientId),
    index("invoice_line_decided_by").on(t.decidedBy),
    index("invoice_line_first_decided_by").on(t.firstDecidedBy),
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
