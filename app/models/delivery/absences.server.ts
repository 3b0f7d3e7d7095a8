// Tells the caseworker when a client was absent three times in a row. Counts what is recorded; names nobody.
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { attendances, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellCarers } from "../referral/tell-carers.server";
import { absencesInARow, makesItThree } from "./absences";
import { deliveryEvents } from "./events";
import { isAttended } from "./forms";
import { type SessionRow, subjectOf } from "./session.server";

interface Made {
  readonly id: string;
  readonly session: SessionRow;
  readonly delivered: { readonly state: string };
}

/** Enough to know whether it is three, also where somebody records a season at once. */
const LOOKED_BACK = 100;

export async function tellAbsences(db: Db, actor: Actor, made: readonly Made[]): Promise<void> {
  const missed = new Map(
    made.filter(({ delivered }) => !isAttended(delivered.state)).map(({ session }) => [session.referralId, session]),
  );
  if (missed.size === 0) return;
  const isNew = new Set(made.map(({ id }) => id));
  for (const [referralId, session] of missed) {
    const rows = await db
      .select({ id: attendances.id, state: attendances.state })
      .from(attendances)
      .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
      .where(
        and(
          eq(serviceSessions.referralId, referralId),
          inArray(serviceSessions.state, ["held"]),
          eq(attendances.current, true),
        ),
      )
      .orderBy(desc(serviceSessions.startsAt))
      .limit(LOOKED_BACK);
    const recorded = rows.map(({ id, state }) => ({ state, isNew: isNew.has(id) }));
    if (!makesItThree(recorded)) continue;
    const count = absencesInARow(recorded);
    const event = deliveryEvents["missed-in-a-row"]({ sessionId: session.id, count });
    await recordEvent(db, actor, event, { ...subjectOf(session), subjectType: "referral", subjectId: referralId });
    await tellCarers(db, referralId, "delivery.missed-in-a-row", session.id);
  }
}
