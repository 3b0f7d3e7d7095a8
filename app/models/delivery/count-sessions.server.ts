// Counts a provider's sessions by what they ask for: today's, the coming ones, those nobody recorded. Counts only; names nobody.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { serviceSessions } from "#drizzle/schema";
import { addDays, type CalendarDay } from "../values/calendar-day";

export interface SessionCounts {
  readonly sessions: number;
  readonly week: number;
  readonly unrecorded: number;
}

/** @param today on the reader's calendar; the week is the seven days from it on */
export async function countSessions(db: Db, organizationId: string, today: CalendarDay): Promise<SessionCounts> {
  const { serviceDay, state, endsAt } = serviceSessions;
  const until = addDays(today, 7);
  const [counts] = await db
    .select({
      sessions: sql<number>`count(*) filter (where ${state} <> 'cancelled' and ${serviceDay} = ${today}::date)::int`,
      week: sql<number>`count(*) filter (where ${state} <> 'cancelled' and ${serviceDay} >= ${today}::date and ${serviceDay} < ${until}::date)::int`,
      unrecorded: sql<number>`count(*) filter (where ${state} = 'planned' and ${endsAt} <= app.clock())::int`,
    })
    .from(serviceSessions)
    .where(eq(serviceSessions.organizationId, organizationId));
  return counts ?? { sessions: 0, week: 0, unrecorded: 0 };
}
