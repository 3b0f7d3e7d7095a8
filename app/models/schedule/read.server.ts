// Reads billing schedules in the shape of both sides' pages: what waits at the agency, what the provider has planned.
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  authorizations,
  clients,
  organizations,
  practitioners,
  scheduleItems,
  schedules,
  services,
} from "#drizzle/schema";
import { lastDayOf } from "../authorization/read.server";
import { withShownNames } from "../authorization/shown-name.server";
import type { ScheduleId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { describePlan } from "./describe";
import { priceOn, readGround, weighOn } from "./ground.server";
import { scheduleLifecycle } from "./lifecycle";
import { readScheduleRow, type ScheduleRow } from "./row.server";
import { readRemarks, readVersions } from "./versions.server";

const sessionCount = sql<number>`(select count(*)::int from ${scheduleItems} i where i.schedule_id = ${schedules.id})`;
const unitCount = sql<string>`(select coalesce(sum(i.units), 0)::text from ${scheduleItems} i where i.schedule_id = ${schedules.id})`;

const row = {
  id: schedules.id,
  number: schedules.number,
  state: schedules.state,
  serviceName: services.name,
  practitionerName: practitioners.name,
  unitType: authorizations.unitType,
  sessions: sessionCount,
  units: unitCount,
  submittedAt: schedules.submittedAt,
  createdAt: schedules.createdAt,
};

/** The agency's queue. What waits comes oldest first: a provider cannot begin until somebody has looked. */
export async function readAgencySchedules(db: Db, state: string, after: Mark | null) {
  const bySubmission = byInstant(schedules.submittedAt, schedules.id, state === "submitted" ? "oldest" : "newest");
  const rows = await db
    .select({
      ...row,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      organizationName: organizations.name,
      mark: bySubmission.mark,
    })
    .from(schedules)
    .innerJoin(authorizations, eq(authorizations.id, schedules.authorizationId))
    .innerJoin(clients, eq(clients.id, schedules.clientId))
    .innerJoin(organizations, eq(organizations.id, schedules.organizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, schedules.practitionerId))
    .where(and(eq(schedules.state, state), bySubmission.beyond(after)))
    .orderBy(...bySubmission.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

const NEWEST_FIRST = byInstant(schedules.createdAt, schedules.id, "newest");

/** The provider's own schedules, newest first. */
export async function readOwnSchedules(db: Db, organizationId: string, state: string | null, after: Mark | null) {
  const rows = await db
    .select({
      ...row,
      named: { clientId: schedules.clientId, referralId: schedules.referralId },
      mark: NEWEST_FIRST.mark,
    })
    .from(schedules)
    .innerJoin(authorizations, eq(authorizations.id, schedules.authorizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(practitioners, eq(practitioners.id, schedules.practitionerId))
    .where(
      and(
        eq(schedules.organizationId, organizationId),
        state ? eq(schedules.state, state) : undefined,
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  return { next: page.next, rows: await withShownNames(db, page.rows) };
}

/** Authorizations the provider may plan on: active, of its own, with something left or not. */
export async function readPlannable(db: Db, organizationId: string, only: { referralId?: string | undefined }) {
  const rows = await db
    .select({
      id: authorizations.id,
      number: authorizations.number,
      referralId: authorizations.referralId,
      named: { clientId: authorizations.clientId, referralId: authorizations.referralId },
      serviceName: services.name,
      unitType: authorizations.unitType,
      units: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      startsOn: authorizations.startsOn,
      endsOn: authorizations.endsOn,
    })
    .from(authorizations)
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .where(
      and(
        eq(authorizations.organizationId, organizationId),
        inArray(authorizations.state, ["active"]),
        only.referralId ? eq(authorizations.referralId, only.referralId) : undefined,
      ),
    )
    .orderBy(desc(authorizations.createdAt), desc(authorizations.id))
    .limit(100);
  return withShownNames(db, rows);
}

/** For the agency: the plan beside the authorization. A restricted client's is absent. */
export async function readAgencySchedule(db: Db, id: ScheduleId) {
  const schedule = await readScheduleRow(db, id);
  const [named] = await db
    .select({
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      organizationName: organizations.name,
    })
    .from(clients)
    .innerJoin(organizations, eq(organizations.id, schedule.organizationId))
    .where(eq(clients.id, schedule.clientId));
  if (!named) throw new Refusal("not-found", 404);
  return { ...named, ...(await besideAuthorization(db, schedule)) };
}

/** For the provider: the same, with the client's name only while it is disclosed. */
export async function readOwnSchedule(db: Db, organizationId: string, id: ScheduleId) {
  const schedule = await readScheduleRow(db, id);
  if (schedule.organizationId !== organizationId) throw new Refusal("not-found", 404);
  return {
    ...(await readShownName(db, schedule.clientId, schedule.referralId)),
    ...(await besideAuthorization(db, schedule)),
  };
}

/** What a plan's preview must know of the schedule that is being changed; nothing where it is a new one. */
export async function readChanged(db: Db, actor: Actor, scheduleId: ScheduleId | undefined) {
  if (!scheduleId) return {};
  const { organizationId, amendsId, groupId } = await readScheduleRow(db, scheduleId);
  if (organizationId !== organizationOf(actor)) throw new Refusal("not-found", 404);
  return { scheduleId, amendsId, groupId };
}

/** What a provider calls a client on one referral's pages. */
export async function readShownName(db: Db, clientId: string, referralId: string) {
  const [shown] = await withShownNames(db, [{ named: { clientId, referralId } }]);
  return { clientName: shown?.clientName ?? "", isNamed: shown?.isNamed ?? false };
}

/** What of the plan is its own is left out of "left": an approved schedule's sessions are planned already. */
async function besideAuthorization(db: Db, schedule: ScheduleRow) {
  const ground = await readGround(db, schedule.authorizationId);
  const isOver = scheduleLifecycle.moves(schedule.state).length === 0;
  return {
    schedule,
    authorization: { ...ground, lastDay: lastDayOf(ground.endsOn) },
    weighed: isOver ? priceOn(ground, schedule.items) : await weighOn(db, ground, schedule, schedule.items),
    described: describePlan(schedule.rule),
    versions: await readVersions(db, schedule),
    remarks: await readRemarks(db, schedule.id),
  };
}
