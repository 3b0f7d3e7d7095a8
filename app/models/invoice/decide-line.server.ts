// Decides the lines of an invoice one by one, in review and in a dispute. Ends no review; what is held is not paid.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoiceLines } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { InvoiceId, InvoiceLineId } from "../values/ids";
import type { Cents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { LineReason } from "./codes";
import { isHeldCode } from "./edits";
import { invoiceEvents } from "./events";
import { lineLifecycle } from "./lifecycle";
import type { Said } from "./review.server";
import { refuseHeld } from "./review-limits.server";
import { type InvoiceRow, type LineRow, lockInReview, readLines, subjectOf } from "./row.server";

export type LineDecision =
  | { readonly move: "approve" }
  | { readonly move: "reconsider" }
  /** In a dispute: as it was decided first. */
  | { readonly move: "keep" }
  | ({ readonly move: "reduce"; readonly approvedCents: Cents } & Said<LineReason>)
  | ({ readonly move: "deny" } & Said<LineReason>);

/** @throws Refusal 409 when the invoice is not in review, 422 when a reduction reduces nothing, 403 for who decided what is disputed */
export async function decideLine(
  db: Db,
  actor: Actor,
  id: InvoiceId,
  lineId: InvoiceLineId,
  decision: LineDecision,
): Promise<void> {
  const row = await lockInReview(db, id, "disputed");
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
  const free = pending.filter((line) => !isHeld(line));
  const [stuck] = pending;
  if (stuck && free.length === 0) refuseHeld(stuck);
  for (const line of free) await write(db, actor, row, line, { move: "approve" });
}

function isHeld(line: LineRow): boolean {
  const { excluded, inForce, lacking } = line.facts;
  return (
    excluded ||
    !inForce ||
    lacking !== "" ||
    line.edits.some(({ code, effect }) => effect === "hold" && !isHeldCode(code))
  );
}

async function write(db: Db, actor: Actor, row: InvoiceRow, line: LineRow, asked: LineDecision): Promise<void> {
  const decision = asked.move === "keep" ? firstDecision(line) : asked;
  const state = lineLifecycle.after(line.state, decision.move);
  const approvedCents =
    decision.move === "approve" ? line.amountCents : decision.move === "reduce" ? decision.approvedCents : 0n;
  if (decision.move === "reduce" && approvedCents >= line.amountCents)
    throw new Refusal("invoice.reduces-nothing", 422);
  if (row.state === "disputed") await refuseInDispute(db, line, approvedCents, decision.move);
  if (approvedCents > (line.firstApprovedCents ?? 0n)) refuseHeld(line);
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

/** @throws Refusal 409 where there is no such decision to keep */
function firstDecision(line: LineRow): LineDecision & { readonly move: "reduce" | "deny" } {
  const { contested, reasonCode, reasonWords, firstApprovedCents } = line;
  if (!contested || reasonCode === null) throw new Refusal("invoice.not-disputed", 409);
  const said = { reasonCode: reasonCode as LineReason, reasonWords: reasonWords ?? "" };
  const approvedCents = firstApprovedCents ?? 0n;
  return approvedCents > 0n ? { move: "reduce", approvedCents, ...said } : { move: "deny", ...said };
}

// The database refuses each of it too; here the person learns why.
async function refuseInDispute(db: Db, line: LineRow, approvedCents: Cents, move: LineDecision["move"]): Promise<void> {
  if (!line.contested) throw new Refusal("invoice.not-disputed", 409);
  if (move === "reconsider") return;
  if (approvedCents < (line.firstApprovedCents ?? 0n)) throw new Refusal("invoice.never-less", 422);
  const [own] = await db.execute<{ mine: boolean }>(
    sql`select app.person_of(${line.firstDecidedBy}::uuid) = app.actor_id() as mine`,
  );
  if (own?.mine) throw new Refusal("invoice.fresh-eyes", 403);
}
