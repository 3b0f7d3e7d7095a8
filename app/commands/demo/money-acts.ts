// The demo's invoices and payment runs, each step by the person who may take it.
import type { Actor } from "#app/access/actor";
import { readUnbilled } from "#app/models/delivery/unbilled.server";
import { beginReview } from "#app/models/invoice/begin-review.server";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { digestOf } from "#app/models/invoice/digest.server";
import { disputeInvoice } from "#app/models/invoice/dispute.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { writeLineMessage } from "#app/models/invoice/line-message.server";
import { approveInvoice, returnInvoice } from "#app/models/invoice/review.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import { changeReviewRule } from "#app/models/invoice/rules.server";
import { submitInvoice } from "#app/models/invoice/submit.server";
import { exportBatch } from "#app/models/payment/make-file.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { batchDigest, readBatchPayments, readBatchRow } from "#app/models/payment/row.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import {
  type AgencyId,
  type AttendanceId,
  asId,
  type InvoiceId,
  type InvoiceLineId,
  type PaymentBatchId,
} from "#app/models/values/ids";
import type { Asked } from "./acts";
import type { DemoStage } from "./stage";
import type { Ending, Setting, Story, Told } from "./story-scene";

interface Billing extends Story {
  readonly staff: { readonly biller: Actor };
}

const REVIEWED: readonly Ending[] = [
  "in_review",
  "invoice_returned",
  "approved",
  "approved_in_part",
  "batched",
  "paid",
  "completed",
  "closed",
];

/** One invoice for what was delivered on the referral, brought as far as the story goes. */
export async function bill(stage: DemoStage, setting: Setting, story: Billing, asked: Asked): Promise<string | null> {
  const { biller } = story.staff;
  const agencyId = setting.houses[story.agency].agencyId ?? "";
  stage.at(-16, 12);
  const invoiceId = await stage.as(biller, async (db) => {
    const lines = (await readUnbilled(db, biller.organizationId ?? "", { agencyId })).filter(
      (line) => line.referralId === asked.referralId,
    );
    if (lines.length === 0) return null;
    return draftInvoice(db, biller, {
      agencyId: asId<AgencyId>(agencyId),
      attendanceIds: lines.map((line) => asId<AttendanceId>(line.attendanceId)),
      note: "",
    });
  });
  if (!invoiceId || story.ending === "invoice_draft") return invoiceId;
  stage.at(-14, 9);
  await stage.as(biller, (db) => submitInvoice(db, biller, invoiceId, ""));
  if (REVIEWED.includes(story.ending)) await review(stage, deskOf(setting, story), invoiceId, story.ending);
  if (story.ending === "approved_in_part") await dispute(stage, biller, deskOf(setting, story).approver, invoiceId);
  return invoiceId;
}

interface FinanceDesk {
  readonly reviewer: Actor;
  /** Who decided a line does not approve the invoice. */
  readonly approver: Actor;
}

const deskOf = ({ cast }: Setting, story: Story): FinanceDesk =>
  story.agency === "harbor"
    ? { reviewer: cast.finn, approver: cast.felix }
    : { reviewer: cast.omar, approver: cast.orla };

async function review(
  stage: DemoStage,
  { reviewer, approver }: FinanceDesk,
  invoiceId: InvoiceId,
  ending: Ending,
): Promise<void> {
  stage.at(-11, 10);
  await stage.as(reviewer, (db) => beginReview(db, reviewer, invoiceId));
  if (ending === "in_review") return;
  await stage.as(reviewer, async (db) => {
    const seen = async () => digestOf((await readInvoiceRow(db, invoiceId)).version, await readLines(db, invoiceId));
    if (ending === "invoice_returned") {
      await returnInvoice(db, reviewer, invoiceId, await seen(), {
        reasonCode: "missing_documents",
        reasonWords: "Please add a progress note to the sessions without one.",
      });
      return;
    }
    const [first] = await readLines(db, invoiceId);
    if (ending === "approved_in_part" && first) {
      await decideLine(db, reviewer, invoiceId, asId<InvoiceLineId>(first.id), {
        move: "reduce",
        approvedCents: first.amountCents / 2n,
        reasonCode: "attendance_missing",
        reasonWords: "Only half of the time is documented.",
      });
    }
    await approveRest(db, reviewer, invoiceId);
  });
  if (ending === "invoice_returned") return;
  stage.at(-10, 11);
  await stage.as(approver, async (db) =>
    approveInvoice(
      db,
      approver,
      invoiceId,
      digestOf((await readInvoiceRow(db, invoiceId)).version, await readLines(db, invoiceId)),
    ),
  );
}

