// Reads invoices in the shape of both sides' pages. A provider sees names while they are disclosed, finance the clients' numbers.
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { agencies, invoices, organizations, paymentInvoices } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { type CalendarDay, localDay } from "../values/calendar-day";
import { asId, type InvoiceId, type PaymentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { digestOf } from "./digest.server";
import { type Edit, findEdits, forecast, heldNow } from "./edits";
import { readEditRules } from "./facts.server";
import { type InvoiceState, type LineRow, readInvoiceRow, readLines, subjectOf } from "./row.server";
import { type InvoiceView, type QueueOrder, statesOf } from "./views";

const lineCount = sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and (l.live or ${invoices.state} = 'denied'))`;

const row = {
  id: invoices.id,
  number: invoices.number,
  state: invoices.state,
  organizationName: organizations.name,
  agencyName: agencies.name,
  totalCents: invoices.totalCents,
  approvedCents: invoices.approvedCents,
  createdAt: invoices.createdAt,
  submittedAt: invoices.submittedAt,
  dueOn: invoices.dueOn,
  lines: lineCount,
  riskCents: invoices.riskCents,
  undecided: sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and l.live and l.state = 'pending')`,
  findings: sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and l.live and jsonb_path_exists(l.edits, '$[*] ? (!(@.effect == "note"))'))`,
};

const NEWEST_FIRST = byInstant(invoices.createdAt, invoices.id, "newest");
const MOST_TO_LOOK_AT = {
  mark: sql<string>`${invoices.riskCents}::text`,
  beyond: (after: Mark | null) =>
    after ? sql`(${invoices.riskCents}, ${invoices.id}) < (${after.value}::bigint, ${after.id}::uuid)` : undefined,
  order: [desc(invoices.riskCents), desc(invoices.id)],
};
const AS_THEY_CAME = byInstant(invoices.submittedAt, invoices.id, "oldest");

export type InvoiceLine = Awaited<ReturnType<typeof readOwnInvoices>>["rows"][number];

/** The provider's own invoices, newest first. */
export async function readOwnInvoices(db: Db, organizationId: string, view: InvoiceView, after: Mark | null) {
  const states = statesOf(view);
  const rows = await db
    .select({ ...row, mark: NEWEST_FIRST.mark })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .innerJoin(agencies, eq(agencies.id, invoices.agencyId))
    .where(
      and(
        eq(invoices.organizationId, organizationId),
        states ? inArray(invoices.state, [...states]) : undefined,
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

export interface FinanceFilter {
  readonly agencyId: string;
  readonly states: readonly string[];
  readonly organizationId?: string | undefined;
  readonly order?: QueueOrder;
}

/** The agency's invoices in the order they came, oldest first, because they wait; or by how much of them a person is to look at. */
export async function readFinanceInvoices(db: Db, filter: FinanceFilter, after: Mark | null) {
  const by = filter.order === "risk" ? MOST_TO_LOOK_AT : AS_THEY_CAME;
  const rows = await db
    .select({ ...row, mark: by.mark })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .innerJoin(agencies, eq(agencies.id, invoices.agencyId))
    .where(
      and(
        eq(invoices.agencyId, filter.agencyId),
        inArray(invoices.state, [...filter.states]),
        filter.organizationId ? eq(invoices.organizationId, filter.organizationId) : undefined,
        by.beyond(after),
      ),
    )
    .orderBy(...by.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

/** Providers that ever sent the agency an invoice: what the list can be narrowed to. */
export async function readBillers(db: Db, agencyId: string) {
  return db
    .selectDistinct({ id: organizations.id, name: organizations.name })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(and(eq(invoices.agencyId, agencyId), sql`${invoices.state} not in ('draft', 'discarded')`))
    .orderBy(asc(organizations.name))
    .limit(500);
}

/** One invoice with its lines and the digest of both. Recorded: lines show to whom something was given. */
export async function readInvoice(db: Db, actor: Actor, id: InvoiceId) {
  const invoice = await readInvoiceRow(db, id);
  if (actor.organizationId && invoice.organizationId !== actor.organizationId) throw new Refusal("not-found", 404);
  const lines = await readLines(db, id, invoice.state === "denied");
  const [names] = await db
    .select({
      organizationName: organizations.name,
      agencyName: agencies.name,
      // Colleagues are named to colleagues: a provider deals with the agency.
      reviewerName: sql<string | null>`(select p.name from membership m join person p on p.id = m.person_id
        where m.id = ${invoices.reviewedBy} and m.agency_id = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]))`,
      reviewedByMe: sql<boolean>`coalesce(${invoices.reviewedBy} = ${actor.membershipId}::uuid, false)`,
      decidedByMe: sql<boolean>`exists (select 1 from invoice_line l where l.invoice_id = ${invoices.id} and l.live
        and (${invoices.state} <> 'disputed' or l.contested) and app.person_of(l.decided_by) = app.actor_id())`,
    })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .innerJoin(agencies, eq(agencies.id, invoices.agencyId))
    .where(eq(invoices.id, id));
  if (!names) throw new Refusal("not-found", 404);
  const [paid] = await db
    .select({ id: paymentInvoices.paymentId })
    .from(paymentInvoices)
    .where(and(eq(paymentInvoices.invoiceId, id), paymentInvoices.live));
  await recordRead(db, actor, "invoice", subjectOf(invoice));
  const rules = await readEditRules(db, invoice.agencyId);
  const today = localDay(await clock(db), actor.timeZone);
  const found = isEditable(invoice.state) ? findEdits(lines, rules, today) : null;
  const weighed = lines.map((line) => ({
    ...line,
    edits: found?.get(line.id) ?? shownEdits(line, invoice.state, today),
  }));
  return {
    ...invoice,
    ...names,
    state: invoice.state as InvoiceState,
    paymentId: paid ? asId<PaymentId>(paid.id) : null,
    today,
    lines: weighed,
    forecast: forecast(weighed),
    payerCodes: rules.payerCodes,
    seen: digestOf(
      invoice.version,
      lines.filter((line) => line.live),
    ),
  };
}

export type ShownInvoice = Awaited<ReturnType<typeof readInvoice>>;

/** Before it is sent the edits are made afresh at each look; what was sent keeps those it was sent with, and once decided what it was decided on. */
const shownEdits = (line: LineRow, state: InvoiceState, today: CalendarDay): readonly Edit[] =>
  ["submitted", "in_review", "disputed"].includes(state) ? heldNow(line.edits, line, today) : line.edits;

const isEditable = (state: InvoiceState) => state === "draft" || state === "returned";
