// Counts what was delivered in each day, week or month of authorizations that are limited so. Refuses nothing: the database does, row by row.
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { attendances, authorizations, serviceSessions } from "#drizzle/schema";
import { limitOf, PeriodCount } from "../authorization/period";
import { asCalendarDay } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import type { SessionRow } from "./session.server";

/** For a row of a session and its authorization: what was delivered in the session's day, week or month; null where nothing limits it. */
export const unitsOfPeriod = sql<UnitsHundredths | null>`case when ${authorizations.period} is not null then (
  select sum(given.units) from attendance given join session held on held.id = given.session_id
  where given.authorization_id = ${authorizations.id} and given.current
    and held.service_day <@ app.period_around(${authorizations.period}, ${serviceSessions.serviceDay})) end`.mapWith(
  attendances.units,
);

/** By authorization, for those that have such a limit. */
export async function readPeriodCounts(
  db: Db,
  sessions: readonly SessionRow[],
): Promise<ReadonlyMap<string, PeriodCount>> {
  const limits = new Map(
    sessions.flatMap((row) => (limitOf(row) ? [[row.authorizationId, limitOf(row)] as const] : [])),
  );
  if (limits.size === 0) return new Map();
  const delivered = await db
    .select({ id: attendances.authorizationId, day: serviceSessions.serviceDay, units: attendances.units })
    .from(attendances)
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .where(and(inArray(attendances.authorizationId, [...limits.keys()]), eq(attendances.current, true)));
  return new Map(
    [...limits].map(([of, limit]) => {
      const taken = delivered.filter(({ id }) => id === of);
      return [
        of,
        new PeriodCount(
          limit,
          taken.map(({ day, units }) => ({ day: asCalendarDay(day), units })),
        ),
      ];
    }),
  );
}
