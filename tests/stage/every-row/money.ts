// Invoices in each state of review, and batches with their payments: one released and sent, one still open.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { Delivered } from "./delivery";
import { move, put } from "./put";

export async function layMoney(db: Db, cast: Cast, delivered: Delivered): Promise<void> {
  const house = { agency_id: cast.agencyId, organization_id: cast.northside.organizationId };
  const invoiceIds: string[] = [];
  for (const [place, attendanceId] of delivered.attendanceIds.entries()) {
    const invoiceId = await put(db, "invoice", {
      ...house,
      number: `I-900${place}`,
      created_by: cast.bea.membershipId,
    });
    await put(db, "invoice_line", {
      ...house,
      client_id: cast.rosa.clientId,
      invoice_id: invoiceId,
      attendance_id: attendanceId,
      authorization_id: delivered.authorizationId,
      service_day: sql`(select s.service_day from attendance a join session s on s.id = a.session_id where a.id = ${attendanceId}::uuid)`,
      units: 1,
      rate_cents: 8000,
    });
    invoiceIds.push(invoiceId);
  }
  const [, submitted, approved] = invoiceIds;
  for (const invoiceId of [submitted, approved]) {
    await db.execute(
      sql`update invoice set state = 'submitted', submitted_by = ${cast.bea.membershipId}::uuid where id = ${invoiceId}::uuid`,
    );
    await move(db, "invoice", invoiceId ?? "", "in_review");
  }
  await db.execute(
    sql`update invoice_line set state = 'approved', approved_cents = amount_cents where invoice_id = ${approved}::uuid`,
  );
  await db.execute(
    sql`update invoice set state = 'approved', decided_by = ${cast.finn.membershipId}::uuid where id = ${approved}::uuid`,
  );
  await layReview(db, cast, house, approved ?? "");
  await layBatches(db, cast, approved ?? "");
}

/** One released and sent with the approved invoice, one open. */
async function layBatches(db: Db, cast: Cast, approved: string): Promise<void> {
  const house = { agency_id: cast.agencyId, organization_id: cast.northside.organizationId };
  const account = await layAccounts(db, cast);
  const batchId = await put(db, "payment_batch", {
    agency_id: cast.agencyId,
    number: "B-9001",
    created_by: cast.finn.membershipId,
  });
  const paymentId = await put(db, "payment", {
    ...house,
    ...account,
    batch_id: batchId,
    number: "P-9001",
    amount_cents: 8000,
  });
  await put(db, "payment_invoice", { ...house, payment_id: paymentId, invoice_id: approved, amount_cents: 8000 });
  await move(db, "invoice", approved, "batched");
  await db.execute(
    sql`update payment_batch set state = 'approved', approved_by = ${cast.freya.membershipId}::uuid, approved_digest = 'd' where id = ${batchId}::uuid`,
  );
  await move(db, "payment", paymentId, "sent");
  await put(db, "payment_file", {
    ...{ agency_id: cast.agencyId, batch_id: batchId, format: "csv", name: "payments.csv", sha256: "d", payments: 1 },
    ...{ total_cents: 8000, sealed: "sealed", made_by: cast.finn.membershipId },
  });
  const open = await put(db, "payment_batch", {
    agency_id: cast.agencyId,
    number: "B-9002",
    created_by: cast.finn.membershipId,
  });
  await put(db, "payment", { ...house, ...account, batch_id: open, number: "P-9002", amount_cents: 100 });
  await layFromTheBank(db, cast, paymentId);
  await db.execute(
    sql`update payment_batch set state = 'exported', file_sha256 = 'd', exported_by = ${cast.finn.membershipId}::uuid where id = ${batchId}::uuid`,
  );
  await db.execute(
    sql`update payment set state = 'settled', settled_on = app.clock()::date where id = ${paymentId}::uuid`,
  );
  await move(db, "invoice", approved, "paid");
  await layAdjustments(db, cast, approved, open);
}

