// The files that go to an agency's bank. What they hold is sealed: it is full of account numbers.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, createdAt, id } from "./columns";
import { paymentBatches } from "./payment";
import { agencyIn, both, FINANCE_STAFF, isMyMembership, mayAdd, mayRead } from "./policy";

/** The one file of a batch, byte for byte: whoever downloads it again gets what was made. */
export const paymentFiles = pgTable(
  "payment_file",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    batchId: uuid("batch_id").notNull().unique(),
    format: text("format").notNull(),
    name: text("name").notNull(),
    sha256: text("sha256").notNull(),
    payments: integer("payments").notNull(),
    totalCents: cents("total_cents").notNull(),
    sealed: text("sealed").notNull(),
    madeBy: uuid("made_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("payment_file_format", sql`${t.format} in ('csv', 'nacha', 'pain001')`),
    check("payment_file_sums", sql`${t.payments} > 0 and ${t.totalCents} > 0`),
    unique("payment_file_of_agency").on(t.id, t.agencyId),
    foreignKey({
      columns: [t.batchId, t.agencyId],
      foreignColumns: [paymentBatches.id, paymentBatches.agencyId],
      name: "payment_file_batch",
    }),
    foreignKey({
      columns: [t.madeBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "payment_file_made_by",
    }),
    index("payment_file_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("payment_file_made_by_index").on(t.madeBy),
    mayRead("finance reads which files were made", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "finance makes a file in their own name",
      both(agencyIn(t.agencyId, ...FINANCE_STAFF), isMyMembership(t.madeBy)),
    ),
  ],
);
