// Ends the review of an invoice: approve, return or deny. Nobody who took part approves, and a second person does.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoiceLines, invoices } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { InvoiceId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { InvoiceReason } from "./codes";
import { digestOf } from "./digest.server";
import { invoiceEvents } from "./events";
import { invoiceLifecycle } from "./lifecycle";
import { owe } from "./owe.server";
import { refuseDecider, refuseHeld, refuseOverCeiling, refuseOwn } from "./review-limits.server";
import { type InvoiceRow, type LineRow, lockInReview, readLines, subjectOf } from "./row.server";
import { tellProvider } from "./tell-provider.server";
import { tellReferrals } from "./tell-referrals.server";

export interface Said<Reason extends string> {
  readonly reasonCode: Reason;
  readonly reasonWords: string;
}

/**
 * Ends the review in favour: what was allowed is owed from here on. Who decided a line does not approve the invoice.
 * @param seen digest of what the page showed
 * @throws Refusal 409 when anything changed since or something holds a line by now, 422 when a line is undecided or nothing is allowed
 */
export async function approveInvoice(db: Db, actor: Actor, id: InvoiceId, seen: string): Promise<void> {
  const row = await lockInReview(db, id);
  const lines = await readLines(db, id);
  refuseChanged(row, lines, seen);
  if (lines.some((line) => line.state === "pending")) throw new Refusal("invoice.line-undecided", 422);
  const approvedCents = sumCents(lines.map((line) => line.approvedCents));
  if (approvedCents === 0n) throw new Refusal("invoice.nothing-approved", 422);
  for (const line of lines) if (line.approvedCents > 0n) refuseHeld(line);
  await refuseOwn(db, row);
  await refuseDecider(db, id, false);
  await refuseOverCeiling(db, actor, id);
  const state = invoiceLifecycle.after(row.state, approvedCents === row.totalCents ? "approve" : "approve_in_part");
  await db
    .update(invoices)
    .set({ state, version: row.version + 1, decidedAt: sql`app.clock()`, decidedBy: actor.membershipId })
    .where(eq(invoices.id, id));
  await owe(db, row, lines);
  await recordEvent(
    db,
    actor,
    invoiceEvents.approved({
      invoiceId: id,
      number: row.number,
      totalCents: String(row.totalCents),
      approvedCents: String(approvedCents),
    }),
    subjectOf(row),
  );
  const event = invoiceEvents.owed({ invoiceId: id, number: row.number });
  const { agencyId, organizationId } = row;
  await tellReferrals(db, actor, [{ invoiceIds: [id], agencyId, organizationId, event }], "approved");
  await tellProvider(db, row, "invoice.approved");
}

/** Sends it back with a reason; every line is open again for the provider to correct. */
export async function returnInvoice(
  db: Db,
  actor: Actor,
  id: InvoiceId,
  seen: string,
  said: Said<InvoiceReason>,
): Promise<void> {
  const row = await lockInReview(db, id);
  refuseChanged(row, await readLines(db, id), seen);
  await reopenLines(db, id);
  await end(db, actor, row, "return", said);
  await recordEvent(
    db,
    actor,
    invoiceEvents.returned({ invoiceId: id, number: row.number, reason: said.reasonCode }),
    subjectOf(row),
  );
  await tellProvider(db, row, "invoice.returned");
}

/** Denies the whole invoice with a reason; its deliveries may be billed again on another. */
export async function denyInvoice(
  db: Db,
  actor: Actor,
  id: InvoiceId,
  seen: string,
  said: Said<InvoiceReason>,
): Promise<void> {
  const row = await lockInReview(db, id);
  refuseChanged(row, await readLines(db, id), seen);
  await reopenLines(db, id);
  await end(db, actor, row, "deny", said);
  await db.update(invoiceLines).set({ live: false }).where(eq(invoiceLines.invoiceId, id));
  await recordEvent(
    db,
    actor,
    invoiceEvents.denied({ invoiceId: id, number: row.number, reason: said.reasonCode }),
    subjectOf(row),
  );
  await tellProvider(db, row, "invoice.denied");
}

// What you see is what you sign: a decision holds for the lines and sums that were on the page, and for no others.
export function refuseChanged(row: InvoiceRow, lines: readonly LineRow[], seen: string): void {
  if (digestOf(row.version, lines) !== seen) throw new Refusal("invoice.changed-meanwhile", 409);
}

// A decided line goes back through its own lifecycle, so that the trail of moves stays whole. What was said about it stays:
// the provider corrects by it.
async function reopenLines(db: Db, id: InvoiceId): Promise<void> {
  await db
    .update(invoiceLines)
    .set({ state: "pending", approvedCents: 0n })
    .where(and(eq(invoiceLines.invoiceId, id), invoiceLines.live));
}

async function end(
  db: Db,
  actor: Actor,
  row: InvoiceRow,
  move: "return" | "deny",
  said: Said<InvoiceReason>,
): Promise<void> {
  const state = invoiceLifecycle.after(row.state, move);
  await db
    .update(invoices)
    .set({
      state,
      version: row.version + 1,
      decidedAt: sql`app.clock()`,
      decidedBy: actor.membershipId,
      reasonCode: said.reasonCode,
      reasonWords: said.reasonWords,
    })
    .where(eq(invoices.id, row.id));
}
