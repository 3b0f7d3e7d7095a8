// Reads how long an agency's invoices wait, a row for each state, person and day of sending. Counts nothing itself.
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { invoices, memberships, people } from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";
import { STATES_THAT_WAIT, type Waiting } from "./ageing";

export async function readWaiting(db: Db, agencyId: string, today: CalendarDay): Promise<Waiting[]> {
  const ageDays = sql<number>`greatest(0, ${today}::date - ${invoices.submittedAt}::date)::int`;
  const rows = await db
    .select({
      state: invoices.state,
      ageDays,
      person: people.name,
      count: sql<number>`count(*)::int`,
      cents: sql<string>`sum(case when ${invoices.approvedCents} > 0 then ${invoices.approvedCents} else ${invoices.totalCents} end)::text`,
      late: sql<number>`count(*) filter (where ${invoices.dueOn} < ${today}::date)::int`,
    })
    .from(invoices)
    .leftJoin(memberships, eq(memberships.id, invoices.reviewedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(
      and(eq(invoices.agencyId, agencyId), inArray(invoices.state, STATES_THAT_WAIT), isNotNull(invoices.submittedAt)),
    )
    .groupBy(invoices.state, sql`2`, people.name);
  return rows.map((row) => ({ ...row, cents: BigInt(row.cents) }));
}
