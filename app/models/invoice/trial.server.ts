// Reads what a changed check or rate is tried on: the lines of the last three months. Changes nothing.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { authorizations, invoiceLines, invoices, organizations, services } from "#drizzle/schema";
import { asCalendarDay, localDay } from "../values/calendar-day";
import type { Cents } from "../values/money";

/** More are not weighed at once; the newest are. */
const MOST_LINES = 5000;

const ofLastQuarter = (agencyId: string) =>
  and(
    eq(invoices.agencyId, agencyId),
    sql`${invoices.submittedAt} > app.clock() - interval '3 months'`,
    sql`${invoices.state} not in ('draft', 'discarded', 'returned')`,
  );

export async function readBilledLines(db: Db, agencyId: string, timeZone: string) {
  const rows = await db
    .select({
      id: invoiceLines.id,
      invoiceId: invoices.id,
      number: invoices.number,
      organizationName: organizations.name,
      state: invoiceLines.state,
      serviceDay: invoiceLines.serviceDay,
      submittedAt: invoices.submittedAt,
      amountCents: invoiceLines.amountCents,
      approvedCents: invoiceLines.approvedCents,
      byRule: invoiceLines.byRule,
      edits: invoiceLines.edits,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(ofLastQuarter(agencyId))
    .orderBy(desc(invoices.submittedAt), asc(invoiceLines.serviceDay), asc(invoiceLines.id))
    .limit(MOST_LINES);
  return rows.map(({ submittedAt, ...row }) => ({
    ...row,
    serviceDay: asCalendarDay(row.serviceDay),
    submittedOn: localDay(submittedAt ?? new Date(0), timeZone),
    amountCents: row.amountCents ?? 0n,
  }));
}

/** Each service and unit that was billed in the last three months: units, and what they came to, at what they would come to. */
export async function readBilledServices(db: Db, agencyId: string, rateCents: Cents | null) {
  const rows = await db
    .select({
      id: sql<string>`${services.id}::text || ' ' || ${authorizations.unitType}`,
      serviceName: services.name,
      organizationName: organizations.name,
      unitType: authorizations.unitType,
      count: sql<number>`count(*)::int`,
      units: sql<string>`(sum(${invoiceLines.units}) * 100)::bigint::text`,
      billedCents: sql<string>`sum(${invoiceLines.amountCents})::text`,
      wouldCents: sql<string>`sum(round(${invoiceLines.units} * ${String(rateCents ?? 0n)}::bigint))::bigint::text`,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(and(ofLastQuarter(agencyId), invoiceLines.live))
    .groupBy(services.id, services.name, organizations.name, authorizations.unitType)
    .orderBy(asc(organizations.name), asc(services.name), asc(authorizations.unitType))
    .limit(200);
  return rows.map((row) => ({
    ...row,
    units: BigInt(row.units),
    billedCents: BigInt(row.billedCents),
    wouldCents: BigInt(row.wouldCents),
  }));
}
