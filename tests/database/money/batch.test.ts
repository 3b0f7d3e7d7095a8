// How money leaves: batches, release by a second person, the file, what is paid, and the statement to the provider.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { approveInvoice } from "#app/models/invoice/review.server";
import { readLines } from "#app/models/invoice/row.server";
import { askForAccount, moveAccount } from "#app/models/payment/bank-account.server";
import { exportBatch, readBatchFile } from "#app/models/payment/make-file.server";
import { discardBatch, openBatch } from "#app/models/payment/open-batch.server";
import {
  readBatch,
  readBatches,
  readExpected,
  readPayable,
  readPayments,
  readRemittance,
} from "#app/models/payment/read.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type InvoiceLineId, type PaymentBatchId, type PaymentId } from "#app/models/values/ids";
import { bankAccounts, invoices, ledgerTransactions, notifications, paymentInvoices, payments } from "#drizzle/schema";
import {
  approved,
  balanceOf,
  beaSends,
  booksAreWhole,
  delivered,
  inReview,
  layAccount,
  RATE,
  seenBatch,
  seenOf,
} from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const PAID = { settledOn: asCalendarDay("2026-01-02"), reference: "TRN-1" };

const ANOTHER = {
  ...{ kind: "us" as const, holder: "Northside", personal: false, routing: "123456780", savings: false, bic: null },
  ...{ account: "33334444", contactEmail: "new@example.org" },
};

async function finnOpens(stage: Stage, count = 1, payee?: string): Promise<PaymentBatchId> {
  const { as, cast } = stage;
  const id = await approved(stage, await delivered(stage, count, payee));
  return as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
}

async function release(stage: Stage, person: Actor, id: PaymentBatchId): Promise<void> {
  const seen = await seenBatch(stage, person, id);
  await stage.as(person, (db) => releaseBatch(db, person, id, seen));
}

test("Finn opens a batch, Freya releases it, the file is made and the money is marked as paid: each step once", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await finnOpens(stage, 2);
    expect(await as(cast.finn, (db) => readBatch(db, id))).toMatchObject({
      number: "B-0001",
      totalCents: 2n * RATE,
      payments: [{ number: "P-0001", account: "•••• 5678", invoices: [{ number: "I-0001" }] }],
    });
    expect((await as(cast.finn, (db) => readBatches(db, cast.agencyId, null))).rows).toMatchObject([
      { number: "B-0001", payments: 1, totalCents: 2n * RATE, createdBy: cast.finn.name },
    ]);
    await expect(as(cast.finn, (db) => exportBatch(db, cast.finn, id))).rejects.toMatchObject({ status: 409 });
    await release(stage, cast.freya, id);
    await as(cast.finn, (db) => exportBatch(db, cast.finn, id));
    const file = await as(cast.finn, (db) => readBatchFile(db, id));
    expect(file.text).toBe(
      "batch,payment,payee,routing,account,amount,currency,invoices\r\n" +
        "B-0001,P-0001,Northside Care,123456780,12345678,160.00,USD,I-0001\r\nB-0001,total,1,,,160.00,USD,\r\n",
    );
    await as(cast.finn, (db) => settleBatch(db, cast.finn, id, PAID));
    expect(await as(cast.freya, (db) => readBatchFile(db, id))).toEqual(file);
    await expect(as(cast.finn, (db) => settleBatch(db, cast.finn, id, PAID))).rejects.toMatchObject({ status: 409 });
    await expect(as(cast.finn, (db) => exportBatch(db, cast.finn, id))).rejects.toMatchObject({ status: 409 });
    expect([await balanceOf(stage, "payable"), await balanceOf(stage, "paid")]).toEqual([0n, 2n * RATE]);
    const told = await asRole("app_definer", (db) =>
      db.select().from(notifications).where(eq(notifications.membershipId, cast.bea.membershipId)),
    );
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["invoice.approved", "payment.settled"]));
    await booksAreWhole(stage);
  }));

test("marked as paid by two at the same moment, the money is booked once", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await finnOpens(stage);
    await release(stage, cast.freya, id);
    await as(cast.finn, (db) => exportBatch(db, cast.finn, id));
    const answers = await Promise.allSettled([
      as(cast.finn, (db) => settleBatch(db, cast.finn, id, PAID)),
      as(cast.freya, (db) => settleBatch(db, cast.freya, id, PAID)),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const posted = await asRole("app_definer", (db) =>
      db.select().from(ledgerTransactions).where(eq(ledgerTransactions.kind, "pay")),
    );
    expect(posted).toHaveLength(1);
    await booksAreWhole(stage);
  }));

