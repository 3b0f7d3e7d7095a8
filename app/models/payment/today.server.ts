// What waits at the finance desk today, oldest first, and where the money stands. Reads; decides nothing.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoices, organizations } from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";
import { sumCents } from "../values/money";
import { readFunds } from "./funds.server";
import { readBatches, readPayable } from "./read.server";
import { countAccountChanges } from "./read-accounts.server";

const SHOWN = 8;

export async function readFinanceToday(db: Db, actor: Actor, today: CalendarDay) {
  const agencyId = agencyOf(actor);
  const funds = await readFunds(db, agencyId);
  const payable = await readPayable(db, agencyId);
  const open = (await readBatches(db, agencyId, null, "open")).rows;
  const barred = await readBarred(db, agencyId);
  return {
    accountChanges: await countAccountChanges(db),
    waiting: await readWaiting(db, agencyId),
    open: open.map((batch) => ({ ...batch, barred: barred.has(batch.id) })),
    released: (await readBatches(db, agencyId, null, "approved")).rows,
    sent: (await readBatches(db, agencyId, null, "exported")).rows,
    payable: {
      count: payable.length,
      cents: sumCents(payable.map((invoice) => invoice.approvedCents)),
      overdue: payable.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
    },
    sums: {
      availableCents: sumCents(funds.map((fund) => fund.availableCents)),
      reservedCents: sumCents(funds.map((fund) => fund.reservedCents)),
      payableCents: sumCents(funds.map((fund) => fund.payableCents)),
      paidCents: sumCents(funds.map((fund) => fund.paidCents)),
    },
  };
}

/** Oldest first: an invoice that waits past 30 days costs the provider its rent. */
async function readWaiting(db: Db, agencyId: string) {
  const waiting = and(eq(invoices.agencyId, agencyId), inArray(invoices.state, ["submitted", "in_review", "disputed"]));
  const rows = await db
    .select({
      id: invoices.id,
      number: invoices.number,
      state: invoices.state,
      organizationName: organizations.name,
      totalCents: invoices.totalCents,
      submittedAt: invoices.submittedAt,
      dueOn: invoices.dueOn,
    })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(waiting)
    .orderBy(asc(invoices.submittedAt), asc(invoices.id))
    .limit(SHOWN);
  const [sum] = await db
    .select({ count: sql<number>`count(*)::int`, cents: sql<string>`coalesce(sum(total_cents), 0)::text` })
    .from(invoices)
    .where(waiting);
  return { rows, count: sum?.count ?? 0, cents: BigInt(sum?.cents ?? "0") };
}

/** Open batches that the reader made or decided something in: somebody else releases them. */
async function readBarred(db: Db, agencyId: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ id: string }>(sql`
    select b.id from payment_batch b where b.agency_id = ${agencyId}::uuid and b.state = 'open' and (app.person_of(b.created_by) = app.actor_id()
      or exists (select 1 from payment p join payment_invoice pi on pi.payment_id = p.id and pi.live join invoice i on i.id = pi.invoice_id
        join invoice_line l on l.invoice_id = i.id and l.live
        where p.batch_id = b.id and app.actor_id() in (app.person_of(i.decided_by), app.person_of(i.concluded_by), app.person_of(l.decided_by))))`);
  return new Set([...rows].map(({ id }) => id));
}