/** The line that was reduced; what is said of it goes to and fro. */
async function dispute(stage: DemoStage, biller: Actor, approver: Actor, invoiceId: InvoiceId): Promise<void> {
  stage.at(-6, 10);
  const lineId = await stage.as(biller, async (db) => {
    const reduced = (await readLines(db, invoiceId)).find(({ state }) => state === "reduced");
    if (!reduced) throw new Error("nothing was reduced");
    const id = asId<InvoiceLineId>(reduced.id);
    await disputeInvoice(db, biller, invoiceId, {
      lineIds: [id],
      words: "All of it was given. The sheet of that day is signed on both sides.",
    });
    await writeLineMessage(db, biller, invoiceId, id, "Is a copy of the signed sheet of use to you?");
    return id;
  });
  stage.at(-3, 15);
  await stage.as(approver, (db) =>
    writeLineMessage(db, approver, invoiceId, lineId, "Yes, please. The side with both signatures is enough."),
  );
}

/** Harbor lets small clean lines pass, and looks at one in ten of them all the same. */
export async function setReviewRule(stage: DemoStage, { freya }: { freya: Actor }): Promise<void> {
  stage.at(-2, 9);
  await stage.as(freya, (db) => changeReviewRule(db, freya, { passes: true, samplePercent: 10, mostCents: 6000n }));
}

/** For each agency: a run that was paid, one that waits for release where there is more, and approved invoices left over. */
export async function payRuns(stage: DemoStage, setting: Setting, told: readonly Told[]): Promise<void> {
  const { cast, today } = setting;
  for (const [agency, maker, releaser] of [
    ["harbor", cast.finn, cast.freya],
    ["bayview", cast.omar, cast.opal],
  ] as const) {
    const of = (...endings: Ending[]) =>
      told
        .filter((story) => story.agency === agency && endings.includes(story.ending))
        .flatMap((story) => (story.invoiceId ? [asId<InvoiceId>(story.invoiceId)] : []));
    stage.at(-9, 10);
    const paid = await run(stage, maker, of("paid", "closed"));
    if (paid) await pay(stage, { maker, releaser }, paid, addDays(today, -7));
    stage.at(-1, 15);
    await run(stage, maker, of("batched"));
  }
}

function run(stage: DemoStage, maker: Actor, invoiceIds: readonly InvoiceId[]): Promise<PaymentBatchId | null> {
  return invoiceIds.length === 0 ? Promise.resolve(null) : stage.as(maker, (db) => openBatch(db, maker, invoiceIds));
}

async function pay(
  stage: DemoStage,
  people: { maker: Actor; releaser: Actor },
  batchId: PaymentBatchId,
  settledOn: CalendarDay,
): Promise<void> {
  const { maker, releaser } = people;
  stage.at(-8, 11);
  await stage.as(releaser, async (db) => {
    const { version } = await readBatchRow(db, batchId);
    await releaseBatch(db, releaser, batchId, batchDigest(version, await readBatchPayments(db, batchId)));
  });
  await stage.as(maker, (db) => exportBatch(db, maker, batchId));
  stage.at(-7, 16);
  await stage.as(maker, (db) => settleBatch(db, maker, batchId, { settledOn, reference: "DEMO-TRANSFER-1" }));
}
