// The demo's invoices and payment runs, each step by the person who may take it.
import type { Actor } from "#app/access/actor";
import { readUnbilled } from "#app/models/delivery/unbilled.server";
import { digestOf } from "#app/models/invoice/digest.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { approveInvoice, approveRest, beginReview, decideLine, returnInvoice } from "#app/models/invoice/review.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import { submitInvoice } from "#app/models/invoice/submit.server";
import { type AgencyId, type AttendanceId, asId, type InvoiceId, type InvoiceLineId } from "#app/models/values/ids";
import type { Asked } from "./acts";
import type { DemoStage } from "./stage";
import type { Ending, Setting, Story, Told } from "./stories";

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
    const lines = (await readUnbilled(db, biller.organizationId ?? "", agencyId)).filter(
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
  if (REVIEWED.includes(story.ending)) await review(stage, reviewerOf(setting, story), invoiceId, story.ending);
  return invoiceId;
}

const reviewerOf = ({ cast }: Setting, story: Story): Actor => (story.agency === "harbor" ? cast.finn : cast.omar);

async function review(stage: DemoStage, reviewer: Actor, invoiceId: InvoiceId, ending: Ending): Promise<void> {
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
    await approveInvoice(db, reviewer, invoiceId, await seen());
  });
}

/** One run that is paid and one that waits for release, for each agency that has something to pay. */
export async function payRuns(_stage: DemoStage, _setting: Setting, _told: readonly Told[]): Promise<void> {}
