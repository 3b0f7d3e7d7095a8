// Reads what a month's deliveries and plans will bring a provider. Writes nothing and names no client.
import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import { agencies, invoiceLines, invoices } from "#drizzle/schema";
import { readPlanned } from "../delivery/planned.server";
import { readUnbilled } from "../delivery/unbilled.server";
import { addMonths, type CalendarDay } from "../values/calendar-day";
import { checkUnbilled } from "./check.server";
import { forecastMonth, wholeMonth } from "./month-forecast";

/** @param month its first day; deliveries count by the day they were given, on the clock of their place */
export async function readMonthForecast(db: Db, actor: Actor, month: CalendarDay) {
  const organizationId = organizationOf(actor);
  const until = addMonths(month, 1);
  const months = forecastMonth({
    open: await readOpen(db, actor, month, until),
    sent: await readSent(db, organizationId, month, until),
    planned: await readPlanned(db, organizationId, month, until),
  });
  const names = await readNames(
    db,
    months.map(({ agencyId }) => agencyId),
  );
  return {
    whole: wholeMonth(months),
    agencies: months
      .map((own) => ({ ...own, agencyName: names.get(own.agencyId) ?? "" }))
      .sort((one, other) => one.agencyName.localeCompare(other.agencyName)),
  };
}

export type ShownForecast = Awaited<ReturnType<typeof readMonthForecast>>;

/** What is not sent is weighed as it would be if it were sent now. */
async function readOpen(db: Db, actor: Actor, from: CalendarDay, until: CalendarDay) {
  const organizationId = organizationOf(actor);
  const open = await readUnbilled(db, organizationId, { from, until, unsent: true });
  const denied = await readDenied(
    db,
    open.map(({ attendanceId }) => attendanceId),
  );
  const byAgency = Map.groupBy(open, ({ agencyId }) => agencyId);
  const weighed = [];
  for (const [agencyId, own] of byAgency) weighed.push(...(await checkUnbilled(db, actor, agencyId, own)));
  return weighed.map((one) => ({ ...one, deniedBefore: denied.has(one.attendanceId) }));
}

async function readDenied(db: Db, attendanceIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (attendanceIds.length === 0) return new Set();
  const rows = await db
    .select({ id: invoiceLines.attendanceId })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(and(among(invoiceLines.attendanceId, attendanceIds), eq(invoices.state, "denied")));
  return new Set(rows.map(({ id }) => id));
}

async function readSent(db: Db, organizationId: string, from: CalendarDay, until: CalendarDay) {
  const rows = await db
    .select({
      agencyId: invoiceLines.agencyId,
      state: invoiceLines.state,
      amountCents: invoiceLines.amountCents,
      approvedCents: invoiceLines.approvedCents,
      edits: invoiceLines.edits,
      contested: invoiceLines.contested,
      firstApprovedCents: invoiceLines.firstApprovedCents,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(
      and(
        eq(invoiceLines.organizationId, organizationId),
        invoiceLines.live,
        sql`${invoices.state} not in ('draft', 'returned')`,
        gte(invoiceLines.serviceDay, from),
        lt(invoiceLines.serviceDay, until),
      ),
    );
  return rows.map((row) => ({ ...row, amountCents: row.amountCents ?? 0n }));
}

async function readNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: agencies.id, name: agencies.name })
    .from(agencies)
    .where(inArray(agencies.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
