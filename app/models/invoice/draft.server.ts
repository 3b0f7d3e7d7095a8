// Makes an invoice from what was delivered and not yet billed, and takes it apart again. Units and rates are never typed.
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { nextNumber } from "#app/database/clock.server";
import { linkByStatement } from "#app/database/many-rows.server";
import { attendances, authorizations, invoiceLines, invoices, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import {
  type AgencyId,
  type AttendanceId,
  asId,
  type InvoiceId,
  type InvoiceLineId,
  type OrganizationId,
} from "../values/ids";
import { Refusal } from "../values/refusal";
import { invoiceEvents } from "./events";
import { invoiceLifecycle } from "./lifecycle";
import { lockInvoice, subjectOf } from "./row.server";

export interface NewInvoice {
  readonly agencyId: AgencyId;
  readonly attendanceIds: readonly AttendanceId[];
  readonly note: string;
}

/**
 * Drafts an invoice to one agency with a line for each delivery.
 * @throws Refusal 409 when a delivery is billed already or is no longer current, 404 when one is not the provider's
 */
export async function draftInvoice(db: Db, actor: Actor, asked: NewInvoice): Promise<InvoiceId> {
  const organizationId = organizationOf(actor);
  const delivered = await readDelivered(db, organizationId, asked);
  await linkByStatement(db, delivered.length);
  const number = await nextNumber(db, organizationId, "I");
  const [row] = await db
    .insert(invoices)
    .values({ agencyId: asked.agencyId, organizationId, number, note: asked.note, createdBy: actor.membershipId })
    .returning();
  if (!row) throw new Error("no invoice was made");
  const id = asId<InvoiceId>(row.id);
  await db
    .insert(invoiceLines)
    .values(delivered.map((delivery) => ({ agencyId: asked.agencyId, organizationId, invoiceId: id, ...delivery })));
  await recordEvent(db, actor, invoiceEvents.drafted({ invoiceId: id, number, lines: delivered.length }), {
    subjectType: "invoice",
    subjectId: id,
    agencyId: asked.agencyId,
    organizationId,
  });
  return id;
}

/** Takes one line out of a draft; its delivery waits to be billed again. */
export async function removeLine(db: Db, id: InvoiceId, lineId: InvoiceLineId): Promise<void> {
  const row = await lockInvoice(db, id);
  if (row.state !== "draft" && row.state !== "returned") throw new Refusal("invoice.sent-already", 409);
  const removed = await db
    .delete(invoiceLines)
    .where(and(eq(invoiceLines.id, lineId), eq(invoiceLines.invoiceId, id)))
    .returning({ id: invoiceLines.id });
  if (removed.length === 0) throw new Refusal("not-found", 404);
}

/** Gives a draft up; every delivery in it may be billed again. */
export async function discardInvoice(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "discard");
  await db.update(invoiceLines).set({ live: false }).where(eq(invoiceLines.invoiceId, id));
  await db
    .update(invoices)
    .set({ state, version: row.version + 1 })
    .where(eq(invoices.id, id));
  await recordEvent(db, actor, invoiceEvents.discarded({ invoiceId: id, number: row.number }), subjectOf(row));
}

async function readDelivered(db: Db, organizationId: OrganizationId, asked: NewInvoice) {
  const wanted = [...new Set(asked.attendanceIds)];
  const rows = await db
    .select({
      attendanceId: attendances.id,
      authorizationId: attendances.authorizationId,
      clientId: attendances.clientId,
      units: attendances.units,
      current: attendances.current,
      rateCents: authorizations.rateCents,
      serviceDay: serviceSessions.serviceDay,
      billed: sql<boolean>`exists (select 1 from invoice_line l where l.attendance_id = ${attendances.id} and l.live)`,
    })
    .from(attendances)
    .innerJoin(authorizations, eq(authorizations.id, attendances.authorizationId))
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .where(
      and(
        inArray(attendances.id, wanted),
        eq(attendances.agencyId, asked.agencyId),
        eq(attendances.organizationId, organizationId),
      ),
    );
  if (rows.length !== wanted.length) throw new Refusal("not-found", 404);
  if (rows.some((row) => row.billed)) throw new Refusal("invoice.billed-already", 409);
  if (rows.some((row) => !row.current || row.units === 0n)) throw new Refusal("invoice.delivery-corrected", 409);
  return rows.map(({ current: _current, billed: _billed, ...line }) => line);
}
