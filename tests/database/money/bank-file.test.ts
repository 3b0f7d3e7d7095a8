// What comes back: the bank's files posted once, payments that came back and go out again, and overpaid money taken from what is paid next.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { askBack, decideAdjustment, readAdjustments, readPaidLines } from "#app/models/payment/adjust.server";
import { exportBatch, readBatchFile } from "#app/models/payment/make-file.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { saveOrigin } from "#app/models/payment/origin.server";
import { readPayments, readRemittance } from "#app/models/payment/read.server";
import { readCorrections } from "#app/models/payment/read-accounts.server";
import { readBankFile, readReturned } from "#app/models/payment/read-bank-files.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { remittancePaper } from "#app/models/payment/remittance-paper.server";
import { returnByHand } from "#app/models/payment/return-payment.server";
import { readBatchRow } from "#app/models/payment/row.server";
import { takeBankFile } from "#app/models/payment/take-bank-file.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import {
  type AdjustmentId,
  asId,
  type InvoiceId,
  type InvoiceLineId,
  type PaymentBatchId,
  type PaymentId,
} from "#app/models/values/ids";
import { adjustments, bankFileLines, payments } from "#drizzle/schema";
import { approved, balanceOf, booksAreWhole, delivered, RATE, seenBatch } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";

const left = (name: string) => (hasSharedData ? name : `${name} [left out: ../shared/data is not here]`);
const PAID = { settledOn: asCalendarDay("2026-01-02"), reference: "TRN-1" };
const NACHA = {
  ...{ format: "nacha" as const, name: "Harbor County", identification: "1912345678", bankName: "Demo Bank" },
  ...{ routing: "123456780", bic: "", account: "" },
};

/** Released by Freya and handed to the bank by Finn. */
async function sent(stage: Stage, invoices: readonly InvoiceId[], again: readonly PaymentId[] = []) {
  const { as, cast } = stage;
  const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, invoices, again));
  const seen = await seenBatch(stage, cast.freya, batch);
  await as(cast.freya, (db) => releaseBatch(db, cast.freya, batch, seen));
  await as(cast.finn, (db) => exportBatch(db, cast.finn, batch));
  return batch;
}

async function paymentOf(stage: Stage, batch: PaymentBatchId) {
  const [row] = await stage.asRole("app_definer", (db) =>
    db.select().from(payments).where(eq(payments.batchId, batch)),
  );
  if (!row) throw new Error("no payment");
  return { ...row, id: asId<PaymentId>(row.id) };
}

const stateOf = ({ as, cast }: Stage, batch: PaymentBatchId) =>
  as(cast.finn, async (db) => (await readBatchRow(db, batch)).state);

const take = ({ as, cast }: Stage, text: string, name = "bank.txt") =>
  as(cast.finn, (db) =>
    takeBankFile(db, cast.finn, { name, text, sha256: createHash("sha256").update(text).digest("hex") }),
  );

/** The bank's file about what it was sent: the same entries, each with why it came back, or what to correct of its account. */
const cameBack = (file: string, why = "99R03") =>
  file.replaceAll(/^622/gm, "621").replaceAll(/^621(.{76})(\d{15})\n7.*$/gm, (_, entry, trace) => {
    const addenda = `7${why}${trace}      12345678${" ".repeat(44)}${trace}`;
    return `621${entry}${trace}\n${addenda}`;
  });

