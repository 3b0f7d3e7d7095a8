// What a provider and finance say to each other about one line of an invoice. Only added to; never about anything but the line.
import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id } from "./columns";
import { invoiceLines, invoices } from "./invoice";
import {
  agencyIn,
  both,
  either,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

export const lineMessages = pgTable(
  "line_message",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    invoiceId: uuid("invoice_id").notNull(),
    lineId: uuid("line_id")
      .notNull()
      .references(() => invoiceLines.id),
    authorId: uuid("author_id")
      .notNull()
      .references(() => memberships.id),
    /** Which side speaks, and their name on that day: written by the database. */
    side: text("side").notNull().default("agency"),
    authorName: text("author_name").notNull().default(""),
    words: text("words").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("line_message_side", sql`${t.side} in ('agency', 'provider')`),
    check("line_message_words", sql`length(${t.words}) between 1 and 2000`),
    foreignKey({
      columns: [t.invoiceId, t.agencyId, t.organizationId],
      foreignColumns: [invoices.id, invoices.agencyId, invoices.organizationId],
      name: "line_message_invoice",
    }),
    index("line_message_line").on(t.lineId, t.createdAt),
    index("line_message_invoice_index").on(t.invoiceId),
    index("line_message_agency").on(t.agencyId),
    index("line_message_organization").on(t.organizationId),
    index("line_message_author").on(t.authorId),
    mayRead(
      "finance reads what was said of lines it may see, a provider what was said of its own",
      either(
        both(
          agencyIn(t.agencyId, ...FINANCE_STAFF),
          sql`exists (select 1 from invoice seen where seen.id = ${t.invoiceId})`,
        ),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "finance and billers write in their own name",
      both(
        isMyMembership(t.authorId),
        either(
          both(
            agencyIn(t.agencyId, ...FINANCE_STAFF),
            sql`exists (select 1 from invoice seen where seen.id = ${t.invoiceId})`,
          ),
          organizationIn(t.organizationId, "biller", "organization_administrator"),
        ),
      ),
    ),
  ],
);
