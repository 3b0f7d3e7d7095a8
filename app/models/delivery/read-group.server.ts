// Reads groups in the shape of the provider's pages: who is in and what of it is planned, who waits in which order, the next meetings.
// A client is named only while a live disclosure names them.
import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  authorizations,
  groupPlaces,
  locations,
  practitioners,
  scheduleItems,
  schedules,
  serviceSessions,
  services,
  sessionGroups,
} from "#drizzle/schema";
import { hundredthsOf, plannedUnits } from "../authorization/read.server";
import { withShownNames } from "../authorization/shown-name.server";
import { describePlan, hoursOfPlan } from "../schedule/describe";
import { type Meetings, OPEN, readMeetings, readPlannedTimes } from "../schedule/meetings.server";
import { unitsOfSession } from "../schedule/plan";
import { readPlacesBefore } from "../schedule/read-places.server";
import type { GroupId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readCandidates } from "./group.server";

const MOST_PLACES_SHOWN = 500;
const NEXT_MEETINGS = 6;

const countOf = (state: string) =>
  sql<number>`(select count(*)::int from group_place p where p.group_id = ${sessionGroups.id} and p.state = ${state})`;

const head = {
  id: sessionGroups.id,
  name: sessionGroups.name,
  capacity: sessionGroups.capacity,
  rule: sessionGroups.rule,
  createdAt: sessionGroups.createdAt,
  endedAt: sessionGroups.endedAt,
  serviceName: services.name,
  practitionerName: practitioners.name,
  locationName: locations.name,
  timeZone: locations.timeZone,
  placed: countOf("placed"),
  waiting: countOf("waiting"),
};

const NEWEST_FIRST = byInstant(sessionGroups.createdAt, sessionGroups.id, "newest");

