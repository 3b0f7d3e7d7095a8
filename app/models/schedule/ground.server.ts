// Reads what a plan stands on: the authorization, the place's zone and closed days, and what is planned already. Changes nothing.
import { and, asc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  authorizations,
  locations,
  openingExceptions,
  practitioners,
  referrals,
  serviceSessions,
  services,
} from "#drizzle/schema";
import { burnDownOf, plannedUnits } from "../authorization/read.server";
import { addDays, type CalendarDay } from "../values/calendar-day";
import type { AuthorizationId } from "../values/ids";
import type { UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import type { PlannedSession } from "./plan";
import { type Busy, closedDaysOf, type Weighed, weigh } from "./weigh";

export type Ground = Awaited<ReturnType<typeof readGround>>;

/** @throws Refusal 404 when the authorization is absent or another organization's */
export async function readGround(db: Db, authorizationId: AuthorizationId) {
  const [row] = await db
    .select({
      id: authorizations.id,
      number: authorizations.number,
      state: authorizations.state,
      agencyId: authorizations.agencyId,
      organizationId: authorizations.organizationId,
      clientId: authorizations.clientId,
      referralId: authorizations.referralId,
      serviceName: services.name,
      unitType: authorizations.unitType,
      units: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      rateCents: authorizations.rateCents,
      startsOn: authorizations.startsOn,
      endsOn: authorizations.endsOn,
      timeZone: authorizations.timeZone,
      planned: plannedUnits,
      // Hidden from a provider that no longer holds the referral; then no case is named.
      caseId: referrals.caseId,
    })
    .from(authorizations)
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .leftJoin(referrals, eq(referrals.id, authorizations.referralId))
    .where(eq(authorizations.id, authorizationId));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, burnDown: burnDownOf(row) };
}

/** The practitioners and places a schedule of the organization may name. */
export async function readChoices(db: Db, organizationId: string) {
  const people = await db
    .select({ id: practitioners.id, name: practitioners.name, title: practitioners.title })
    .from(practitioners)
    .where(and(eq(practitioners.organizationId, organizationId), isNull(practitioners.leftAt)))
    .orderBy(asc(practitioners.name))
    .limit(300);
  const places = await db
    .select({ id: locations.id, name: locations.name, city: locations.city, timeZone: locations.timeZone })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.active, true)))
    .orderBy(asc(locations.name))
    .limit(300);
  return { practitioners: people, locations: places };
}

export interface PlanOn {
  readonly practitionerId: string;
  readonly locationId: string;
  /** The schedule itself, whose own sessions are no clash. */
  readonly scheduleId?: string | undefined;
}

/** Weighs sessions on the ground they are planned for; clashes are those the actor may see, the database knows all. */
export async function weighOn(
  db: Db,
  ground: Ground,
  on: PlanOn,
  sessions: readonly (PlannedSession & { units: UnitsHundredths })[],
): Promise<Weighed> {
  const { rateCents, startsOn, endsOn, timeZone } = ground;
  return weigh(
    sessions,
    { rateCents, startsOn, endsOn, timeZone, left: ground.burnDown.left },
    await readClosedDays(db, on.locationId, sessions),
    await readBusy(db, ground.clientId, on, sessions),
  );
}

/** Days of these sessions on which the place says it is closed. */
export async function readClosedDays(db: Db, locationId: string, sessions: readonly PlannedSession[]) {
  const first = sessions[0]?.day;
  const last = sessions.at(-1)?.day;
  if (!first || !last) return new Set<CalendarDay>();
  const until = addDays(last, 1);
  const exceptions = await db
    .select({ fromDay: openingExceptions.fromDay, untilDay: openingExceptions.untilDay })
    .from(openingExceptions)
    .where(
      and(
        eq(openingExceptions.locationId, locationId),
        isNull(openingExceptions.serviceAtLocationId),
        eq(openingExceptions.closed, true),
        lt(openingExceptions.fromDay, until),
        gt(openingExceptions.untilDay, first),
      ),
    )
    .limit(400);
  return closedDaysOf(exceptions, first, until);
}

async function readBusy(db: Db, clientId: string, on: PlanOn, sessions: readonly PlannedSession[]): Promise<Busy[]> {
  const first = sessions[0];
  const last = sessions.at(-1);
  if (!first || !last) return [];
  const rows = await db
    .select({
      startsAt: serviceSessions.startsAt,
      endsAt: serviceSessions.endsAt,
      practitionerId: serviceSessions.practitionerId,
      clientId: serviceSessions.clientId,
    })
    .from(serviceSessions)
    .where(
      and(
        ne(serviceSessions.state, "cancelled"),
        or(eq(serviceSessions.practitionerId, on.practitionerId), eq(serviceSessions.clientId, clientId)),
        sql`${serviceSessions.during} && tstzrange(${first.startsAt.toISOString()}::timestamptz, ${last.endsAt.toISOString()}::timestamptz)`,
        on.scheduleId ? ne(serviceSessions.scheduleId, on.scheduleId) : undefined,
      ),
    )
    .limit(5000);
  return rows.map(({ startsAt, endsAt, ...row }) => ({
    startsAt,
    endsAt,
    practitioner: row.practitionerId === on.practitionerId,
    client: row.clientId === clientId,
  }));
}