test("who made a batch, who approved an invoice in it, and who is no approver cannot release it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { freya, finn } = cast;
    const deliveries = await delivered(stage, 2);
    const own = await approvedBy(stage, freya, deliveries);
    const batch = await as(finn, (db) => openBatch(db, finn, [own]));
    const seen = await seenBatch(stage, freya, batch);
    await expect(as(finn, (db) => releaseBatch(db, finn, batch, seen))).rejects.toMatchObject({
      code: "payment.approver-only",
      status: 403,
    });
    await expect(as(freya, (db) => releaseBatch(db, freya, batch, seen))).rejects.toMatchObject({
      code: "payment.own-approval",
      status: 403,
    });
    await expect(tryRelease(stage, freya, batch)).rejects.toMatchObject({
      cause: { constraint_name: "batch_four_eyes" },
    });
    await as(finn, (db) => discardBatch(db, finn, batch));
    const hers = await as(freya, (db) => openBatch(db, freya, [own]));
    const now = await seenBatch(stage, freya, hers);
    await expect(as(freya, (db) => releaseBatch(db, freya, hers, now))).rejects.toMatchObject({
      code: "payment.own-batch",
      status: 403,
    });
    await expect(tryRelease(stage, freya, hers)).rejects.toMatchObject({
      cause: { code: "23514" },
    });
    await expect(as(cast.olga, (db) => releaseBatch(db, cast.olga, hers, now))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.ines, (db) => releaseBatch(db, cast.ines, hers, now))).rejects.toMatchObject({ status: 404 });
    await booksAreWhole(stage);
  }));

async function approvedBy(stage: Stage, person: Actor, deliveries: Awaited<ReturnType<typeof delivered>>) {
  const id = await inReview(stage, deliveries);
  await stage.as(stage.cast.finn, (db) => approveRest(db, stage.cast.finn, id));
  const seen = await seenOf(stage, person, id);
  await stage.as(person, (db) => approveInvoice(db, person, id, seen));
  return id;
}

/** Past the deed, straight at the table. */
const tryRelease = ({ as }: Stage, person: Actor, id: PaymentBatchId) =>
  as(person, (db) =>
    db.execute(
      sql`update payment_batch set state = 'approved', approved_by = ${person.membershipId}::uuid, approved_digest = 'x' where id = ${id}::uuid`,
    ),
  );

test("a batch given up frees its invoices for another; one that was released is not given up", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await finnOpens(stage);
    const seen = await seenBatch(stage, cast.freya, id);
    await as(cast.finn, (db) => discardBatch(db, cast.finn, id));
    await expect(as(cast.freya, (db) => releaseBatch(db, cast.freya, id, seen))).rejects.toMatchObject({ status: 409 });
    const [free] = await as(cast.finn, (db) => readPayable(db, cast.agencyId));
    const again = await as(cast.finn, (db) => openBatch(db, cast.finn, [asId(free?.id ?? "")]));
    await expect(as(cast.freya, (db) => releaseBatch(db, cast.freya, again, seen))).rejects.toMatchObject({
      code: "payment.changed-meanwhile",
    });
    await release(stage, cast.freya, again);
    await expect(as(cast.finn, (db) => discardBatch(db, cast.finn, again))).rejects.toMatchObject({ status: 409 });
    await booksAreWhole(stage);
  }));

test("of two batches for one invoice at the same moment one is made; an invoice that is not approved is in none", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await delivered(stage, 2);
    if (!first || !second) throw new Error("nothing was delivered");
    const id = await approved(stage, [first]);
    const answers = await Promise.allSettled([
      as(cast.finn, (db) => openBatch(db, cast.finn, [id])),
      as(cast.freya, (db) => openBatch(db, cast.freya, [id])),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const waiting = await beaSends(stage, [second]);
    await expect(as(cast.finn, (db) => openBatch(db, cast.finn, [waiting]))).rejects.toMatchObject({ status: 409 });
    await expect(as(cast.olga, (db) => openBatch(db, cast.olga, [id]))).rejects.toMatchObject({ status: 404 });
    await booksAreWhole(stage);
  }));

