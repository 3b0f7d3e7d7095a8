// Reads sessions and deliveries in the shape of pages: the provider's roster and session, the agency's list of what clients received.
import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  attendances,
  authorizations,
  clients,
  documents,
  locations,
  memberships,
  organizations,
  people,
  practitioners,
  progressNotes,
  schedules,
  serviceSessions,
  services,
  sessionConfirmations,
} from "#drizzle/schema";
import { withShownNames } from "../authorization/shown-name.server";
import { readShownName } from "../schedule/read.server";
import type { CalendarDay } from "../values/calendar-day";
import type { SessionId } from "../values/ids";
import { withEarlier } from "./corrections.server";
import { isBilled } from "./record.server";
import { readSessionRow } from "./session.server";

const ROSTER_SIZE = 50;

export interface RosterFilter {
  /** [from, until) by the place's calendar; left out: any day. */
  readonly from?: CalendarDay;
  readonly until?: CalendarDay;
  readonly practitionerId?: string | undefined;
  /** Only those that are held together with a group. */
  readonly groupId?: string | undefined;
  readonly referralId?: string | undefined;
  /** Only sessions that have ended and were not recorded. */
  readonly unrecorded?: boolean;
  /** For looking back: what was last is looked for most. */
  readonly newestFirst?: boolean;
  /** How many at once, where a page shows a whole span of days. */
  readonly most?: number;
}

/** The organization's sessions in the order of the clock: the day's work, oldest first, unless one looks back. */
export async function readRoster(db: Db, organizationId: string, filter: RosterFilter, after: Mark | null) {
  const { most = ROSTER_SIZE } = filter;
  const byClock = byInstant(serviceSessions.startsAt, serviceSessions.id, filter.newestFirst ? "newest" : "oldest");
  const rows = await db
    .select({
      id: serviceSessions.id,
      day: serviceSessions.serviceDay,
      startsAt: serviceSessions.startsAt,
      endsAt: serviceSessions.endsAt,
      timeZone: locations.timeZone,
      state: serviceSessions.state,
      attendanceState: attendances.state,
      units: attendances.units,
      plannedUnits: serviceSessions.plannedUnits,
      unitType: authorizations.unitType,
      named: { clientId: serviceSessions.clientId, referralId: serviceSessions.referralId },
      practitionerName: practitioners.name,
      locationName: locations.name,
      serviceName: services.name,
      mark: byClock.mark,
    })
    .from(serviceSessions)
    .innerJoin(authorizations, eq(authorizations.id, serviceSessions.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, serviceSessions.practitionerId))
    .innerJoin(locations, eq(locations.id, serviceSessions.locationId))
    .leftJoin(attendances, and(eq(attendances.sessionId, serviceSessions.id), eq(attendances.current, true)))
    .where(and(eq(serviceSessions.organizationId, organizationId), ...rosterConditions(filter), byClock.beyond(after)))
    .orderBy(...byClock.order)
    .limit(most + 1);
  const page = toMarkedPage(rows, most);
  return { next: page.next, rows: await withShownNames(db, page.rows) };
}

function rosterConditions(filter: RosterFilter): (SQL | undefined)[] {
  return [
    // What fell away with a changed plan is nobody's work and nobody's loss.
    sql`${serviceSessions.cancelledBy} is distinct from 'schedule'`,
    filter.from ? gte(serviceSessions.serviceDay, filter.from) : undefined,
    filter.until ? lt(serviceSessions.serviceDay, filter.until) : undefined,
    filter.practitionerId ? eq(serviceSessions.practitionerId, filter.practitionerId) : undefined,
    filter.groupId ? eq(serviceSessions.groupId, filter.groupId) : undefined,
    filter.referralId ? eq(serviceSessions.referralId, filter.referralId) : undefined,
    filter.unrecorded
      ? sql`${serviceSessions.state} = 'planned' and ${serviceSessions.endsAt} <= app.clock()`
      : undefined,
  ];
}

