// A group as the agency sees it: its own clients in it, and their plans, answered in one go. Shows nobody else's; another agency's clients are not counted.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  authorizations,
  clients,
  groupPlaces,
  locations,
  organizations,
  practitioners,
  scheduleItems,
  schedules,
  services,
  sessionGroups,
} from "#drizzle/schema";
import { hundredthsOf } from "../authorization/read.server";
import { asId, type GroupId, type ScheduleId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { decideSchedule } from "./decide.server";
import { describePlan, hoursOfPlan } from "./describe";
import type { TogetherForm } from "./forms";
import { readPlacesBefore } from "./read-places.server";

const MOST = 500;
const clientName = sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`;

/** @throws Refusal 404 when the agency may know nobody in it */
export async function readAgencyGroup(db: Db, id: GroupId) {
  const [group] = await db
    .select({
      id: sessionGroups.id,
      name: sessionGroups.name,
      rule: sessionGroups.rule,
      organizationName: organizations.name,
      serviceName: services.name,
      practitionerName: practitioners.name,
      locationName: locations.name,
    })
    .from(sessionGroups)
    .innerJoin(organizations, eq(organizations.id, sessionGroups.organizationId))
    .innerJoin(services, eq(services.id, sessionGroups.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, sessionGroups.practitionerId))
    .innerJoin(locations, eq(locations.id, sessionGroups.locationId))
    .where(eq(sessionGroups.id, id));
  if (!group) throw new Refusal("not-found", 404);
  const { rule, ...shown } = group;
  return {
    group: { ...shown, described: describePlan(rule), hours: hoursOfPlan(rule) },
    places: await readOwnPlaces(db, id),
    plans: await readWaitingPlans(db, id),
  };
}

async function readOwnPlaces(db: Db, id: GroupId) {
  const rows = await db
    .select({
      id: groupPlaces.id,
      clientId: groupPlaces.clientId,
      clientName,
      referralId: groupPlaces.referralId,
      state: groupPlaces.state,
      planned: countIn("planned"),
      held: countIn("held"),
    })
    .from(groupPlaces)
    .innerJoin(clients, eq(clients.id, groupPlaces.clientId))
    .where(and(eq(groupPlaces.groupId, id), inArray(groupPlaces.state, ["waiting", "placed"])))
    .orderBy(asc(groupPlaces.turn))
    .limit(MOST);
  const before = await readPlacesBefore(
    db,
    rows.flatMap((row) => (row.state === "waiting" ? [row.id] : [])),
  );
  return rows.map((row) => ({ ...row, before: before.get(row.id) ?? null }));
}

const countIn = (state: string) =>
  sql<number>`(select count(*)::int from session s where s.group_id = ${groupPlaces.groupId}
    and s.client_id = ${groupPlaces.clientId} and s.state = ${state})`;

/** Sent, and this person's to answer: a supervisor's are all of them. */
async function readWaitingPlans(db: Db, id: GroupId) {
  const mine = sql`(${schedules.referralId} = any((select app.my_referrals())::uuid[])
    or cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0)`;
  const rows = await db
    .select({
      id: schedules.id,
      number: schedules.number,
      clientId: schedules.clientId,
      clientName,
      submittedAt: schedules.submittedAt,
      unitType: authorizations.unitType,
      sessions: sql<number>`(select count(*)::int from ${scheduleItems} i where i.schedule_id = ${schedules.id})`,
      units: sql<string>`(select coalesce(sum(i.units), 0)::text from ${scheduleItems} i where i.schedule_id = ${schedules.id})`,
    })
    .from(schedules)
    .innerJoin(clients, eq(clients.id, schedules.clientId))
    .innerJoin(authorizations, eq(authorizations.id, schedules.authorizationId))
    .where(and(eq(schedules.groupId, id), eq(schedules.state, "submitted"), mine))
    .orderBy(asc(schedules.submittedAt), asc(schedules.id))
    .limit(MOST);
  return rows.map(({ submittedAt, ...row }) => ({
    ...row,
    units: hundredthsOf(row.units),
    seen: submittedAt?.toISOString() ?? "",
  }));
}

/**
 * Approves the plans that were seen, all or none.
 * @throws Refusal what the approval of any of them would be refused for; 409 where one is not of this group or was answered meanwhile
 */
export async function approveTogether(db: Db, actor: Actor, groupId: GroupId, { plans }: TogetherForm): Promise<void> {
  const waiting = new Set((await readWaitingPlans(db, groupId)).map(({ id }) => id));
  if (plans.some(({ id }) => !waiting.has(id))) throw new Refusal("group.plans-changed", 409);
  for (const { id, seen } of plans) {
    await decideSchedule(db, actor, asId<ScheduleId>(id), { move: "approve", seen });
  }
}
