// Finance looks at an invoice line by line and ends the review: approve, return or deny. Nobody who took part decides.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoiceLines, invoices } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { asId, type InvoiceId, type InvoiceLineId, type OrganizationId } from "../values/ids";
import { type Cents, sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { InvoiceReason, LineReason } from "./codes";
import { digestOf } from "./digest.server";
import { invoiceEvents } from "./events";
import { invoiceLifecycle, lineLifecycle } from "./lifecycle";
import { refuseHeld, refuseOverCeiling, refuseOwn } from "./review-limits.server";
import { type InvoiceRow, type LineRow, lockInvoice, readLines, subjectOf } from "./row.server";
import { tellReferrals } from "./tell-referrals.server";

export interface Said<Reason extends string> {
  readonly reasonCode: Reason;
  readonly reasonWords: string;
}

export type LineDecision =
  | { readonly move: "approve" }
  | { readonly move: "reconsider" }
  | ({ readonly move: "reduce"; readonly approvedCents: Cents } & Said<LineReason>)
  | ({ readonly move: "deny" } & Said<LineReason>);

/** @throws Refusal 409 when somebody else began, or it was called back */
export async function beginReview(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "review");
  await db
    .update(invoices)
    .set({ state, version: row.version + 1 })
    .where(eq(invoices.id, id));
  await recordEvent(db, actor, invoiceEvents.review_began({ invoiceId: id, number: row.number }), subjectOf(row));
}

/** @throws Refusal 409 when the invoice is not in review, 422 when a reduction reduces nothing */
export async function decideLine(
  db: Db,
  actor: Actor,
  id: InvoiceId,
  lineId: InvoiceLineId,
  decision: LineDecision,
): Promise<void> {
  const row = await lockInReview(db, id);
  const line = (await readLines(db, id)).find((known) => known.id === lineId);
  if (!line) throw new Refusal("not-found", 404);
  await write(db, actor, row, line, decision);
}

/**
 * Approves in full every line that nobody has decided yet and nothing holds.
 * @throws Refusal 409 when all that is left is held
 */
export async function approveRest(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const row = await lockInReview(db, id);
  const pending = (await readLines(db, id)).filter(({ state }) => state === "pending");
  const free = pending.filter(({ held }) => held === null);
  const [stuck] = pending;
  if (stuck && free.length === 0) refuseHeld(stuck);
  for (const line of free) await write(db, actor, row, line, { move: "approve" });
}

/**
 * Ends the review in favour: what was allowed is owed from here on.
 * @param seen digest of what the page showed
 * @throws Refusal 409 when anything changed since, 422 when a line is undecided or nothing is allowed
 */
export async function approveInvoice(db: Db, actor: Actor, id: InvoiceId, seen: string): Promise<void> {
  const row = await lockInReview(db, id);
  const lines = await readLines(db, id);
  refuseChanged(row, lines, seen);
  if (lines.some((line) => line.state === "pending")) throw new Refusal("invoice.line-undecided", 422);
  const approvedCents = sumCents(lines.map((line) => line.approvedCents));
  if (approvedCents === 0n) throw new Refusal("invoice.nothing-approved", 422);
  await refuseOwn(db, row);
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
  await tellReferrals(db, actor, [id], row, invoiceEvents.owed({ invoiceId: id, number: row.number }), "approved");
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

async function lockInReview(db: Db, id: InvoiceId): Promise<InvoiceRow> {
  const row = await lockInvoice(db, id);
  if (row.state !== "in_review") throw new Refusal("invoice.not-in-review", 409);
  return row;
}

async function write(db: Db, actor: Actor, row: InvoiceRow, line: LineRow, decision: LineDecision): Promise<void> {
  const state = lineLifecycle.after(line.state, decision.move);
  const approvedCents =
    decision.move === "approve" ? line.amountCents : decision.move === "reduce" ? decision.approvedCents : 0n;
  if (decision.move === "reduce" && approvedCents >= line.amountCents)
    throw new Refusal("invoice.reduces-nothing", 422);
  if (approvedCents > 0n) refuseHeld(line);
  const said = "reasonCode" in decision ? decision : { reasonCode: null, reasonWords: null };
  await db
    .update(invoiceLines)
    .set({ state, approvedCents, reasonCode: said.reasonCode, reasonWords: said.reasonWords })
    .where(and(eq(invoiceLines.id, line.id), eq(invoiceLines.state, line.state)));
  await recordEvent(
    db,
    actor,
    invoiceEvents.line_decided({
      invoiceId: row.id,
      number: row.number,
      lineId: line.id,
      state,
      approvedCents: String(approvedCents),
      reason: said.reasonCode ?? "",
    }),
    subjectOf(row),
  );
}

// What you see is what you sign: a decision holds for the lines and sums that were on the page, and for no others.
function refuseChanged(row: InvoiceRow, lines: readonly LineRow[], seen: string): void {
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

/** What was reserved for a delivery becomes owed, and what was not allowed of it goes back to its fund; once for each invoice. */
async function owe(db: Db, row: InvoiceRow, lines: readonly LineRow[]): Promise<void> {
  await post(
    db,
    row,
    "owe",
    "payable",
    perFund(lines, (line) => line.approvedCents),
  );
  await post(
    db,
    row,
    "release",
    "available",
    perFund(lines, (line) => line.amountCents - line.approvedCents),
  );
}

function perFund(lines: readonly LineRow[], centsOf: (line: LineRow) => Cents): Map<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const line of lines) sums.set(line.fundId, (sums.get(line.fundId) ?? 0n) + centsOf(line));
  return sums;
}

async function post(
  db: Db,
  row: InvoiceRow,
  kind: "owe" | "release",
  account: "payable" | "available",
  sums: ReadonlyMap<string, Cents>,
): Promise<void> {
  const legs = [...sums]
    .filter(([, cents]) => cents > 0n)
    .flatMap(([fund, cents]) => [
      { fund, account: "reserved", cents: String(-cents) },
      { fund, account, cents: String(cents) },
    ]);
  if (legs.length === 0) return;
  await db.execute(
    sql`select app.post_ledger(${row.agencyId}::uuid, ${kind}, ${`${kind}:${row.id}`}, ${JSON.stringify(legs)}::jsonb, null, ${row.id}::uuid, null, null)`,
  );
}

function tellProvider(
  db: Db,
  row: InvoiceRow,
  kind: "invoice.approved" | "invoice.returned" | "invoice.denied",
): Promise<void> {
  return tellMembers(
    db,
    { organizationId: asId<OrganizationId>(row.organizationId), roles: ["biller", "organization_administrator"] },
    {
      kind,
      subjectType: "invoice",
      subjectId: row.id,
      path: `/portal/invoices/${row.id}`,
      effect: String(row.version),
    },
  );
}