/** Money to be taken back of a paid line: one that waits, one approved, of which an open payment takes some. */
async function layAdjustments(db: Db, cast: Cast, invoiceId: string, batchId: string): Promise<void> {
  const house = { agency_id: cast.agencyId, organization_id: cast.northside.organizationId };
  const asked = {
    ...{ ...house, invoice_id: invoiceId, kind: "recoup", amount_cents: 100, words: "Too much.", share_percent: 50 },
    invoice_line_id: sql`(select id from invoice_line where invoice_id = ${invoiceId}::uuid limit 1)`,
    asked_by: cast.finn.membershipId,
  };
  await put(db, "adjustment", asked);
  const approved = await put(db, "adjustment", asked);
  await db.execute(
    sql`update adjustment set state = 'approved', decided_by = ${cast.freya.membershipId}::uuid, decided_at = app.clock() where id = ${approved}::uuid`,
  );
  await put(db, "payment_adjustment", {
    ...{ ...house, adjustment_id: approved, amount_cents: 50 },
    payment_id: sql`(select id from payment where batch_id = ${batchId}::uuid)`,
  });
}

/** A file from the bank with what came of its line. */
async function layFromTheBank(db: Db, cast: Cast, paymentId: string): Promise<void> {
  const fileId = await put(db, "bank_file", {
    ...{ agency_id: cast.agencyId, kind: "table", name: "bank.csv", sha256: "e", reference: "e" },
    taken_by: cast.finn.membershipId,
  });
  await put(db, "bank_file_line", {
    ...{ agency_id: cast.agencyId, bank_file_id: fileId, line: 2, reference: "P-9001", amount_cents: 100 },
    ...{ outcome: "differs", payment_id: paymentId },
  });
  await put(db, "bank_file_line", {
    ...{ agency_id: cast.agencyId, bank_file_id: fileId, line: 3, reference: "P-9001", amount_cents: 0 },
    ...{ outcome: "noted", code: "C01", payment_id: paymentId },
  });
}

/** Northside's account in use, another that waits for its second person, and how Harbor's files are made. */
async function layAccounts(db: Db, cast: Cast): Promise<{ bank_account_id: string }> {
  const account = {
    organization_id: cast.northside.organizationId,
    kind: "us",
    holder: "Northside",
    routing: "123456780",
  };
  const inUse = await put(db, "bank_account", { ...account, ending: "1234", sealed: "sealed" });
  await move(db, "bank_account", inUse, "confirmed");
  await put(db, "bank_account", { ...account, ending: "9876", sealed: "sealed", asked_by: cast.bea.membershipId });
  await put(db, "payment_origin", {
    ...{ agency_id: cast.agencyId, format: "csv", name: "Harbor County", changed_by: cast.freya.membershipId },
  });
  return { bank_account_id: inUse };
}

/** A closed month of long ago with what an account held, the code of an account, and what was found when the books were proved. */
export async function layBooks(db: Db, cast: Cast): Promise<void> {
  const house = { agency_id: cast.agencyId };
  const monthId = await put(db, "book_month", {
    ...house,
    month: "2020-01-01",
    starts_at: "2020-01-01T05:00:00Z",
    ends_at: "2020-02-01T05:00:00Z",
    closed_by: cast.freya.membershipId,
  });
  const moved = { opening_cents: 0, debit_cents: 0, credit_cents: 0 };
  await put(db, "book_balance", { ...house, month_id: monthId, fund_id: cast.fundId, account: "paid", ...moved });
  await put(db, "book_code", { ...house, account: "paid", code: "5000", written_by: cast.freya.membershipId });
  await put(db, "book_check", { asked: 1, broken: sql`'{}'::text[]` });
}

/** What was said of a line, how the agency weighs what is billed, and what it lets pass. */
async function layReview(db: Db, cast: Cast, house: Record<string, string>, invoiceId: string): Promise<void> {
  await put(db, "line_message", {
    ...house,
    invoice_id: invoiceId,
    line_id: sql`(select l.id from invoice_line l where l.invoice_id = ${invoiceId}::uuid)`,
    author_id: cast.finn.membershipId,
    words: "Who signed?",
  });
  const signed = { agency_id: cast.agencyId, changed_by: cast.freya.membershipId };
  await put(db, "edit_rule", { ...signed, code: "over_plan", effect: "note" });
  await put(db, "review_rule", { ...signed, passes: false, sample_percent: 10 });
}
