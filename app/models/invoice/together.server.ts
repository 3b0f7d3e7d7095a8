// Many invoices at once: which can be, and each begun or approved by the same deed as alone. What cannot be is left, and told.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import { invoices, organizations } from "#drizzle/schema";
import type { InvoiceId } from "../values/ids";
import { isRefusal, type Refusal } from "../values/refusal";
import { beginReview } from "./begin-review.server";
import { digestOf } from "./digest.server";
import { MOST_TOGETHER } from "./forms";
import { approveInvoice } from "./review.server";

const row = {
  id: invoices.id,
  number: invoices.number,
  organizationName: organizations.name,
  totalCents: invoices.totalCents,
  submittedAt: invoices.submittedAt,
  dueOn: invoices.dueOn,
  lines: sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and l.live)`,
};

/** Oldest first: an invoice that waits past 30 days costs the provider its rent. */
const AS_THEY_CAME = [asc(invoices.submittedAt), asc(invoices.id)];

/** Nobody looks at them yet, and the checks found nothing to look at. */
export function readToBegin(db: Db, agencyId: string) {
  return db
    .select(row)
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(and(eq(invoices.agencyId, agencyId), eq(invoices.state, "submitted"), eq(invoices.riskCents, 0n)))
    .orderBy(...AS_THEY_CAME)
    .limit(MOST_TOGETHER);
}

export type ToBegin = Awaited<ReturnType<typeof readToBegin>>[number];

/** In review, each line allowed in full and none by the reader: each with the digest of what the list says of it. */
export async function readToApprove(db: Db, agencyId: string) {
  const rows = await db
    .select({
      ...row,
      version: invoices.version,
      byRule: sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and l.live and l.by_rule)`,
      held: sql<
        HeldLine[]
      >`(select jsonb_agg(jsonb_build_object('id', l.id, 'amountCents', l.amount_cents::text, 'state', l.state,
        'approvedCents', l.approved_cents::text)) from invoice_line l where l.invoice_id = ${invoices.id} and l.live)`,
    })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(
      and(
        eq(invoices.agencyId, agencyId),
        eq(invoices.state, "in_review"),
        sql`${invoices.totalCents} > 0 and ${invoices.approvedCents} = ${invoices.totalCents}`,
        sql`not exists (select 1 from invoice_line l where l.invoice_id = ${invoices.id} and l.live and app.person_of(l.decided_by) = app.actor_id())`,
      ),
    )
    .orderBy(...AS_THEY_CAME)
    .limit(MOST_TOGETHER);
  return rows.map(({ version, held, ...shown }) => ({ ...shown, seen: digestOf(version, held.map(inCents)) }));
}

export type ToApprove = Awaited<ReturnType<typeof readToApprove>>[number];

interface HeldLine {
  readonly id: string;
  readonly amountCents: string;
  readonly state: string;
  readonly approvedCents: string;
}

const inCents = ({ amountCents, approvedCents, ...line }: HeldLine) => ({
  ...line,
  amountCents: BigInt(amountCents),
  approvedCents: BigInt(approvedCents),
});

export interface Left {
  readonly id: InvoiceId;
  readonly refusal: Refusal;
}

/** What was left by its number: it may stand in no list any more. Who may not see it learns no number. */
export async function readNumbers(db: Db, left: readonly Left[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: invoices.id, number: invoices.number, organizationName: organizations.name })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(
      among(
        invoices.id,
        left.map(({ id }) => id),
      ),
    );
  return new Map(rows.map(({ id, number, organizationName }) => [id, `${number} · ${organizationName}`]));
}

/** @returns what was left, each with why: somebody else began it, or it was called back */
export const beginTogether = (db: Db, actor: Actor, ids: readonly InvoiceId[]): Promise<Left[]> =>
  eachAlone(ids, (id) => beginReview(db, actor, id));

export interface Chosen {
  readonly id: InvoiceId;
  readonly seen: string;
}

/** @returns what was left, each with why: it changed meanwhile, or this person may not approve it */
export function approveTogether(db: Db, actor: Actor, chosen: readonly Chosen[]): Promise<Left[]> {
  const seen = new Map(chosen.map((one) => [one.id, one.seen]));
  return eachAlone([...seen.keys()], (id) => approveInvoice(db, actor, id, seen.get(id) ?? ""));
}

/** In the order of their ids, so that two who chose the same wait for one another and never for ever. A refusal comes before anything is written. */
async function eachAlone(ids: readonly InvoiceId[], deed: (id: InvoiceId) => Promise<unknown>): Promise<Left[]> {
  const left: Left[] = [];
  for (const id of [...new Set(ids)].sort()) {
    try {
      await deed(id);
    } catch (failure) {
      if (!isRefusal(failure)) throw failure;
      left.push({ id, refusal: failure });
    }
  }
  return left;
}
