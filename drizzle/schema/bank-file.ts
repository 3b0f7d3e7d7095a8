// The files that go to an agency's bank, sealed because they are full of account numbers, and what was read in those that came from it.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, createdAt, id } from "./columns";
import { paymentBatches, payments } from "./payment";
import { agencyIn, both, either, FINANCE_STAFF, isMyMembership, mayAdd, mayRead, organizationIn } from "./policy";

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

/** A file from the bank that was taken in: the same bytes, or the same reference in other bytes, never a second time. */
export const bankFiles = pgTable(
  "bank_file",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    sha256: text("sha256").notNull(),
    /** How the bank tells it from its other files. */
    reference: text("reference").notNull(),
    takenBy: uuid("taken_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("bank_file_kind", sql`${t.kind} in ('ach', 'remittance', 'table')`),
    unique("bank_file_of_agency").on(t.id, t.agencyId),
    unique("bank_file_once").on(t.agencyId, t.sha256),
    unique("bank_file_reference_once").on(t.agencyId, t.kind, t.reference),
    foreignKey({
      columns: [t.takenBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "bank_file_taken_by",
    }),
    index("bank_file_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("bank_file_taken_by_index").on(t.takenBy),
    mayRead("finance reads what came from its bank", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "finance takes a file in in their own name",
      both(agencyIn(t.agencyId, ...FINANCE_STAFF), isMyMembership(t.takenBy)),
    ),
  ],
);

/** One line of such a file and what came of it. */
export const bankFileLines = pgTable(
  "bank_file_line",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    bankFileId: uuid("bank_file_id").notNull(),
    line: integer("line").notNull(),
    reference: text("reference").notNull(),
    amountCents: cents("amount_cents").notNull(),
    /** Why it came back, or what to correct, as the bank codes it. */
    code: text("code"),
    outcome: text("outcome").notNull(),
    paymentId: uuid("payment_id"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "bank_file_line_outcome",
      sql`${t.outcome} in ('settled', 'returned', 'noted', 'repeated', 'differs', 'unknown')`,
    ),
    check("bank_file_line_known", sql`${t.outcome} = 'unknown' or ${t.paymentId} is not null`),
    foreignKey({
      columns: [t.bankFileId, t.agencyId],
      foreignColumns: [bankFiles.id, bankFiles.agencyId],
      name: "bank_file_line_file",
    }),
    foreignKey({
      columns: [t.paymentId, t.agencyId],
      foreignColumns: [payments.id, payments.agencyId],
      name: "bank_file_line_payment",
    }),
    index("bank_file_line_file_index").on(t.bankFileId, t.line),
    index("bank_file_line_payment_index").on(t.paymentId),
    index("bank_file_line_agency").on(t.agencyId),
    mayRead(
      "finance reads what came of each line, a provider what the bank asks to be corrected of its account",
      either(
        agencyIn(t.agencyId, ...FINANCE_STAFF),
        both(
          sql`${t.outcome} = 'noted' and ${t.code} ~ '^C[0-9]{2}$'`,
          sql`exists (select 1 from payment ours where ours.id = ${t.paymentId} and ${organizationIn(sql`ours.organization_id`, "biller", "organization_administrator")})`,
        ),
      ),
    ),
    mayAdd("finance writes what came of each line", agencyIn(t.agencyId, ...FINANCE_STAFF)),
  ],
);
