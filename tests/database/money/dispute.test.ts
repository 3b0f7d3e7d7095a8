// Second pairs of eyes and disputes: each yes beside its no, by deed and straight at the table.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { correctAttendance } from "#app/models/delivery/record.server";
import { takeReviewOver } from "#app/models/invoice/begin-review.server";
import { approveRest, decideLine, type LineDecision } from "#app/models/invoice/decide-line.server";
import { concludeDispute, disputeInvoice } from "#app/models/invoice/dispute.server";
import { readInvoice } from "#app/models/invoice/read.server";
import { approveInvoice, denyInvoice } from "#app/models/invoice/review.server";
import { readLines } from "#app/models/invoice/row.server";
import { askBack, decideAdjustment, readAdjustments } from "#app/models/payment/adjust.server";
import { exportBatch } from "#app/models/payment/make-file.server";
import { discardBatch, openBatch } from "#app/models/payment/open-batch.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { returnByHand } from "#app/models/payment/return-payment.server";
import { readBatchPayments } from "#app/models/payment/row.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import {
  type AdjustmentId,
  type AttendanceId,
  asId,
  type InvoiceId,
  type InvoiceLineId,
  type PaymentId,
} from "#app/models/values/ids";
import { invoices } from "#drizzle/schema";
import {
  approved,
  balanceOf,
  beaDrafts,
  booksAreWhole,
  delivered,
  inReview,
  RATE,
  seenBatch,
  seenOf,
} from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const SAID = { reasonCode: "attendance_missing", reasonWords: "Nobody signed." } as const;
const WORDS = "The time sheet is signed; see the note of that day.";

const linesOf = ({ as, cast }: Stage, id: InvoiceId) => as(cast.finn, (db) => readLines(db, id));
const decide = ({ as }: Stage, who: Actor, id: InvoiceId, line: { id: string } | undefined, decision: LineDecision) =>
  as(who, (db) => decideLine(db, who, id, asId<InvoiceLineId>(line?.id ?? ""), decision));

/** Finn denies the first line and reduces the second; Felix approves the rest in part. */
async function inPart(stage: Stage, deliveries?: readonly AttendanceId[]): Promise<InvoiceId> {
  const { as, cast } = stage;
  const id = await inReview(stage, deliveries ?? (await delivered(stage, 3)));
  const [first, second] = await linesOf(stage, id);
  await decide(stage, cast.finn, id, first, { move: "deny", ...SAID });
  await decide(stage, cast.finn, id, second, { move: "reduce", approvedCents: 3000n, ...SAID });
  await as(cast.finn, (db) => approveRest(db, cast.finn, id));
  const seen = await seenOf(stage, cast.felix, id);
  await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
  return id;
}

const beaDisputes = ({ as, cast }: Stage, id: InvoiceId, lines: readonly ({ id: string } | undefined)[]) =>
  as(cast.bea, (db) =>
    disputeInvoice(db, cast.bea, id, {
      lineIds: lines.map((line) => asId<InvoiceLineId>(line?.id ?? "")),
      words: WORDS,
    }),
  );

async function conclude(stage: Stage, who: Actor, id: InvoiceId): Promise<void> {
  const seen = await seenOf(stage, who, id);
  await stage.as(who, (db) => concludeDispute(db, who, id, seen));
}

test("Finn, who decided the lines, does not approve the invoice, neither by deed nor at the table; Felix does, and does not release it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 2));
    await as(cast.felix, (db) => takeReviewOver(db, cast.felix, id));
    await as(cast.finn, (db) => takeReviewOver(db, cast.finn, id));
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    const seen = await seenOf(stage, cast.finn, id);
    await expect(as(cast.finn, (db) => approveInvoice(db, cast.finn, id, seen))).rejects.toMatchObject({
      code: "invoice.second-person",
    });
    await expect(
      as(cast.finn, (db) =>
        db.update(invoices).set({ state: "approved", decidedBy: cast.finn.membershipId }).where(eq(invoices.id, id)),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "invoice_second_person" } });
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
    const shown = await seenBatch(stage, cast.felix, batch);
    await expect(as(cast.felix, (db) => releaseBatch(db, cast.felix, batch, shown))).rejects.toMatchObject({
      status: 403,
    });
    await as(cast.freya, (db) => releaseBatch(db, cast.freya, batch, shown));
    await as(cast.finn, (db) => exportBatch(db, cast.finn, batch));
    await as(cast.finn, (db) =>
      settleBatch(db, cast.finn, batch, { settledOn: asCalendarDay("2026-01-02"), reference: "TRN-7" }),
    );
    for (const line of await linesOf(stage, id)) {
      expect(line).toMatchObject({ amountCents: RATE, approvedCents: RATE, adjustedCents: 0n, paidCents: RATE });
    }
    await booksAreWhole(stage);
  }));

