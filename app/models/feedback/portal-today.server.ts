// Counts what a provider has to do today, from every part of the river. Counts only; names nobody.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { invoices, schedules } from "#drizzle/schema";
import { countSessions } from "../delivery/count-sessions.server";
import { countOffers } from "../referral/read-offers.server";
import { localDay } from "../values/calendar-day";

export interface PortalToday {
  readonly today: string;
  readonly sessions: number;
  /** In the seven days from today on. */
  readonly week: number;
  /** Ended, and nobody said who came. */
  readonly unrecorded: number;
  /** Referrals under way, counted no further than COUNTED. */
  readonly held: number;
  readonly schedulesReturned: number;
  readonly invoicesReturned: number;
}

export async function readPortalToday(db: Db, actor: Actor): Promise<PortalToday> {
  const organizationId = organizationOf(actor);
  const today = localDay(await clock(db), actor.timeZone);
  const { held = 0 } = await countOffers(db, actor);
  return {
    today,
    held,
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
