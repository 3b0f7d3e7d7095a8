// Sends an invoice to finance with its automatic checks, and calls it back while nobody has begun to look.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { linkByStatement } from "#app/database/many-rows.server";
import { agencies, agreements, invoices } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { addDays, localDay } from "../values/calendar-day";
import { type AgencyId, asId, type InvoiceId } from "../values/ids";
import { sumCents } from "../values/money";
import { Refusal } from "../values/refusal";
import { type Edit, findEdits, verdictOf } from "./edits";
import { invoiceEvents } from "./events";
import { readEditRules } from "./facts.server";
import { invoiceLifecycle } from "./lifecycle";
import { type InvoiceRow, lockInvoice, readLines, subjectOf } from "./row.server";
import { tellReferrals } from "./tell-referrals.server";

const PAYMENT_DAYS = 30;

/** @throws Refusal 409 sent already, 422 without a line */
export async function submitInvoice(db: Db, actor: Actor, id: InvoiceId, note: string): Promise<void> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "submit");
  const lines = await readLines(db, id);
  if (lines.length === 0) throw new Refusal("invoice.no-line", 422);
  const terms = await readTerms(db, row);
  const today = localDay(await clock(db), terms.timeZone);
  const edits = findEdits(lines, await readEditRules(db, row.agencyId), today);
  await linkByStatement(db, lines.length);
  await keepEdits(db, id, edits);
  await db
    .update(invoices)
    .set({
      state,
      note,
      version: row.version + 1,
      submittedAt: sql`app.clock()`,
      submittedBy: actor.membershipId,
      dueOn: addDays(today, terms.paymentDays),
      riskCents: sumCents(
        lines.filter((line) => verdictOf(edits.get(line.id) ?? []) !== "passes").map((line) => line.amountCents),
      ),
      reasonCode: null,
      reasonWords: null,
    })
    .where(eq(invoices.id, id));
  await recordEvent(
    db,
    actor,
    invoiceEvents.submitted({
      invoiceId: id,
      number: row.number,
      totalCents: String(row.totalCents),
      lines: lines.length,
    }),
    subjectOf(row),
  );
  const { agencyId, organizationId } = row;
  const event = invoiceEvents.billed({ invoiceId: id, number: row.number });
  await tellReferrals(db, actor, [{ invoiceIds: [id], agencyId, organizationId, event }]);
  await tellMembers(
    db,
    { agencyId: asId<AgencyId>(row.agencyId), roles: ["finance_reviewer", "finance_approver"] },
    {
      kind: "invoice.submitted",
      subjectType: "invoice",
      subjectId: id,
      path: `/finance/invoices/${id}`,
      effect: String(row.version),
    },
  );
}

/** All lines in one statement: an invoice has up to five hundred. A line on which the same was found stays as it is. */
async function keepEdits(db: Db, id: InvoiceId, edits: ReadonlyMap<string, readonly Edit[]>): Promise<void> {
  const found = JSON.stringify([...edits].map(([lineId, edits]) => ({ id: lineId, edits })));
  await db.execute(sql`
    update invoice_line l set edits = f.edits from jsonb_to_recordset(${found}::jsonb) f(id uuid, edits jsonb)
    where l.id = f.id and l.invoice_id = ${id}::uuid and l.edits is distinct from f.edits`);
}

/** @throws Refusal 409 when the review has begun */
export async function recallInvoice(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "recall");
  await db
    .update(invoices)
    .set({ state, version: row.version + 1 })
    .where(eq(invoices.id, id));
  await recordEvent(db, actor, invoiceEvents.recalled({ invoiceId: id, number: row.number }), subjectOf(row));
}

async function readTerms(db: Db, row: InvoiceRow) {
  const [terms] = await db
    .select({ timeZone: agencies.timeZone, paymentDays: agreements.paymentDays })
    .from(agencies)
    .leftJoin(
      agreements,
      and(
        eq(agreements.agencyId, agencies.id),
        eq(agreements.organizationId, row.organizationId),
        sql`${agreements.id} = app.agreement_on(${row.agencyId}::uuid, ${row.organizationId}::uuid, app.agency_day(${row.agencyId}::uuid))`,
      ),
    )
    .where(eq(agencies.id, row.agencyId))
    .limit(1);
  return { timeZone: terms?.timeZone ?? "America/New_York", paymentDays: terms?.paymentDays ?? PAYMENT_DAYS };
}