test("without an account to pay to, Finn is told whose is missing; a changed account does not reach a batch that was made", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await approved(stage, await delivered(stage, 1));
    await asRole("app_definer", (db) => db.delete(bankAccounts));
    await expect(as(cast.finn, (db) => openBatch(db, cast.finn, [id]))).rejects.toMatchObject({
      code: "payment.payee-missing",
      blanks: { names: "Northside Care" },
    });
    await asRole("app_definer", (db) => layAccount(db, cast.northside.organizationId, "Northside", "11112222"));
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
    await release(stage, cast.freya, batch);
    const other = await as(cast.bea, (db) => askForAccount(db, cast.bea, ANOTHER));
    await as(cast.ora, (db) => moveAccount(db, cast.ora, other, "confirm"));
    stage.setClock(new Date(Date.now() + 4 * 86_400_000));
    await as(cast.finn, (db) => exportBatch(db, cast.finn, batch));
    expect((await as(cast.finn, (db) => readBatchFile(db, batch))).text).toContain("11112222");
  }));

test("a payment cannot be sent before release, nor an invoice taken out after it, whoever asks the database", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await finnOpens(stage);
    await expect(
      as(cast.finn, (db) => db.update(payments).set({ state: "sent" }).where(eq(payments.batchId, id))),
    ).rejects.toMatchObject({ cause: { constraint_name: "payment_follows_batch" } });
    await expect(
      as(cast.finn, (db) => db.update(invoices).set({ state: "paid" }).where(eq(invoices.state, "batched"))),
    ).rejects.toMatchObject({ cause: { constraint_name: "invoice_of_payment" } });
    await release(stage, cast.freya, id);
    await expect(as(cast.finn, (db) => db.update(paymentInvoices).set({ live: false }))).rejects.toMatchObject({
      cause: { constraint_name: "payment_invoice_frozen" },
    });
    await booksAreWhole(stage);
  }));

test("the remittance tells Bea what was billed, paid, reduced and why; before it is sent, and to Bess, it is not there", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const invoiceId = await inReview(stage, await delivered(stage, 2));
    const [line] = await as(cast.finn, (db) => readLines(db, invoiceId));
    await as(cast.finn, (db) =>
      decideLine(db, cast.finn, invoiceId, asId<InvoiceLineId>(line?.id ?? ""), {
        ...{ move: "reduce", approvedCents: 2500n },
        ...{ reasonCode: "rate_mismatch", reasonWords: "The rate of a group was agreed." },
      }),
    );
    await as(cast.finn, (db) => approveRest(db, cast.finn, invoiceId));
    const seen = await seenOf(stage, cast.finn, invoiceId);
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, invoiceId, seen));
    expect(await as(cast.bea, (db) => readExpected(db, cast.northside.organizationId))).toMatchObject([
      { approvedCents: 2500n + RATE },
    ]);
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [invoiceId]));
    const paymentId = asId<PaymentId>((await as(cast.finn, (db) => readBatch(db, batch))).payments[0]?.id ?? "");
    await release(stage, cast.freya, batch);
    await expect(as(cast.bea, (db) => readRemittance(db, cast.bea, paymentId))).rejects.toMatchObject({ status: 404 });
    await as(cast.finn, (db) => exportBatch(db, cast.finn, batch));
    await as(cast.finn, (db) => settleBatch(db, cast.finn, batch, PAID));
    const statement = await as(cast.bea, (db) => readRemittance(db, cast.bea, paymentId));
    expect(statement).toMatchObject({ amountCents: 2500n + RATE, billedCents: 2n * RATE, settledOn: "2026-01-02" });
    expect(statement.lines[0]).toMatchObject({ state: "reduced", paidCents: 2500n, reasonCode: "rate_mismatch" });
    for (const person of [cast.bess, cast.olga, cast.ines]) {
      await expect(as(person, (db) => readRemittance(db, person, paymentId))).rejects.toMatchObject({ status: 404 });
    }
    const own = { organizationId: cast.northside.organizationId };
    expect((await as(cast.bea, (db) => readPayments(db, own, null))).rows).toHaveLength(1);
  }));

test("a provider whose name is a formula stays text in the payment file", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await finnOpens(stage, 1, '=HYPERLINK("https://example.org","Pay")');
    await release(stage, cast.freya, id);
    await as(cast.finn, (db) => exportBatch(db, cast.finn, id));
    const { text } = await as(cast.finn, (db) => readBatchFile(db, id));
    expect(text).toContain(`"'=HYPERLINK(""https://example.org"",""Pay"")"`);
  }));
