// Takes overpaid money back of a paid line, in whole or in part, from what the provider is paid next: asked for by one person, approved by a second. Edits nothing that was paid.
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import { adjustments, invoiceLines, invoices, organizations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { type AdjustmentId, asId, type InvoiceId, type InvoiceLineId, type OrganizationId } from "../values/ids";
import type { Cents } from "../values/money";
import { Refusal } from "../values/refusal";
import type { ToTake } from "./adjustment-share";
import { adjustmentEvents } from "./events";
import { adjustmentLifecycle } from "./lifecycle";
import { MOST_IN_BATCH } from "./row.server";

export type AdjustmentState = (typeof adjustmentLifecycle.states)[number];

export interface NewAdjustment {
  /** Null: all that is left of the line. */
  readonly amountCents: Cents | null;
  readonly sharePercent: number;
  readonly words: string;
}

/** @throws Refusal 404 when the line is not the agency's, 409 when it was not paid or less is left of it */
export async function askBack(
  db: Db,
  actor: Actor,
  invoiceId: InvoiceId,
  lineId: InvoiceLineId,
  { amountCents, ...asked }: NewAdjustment,
): Promise<void> {
  const agencyId = agencyOf(actor);
  const [line] = await db
    .select({ organizationId: invoiceLines.organizationId, leftCents: leftOf(invoiceLines.id) })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(and(eq(invoiceLines.id, lineId), eq(invoices.id, invoiceId), eq(invoices.agencyId, agencyId)));
  if (!line) throw new Refusal("not-found", 404);
  const leftCents = BigInt(line.leftCents);
  const cents = amountCents ?? leftCents;
  if (cents <= 0n || cents > leftCents) throw new Refusal("payment.more-than-paid", 409);
  const kind = cents === leftCents && amountCents === null ? "void" : "recoup";
  const { organizationId } = line;
  const [made] = await db
    .insert(adjustments)
    .values({
      ...{ agencyId, organizationId, invoiceId, invoiceLineId: lineId, kind, amountCents: cents, ...asked },
      askedBy: actor.membershipId,
    })
    .returning({ id: adjustments.id });
  const id = asId<AdjustmentId>(made?.id ?? "");
  const facts = { adjustmentId: id, kind, amountCents: String(cents) };
  await recordEvent(db, actor, adjustmentEvents.asked(facts), subjectOf(invoiceId, agencyId, organizationId));
  await tellMembers(
    db,
    { agencyId, roles: ["finance_approver"] },
    { kind: "payment.adjustment-waits", subjectType: "adjustment", subjectId: id, path: "/finance/adjustments" },
  );
}

const DONE = { approve: "approved", refuse: "refused", withdraw: "withdrawn" } as const;

/** @throws Refusal 404 for another agency's, 403 for who asked and would approve, 409 when it was decided meanwhile */
export async function decideAdjustment(
  db: Db,
  actor: Actor,
  id: AdjustmentId,
  move: "approve" | "refuse" | "withdraw",
): Promise<void> {
  const [row] = await db.select().from(adjustments).where(eq(adjustments.id, id)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  const state = adjustmentLifecycle.after(row.state as AdjustmentState, move);
  if (move === "approve" && actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const [own] = await db.execute<{ mine: boolean }>(
    sql`select app.person_of(${row.askedBy}::uuid) = app.actor_id() as mine`,
  );
  if (move === "approve" && own?.mine) throw new Refusal("payment.own-adjustment", 403);
  const decided = move === "withdraw" ? {} : { decidedBy: actor.membershipId, decidedAt: sql`app.clock()` };
  await db
    .update(adjustments)
    .set({ state, ...decided })
    .where(eq(adjustments.id, id));
  const { agencyId, organizationId, kind, amountCents, invoiceId } = row;
  const facts = { adjustmentId: id, kind, amountCents: String(amountCents) };
  await recordEvent(db, actor, adjustmentEvents[DONE[move]](facts), subjectOf(invoiceId, agencyId, organizationId));
  if (move !== "approve") return;
  await tellMembers(
    db,
    { organizationId: asId<OrganizationId>(organizationId), roles: ["biller", "organization_administrator"] },
    {
      ...{ kind: "payment.adjustment-approved", subjectType: "adjustment", subjectId: id },
      path: `/portal/invoices/${invoiceId}`,
    },
  );
}

/** What is approved and not taken back yet of what is paid, oldest first, by the provider; a payment that came back paid nothing. */
export async function readToTake(
  db: Db,
  agencyId: string,
  organizationIds: readonly string[],
): Promise<Map<string, ToTake[]>> {
  const left = sql<string>`(${adjustments.amountCents} - ${takenOf(adjustments.id)})`;
  const rows = await db
    .select({
      organizationId: adjustments.organizationId,
      adjustmentId: adjustments.id,
      left: sql<string>`${left}::text`,
      sharePercent: adjustments.sharePercent,
    })
    .from(adjustments)
    .innerJoin(invoices, and(eq(invoices.id, adjustments.invoiceId), eq(invoices.state, "paid")))
    .where(
      and(
        eq(adjustments.agencyId, agencyId),
        among(adjustments.organizationId, organizationIds),
        eq(adjustments.state, "approved"),
        gt(left, sql`0`),
      ),
    )
    .orderBy(asc(adjustments.createdAt), asc(adjustments.id))
    .limit(MOST_IN_BATCH);
  const waiting = new Map<string, ToTake[]>();
  for (const { organizationId, left: cents, ...row } of rows) {
    const own = waiting.get(organizationId) ?? [];
    own.push({ ...row, leftCents: BigInt(cents) });
    waiting.set(organizationId, own);
  }
  return waiting;
}

const MOST_SHOWN = 200;

export type AdjustmentLine = Awaited<ReturnType<typeof readAdjustments>>[number];

/** Of an agency or of one invoice, what waits first, then newest first. */
export async function readAdjustments(db: Db, of: { agencyId?: string; invoiceId?: string }) {
  const rows = await db
    .select({
      id: adjustments.id,
      kind: adjustments.kind,
      state: adjustments.state,
      amountCents: adjustments.amountCents,
      takenCents: sql<string>`${takenOf(adjustments.id)}::text`,
      sharePercent: adjustments.sharePercent,
      words: adjustments.words,
      invoiceId: adjustments.invoiceId,
      invoiceNumber: invoices.number,
      serviceDay: invoiceLines.serviceDay,
      organizationName: organizations.name,
      createdAt: adjustments.createdAt,
      askedBy: nameOf(adjustments.askedBy),
      decidedBy: nameOf(adjustments.decidedBy),
      mine: sql<boolean>`coalesce(app.person_of(${adjustments.askedBy}) = app.actor_id(), false)`,
    })
    .from(adjustments)
    .innerJoin(invoices, eq(invoices.id, adjustments.invoiceId))
    .innerJoin(invoiceLines, eq(invoiceLines.id, adjustments.invoiceLineId))
    .innerJoin(organizations, eq(organizations.id, adjustments.organizationId))
    .where(
      and(
        of.agencyId ? eq(adjustments.agencyId, of.agencyId) : undefined,
        of.invoiceId ? eq(adjustments.invoiceId, of.invoiceId) : undefined,
      ),
    )
    .orderBy(sql`${adjustments.state} <> 'proposed'`, sql`${adjustments.createdAt} desc`, adjustments.id)
    .limit(MOST_SHOWN);
  return rows.map((row) => ({ ...row, takenCents: BigInt(row.takenCents) }));
}

/** The lines of a paid invoice of which something is left that could be taken back. */
export async function readPaidLines(db: Db, invoiceId: InvoiceId) {
  const rows = await db
    .select({
      id: invoiceLines.id,
      serviceDay: invoiceLines.serviceDay,
      paidCents: invoiceLines.approvedCents,
      leftCents: leftOf(invoiceLines.id),
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(
      and(
        eq(invoiceLines.invoiceId, invoiceId),
        eq(invoices.state, "paid"),
        invoiceLines.live,
        gt(invoiceLines.approvedCents, 0n),
      ),
    )
    .orderBy(asc(invoiceLines.serviceDay), asc(invoiceLines.id))
    .limit(MOST_SHOWN);
  return rows.map((row) => ({ ...row, leftCents: BigInt(row.leftCents) })).filter(({ leftCents }) => leftCents > 0n);
}

const takenOf = (adjustmentId: unknown): SQL =>
  sql`coalesce((select sum(pa.amount_cents) from payment_adjustment pa where pa.adjustment_id = ${adjustmentId} and pa.live), 0)`;

const leftOf = (lineId: unknown): SQL<string> =>
  sql<string>`(invoice_line.approved_cents - coalesce((select sum(a.amount_cents) from adjustment a where a.invoice_line_id = ${lineId} and a.state in ('proposed', 'approved')), 0))::text`;

const nameOf = (membershipId: unknown): SQL<string | null> =>
  sql<
    string | null
  >`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${membershipId})`;

const subjectOf = (invoiceId: string, agencyId: string, organizationId: string) => ({
  subjectType: "invoice",
  subjectId: invoiceId,
  agencyId,
  organizationId,
});