/** One session for the provider: what was planned, what was recorded, every record before it, and the latest notes. */
export async function readSession(db: Db, actor: Actor, id: SessionId) {
  const session = await readSessionRow(db, actor, id);
  const [names] = await db
    .select({
      practitionerName: practitioners.name,
      locationName: locations.name,
      serviceName: services.name,
      authorizationNumber: authorizations.number,
      scheduleNumber: schedules.number,
      confirmedAt: sessionConfirmations.confirmedAt,
    })
    .from(serviceSessions)
    .innerJoin(practitioners, eq(practitioners.id, serviceSessions.practitionerId))
    .innerJoin(locations, eq(locations.id, serviceSessions.locationId))
    .innerJoin(authorizations, eq(authorizations.id, serviceSessions.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(schedules, eq(schedules.id, serviceSessions.scheduleId))
    .leftJoin(sessionConfirmations, eq(sessionConfirmations.sessionId, serviceSessions.id))
    .where(eq(serviceSessions.id, id));
  const records = await db
    .select({
      id: attendances.id,
      state: attendances.state,
      units: attendances.units,
      startedAt: attendances.startedAt,
      endedAt: attendances.endedAt,
      note: attendances.note,
      goods: attendances.goods,
      practitionerId: attendances.practitionerId,
      practitionerName: practitioners.name,
      locationId: attendances.locationId,
      locationName: locations.name,
      documentId: attendances.documentId,
      documentName: documents.name,
      takenAt: attendances.takenAt,
      current: attendances.current,
      recordedAt: attendances.recordedAt,
      recordedBy: people.name,
    })
    .from(attendances)
    .leftJoin(memberships, eq(memberships.id, attendances.recordedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .leftJoin(practitioners, eq(practitioners.id, attendances.practitionerId))
    .leftJoin(locations, eq(locations.id, attendances.locationId))
    .leftJoin(documents, eq(documents.id, attendances.documentId))
    .where(eq(attendances.sessionId, id))
    .orderBy(desc(attendances.recordedAt), desc(attendances.id))
    .limit(50);
  const current = records.find((record) => record.current) ?? null;
  return {
    session,
    ...names,
    confirmedAt: names?.confirmedAt ?? null,
    ...(await readShownName(db, session.clientId, session.referralId)),
    records,
    current,
    billed: current ? await isBilled(db, current.id) : false,
    notes: await readSessionNotes(db, session.referralId),
  };
}

async function readSessionNotes(db: Db, referralId: string) {
  return db
    .select({
      id: progressNotes.id,
      at: progressNotes.createdAt,
      words: progressNotes.words,
      sessionId: progressNotes.sessionId,
      author: people.name,
    })
    .from(progressNotes)
    .leftJoin(memberships, eq(memberships.id, progressNotes.authorMembershipId))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(progressNotes.referralId, referralId))
    .orderBy(desc(progressNotes.createdAt), desc(progressNotes.id))
    .limit(10);
}

export interface DeliveryFilter {
  readonly organizationId?: string | undefined;
  readonly clientId?: string | undefined;
}

const LATEST_RECORDED = byInstant(attendances.recordedAt, attendances.id, "newest");

/** For the agency: what clients received, newest record first, each with what it said before it was corrected. */
export async function readDeliveries(db: Db, filter: DeliveryFilter, after: Mark | null) {
  const rows = await db
    .select({
      id: attendances.id,
      sessionId: attendances.sessionId,
      state: attendances.state,
      units: attendances.units,
      unitType: authorizations.unitType,
      day: serviceSessions.serviceDay,
      recordedAt: attendances.recordedAt,
      note: attendances.note,
      corrected: sql<boolean>`${attendances.correctsId} is not null`,
      confirmed: sql<boolean>`${sessionConfirmations.confirmedAt} is not null`,
      clientId: clients.id,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      referralId: serviceSessions.referralId,
      organizationName: organizations.name,
      serviceName: services.name,
      practitionerName: practitioners.name,
      authorizationId: authorizations.id,
      authorizationNumber: authorizations.number,
      mark: LATEST_RECORDED.mark,
    })
    .from(attendances)
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .innerJoin(authorizations, eq(authorizations.id, attendances.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(clients, eq(clients.id, attendances.clientId))
    .innerJoin(organizations, eq(organizations.id, attendances.organizationId))
    .innerJoin(practitioners, eq(practitioners.id, serviceSessions.practitionerId))
    .leftJoin(sessionConfirmations, eq(sessionConfirmations.sessionId, serviceSessions.id))
    .where(
      and(
        eq(attendances.current, true),
        filter.organizationId ? eq(attendances.organizationId, filter.organizationId) : undefined,
        filter.clientId ? eq(attendances.clientId, filter.clientId) : undefined,
        LATEST_RECORDED.beyond(after),
      ),
    )
    .orderBy(...LATEST_RECORDED.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  return { next: page.next, rows: await withEarlier(db, page.rows) };
}

/** Providers that have delivered something to the agency's clients, for the filter. */
export async function readDeliverers(db: Db) {
  return db
    .selectDistinct({ id: organizations.id, name: organizations.name })
    .from(authorizations)
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .orderBy(asc(organizations.name))
    .limit(200);
}
