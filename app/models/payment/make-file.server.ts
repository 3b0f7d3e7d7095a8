// Makes the file by which a released batch is paid, in the form the agency's bank takes, and hands the same bytes out again. Opens account numbers here alone.
import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { among, linkByStatement } from "#app/database/many-rows.server";
import { seal, unseal } from "#app/database/seal.server";
import { creditTransferFile } from "#app/interop/bank/credit-transfer-file";
import { fitsAch, nachaFile } from "#app/interop/bank/nacha-file";
import type { FileMade, FileOrigin, FilePayment } from "#app/interop/bank/payment";
import { paymentTable } from "#app/interop/bank/payment-table";
import { paymentBatches, paymentFiles, payments } from "#drizzle/schema";
import { recordEvent, recordEvents } from "../event/record.server";
import { addDays, type CalendarDay, localDay, localMinute, weekdayOf } from "../values/calendar-day";
import type { PaymentBatchId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { FileFormat } from "./account-forms";
import { accountPurpose } from "./bank-account.server";
import { batchEvents, paymentEvents } from "./events";
import { FILE_ENDINGS, FILE_MEDIA } from "./file-format";
import { batchLifecycle, paymentLifecycle } from "./lifecycle";
import { originPurpose, readOrigin } from "./origin.server";
import { readAgency } from "./release-batch.server";
import {
  type BatchPayment,
  type BatchRow,
  lockBatch,
  readBatchPayments,
  readBatchRow,
  subjectOfBatch,
} from "./row.server";
import { subjectOfPayment } from "./settle-payment.server";

const FRIDAY = 5;

/**
 * Makes the payment file: its payments are sent from here on.
 * @throws Refusal 409 before the release, when an account was stopped, or when a payment fits no such file
 */
export async function exportBatch(db: Db, actor: Actor, id: PaymentBatchId): Promise<void> {
  const row = await lockBatch(db, id);
  const state = batchLifecycle.after(row.state, "export");
  const paid = await readBatchPayments(db, id);
  if (paid.some(({ account }) => account.state !== "confirmed")) throw new Refusal("payment.account-stopped", 409);
  await linkByStatement(db, paid.length);
  const sha256 = await makeFile(db, actor, row, paid);
  await send(db, actor, paid);
  await db
    .update(paymentBatches)
    .set({
      state,
      version: row.version + 1,
      exportedAt: sql`app.clock()`,
      exportedBy: actor.membershipId,
      fileSha256: sha256,
    })
    .where(eq(paymentBatches.id, id));
  await recordEvent(db, actor, batchEvents.exported({ batchId: id, number: row.number, sha256 }), subjectOfBatch(row));
}

async function send(db: Db, actor: Actor, paid: readonly BatchPayment[]): Promise<void> {
  for (const [state, own] of Map.groupBy(paid, (payment) => paymentLifecycle.after(payment.state, "send"))) {
    const ids = own.map(({ id }) => id);
    await db.update(payments).set({ state, sentAt: sql`app.clock()` }).where(among(payments.id, ids));
  }
  await recordEvents(
    db,
    actor,
    paid.map((payment) => ({
      event: paymentEvents.sent({
        paymentId: payment.id,
        number: payment.number,
        amountCents: String(payment.amountCents),
      }),
      subject: subjectOfPayment(payment),
    })),
  );
}

/** The payment file of an exported batch: the same bytes each time. @throws Refusal 409 before it was made */
export async function readBatchFile(db: Db, id: PaymentBatchId) {
  const row = await readBatchRow(db, id);
  const [file] = await db
    .select({ name: paymentFiles.name, format: paymentFiles.format })
    .from(paymentFiles)
    .where(eq(paymentFiles.batchId, id));
  if (!file) throw new Refusal("payment.no-file", 409);
  const [held] = await db.execute<{ sealed: string }>(sql`select app.sealed_payment_file(${id}::uuid) as sealed`);
  const text = unseal(held?.sealed ?? "", filePurpose(id));
  if (hashOf(text) !== row.fileSha256) throw new Error("the payment file is not the one that was made");
  return { name: file.name, mediaType: FILE_MEDIA[file.format as FileFormat], text };
}

export const filePurpose = (batchId: string) => `payment-file:${batchId}`;

/** @returns the hash of its bytes */
async function makeFile(db: Db, actor: Actor, row: BatchRow, paid: readonly BatchPayment[]): Promise<string> {
  const accounts = await openAccounts(db, row, paid);
  const { format, origin } = await readFileOrigin(db, row, accounts.get("origin") ?? null);
  const traces = format === "nacha" ? await giveTraces(db, row, origin, paid) : new Map<string, string>();
  const entries = paid.map(
    (payment): FilePayment => ({
      ...payment.account,
      number: payment.number,
      holder: payment.payeeHolder,
      account: accounts.get(payment.bankAccountId) ?? "",
      amountCents: payment.amountCents,
      trace: traces.get(payment.id) ?? null,
      invoices: paidInvoices(payment),
    }),
  );
  const text = written(format, origin, await whenMade(db, row), entries);
  const sha256 = hashOf(text);
  await db.insert(paymentFiles).values({
    agencyId: row.agencyId,
    batchId: row.id,
    format,
    name: `payments-${row.number}.${FILE_ENDINGS[format]}`,
    sha256,
    payments: paid.length,
    totalCents: sumCents(paid.map(({ amountCents }) => amountCents)),
    sealed: seal(text, filePurpose(row.id)),
    madeBy: actor.membershipId,
  });
  return sha256;
}

/** Each invoice with what is paid of it; where something is taken back they would not add up, and the statement says it alone. */
const paidInvoices = ({ adjustments, invoices }: BatchPayment) =>
  adjustments.length > 0 ? [] : invoices.map(({ number, amountCents }) => ({ number, amountCents }));

function written(format: FileFormat, origin: FileOrigin, made: FileMade, entries: readonly FilePayment[]): string {
  if (format === "csv") return paymentTable(made.batch, origin.currency, entries);
  if (format === "pain001") {
    if (!origin.account) throw new Refusal("payment.origin-account-missing", 422);
    return creditTransferFile({ ...origin, account: origin.account }, made, entries);
  }
  const { identification, bankName, routing } = origin;
  if (!identification || !bankName || !routing)
    throw new Error("the origin of an ACH file is whole, or the row is not");
  if (origin.currency !== "USD" || !entries.every(fitsAch)) throw new Refusal("payment.not-for-this-file", 409);
  return nachaFile({ ...origin, identification, bankName, routing }, made, entries);
}

/** The numbers paid to by their account, and under "origin" the one paid from. */
async function openAccounts(db: Db, row: BatchRow, paid: readonly BatchPayment[]): Promise<Map<string, string>> {
  const owners = new Map(paid.map(({ bankAccountId, organizationId }) => [bankAccountId, organizationId]));
  const sealed = await db.execute<{ bank_account_id: string | null; sealed: string }>(
    sql`select bank_account_id, sealed from app.accounts_to_pay(${row.id}::uuid)`,
  );
  return new Map(
    [...sealed].map(({ bank_account_id: id, sealed: held }) =>
      id === null
        ? ["origin", unseal(held, originPurpose(row.agencyId))]
        : [id, unseal(held, accountPurpose(owners.get(id) ?? ""))],
    ),
  );
}

async function readFileOrigin(db: Db, row: BatchRow, account: string | null) {
  const { name, currency } = await readAgency(db, row.agencyId);
  const known = await readOrigin(db, row.agencyId);
  const nobody = { name, identification: null, bankName: null, routing: null, bic: null };
  const origin: FileOrigin = { ...nobody, ...known, account, currency };
  return { format: known?.format ?? ("csv" as const), origin };
}

/** Each entry's own number: the agency's bank, then a count that never begins again. */
async function giveTraces(db: Db, row: BatchRow, origin: FileOrigin, paid: readonly BatchPayment[]) {
  const [taken] = await db.execute<{ first: number }>(
    sql`select app.take_traces(${row.agencyId}::uuid, ${paid.length}::int) as first`,
  );
  const first = Number(taken?.first ?? 1);
  const bank = (origin.routing ?? "").slice(0, 8);
  const traces = new Map(
    paid.map(({ id }, place) => [
      id,
      `${bank}${String(first + place)
        .padStart(7, "0")
        .slice(-7)}`,
    ]),
  );
  const given = JSON.stringify([...traces].map(([id, trace]) => ({ id, trace })));
  await db.execute(sql`
    update payment p set trace = t.trace from jsonb_to_recordset(${given}::jsonb) as t(id uuid, trace text) where p.id = t.id`);
  return traces;
}

async function whenMade(db: Db, row: BatchRow): Promise<FileMade> {
  const { timeZone } = await readAgency(db, row.agencyId);
  const at = await clock(db);
  const day = localDay(at, timeZone);
  const place = await db.$count(paymentFiles, eq(paymentFiles.agencyId, row.agencyId));
  return { batch: row.number, at, day, minute: localMinute(at, timeZone), arrivesOn: nextWorkday(day), place };
}

/** Banks settle from Monday to Friday; on a holiday they take the next day themselves. */
const nextWorkday = (day: CalendarDay): CalendarDay => addDays(day, weekdayOf(day) >= FRIDAY ? 8 - weekdayOf(day) : 1);

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
