// Reads invoices in the shape of both sides' pages. A provider sees names while they are disclosed, finance the clients' numbers.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { agencies, invoices, organizations, paymentInvoices } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import { asId, type InvoiceId, type PaymentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { digestOf } from "./digest.server";
import { type Edit, findEdits, heldNow } from "./edits";
import { type InvoiceState, type LineRow, readInvoiceRow, readLines, subjectOf } from "./row.server";
import { type InvoiceView, statesOf } from "./views";

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
  findings: sql<number>`(select count(*)::int from invoice_line l where l.invoice_id = ${invoices.id} and l.live and l.edits <> '[]'::jsonb)`,
};

const NEWEST_FIRST = byInstant(invoices.createdAt, invoices.id, "newest");
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
}

/** The agency's invoices in the order they came: oldest first, because they wait. */
export async function readFinanceInvoices(db: Db, filter: FinanceFilter, after: Mark | null) {
  const rows = await db
    .select({ ...row, mark: AS_THEY_CAME.mark })
    .from(invoices)
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .innerJoin(agencies, eq(agencies.id, invoices.agencyId))
    .where(
      and(
        eq(invoices.agencyId, filter.agencyId),
        inArray(invoices.state, [...filter.states]),
        filter.organizationId ? eq(invoices.organizationId, filter.organizationId) : undefined,
        AS_THEY_CAME.beyond(after),
      ),
    )
    .orderBy(...AS_THEY_CAME.order)
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
    .select({ organizationName: organizations.name, agencyName: agencies.name })
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
  // Before it is sent the checks are made afresh at each look; what was sent keeps those it was sent with.
  const found = isEditable(invoice.state)
    ? findEdits(lines, localDay(await clock(db), actor.timeZone))
    : new Map<string, Edit[]>();
  return {
    ...invoice,
    ...names,
    state: invoice.state as InvoiceState,
    paymentId: paid ? asId<PaymentId>(paid.id) : null,
    lines: lines.map((line) => ({ ...line, edits: found.get(line.id) ?? shownEdits(line, invoice.state) })),
    seen: digestOf(
      invoice.version,
      lines.filter((line) => line.live),
    ),
  };
}

export type ShownInvoice = Awaited<ReturnType<typeof readInvoice>>;

/** A decided line keeps what it was decided on. */
const shownEdits = ({ edits, held }: LineRow, state: InvoiceState) =>
  state === "submitted" || state === "in_review" ? heldNow(edits, held) : edits;

const isEditable = (state: InvoiceState) => state === "draft" || state === "returned";
