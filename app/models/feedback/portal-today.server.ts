// Counts what a provider has to do today, from every part of the river. Counts only; names nobody.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { invoices, offers, referrals, schedules } from "#drizzle/schema";
import { countSessions } from "../delivery/count-sessions.server";
import { localDay } from "../values/calendar-day";

export interface PortalToday {
  readonly today: string;
  readonly sessions: number;
  /** In the seven days from today on. */
  readonly week: number;
  /** Ended, and nobody said who came. */
  readonly unrecorded: number;
  readonly held: number;
  readonly schedulesReturned: number;
  readonly invoicesReturned: number;
}

export async function readPortalToday(db: Db, actor: Actor): Promise<PortalToday> {
  const organizationId = organizationOf(actor);
  const today = localDay(await clock(db), actor.timeZone);
  const [held] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(offers)
    .innerJoin(referrals, eq(referrals.id, offers.referralId))
    .where(
      and(
        eq(offers.organizationId, organizationId),
        eq(offers.state, "accepted"),
        sql`${referrals.state} in ('accepted', 'in_progress', 'on_hold')`,
      ),
    );
  return {
    today,
    held: held?.count ?? 0,
    ...(await countSessions(db, organizationId, today)),
    schedulesReturned: await db.$count(
      schedules,
      and(eq(schedules.organizationId, organizationId), eq(schedules.state, "returned")),
    ),
    invoicesReturned: await db.$count(
      invoices,
      and(eq(invoices.organizationId, organizationId), eq(invoices.state, "returned")),
    ),
  };
}