test("a return file is taken once: the payment came back, goes out again in another batch to be released anew, and is paid", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await as(cast.freya, (db) => saveOrigin(db, cast.freya, NACHA));
    const batch = await sent(stage, [await approved(stage, await delivered(stage, 1))]);
    const first = await paymentOf(stage, batch);
    expect(first.trace).toBe("123456780000001");
    const { name, text } = await as(cast.finn, (db) => readBatchFile(db, batch));
    expect(name).toBe("payments-B-0001.ach");
    const returns = cameBack(text);
    await expect(take(stage, returns.replace("0000008000", "0000008001"))).rejects.toMatchObject({
      ...{ code: "payment.bank-file-wrong", status: 422 },
      blanks: { line: 5, what: "It says credits of 8000 cents, counted 8001" },
    });
    const { id, before } = await take(stage, returns);
    expect(before).toBe(false);
    expect(await take(stage, returns)).toEqual({ id, before: true });
    expect((await as(cast.finn, (db) => readBankFile(db, cast.agencyId, id))).told).toMatchObject([
      { outcome: "returned", code: "R03", paymentNumber: "P-0001", amountCents: RATE },
    ]);
    await expect(as(cast.olga, (db) => readBankFile(db, cast.agencyId, id))).rejects.toMatchObject({ status: 404 });
    expect(await stateOf(stage, batch)).toBe("partly_returned");
    expect(await as(cast.finn, (db) => readReturned(db, cast.agencyId))).toMatchObject([{ returnCode: "R03" }]);
    await booksAreWhole(stage);
    await expect(
      as(cast.finn, (db) => db.update(payments).set({ state: "queued", attempt: 2 }).where(eq(payments.id, first.id))),
    ).rejects.toMatchObject({ cause: { constraint_name: "payment_requeued_anew" } });
    const again = await sent(stage, [], [first.id]);
    expect(await paymentOf(stage, again)).toMatchObject({ id: first.id, attempt: 2, trace: "123456780000002" });
    expect(await take(stage, `${returns}\n`)).toEqual({ id, before: true });
    await as(cast.finn, (db) => settleBatch(db, cast.finn, again, PAID));
    expect(await balanceOf(stage, "paid")).toBe(RATE);
    await booksAreWhole(stage);
  }));

