// What an organization delivered and has not yet billed: what an invoice is made from. Reads only; an invoice's line is what takes a delivery off this list.
import { and, asc, eq, gte, inArray, lt, notExists, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  agencies,
  attendances,
  authorizations,
  invoiceLines,
  progressNotes,
  serviceSessions,
  services,
} from "#drizzle/schema";
import { asCalendarDay, type CalendarDay } from "../values/calendar-day";
import { type Cents, priceUnits } from "../values/money";
import { ATTENDED } from "./lifecycle";
import { withPeriodUnits } from "./period-counts.server";

/** What one form can send, and one invoice should carry. */
export const MOST_TO_BILL = 500;

export type UnbilledDelivery = Awaited<ReturnType<typeof readUnbilled>>[number];

export interface UnbilledFilter {
  readonly agencyId?: string;
  /** The days [from, until). */
  readonly from?: CalendarDay;
  readonly until?: CalendarDay;
  /** With what stands on an invoice that was not sent, or came back: its provider can still change it. */
  readonly unsent?: boolean;
}

/** Oldest first, because they age; at most as many as one invoice should carry. What is summed over some days is read whole. */
export async function readUnbilled(
  db: Db,
  organizationId: string,
  { agencyId, from, until, unsent = false }: UnbilledFilter = {},
) {
  const query = db
    .select({
      attendanceId: attendances.id,
      sessionId: attendances.sessionId,
      agencyId: attendances.agencyId,
      agencyName: agencies.name,
      clientId: attendances.clientId,
      referralId: serviceSessions.referralId,
      authorizationId: attendances.authorizationId,
      authorizationNumber: authorizations.number,
      authorizationStartsOn: authorizations.startsOn,
      authorizationEndsOn: authorizations.endsOn,
      serviceId: authorizations.serviceId,
      serviceName: services.name,
      unitType: authorizations.unitType,
      rateCents: authorizations.rateCents,
      serviceDay: serviceSessions.serviceDay,
      units: attendances.units,
      plannedUnits: serviceSessions.plannedUnits,
      authorizationState: authorizations.state,
      authorizedUnits: authorizations.units,
      usedUnits: authorizations.unitsUsed,
      period: authorizations.period,
      unitsPerPeriod: authorizations.unitsPerPeriod,
      hasNote: sql<boolean>`${attendances.note} <> '' or exists (select 1 from ${progressNotes} where ${progressNotes.sessionId} = ${serviceSessions.id})`,
    })
    .from(attendances)
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .innerJoin(authorizations, eq(authorizations.id, attendances.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(agencies, eq(agencies.id, attendances.agencyId))
    .where(
      and(
        isUnbilled(db, organizationId, unsent),
        agencyId ? eq(attendances.agencyId, agencyId) : undefined,
        from ? gte(serviceSessions.serviceDay, from) : undefined,
        until ? lt(serviceSessions.serviceDay, until) : undefined,
      ),
    )
    .orderBy(asc(serviceSessions.serviceDay), asc(attendances.id));
  const rows = await (from && until ? query : query.limit(MOST_TO_BILL));
  return withPeriodUnits(
    db,
    rows.map((row) => ({
      ...row,
      serviceDay: asCalendarDay(row.serviceDay),
      amountCents: priceUnits(row.units, row.rateCents),
    })),
  );
}

export interface ToBill {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly count: number;
  readonly amountCents: Cents;
  readonly oldest: CalendarDay;
}

/** All that waits to be billed, however much: one entry an agency, the one with the oldest delivery first. */
export async function readToBill(db: Db, organizationId: string): Promise<ToBill[]> {
  const oldest = sql<string>`min(${serviceSessions.serviceDay})::text`;
  const rows = await db
    .select({
      agencyId: agencies.id,
      agencyName: agencies.name,
      count: sql<number>`count(*)::int`,
      amountCents: sql<string>`sum(round(${attendances.units} * ${authorizations.rateCents}))::text`,
      oldest,
    })
    .from(attendances)
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .innerJoin(authorizations, eq(authorizations.id, attendances.authorizationId))
    .innerJoin(agencies, eq(agencies.id, attendances.agencyId))
    .where(isUnbilled(db, organizationId, false))
    .groupBy(agencies.id)
    .orderBy(oldest, asc(agencies.name));
  return rows.map((row) => ({ ...row, amountCents: BigInt(row.amountCents), oldest: asCalendarDay(row.oldest) }));
}

const isUnbilled = (db: Db, organizationId: string, unsent: boolean) =>
  and(
    eq(attendances.organizationId, organizationId),
    eq(attendances.current, true),
    inArray(attendances.state, [...ATTENDED]),
    sql`${attendances.units} > 0`,
    notBilled(db, unsent),
  );

function notBilled(db: Db, unsent: boolean) {
  const sent = sql`not exists (select 1 from invoice i where i.id = ${invoiceLines.invoiceId} and i.state in ('draft', 'returned'))`;
  return notExists(
    db
      .select({ one: sql`1` })
      .from(invoiceLines)
      .where(
        and(eq(invoiceLines.attendanceId, attendances.id), eq(invoiceLines.live, true), unsent ? sent : undefined),
      ),
  );
}