test("who decided a line releases no payment of it, whoever made the batch: Freya decides, Felix approves, Freya is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 1));
    await as(cast.freya, (db) => approveRest(db, cast.freya, id));
    const seen = await seenOf(stage, cast.felix, id);
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
    const shown = await seenBatch(stage, cast.freya, batch);
    await expect(as(cast.freya, (db) => releaseBatch(db, cast.freya, batch, shown))).rejects.toMatchObject({
      code: "invoice.third-person",
    });
    await expect(
      as(cast.freya, (db) =>
        db.execute(
          sql`update payment_batch set state = 'approved', approved_by = ${cast.freya.membershipId}::uuid, approved_digest = 'd' where id = ${batch}::uuid`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "batch_third_person" } });
  }));

test("Bea disputes a denied and a reduced line: others look, nothing falls below what was allowed, and the rest is owed once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inPart(stage);
    const before = await balanceOf(stage, "payable");
    const [denied, reduced, full] = await linesOf(stage, id);
    await expect(beaDisputes(stage, id, [full])).rejects.toMatchObject({ code: "invoice.no-dispute" });
    await beaDisputes(stage, id, [denied, reduced]);
    await expect(beaDisputes(stage, id, [denied])).rejects.toMatchObject({ status: 409 });
    await expect(decide(stage, cast.finn, id, denied, { move: "approve" })).rejects.toMatchObject({
      code: "invoice.fresh-eyes",
    });
    await expect(decide(stage, cast.felix, id, full, { move: "reconsider" })).rejects.toMatchObject({
      code: "invoice.not-disputed",
    });
    await expect(
      decide(stage, cast.felix, id, reduced, { move: "reduce", approvedCents: 2000n, ...SAID }),
    ).rejects.toMatchObject({ code: "invoice.never-less" });
    await expect(conclude(stage, cast.finn, id)).rejects.toMatchObject({ code: "invoice.line-undecided" });
    await decide(stage, cast.felix, id, denied, { move: "approve" });
    await decide(stage, cast.felix, id, reduced, { move: "keep" });
    await expect(conclude(stage, cast.felix, id)).rejects.toMatchObject({ code: "invoice.second-person" });
    await conclude(stage, cast.freya, id);
    const shown = await as(cast.bea, (db) => readInvoice(db, cast.bea, id));
    expect(shown).toMatchObject({ state: "adjusted", approvedCents: 2n * RATE + 3000n });
    expect((await balanceOf(stage, "payable")) - before).toBe(RATE);
    await booksAreWhole(stage);
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
    const seen = await seenBatch(stage, cast.freya, batch);
    await expect(as(cast.freya, (db) => releaseBatch(db, cast.freya, batch, seen))).rejects.toMatchObject({
      status: 403,
    });
    await booksAreWhole(stage);
  }));

test("a dispute that is upheld changes no amount, and what was allowed at first is still paid", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inPart(stage);
    const before = await balanceOf(stage, "payable");
    const [denied] = await linesOf(stage, id);
    await beaDisputes(stage, id, [denied]);
    await decide(stage, cast.freya, id, denied, { move: "keep" });
    await conclude(stage, cast.finn, id);
    expect(await as(cast.bea, (db) => readInvoice(db, cast.bea, id))).toMatchObject({ state: "upheld" });
    expect(await balanceOf(stage, "payable")).toBe(before);
    await as(cast.finn, (db) => openBatch(db, cast.finn, [id]));
    await booksAreWhole(stage);
  }));

