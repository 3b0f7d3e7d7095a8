// Opens a provider's group, changes and ends it, and asks for a place in it. Places are given in turn by the database alone.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { groupPlaces, locations, referrals, services, sessionGroups } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellCarers } from "../referral/tell-carers.server";
import { asId, type GroupId, type GroupPlaceId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { groupEvents } from "./events";
import type { GroupInput } from "./forms";
import { checkPractitioner } from "./items.server";
import { type Plan, planShape, sessionsOf } from "./plan";
import { readPlacesBefore } from "./read-places.server";

export const groupSubject = (groupId: string, organizationId: string) => ({
  subjectType: "group",
  subjectId: groupId,
  organizationId,
});

/** @throws Refusal 404 for another organization's service, place or practitioner, 422 for a plan without a session */
export async function openGroup(db: Db, actor: Actor, input: GroupInput): Promise<GroupId> {
  const organizationId = organizationOf(actor);
  await checkGround(db, organizationId, input);
  const { plan, ...given } = input;
  const [made] = await db
    .insert(sessionGroups)
    .values({ ...given, organizationId, rule: { ...plan }, createdBy: actor.membershipId })
    .returning({ id: sessionGroups.id });
  if (!made) throw new Error("the group was not kept");
  const { capacity } = input;
  await recordEvent(
    db,
    actor,
    groupEvents.opened({ groupId: made.id, capacity }),
    groupSubject(made.id, organizationId),
  );
  return asId<GroupId>(made.id);
}

/**
 * What is planned stays as it is; the change is for what is planned from now on. More places let those in line move up.
 * @throws Refusal 404 absent, 409 ended, another service, or fewer places than are taken
 */
export async function changeGroup(db: Db, actor: Actor, id: GroupId, input: GroupInput): Promise<void> {
  const group = await lockGroup(db, actor, id);
  if (input.serviceId !== group.serviceId) throw new Refusal("group.other-service", 409);
  await checkGround(db, group.organizationId, input);
  const placed = await db.$count(groupPlaces, and(eq(groupPlaces.groupId, id), eq(groupPlaces.state, "placed")));
  if (input.capacity < placed) throw new Refusal("group.more-are-in", 409, { count: placed });
  const { plan, serviceId: _, ...given } = input;
  await db
    .update(sessionGroups)
    .set({ ...given, rule: { ...plan } })
    .where(eq(sessionGroups.id, id));
  const { capacity } = input;
  await recordEvent(db, actor, groupEvents.changed({ groupId: id, capacity }), groupSubject(id, group.organizationId));
}

/** @throws Refusal 404 absent, 409 ended already or somebody is in it still */
export async function endGroup(db: Db, actor: Actor, id: GroupId): Promise<void> {
  const group = await lockGroup(db, actor, id);
  const open = sql`${groupPlaces.state} in ('waiting', 'placed')`;
  if ((await db.$count(groupPlaces, and(eq(groupPlaces.groupId, id), open))) > 0) {
    throw new Refusal("group.somebody-in-it", 409);
  }
  await db.update(sessionGroups).set({ endedAt: sql`app.clock()` }).where(eq(sessionGroups.id, id));
  await recordEvent(db, actor, groupEvents.ended({ groupId: id }), groupSubject(id, group.organizationId));
}

/**
 * A place where one is free, else the end of the line; whoever carries the referral learns of a wait.
 * @returns whether a place was free
 * @throws Refusal 404 absent, 409 ended, in it already, or a referral that is not held
 */
export async function askPlace(db: Db, actor: Actor, groupId: GroupId, referralId: ReferralId): Promise<boolean> {
  const { organizationId } = await lockGroup(db, actor, groupId);
  const [held] = await db
    .select({ agencyId: referrals.agencyId, clientId: referrals.clientId, caseId: referrals.caseId })
    .from(referrals)
    .where(and(eq(referrals.id, referralId), sql`${referrals.id} = any((select app.held_referrals())::uuid[])`));
  if (!held) throw new Refusal("not-found", 404);
  const { agencyId, clientId } = held;
  const [made] = await db
    .insert(groupPlaces)
    .values({ agencyId, organizationId, clientId, referralId, groupId, askedBy: actor.membershipId })
    .returning({ id: groupPlaces.id });
  if (!made) throw new Error("the place was not kept");
  // What was free is given by the database in the same breath, so it is read again.
  const before = (await readPlacesBefore(db, [made.id])).get(made.id);
  const place = { groupId, placeId: made.id };
  const subject = { ...groupSubject(groupId, organizationId), ...held, referralId };
  if (before === undefined) {
    await recordEvent(db, actor, groupEvents.placed(place), subject);
    return true;
  }
  await recordEvent(db, actor, groupEvents.waits({ ...place, before }), subject);
  await tellCarers(db, referralId, "schedule.waits-for-place", made.id);
  return false;
}

/** Everybody who changes a group or its places meets at its row. @throws Refusal 404 absent or another provider's, 409 ended */
export async function lockGroup(db: Db, actor: Actor, id: GroupId) {
  const [group] = await db
    .select()
    .from(sessionGroups)
    .where(and(eq(sessionGroups.id, id), eq(sessionGroups.organizationId, organizationOf(actor))))
    .for("update");
  if (!group) throw new Refusal("not-found", 404);
  if (group.endedAt) throw new Refusal("group.ended", 409);
  return group;
}

/** One place with its group locked. @throws Refusal 404 absent or another provider's, 409 the group has ended */
export async function lockPlace(db: Db, actor: Actor, groupId: GroupId, placeId: GroupPlaceId) {
  const group = await lockGroup(db, actor, groupId);
  const [place] = await db
    .select()
    .from(groupPlaces)
    .where(and(eq(groupPlaces.id, placeId), eq(groupPlaces.groupId, groupId)));
  if (!place) throw new Refusal("not-found", 404);
  return { group, place };
}

async function checkGround(db: Db, organizationId: string, input: GroupInput): Promise<void> {
  const { serviceId, locationId, practitionerId, plan } = input;
  const [service] = await db
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.id, serviceId), eq(services.organizationId, organizationId)));
  const [place] = await db
    .select({ timeZone: locations.timeZone })
    .from(locations)
    .where(and(eq(locations.id, locationId), eq(locations.organizationId, organizationId)));
  if (!service || !place) throw new Refusal("not-found", 404);
  await checkPractitioner(db, organizationId, practitionerId);
  if (sessionsOf(plan, place.timeZone).length === 0) throw new Refusal("schedule.no-session", 422);
}

/** The plan of a group as it is kept. @throws ZodError when the row holds none: a bug of ours */
export const planOfGroup = (rule: unknown): Plan => planShape.parse(rule);

/** The services a group may be of. */
export function readGroupServices(db: Db, organizationId: string) {
  return db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(and(eq(services.organizationId, organizationId), eq(services.status, "active")))
    .orderBy(services.name)
    .limit(300);
}