test("what the bank asks to be corrected posts nothing, and Bea is told and reads it until she enters an account; Mara and Southside do not", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await as(cast.freya, (db) => saveOrigin(db, cast.freya, NACHA));
    const batch = await sent(stage, [await approved(stage, await delivered(stage, 1))]);
    const { text } = await as(cast.finn, (db) => readBatchFile(db, batch));
    await take(stage, cameBack(text, "98C01"));
    expect(await paymentOf(stage, batch)).toMatchObject({ state: "sent" });
    const told = await asRole("app_definer", (db) =>
      db.execute(
        sql`select distinct n.path, n.membership_id = ${cast.bea.membershipId}::uuid as bea from notification n where n.kind = 'payment.correction' order by 2 desc limit 1`,
      ),
    );
    expect([...told]).toEqual([{ path: "/portal/account", bea: true }]);
    const read = (who: typeof cast.bea, organizationId = cast.northside.organizationId) =>
      as(who, (db) => readCorrections(db, organizationId));
    expect(await read(cast.bea)).toMatchObject([{ code: "C01", paymentNumber: "P-0001" }]);
    expect([await read(cast.mara), await read(cast.bess)]).toEqual([[], []]);
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into bank_account (organization_id, kind, holder, routing, ending, sealed, contact_email, asked_by, created_at)
        values (${cast.northside.organizationId}::uuid, 'us', 'Northside', '123456780', '4321', 'sealed', 'old@example.org', ${cast.bea.membershipId}::uuid, app.clock() + interval '1 minute')`),
    );
    expect(await read(cast.bea)).toEqual([]);
  }));

const remittance = (number: string, total: string, paid = total, trace = "T-77") =>
  [
    "ISA*00*          *00*          *ZZ*TREASURY       *ZZ*HARBOR         *260102*1000*^*00501*000000007*0*P*:",
    ...["GS*HP*TREASURY*HARBOR*20260102*1000*7*X*005010X221A1", "ST*835*0001"],
    ...[`BPR*I*${total}*C*ACH*CCP***********20260102`, `TRN*1*${trace}*1000000000`, "N1*PR*TREASURY", "LX*1"],
    ...[`CLP*${number}*1*${paid}*${paid}**MC`, "CLP*X-1*1*0*0**MC", "SE*8*0001", "GE*1*7", "IEA*1*000000007", ""],
  ].join("~");

test("a remittance posts once however often and in whatever bytes it comes; one whose totals do not hold posts nothing", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const batch = await sent(stage, [await approved(stage, await delivered(stage, 1))]);
    await expect(take(stage, remittance("P-0001", "81", "80"))).rejects.toMatchObject({
      ...{ code: "payment.bank-file-wrong" },
      blanks: { line: 4, what: "It says 81.00 in all, its lines come to 80.00" },
    });
    await expect(take(stage, "no file of a bank")).rejects.toMatchObject({ code: "payment.bank-file-wrong" });
    const { id } = await take(stage, remittance("P-0001", "80"));
    expect(await take(stage, remittance("P-0001", "80"))).toEqual({ id, before: true });
    expect(await take(stage, remittance("P-0001", "80").replaceAll("~", "~\n"))).toEqual({ id, before: true });
    const lines = await asRole("app_definer", (db) => db.select().from(bankFileLines));
    expect(lines.map(({ outcome }) => outcome)).toEqual(["settled", "unknown"]);
    expect(await stateOf(stage, batch)).toBe("settled");
    expect(await balanceOf(stage, "paid")).toBe(RATE);
    const other = await take(stage, remittance("P-0001", "79", "79", "T-78"));
    expect((await as(cast.finn, (db) => readBankFile(db, cast.agencyId, other.id))).told[0]?.outcome).toBe("differs");
    await expect(
      as(cast.bea, (db) => takeBankFile(db, cast.bea, { name: "", text: "", sha256: "" })),
    ).rejects.toThrow();
    await expect(as(cast.finn, (db) => db.delete(bankFileLines))).rejects.toMatchObject({ cause: { code: "42501" } });
    await booksAreWhole(stage);
  }));

test.skipIf(!hasSharedData)(
  left("the published sample remittance is taken once, as it is and where it tells of a payment of ours"),
  () =>
    onStage(async (stage) => {
      const { asRole } = stage;
      const batch = await sent(stage, [await approved(stage, await delivered(stage, 1))]);
      const published = readFileSync(sharedData("payments", "x12-835", "emedny-profee.edi"), "utf8");
      const ours = published
        .replace("CLP*PATIENT ACCOUNT NUMBER*1*34.25*34.25", "CLP*P-0001*1*80*80")
        .replace("SVC*HC:S0580*20*20", "SVC*HC:S0580*65.75*65.75")
        .replace("BPR*I*45.75", "BPR*I*91.5")
        .replace("TRN*1*10100000000", "TRN*1*10100000001");
      for (const text of [published, ours]) {
        const { id, before } = await take(stage, text);
        expect(before).toBe(false);
        for (let time = 0; time < 3; time++) expect(await take(stage, text)).toEqual({ id, before: true });
      }
      const lines = await asRole("app_definer", (db) => db.select().from(bankFileLines).orderBy(bankFileLines.line));
      expect(lines.map(({ outcome }) => outcome).sort()).toEqual([...Array(5).fill("unknown"), "settled"].sort());
      expect(await stateOf(stage, batch)).toBe("settled");
      expect(await balanceOf(stage, "paid")).toBe(RATE);
      await booksAreWhole(stage);
    }),
);

test("a payment that comes back after it counted as paid is owed again, and is paid by its second way", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const batch = await sent(stage, [await approved(stage, await delivered(stage, 1))]);
    const { id } = await paymentOf(stage, batch);
    await as(cast.finn, (db) => settleBatch(db, cast.finn, batch, PAID));
    await expect(as(cast.olga, (db) => returnByHand(db, cast.olga, id, "R02"))).rejects.toMatchObject({ status: 404 });
    await as(cast.finn, (db) => returnByHand(db, cast.finn, id, "R02"));
    await expect(as(cast.finn, (db) => returnByHand(db, cast.finn, id, "R02"))).rejects.toMatchObject({ status: 409 });
    expect([await balanceOf(stage, "payable"), await balanceOf(stage, "paid")]).toEqual([RATE, 0n]);
    await booksAreWhole(stage);
    const own = { organizationId: cast.northside.organizationId };
    expect((await as(cast.bea, (db) => readPayments(db, own, null))).rows).toMatchObject([{ state: "returned" }]);
    const again = await sent(stage, [], [id]);
    await as(cast.finn, (db) => settleBatch(db, cast.finn, again, PAID));
    expect([await balanceOf(stage, "payable"), await balanceOf(stage, "paid")]).toEqual([0n, RATE]);
    await booksAreWhole(stage);
  }));

test("what was overpaid is taken from the next payment, half of it at most, once two people stand for it; the old payment stays as it was", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { finn, freya } = cast;
    const [one, two, three] = await delivered(stage, 3);
    if (!one || !two || !three) throw new Error("nothing was delivered");
    const old = await approved(stage, [one]);
    const paid = await sent(stage, [old]);
    await as(finn, (db) => settleBatch(db, finn, paid, PAID));
    const [line] = await as(finn, (db) => readPaidLines(db, old));
    const lineId = asId<InvoiceLineId>(line?.id ?? "");
    const ask = (amountCents: bigint | null) =>
      as(finn, (db) =>
        askBack(db, finn, old, lineId, { amountCents, sharePercent: 50, words: "Half an hour too much." }),
      );
    await expect(ask(RATE + 1n)).rejects.toMatchObject({ code: "payment.more-than-paid" });
    await ask(null);
    await expect(ask(1n)).rejects.toMatchObject({ code: "payment.more-than-paid" });
    const [asked] = await as(freya, (db) => readAdjustments(db, { agencyId: cast.agencyId }));
    expect(asked).toMatchObject({ kind: "void", amountCents: RATE, state: "proposed" });
    const id = asId<AdjustmentId>(asked?.id ?? "");
    await expect(as(finn, (db) => decideAdjustment(db, finn, id, "approve"))).rejects.toMatchObject({ status: 403 });
    await expect(
      as(finn, (db) =>
        db.execute(
          sql`update adjustment set state = 'approved', decided_by = ${finn.membershipId}::uuid, decided_at = app.clock() where id = ${id}::uuid`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "adjustment_own" } });
    await as(freya, (db) => decideAdjustment(db, freya, id, "approve"));
    const second = await sent(stage, [await approved(stage, [two])]);
    const half = await paymentOf(stage, second);
    expect(half.amountCents).toBe(RATE / 2n);
    await as(finn, (db) => settleBatch(db, finn, second, PAID));
    await booksAreWhole(stage);
    expect([await balanceOf(stage, "paid"), await balanceOf(stage, "recouped")]).toEqual([RATE + RATE / 2n, RATE / 2n]);
    const statement = await as(cast.bea, (db) => readRemittance(db, cast.bea, half.id));
    expect(statement.taken).toMatchObject([{ amountCents: RATE / 2n, words: "Half an hour too much." }]);
    expect(Buffer.from(await remittancePaper(cast.bea, statement)).toString("latin1")).toMatch(/^%PDF-1\.7/);
    const third = await sent(stage, [await approved(stage, [three])]);
    await as(finn, (db) => settleBatch(db, finn, third, PAID));
    expect(await balanceOf(stage, "recouped")).toBe(RATE);
    const { id: firstId } = await paymentOf(stage, paid);
    expect((await as(cast.bea, (db) => readRemittance(db, cast.bea, firstId))).amountCents).toBe(RATE);
    await expect(
      as(finn, (db) => db.update(adjustments).set({ amountCents: 1n }).where(eq(adjustments.id, id))),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await booksAreWhole(stage);
  }));
