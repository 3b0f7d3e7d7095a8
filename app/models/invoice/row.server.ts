// Locks or reads one invoice with its lines, for the deeds and pages that weigh it. Names no client.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  attendances,
  authorizations,
  invoiceLines,
  invoices,
  progressNotes,
  serviceSessions,
  services,
} from "#drizzle/schema";
import { withShownNames } from "../authorization/shown-name.server";
import { withPeriodUnits } from "../delivery/period-counts.server";
import { asCalendarDay } from "../values/calendar-day";
import { asId, type InvoiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { NO_FACTS, readFacts } from "./facts.server";
import type { invoiceLifecycle, lineLifecycle } from "./lifecycle";

export type InvoiceState = (typeof invoiceLifecycle.states)[number];
export type LineState = (typeof lineLifecycle.states)[number];

/** @throws Refusal 404 when it is absent, another's, or a draft that the agency may not see yet */
export async function readInvoiceRow(db: Db, id: InvoiceId) {
  const [row] = await db.select().from(invoices).where(eq(invoices.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, id, state: row.state as InvoiceState };
}

/** @throws Refusal 404 when the actor may not see it, 409 when its state leaves nothing for them to change */
export async function lockInvoice(db: Db, id: InvoiceId) {
  const seen = await readInvoiceRow(db, id);
  const [row] = await db.select().from(invoices).where(eq(invoices.id, id)).for("update");
  if (!row) throw new Refusal("lifecycle.illegal-move", 409, { thing: "invoice", state: seen.state, move: "" });
  return { ...row, id, state: row.state as InvoiceState };
}

/** @param also another state in which lines are decided  @throws Refusal 409 in any other */
export async function lockInReview(db: Db, id: InvoiceId, also?: "disputed") {
  const row = await lockInvoice(db, id);
  if (row.state !== "in_review" && row.state !== also) throw new Refusal("invoice.not-in-review", 409);
  return row;
}

export type InvoiceRow = Awaited<ReturnType<typeof readInvoiceRow>>;
export type LineRow = Awaited<ReturnType<typeof readLines>>[number];

/**
 * The live lines by day; lines set aside with a discarded or denied invoice are shown with `all`.
 * A provider reads a client's name while it is disclosed, finance the client's number.
 */
export async function readLines(db: Db, invoiceId: InvoiceId, all = false) {
  const rows = await db
    .select({
      line: invoiceLines,
      fundId: authorizations.fundId,
      authorizationNumber: authorizations.number,
      authorizationState: authorizations.state,
      authorizedUnits: authorizations.units,
      usedUnits: authorizations.unitsUsed,
      period: authorizations.period,
      unitsPerPeriod: authorizations.unitsPerPeriod,
      authorizedFrom: authorizations.startsOn,
      authorizedUntil: authorizations.endsOn,
      unitType: authorizations.unitType,
      serviceName: services.name,
      plannedUnits: serviceSessions.plannedUnits,
      sessionId: serviceSessions.id,
      named: { clientId: invoiceLines.clientId, referralId: serviceSessions.referralId },
      messages: sql<number>`(select count(*)::int from line_message said where said.line_id = ${invoiceLines.id})`,
      attended: sql<boolean>`${attendances.current} and ${attendances.units} > 0`,
      hasNote: sql<boolean>`${attendances.note} <> '' or exists (select 1 from ${progressNotes} where ${progressNotes.sessionId} = ${serviceSessions.id})`,
    })
    .from(invoiceLines)
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(attendances, eq(attendances.id, invoiceLines.attendanceId))
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .where(and(eq(invoiceLines.invoiceId, invoiceId), all ? undefined : invoiceLines.live))
    .orderBy(asc(invoiceLines.serviceDay), asc(invoiceLines.id))
    .limit(1000);
  const facts = await readFacts(
    db,
    rows.map(({ line }) => line.attendanceId),
  );
  const lines = (await withShownNames(db, rows)).map(({ line, ...around }) => ({
    ...line,
    ...around,
    facts: facts.get(line.attendanceId) ?? NO_FACTS,
    state: line.state as LineState,
    serviceDay: asCalendarDay(line.serviceDay),
    amountCents: line.amountCents ?? 0n,
    adjustedCents: line.adjustedCents ?? 0n,
  }));
  return withPeriodUnits(db, lines);
}

export const subjectOf = (row: InvoiceRow) => ({
  subjectType: "invoice",
  subjectId: asId<InvoiceId>(row.id),
  agencyId: row.agencyId,
  organizationId: row.organizationId,
});
