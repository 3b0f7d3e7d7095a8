// Reads sessions with the terms they are delivered under, for the deeds that move it.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import { authorizations, locations, referrals, serviceSessions } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import { asId, type ReferralId, type SessionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { sessionLifecycle } from "./lifecycle";

export type SessionRow = Awaited<ReturnType<typeof readSessionRow>>;

/** @throws Refusal 404 when it is absent, of another agency or of another organization */
export async function readSessionRow(db: Db, actor: Actor, id: SessionId) {
  const [row] = await readSessionRows(db, actor, [id]);
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

/** As many of them as this person may read, in no order. */
export async function readSessionRows(db: Db, actor: Actor, ids: readonly SessionId[]) {
  const rows = await db
    .select({
      session: serviceSessions,
      unitType: authorizations.unitType,
      authorizationState: authorizations.state,
      authorizedUnits: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      period: authorizations.period,
      unitsPerPeriod: authorizations.unitsPerPeriod,
      timeZone: locations.timeZone,
      // Hidden from a provider that no longer holds the referral; then no case is named and nothing begins.
      caseId: referrals.caseId,
      referralState: referrals.state,
    })
    .from(serviceSessions)
    .innerJoin(authorizations, eq(authorizations.id, serviceSessions.authorizationId))
    .innerJoin(locations, eq(locations.id, serviceSessions.locationId))
    .leftJoin(referrals, eq(referrals.id, serviceSessions.referralId))
    .where(among(serviceSessions.id, ids));
  return rows
    .filter(({ session }) => !actor.organizationId || session.organizationId === actor.organizationId)
    .map(({ session, ...terms }) => ({
      ...session,
      ...terms,
      id: asId<SessionId>(session.id),
      referralId: asId<ReferralId>(session.referralId),
      serviceDay: asCalendarDay(session.serviceDay),
      state: session.state as (typeof sessionLifecycle.states)[number],
    }));
}

export const subjectOf = (row: SessionRow) => ({
  subjectType: "session",
  subjectId: row.id,
  agencyId: row.agencyId,
  organizationId: row.organizationId,
  clientId: row.clientId,
  caseId: row.caseId,
  referralId: row.referralId,
});