/** The provider's groups, the newest first: those that meet, or those that have ended. */
export async function readGroups(db: Db, actor: Actor, ended: boolean, after: Mark | null) {
  const rows = await db
    .select({ ...head, mark: NEWEST_FIRST.mark })
    .from(sessionGroups)
    .innerJoin(services, eq(services.id, sessionGroups.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, sessionGroups.practitionerId))
    .innerJoin(locations, eq(locations.id, sessionGroups.locationId))
    .where(
      and(
        eq(sessionGroups.organizationId, organizationOf(actor)),
        ended ? isNotNull(sessionGroups.endedAt) : isNull(sessionGroups.endedAt),
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  return {
    ...page,
    rows: page.rows.map(({ rule, ...row }) => ({ ...row, described: describePlan(rule), hours: hoursOfPlan(rule) })),
  };
}

/** @throws Refusal 404 absent or another provider's */
export async function readGroupRow(db: Db, actor: Actor, id: GroupId) {
  const [row] = await db
    .select({
      ...head,
      serviceId: sessionGroups.serviceId,
      practitionerId: sessionGroups.practitionerId,
      locationId: sessionGroups.locationId,
      unitsPerSession: sessionGroups.unitsPerSession,
    })
    .from(sessionGroups)
    .innerJoin(services, eq(services.id, sessionGroups.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, sessionGroups.practitionerId))
    .innerJoin(locations, eq(locations.id, sessionGroups.locationId))
    .where(and(eq(sessionGroups.id, id), eq(sessionGroups.organizationId, organizationOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

export type Participant = Awaited<ReturnType<typeof readGroup>>["participants"][number];

/** The group's page. Each name shown is recorded as read. */
export async function readGroup(db: Db, actor: Actor, id: GroupId) {
  const group = await readGroupRow(db, actor, id);
  const meetings = await readMeetings(db, group);
  const places = await readPlaces(db, id);
  const participants = places.filter(({ state }) => state === "placed");
  const counts = await readCounts(db, id);
  const known = await readPlannedTimes(db, id);
  const holding = await readHolding(db, group, meetings, participants);
  const candidates = await readCandidates(db, id, group.serviceId);
  const before = await readPlacesBefore(
    db,
    places.flatMap((place) => (place.state === "waiting" ? [place.id] : [])),
  );
  const withPlans = participants.map((place) => {
    const missing = meetings.ahead.filter(({ startsAt }) => !known.get(place.clientId)?.has(startsAt.getTime()));
    const own = holding.filter(({ referralId }) => referralId === place.referralId);
    return {
      ...place,
      ...(counts.get(place.clientId) ?? { planned: 0, held: 0, missed: 0, asked: 0 }),
      toPlan: missing.length,
      authorized: own.some(({ startsOn, endsOn }) => missing.some(({ day }) => startsOn <= day && day < endsOn)),
    };
  });
  return {
    group: { ...group, described: describePlan(group.rule), hours: hoursOfPlan(group.rule) },
    ahead: meetings.ahead.length,
    participants: withPlans,
    line: places
      .filter(({ state }) => state === "waiting")
      .map((place) => ({ ...place, before: before.get(place.id) ?? 0 })),
    meetings: await readNextMeetings(db, id),
    candidates: await withShownNames(
      db,
      candidates.map(({ clientId, ...row }) => ({ ...row, named: { clientId, referralId: row.referralId } })),
    ),
    plannable: withPlans.filter(({ toPlan, authorized }) => toPlan > 0 && authorized).length,
  };
}

async function readPlaces(db: Db, id: GroupId) {
  const rows = await db
    .select({
      id: groupPlaces.id,
      state: groupPlaces.state,
      clientId: groupPlaces.clientId,
      referralId: groupPlaces.referralId,
      createdAt: groupPlaces.createdAt,
      placedAt: groupPlaces.placedAt,
    })
    .from(groupPlaces)
    .where(and(eq(groupPlaces.groupId, id), inArray(groupPlaces.state, ["waiting", "placed"])))
    .orderBy(asc(groupPlaces.turn))
    .limit(MOST_PLACES_SHOWN);
  return withShownNames(
    db,
    rows.map((row) => ({ ...row, named: { clientId: row.clientId, referralId: row.referralId } })),
  );
}

/** One place, for the page that asks whether it should end. @throws Refusal 404 absent or another provider's */
export async function readPlace(db: Db, actor: Actor, groupId: GroupId, placeId: string) {
  const group = await readGroupRow(db, actor, groupId);
  const place = (await readPlaces(db, groupId)).find(({ id }) => id === placeId);
  if (!place) throw new Refusal("not-found", 404);
  return { group, place };
}

type Counts = {
  readonly planned: number;
  readonly held: number;
  readonly missed: number;
  /** Sessions of plans that wait for the agency's answer. */
  readonly asked: number;
};

async function readCounts(db: Db, id: GroupId): Promise<ReadonlyMap<string, Counts>> {
  const rows = await db.execute<Counts & { client_id: string }>(sql`
    select s.client_id, count(*) filter (where s.state = 'planned')::int as planned,
      count(*) filter (where s.state = 'held' and d.state in ('present', 'late'))::int as held,
      count(*) filter (where s.state = 'held' and d.state in ('excused', 'absent'))::int as missed, 0 as asked
    from session s left join attendance d on d.session_id = s.id and d.current
    where s.group_id = ${id}::uuid group by s.client_id`);
  const asked = await db
    .select({ clientId: scheduleItems.clientId, asked: sql<number>`count(*)::int` })
    .from(scheduleItems)
    .innerJoin(schedules, eq(schedules.id, scheduleItems.scheduleId))
    .where(and(eq(schedules.groupId, id), inArray(schedules.state, OPEN)))
    .groupBy(scheduleItems.clientId);
  const counts = new Map([...rows].map(({ client_id, ...row }) => [client_id, row]));
  for (const { clientId, asked: count } of asked) {
    counts.set(clientId, { ...(counts.get(clientId) ?? { planned: 0, held: 0, missed: 0 }), asked: count });
  }
  return counts;
}

interface Holding {
  readonly referralId: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Authorizations that hold for the group's service and have units left for one meeting: what waits for an answer is spoken for. */
async function readHolding(
  db: Db,
  group: { readonly serviceId: string; readonly unitsPerSession: bigint | null },
  { plan }: Meetings,
  participants: readonly { readonly referralId: string }[],
): Promise<readonly Holding[]> {
  if (participants.length === 0) return [];
  const rows = await db
    .select({
      referralId: authorizations.referralId,
      unitType: authorizations.unitType,
      startsOn: authorizations.startsOn,
      endsOn: authorizations.endsOn,
      left: sql<string>`(${authorizations.units} - ${authorizations.unitsUsed} - ${plannedUnits}::numeric
        - (select coalesce(sum(i.units), 0) from schedule_item i join billing_schedule b on b.id = i.schedule_id
          where b.authorization_id = "authorization".id and b.state in ('draft', 'submitted', 'returned')))::text`,
    })
    .from(authorizations)
    .where(
      and(
        inArray(
          authorizations.referralId,
          participants.map(({ referralId }) => referralId),
        ),
        eq(authorizations.serviceId, group.serviceId),
        eq(authorizations.state, "active"),
      ),
    );
  return rows.filter(
    ({ unitType, left }) =>
      hundredthsOf(left) >= unitsOfSession(unitType, plan.lengthMinutes, group.unitsPerSession) &&
      unitsOfSession(unitType, plan.lengthMinutes, group.unitsPerSession) > 0n,
  );
}

/** Meetings of which somebody is still to be recorded, then the next that stand; each once, with how many come. */
export async function readNextMeetings(db: Db, id: GroupId) {
  return db
    .select({
      startsAt: serviceSessions.startsAt,
      endsAt: serviceSessions.endsAt,
      day: serviceSessions.serviceDay,
      participants: sql<number>`count(*)::int`,
      begun: sql<boolean>`${serviceSessions.startsAt} <= app.clock()`,
    })
    .from(serviceSessions)
    .where(
      and(
        eq(serviceSessions.groupId, id),
        or(
          eq(serviceSessions.state, "planned"),
          and(ne(serviceSessions.state, "cancelled"), gt(serviceSessions.endsAt, sql`app.clock()`)),
        ),
      ),
    )
    .groupBy(serviceSessions.startsAt, serviceSessions.endsAt, serviceSessions.serviceDay)
    .orderBy(asc(serviceSessions.startsAt))
    .limit(NEXT_MEETINGS);
}
