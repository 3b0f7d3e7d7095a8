// Reads what a plan stands on: the authorization, the place's zone and closed days, and what is planned already. Changes nothing.
import { and, asc, eq, gt, inArray, isNull, lt, ne, not, or, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  attendances,
  authorizations,
  locations,
  openingExceptions,
  practitioners,
  referrals,
  serviceSessions,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import { limitOf } from "../authorization/period";
import { burnDownOf, hundredthsOf, plannedUnits } from "../authorization/read.server";
import { addDays, asCalendarDay } from "../values/calendar-day";
import type { AuthorizationId } from "../values/ids";
import type { UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { type Closure, closuresOf } from "./closures";
import type { PlannedSession } from "./plan";
import { type Busy, type Weighed, weigh } from "./weigh";

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
      serviceId: authorizations.serviceId,
      serviceName: services.name,
      unitType: authorizations.unitType,
      units: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      period: authorizations.period,
      unitsPerPeriod: authorizations.unitsPerPeriod,
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
  return { ...row, burnDown: burnDownOf(row), limit: limitOf(row) };
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
  /** The schedule it takes the place of: its sessions ahead would follow, so they are no clash and their units are free. */
  readonly amendsId?: string | null | undefined;
  /** The group whose sessions are held together with these. */
  readonly groupId?: string | null | undefined;
}

/** What sessions come to by themselves: of a plan that another took the place of, nothing can be in the way any more. */
export function priceOn(ground: Ground, sessions: readonly (PlannedSession & { units: UnitsHundredths })[]): Weighed {
  const { rateCents, startsOn, endsOn, timeZone } = ground;
  return weigh(sessions, { rateCents, startsOn, endsOn, timeZone, left: ground.burnDown.left }, [], []);
}

/** Weighs sessions on the ground they are planned for; clashes are those the actor may see, the database knows all. */
export async function weighOn(
  db: Db,
  ground: Ground,
  on: PlanOn,
  sessions: readonly (PlannedSession & { units: UnitsHundredths })[],
): Promise<Weighed> {
  const { rateCents, startsOn, endsOn, timeZone, limit } = ground;
  const [following, taken, closures, busy] = await Promise.all([
    readFollowingUnits(db, on.amendsId),
    limit ? readTaken(db, ground.id, on) : [],
    readClosures(db, ground.serviceId, on.locationId, sessions),
    readBusy(db, ground.clientId, on, sessions),
  ]);
  const left = ground.burnDown.left + following;
  return weigh(sessions, { rateCents, startsOn, endsOn, timeZone, left, limit, taken }, closures, busy);
}

/** What is in the way at the place for each session, in their order; null where nothing is. @param sessions earliest first */
export async function readClosures(
  db: Db,
  serviceId: string,
  locationId: string,
  sessions: readonly PlannedSession[],
): Promise<readonly (Closure | null)[]> {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last) return [];
  const { serviceAtLocationId, fromDay, untilDay } = openingExceptions;
  const here = db
    .select({ id: servicesAtLocation.id })
    .from(servicesAtLocation)
    .where(and(eq(servicesAtLocation.locationId, locationId), eq(servicesAtLocation.serviceId, serviceId)));
  const [[place], rows] = await Promise.all([
    db
      .select({ holidays: locations.holidays, timeZone: locations.timeZone })
      .from(locations)
      .where(eq(locations.id, locationId)),
    db
      .select()
      .from(openingExceptions)
      .where(
        and(
          eq(openingExceptions.locationId, locationId),
          or(isNull(serviceAtLocationId), inArray(serviceAtLocationId, here)),
          lt(fromDay, addDays(last.day, 1)),
          gt(untilDay, first.day),
        ),
      )
      .limit(400),
  ]);
  if (!place) return [];
  const exceptions = rows.map((row) => ({ ...row, own: row.serviceAtLocationId !== null }));
  return closuresOf({ exceptions, holidays: place.holidays }, sessions, place.timeZone);
}

/** Sessions of a schedule that a change of it would take along: planned, and not begun. */
const following = (scheduleId: string) =>
  sql`(${serviceSessions.scheduleId} = ${scheduleId}::uuid and ${serviceSessions.state} = 'planned' and ${serviceSessions.startsAt} > app.clock())`;

async function readFollowingUnits(db: Db, amendsId: string | null | undefined): Promise<UnitsHundredths> {
  if (!amendsId) return 0n;
  const [row] = await db
    .select({ units: sql<string>`coalesce(sum(${serviceSessions.plannedUnits}), 0)::text` })
    .from(serviceSessions)
    .where(following(amendsId));
  return hundredthsOf(row?.units ?? "0");
}

/** What lies in the authorization's periods already: delivered, and planned other than by the schedule or what it takes the place of. */
async function readTaken(db: Db, authorizationId: string, { scheduleId, amendsId }: PlanOn) {
  const rows = await db
    .select({
      day: serviceSessions.serviceDay,
      units: sql`coalesce(${attendances.units}, ${serviceSessions.plannedUnits})`.mapWith(serviceSessions.plannedUnits),
    })
    .from(serviceSessions)
    .leftJoin(attendances, and(eq(attendances.sessionId, serviceSessions.id), attendances.current))
    .where(
      and(
        eq(serviceSessions.authorizationId, authorizationId),
        ne(serviceSessions.state, "cancelled"),
        scheduleId ? ne(serviceSessions.scheduleId, scheduleId) : undefined,
        amendsId ? not(following(amendsId)) : undefined,
      ),
    );
  return rows.map(({ day, units }) => ({ day: asCalendarDay(day), units }));
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
      groupId: serviceSessions.groupId,
    })
    .from(serviceSessions)
    .where(
      and(
        isNull(serviceSessions.cancelledBy),
        or(eq(serviceSessions.practitionerId, on.practitionerId), eq(serviceSessions.clientId, clientId)),
        sql`${serviceSessions.during} && tstzrange(${first.startsAt.toISOString()}::timestamptz, ${last.endsAt.toISOString()}::timestamptz)`,
        on.scheduleId ? ne(serviceSessions.scheduleId, on.scheduleId) : undefined,
        on.amendsId ? not(following(on.amendsId)) : undefined,
      ),
    )
    .limit(5000);
  return rows.map(({ startsAt, endsAt, ...row }) => ({
    startsAt,
    endsAt,
    practitioner: row.practitionerId === on.practitionerId,
    client: row.clientId === clientId,
    together: row.groupId !== null && row.groupId === on.groupId,
  }));
}