test("a line of which money is taken back is disputed once its payment came back: what was allowed at first still covers it, and nothing is taken before it is paid again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { finn, felix, freya } = cast;
    const deliveries = await delivered(stage, 4);
    const id = await inPart(stage, deliveries.slice(1));
    const [, reduced] = await linesOf(stage, id);
    const batch = await as(finn, (db) => openBatch(db, finn, [id]));
    const shown = await seenBatch(stage, freya, batch);
    await as(freya, (db) => releaseBatch(db, freya, batch, shown));
    await as(finn, (db) => exportBatch(db, finn, batch));
    const settled = { settledOn: asCalendarDay("2026-01-02"), reference: "TRN-8" };
    await as(finn, (db) => settleBatch(db, finn, batch, settled));
    const lineId = asId<InvoiceLineId>(reduced?.id ?? "");
    await as(finn, (db) =>
      askBack(db, finn, id, lineId, { amountCents: null, sharePercent: 99, words: "Half an hour too much." }),
    );
    const [asked] = await as(freya, (db) => readAdjustments(db, { invoiceId: id }));
    await as(freya, (db) => decideAdjustment(db, freya, asId<AdjustmentId>(asked?.id ?? ""), "approve"));
    const [payment] = await as(finn, (db) => readBatchPayments(db, batch));
    const paymentId = asId<PaymentId>(payment?.id ?? "");
    await as(finn, (db) => returnByHand(db, finn, paymentId, "R02"));
    const again = await as(finn, (db) => openBatch(db, finn, [], [paymentId]));
    await as(finn, (db) => discardBatch(db, finn, again));
    await booksAreWhole(stage);
    // Nothing of it is paid now, so nothing is taken back from what is paid of another.
    const other = await approved(stage, deliveries.slice(0, 1));
    const next = await as(finn, (db) => openBatch(db, finn, [other]));
    expect(await as(finn, (db) => readBatchPayments(db, next))).toMatchObject([{ amountCents: RATE, adjustments: [] }]);
    await beaDisputes(stage, id, [reduced]);
    await booksAreWhole(stage);
    await decide(stage, freya, id, reduced, { move: "keep" });
    await conclude(stage, felix, id);
    await booksAreWhole(stage);
  }));

test("an invoice that was denied as a whole is disputed line by line; a delivery billed again meanwhile is not", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 2);
    const id = await inReview(stage, deliveries);
    const seen = await seenOf(stage, cast.finn, id);
    const because = { reasonCode: "not_covered", reasonWords: "Not ours." } as const;
    await as(cast.finn, (db) => denyInvoice(db, cast.finn, id, seen, because));
    const lines = await as(cast.finn, (db) => readLines(db, id, true));
    const again = lines.find(({ attendanceId }) => attendanceId === deliveries[0]);
    const free = lines.find(({ attendanceId }) => attendanceId === deliveries[1]);
    await beaDrafts(stage, deliveries.slice(0, 1));
    const twice = await beaDisputes(stage, id, [again]).catch((failure: { cause?: unknown }) => failure.cause);
    expect(twice).toMatchObject({ constraint_name: "invoice_line_delivery_once" });
    await beaDisputes(stage, id, [free]);
    await expect(decide(stage, cast.finn, id, free, { move: "approve" })).rejects.toMatchObject({
      code: "invoice.fresh-eyes",
    });
    await decide(stage, cast.freya, id, free, { move: "approve" });
    await conclude(stage, cast.felix, id);
    expect(await balanceOf(stage, "payable")).toBe(RATE);
    await booksAreWhole(stage);
  }));

test("what Mara corrected since it was denied is not disputed as it was, and is billed as it is", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 2);
    const [corrected] = deliveries;
    const id = await inReview(stage, deliveries);
    const seen = await seenOf(stage, cast.finn, id);
    await as(cast.finn, (db) =>
      denyInvoice(db, cast.finn, id, seen, { reasonCode: "not_covered", reasonWords: "Not ours." }),
    );
    if (!corrected) throw new Error("nothing was delivered");
    await as(cast.mara, (db) =>
      correctAttendance(db, cast.mara, corrected, { state: "absent", startedAt: null, endedAt: null, note: "" }),
    );
    const lines = await as(cast.finn, (db) => readLines(db, id, true));
    const was = lines.find(({ attendanceId }) => attendanceId === corrected);
    const stands = lines.find(({ attendanceId }) => attendanceId !== corrected);
    for (const chosen of [[was], [was, stands]]) {
      await expect(beaDisputes(stage, id, chosen)).rejects.toMatchObject({
        cause: { constraint_name: "invoice_line_is_delivery" },
      });
    }
    await beaDisputes(stage, id, [stands]);
    await booksAreWhole(stage);
  }));
