// Money that was paid too much and is taken back from what comes next: a new entry beside the old ones, which stay as they were.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cents, createdAt, id, instant } from "./columns";
import { invoiceLines, invoices } from "./invoice";
import { payments } from "./payment";
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

const BILLERS = ["biller", "organization_administrator", "coordinator"] as const;

/** What is to be taken back of one paid line: a part (recoup), or all that is left (void). Asked for by one person, approved by a second. */
export const adjustments = pgTable(
  "adjustment",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    invoiceId: uuid("invoice_id").notNull(),
    invoiceLineId: uuid("invoice_line_id")
      .notNull()
      .references(() => invoiceLines.id),
    kind: text("kind").notNull(),
    amountCents: cents("amount_cents").notNull(),
    /** At most so much of each payment, in percent: a provider lives on the rest. */
    sharePercent: smallint("share_percent").notNull().default(50),
    words: text("words").notNull(),
    state: text("state").notNull().default("proposed"),
    askedBy: uuid("asked_by").notNull(),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check("adjustment_kind", sql`${t.kind} in ('recoup', 'void')`),
    check("adjustment_amount", sql`${t.amountCents} > 0`),
    check("adjustment_share", sql`${t.sharePercent} between 1 and 99`),
    check("adjustment_words", sql`length(${t.words}) between 1 and 2000`),
    check(
      "adjustment_decided",
      sql`(${t.state} in ('approved', 'refused')) = (${t.decidedBy} is not null and ${t.decidedAt} is not null)`,
    ),
    unique("adjustment_of_both").on(t.id, t.agencyId, t.organizationId),
    foreignKey({
      columns: [t.invoiceId, t.agencyId, t.organizationId],
      foreignColumns: [invoices.id, invoices.agencyId, invoices.organizationId],
      name: "adjustment_invoice",
    }),
    foreignKey({
      columns: [t.askedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "adjustment_asked_by",
    }),
    index("adjustment_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("adjustment_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("adjustment_invoice_index").on(t.invoiceId),
    index("adjustment_line").on(t.invoiceLineId),
    index("adjustment_asked_by_index").on(t.askedBy),
    index("adjustment_decided_by").on(t.decidedBy),
    mayRead(
      "finance reads its agency's adjustments, a provider those of its own money once approved",
      either(
        agencyIn(t.agencyId, ...FINANCE_STAFF),
        both(organizationIn(t.organizationId, ...BILLERS), sql`${t.state} = 'approved'`),
      ),
    ),
    mayAdd(
      "finance asks for money back in their own name",
      both(agencyIn(t.agencyId, ...FINANCE_STAFF), isMyMembership(t.askedBy), sql`${t.state} = 'proposed'`),
    ),
    mayChange("finance decides on adjustments", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);

/** What a payment takes back: so much of an adjustment, in as many payments as it needs. */
export const paymentAdjustments = pgTable(
  "payment_adjustment",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    paymentId: uuid("payment_id").notNull(),
    adjustmentId: uuid("adjustment_id").notNull(),
    amountCents: cents("amount_cents").notNull(),
    /** Not of a payment that was dropped with its batch. */
    live: boolean("live").notNull().default(true),
  },
  (t) => [
    check("payment_adjustment_amount", sql`${t.amountCents} > 0`),
    uniqueIndex("payment_adjustment_once").on(t.paymentId, t.adjustmentId).where(sql`${t.live}`),
    foreignKey({
      columns: [t.paymentId, t.agencyId, t.organizationId],
      foreignColumns: [payments.id, payments.agencyId, payments.organizationId],
      name: "payment_adjustment_payment",
    }),
    foreignKey({
      columns: [t.adjustmentId, t.agencyId, t.organizationId],
      foreignColumns: [adjustments.id, adjustments.agencyId, adjustments.organizationId],
      name: "payment_adjustment_adjustment",
    }),
    index("payment_adjustment_payment_index").on(t.paymentId),
    index("payment_adjustment_adjustment_index").on(t.adjustmentId),
    index("payment_adjustment_agency").on(t.agencyId),
    index("payment_adjustment_organization").on(t.organizationId),
    mayRead(
      "finance reads what a payment takes back, a provider of its own",
      either(agencyIn(t.agencyId, ...FINANCE_STAFF), organizationIn(t.organizationId, ...BILLERS)),
    ),
    mayAdd("finance takes money back in a payment", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayChange("finance sets what a payment takes back aside", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);
