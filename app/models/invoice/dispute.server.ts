// A provider disputes what was denied or reduced, and finance ends the dispute with other eyes: upheld or adjusted. Never allows less than before.
import { eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoiceLines, invoices } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { type AgencyId, asId, type InvoiceId, type InvoiceLineId } from "../values/ids";
import { type Cents, sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { isDisputable } from "./disputable";
import { invoiceEvents } from "./events";
import { invoiceLifecycle } from "./lifecycle";
import { owe, oweMore } from "./owe.server";
import { refuseChanged } from "./review.server";
import { refuseDecider, refuseOverCeiling, refuseOwn } from "./review-limits.server";
import { type InvoiceRow, type LineRow, lockInvoice, readLines, subjectOf } from "./row.server";
import { tellProvider } from "./tell-provider.server";

export interface Dispute {
  readonly lineIds: readonly InvoiceLineId[];
  readonly words: string;
}

/** @throws Refusal 409 when it cannot be disputed now, or a delivery was billed again meanwhile; 422 for a line that was allowed in full */
export async function disputeInvoice(db: Db, actor: Actor, id: InvoiceId, { lineIds, words }: Dispute): Promise<void> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "dispute");
  const disputable = (await readLines(db, id, true)).filter((line) => isDisputable(row.state, line));
  const chosen = disputable.filter((line) => lineIds.some((lineId) => lineId === line.id));
  if (chosen.length === 0 || chosen.length !== new Set(lineIds).size) throw new Refusal("invoice.no-dispute", 422);
  await db
    .update(invoices)
    .set({
      state,
      version: row.version + 1,
      disputedAt: sql`app.clock()`,
      disputedBy: actor.membershipId,
      disputeWords: words,
    })
    .where(eq(invoices.id, id));
  await db
    .update(invoiceLines)
    .set({ contested: true, live: true })
    .where(
      inArray(
        invoiceLines.id,
        chosen.map((line) => line.id),
      ),
    );
  await recordEvent(
    db,
    actor,
    invoiceEvents.disputed({ invoiceId: id, number: row.number, lines: chosen.length }),
    subjectOf(row),
  );
  await tellMembers(
    db,
    { agencyId: asId<AgencyId>(row.agencyId), roles: ["finance_reviewer", "finance_approver"] },
    {
      kind: "invoice.disputed",
      subjectType: "invoice",
      subjectId: id,
      path: `/finance/invoices/${id}`,
      effect: String(row.version),
    },
  );
}

/**
 * Ends a dispute as its lines were decided: adjusted where one is allowed more than before, else upheld.
 * @throws Refusal 409 when anything changed since it was seen, 422 when a disputed line waits, 403 for who decided one
 */
export async function concludeDispute(db: Db, actor: Actor, id: InvoiceId, seen: string): Promise<void> {
  const row = await lockInvoice(db, id);
  const lines = await readLines(db, id);
  const disputed = lines.filter(({ contested }) => contested);
  const moreCents = moreOf(disputed);
  const state = invoiceLifecycle.after(row.state, moreCents > 0n ? "adjust" : "uphold");
  refuseChanged(row, lines, seen);
  if (disputed.some((line) => line.state === "pending")) throw new Refusal("invoice.line-undecided", 422);
  await refuseOwn(db, row);
  await refuseDecider(db, id, true);
  if (moreCents > 0n) await refuseOverCeiling(db, actor, id);
  await db
    .update(invoices)
    .set({ state, version: row.version + 1, concludedAt: sql`app.clock()`, concludedBy: actor.membershipId })
    .where(eq(invoices.id, id));
  await book(db, row, lines);
  await recordEvent(
    db,
    actor,
    invoiceEvents.concluded({ invoiceId: id, number: row.number, state, moreCents: String(moreCents) }),
    subjectOf(row),
  );
  await tellProvider(db, row, "invoice.concluded");
}

/** A whole denial left everything reserved; a decision in part gave what it did not allow back to the fund. */
async function book(db: Db, row: InvoiceRow, lines: readonly LineRow[]): Promise<void> {
  const disputed = lines.filter(({ contested }) => contested);
  const owedBefore = sumCents(
    lines.map((line) => (line.contested ? (line.firstApprovedCents ?? 0n) : line.approvedCents)),
  );
  if (owedBefore === 0n) await owe(db, row, disputed, ":dispute");
  else await oweMore(db, row, disputed, ":dispute");
}

const moreOf = (disputed: readonly LineRow[]): Cents =>
  sumCents(disputed.map((line) => line.approvedCents - (line.firstApprovedCents ?? 0n)));
