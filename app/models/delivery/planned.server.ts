// What an organization's sessions that nobody has recorded yet would come to, by agency. Reads only.
import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { authorizations, serviceSessions } from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";

/** Sessions of the days [from, until), each for all of its planned units; none whose authorization has ended. */
export async function readPlanned(db: Db, organizationId: string, from: CalendarDay, until: CalendarDay) {
  const rows = await db
    .select({
      agencyId: serviceSessions.agencyId,
      count: sql<number>`count(*)::int`,
      cents: sql<string>`sum(round(${serviceSessions.plannedUnits} * ${authorizations.rateCents}))::bigint::text`,
    })
    .from(serviceSessions)
    .innerJoin(authorizations, eq(authorizations.id, serviceSessions.authorizationId))
    .where(
      and(
        eq(serviceSessions.organizationId, organizationId),
        eq(serviceSessions.state, "planned"),
        eq(authorizations.state, "active"),
        gte(serviceSessions.serviceDay, from),
        lt(serviceSessions.serviceDay, until),
      ),
    )
    .groupBy(serviceSessions.agencyId);
  return rows.map((row) => ({ ...row, cents: BigInt(row.cents) }));
}
