// Takes in a file from the bank: all of it or nothing, once however often it comes. Posts what it says of our payments, and leaves to a person what does not fit.
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { sayIn } from "#app/i18n/say-in";
import { type BankFile, readBankFile, type Said } from "#app/interop/bank/bank-file";
import { bankFileLines, bankFiles, paymentBatches, payments } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type CalendarDay, localDay, parseCalendarDay } from "../values/calendar-day";
import { asId, type BankFileId, type PaymentBatchId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { isCorrection } from "./correction-codes";
import { bankFileEvents } from "./events";
import { endBatchIfDone, readAgency } from "./release-batch.server";
import { type BatchPayment, readPaymentsWhere } from "./row.server";
import { returnPayment, settlePayments, tellBillers } from "./settle-payment.server";

const MOST_LINES = 10_000;
const AT_ONCE = 500;

export interface SentBankFile {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

type Outcome = "settled" | "returned" | "noted" | "repeated" | "differs" | "unknown";

/**
 * @returns the file, and whether it had been taken in before: then nothing was posted
 * @throws Refusal 422 naming the line of what does not add up
 */
export async function takeBankFile(
  db: Db,
  actor: Actor,
  { name, text, sha256 }: SentBankFile,
): Promise<{ id: BankFileId; before: boolean }> {
  const agencyId = agencyOf(actor);
  const file = readBankFile(text);
  refuseFaults(actor, file);
  const reference = file.reference || sha256;
  const [made] = await db
    .insert(bankFiles)
    .values({ agencyId, kind: file.kind, name: name.slice(0, 200), sha256, reference, takenBy: actor.membershipId })
    .onConflictDoNothing()
    .returning({ id: bankFiles.id });
  if (!made) return { id: await readTaken(db, agencyId, sha256, file.kind, reference), before: true };
  const id = asId<BankFileId>(made.id);
  await postEach(db, actor, id, file.said);
  await recordEvent(db, actor, bankFileEvents.taken({ bankFileId: id, kind: file.kind, lines: file.said.length }), {
    subjectType: "bank_file",
    subjectId: id,
    agencyId,
  });
  return { id, before: false };
}

/** The first thing that is wrong, in words and with its line. */
function refuseFaults(actor: Actor, { faults, said }: BankFile): void {
  const [first] = faults;
  if (first) {
    const what = sayIn(actor.language).any(`bank-file.fault.${first.code}`, first.blanks);
    throw new Refusal("payment.bank-file-wrong", 422, { line: first.line, what });
  }
  if (said.length === 0) throw new Refusal("payment.bank-file-empty", 422);
  if (said.length > MOST_LINES) throw new Refusal("payment.bank-file-long", 422, { most: MOST_LINES });
}

async function readTaken(db: Db, agencyId: string, sha256: string, kind: string, reference: string) {
  const [row] = await db
    .select({ id: bankFiles.id })
    .from(bankFiles)
    .where(
      and(
        eq(bankFiles.agencyId, agencyId),
        or(eq(bankFiles.sha256, sha256), and(eq(bankFiles.kind, kind), eq(bankFiles.reference, reference))),
      ),
    );
  if (!row) throw new Error("the file was neither taken in nor there");
  return asId<BankFileId>(row.id);
}

async function postEach(db: Db, actor: Actor, bankFileId: BankFileId, said: readonly Said[]): Promise<void> {
  const agencyId = agencyOf(actor);
  const { timeZone } = await readAgency(db, agencyId);
  const today = localDay(await clock(db), timeZone);
  await lockBatchesOf(db, agencyId, said);
  const known = await readNamed(db, agencyId, said);
  const lines: (typeof bankFileLines.$inferInsert)[] = [];
  const touched = new Map<string, CalendarDay>();
  for (const one of said) {
    const payment = known.get(`${one.by} ${one.reference}`);
    const outcome = payment ? await post(db, actor, payment, one, today) : "unknown";
    if (payment && (outcome === "settled" || outcome === "returned")) {
      payment.state = outcome;
      touched.set(payment.batchId, dayOf(one, today));
    }
    const { line, reference, amountCents, code } = one;
    lines.push({ agencyId, bankFileId, line, reference, amountCents, code, outcome, paymentId: payment?.id ?? null });
  }
  for (let at = 0; at < lines.length; at += AT_ONCE)
    await db.insert(bankFileLines).values(lines.slice(at, at + AT_ONCE));
  for (const [batchId, day] of touched) await endBatchIfDone(db, actor, asId<PaymentBatchId>(batchId), day);
}

/** In the order of their ids, so that two files about the same batches wait for one another and never for ever. */
async function lockBatchesOf(db: Db, agencyId: string, said: readonly Said[]): Promise<void> {
  const batches = db.select({ id: payments.batchId }).from(payments).where(namedIn(agencyId, said));
  await db
    .select({ id: paymentBatches.id })
    .from(paymentBatches)
    .where(inArray(paymentBatches.id, batches))
    .orderBy(paymentBatches.id)
    .for("update");
}

async function readNamed(db: Db, agencyId: string, said: readonly Said[]): Promise<Map<string, BatchPayment>> {
  const found = await readPaymentsWhere(db, namedIn(agencyId, said));
  return new Map(
    found.flatMap((payment) => [
      [`number ${payment.number}`, payment] as const,
      ...(payment.trace ? [[`trace ${payment.trace}`, payment] as const] : []),
    ]),
  );
}

const namedIn = (agencyId: string, said: readonly Said[]) => {
  const names = (by: Said["by"]) =>
    JSON.stringify(said.filter((one) => one.by === by).map(({ reference }) => reference));
  return sql`${payments.agencyId} = ${agencyId}::uuid and (
    ${payments.number} in (select jsonb_array_elements_text(${names("number")}::jsonb))
    or ${payments.trace} in (select jsonb_array_elements_text(${names("trace")}::jsonb)))`;
};

const dayOf = ({ day }: Said, today: CalendarDay): CalendarDay => (day && parseCalendarDay(day)) || today;

/** What comes of one line; a second telling of the same changes nothing, and an amount that is another's is a person's question. */
async function post(db: Db, actor: Actor, payment: BatchPayment, one: Said, today: CalendarDay): Promise<Outcome> {
  if (one.what === "noted") {
    if (isCorrection(one.code)) await tellOfCorrection(db, payment);
    return "noted";
  }
  if (one.amountCents !== payment.amountCents) return "differs";
  if (one.what === "settled") {
    if (payment.state === "settled") return "repeated";
    const settledOn = dayOf(one, today);
    if (payment.state !== "sent" || settledOn > today) return "differs";
    await settlePayments(db, actor, [payment], { settledOn, reference: one.transfer.slice(0, 100) });
    return "settled";
  }
  if (payment.state === "returned" || payment.state === "queued") return "repeated";
  if (payment.state !== "sent" && payment.state !== "settled") return "differs";
  await returnPayment(db, actor, payment, one.code ?? "");
  return "returned";
}

/** The money arrived all the same; the next may not, so the provider corrects its account. */
const tellOfCorrection = (db: Db, payment: BatchPayment) =>
  tellBillers(db, payment, "payment.correction", "/portal/account");
