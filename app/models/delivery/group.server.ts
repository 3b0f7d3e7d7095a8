// Takes somebody out of a group, and calls a meeting off for everybody. Who moves up into a free place is the database's to say.
import { and, eq, gt, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { groupPlaces, referrals, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellCarers } from "../referral/tell-carers.server";
import { groupEvents } from "../schedule/events";
import { groupSubject, lockGroup, lockPlace } from "../schedule/group.server";
import { placeLifecycle } from "../schedule/lifecycle";
import type { GroupId, GroupPlaceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { deliveryEvents } from "./events";
import type { CancelMeeting, LeaveGroup } from "./forms";

/**
 * What is ahead is called off with it; a wait simply ends. The case may be hidden from the provider, so the record finds it by the referral.
 * @throws Refusal 404 absent, 409 out already or the group has ended
 */
export async function leaveGroup(
  db: Db,
  actor: Actor,
  groupId: GroupId,
  placeId: GroupPlaceId,
  { by, words }: LeaveGroup,
): Promise<void> {
  const { group, place } = await lockPlace(db, actor, groupId, placeId);
  const waited = place.state === "waiting";
  const state = placeLifecycle.after(
    place.state as (typeof placeLifecycle.states)[number],
    waited ? "withdraw" : "leave",
    "portal",
  );
  const cancelled = await db
    .update(serviceSessions)
    .set({ state: "cancelled", cancelledBy: by, reasonWords: words })
    .where(
      and(
        eq(serviceSessions.groupId, groupId),
        eq(serviceSessions.clientId, place.clientId),
        eq(serviceSessions.state, "planned"),
        gt(serviceSessions.startsAt, sql`app.clock()`),
      ),
    )
    .returning({ id: serviceSessions.id });
  await db.update(groupPlaces).set({ state }).where(eq(groupPlaces.id, placeId));
  const { agencyId, clientId, referralId } = place;
  const told = { groupId, placeId };
  await recordEvent(
    db,
    actor,
    waited ? groupEvents.withdrawn(told) : groupEvents.left({ ...told, sessions: cancelled.length }),
    { ...groupSubject(groupId, group.organizationId), agencyId, clientId, referralId },
  );
  await tellCarers(db, referralId, "schedule.left-group", placeId);
}

/**
 * One meeting, for everybody who was to come; each may then be planned elsewhere by itself.
 * @returns how many sessions were called off
 * @throws Refusal 404 absent, 409 nobody was to come then, or it has begun
 */
export async function cancelMeeting(db: Db, actor: Actor, groupId: GroupId, form: CancelMeeting): Promise<number> {
  const group = await lockGroup(db, actor, groupId);
  const cancelled = await db
    .update(serviceSessions)
    .set({ state: "cancelled", cancelledBy: "provider", reasonWords: form.words })
    .where(
      and(
        eq(serviceSessions.groupId, groupId),
        eq(serviceSessions.state, "planned"),
        eq(serviceSessions.startsAt, form.startsAt),
        gt(serviceSessions.startsAt, sql`app.clock()`),
      ),
    )
    .returning({
      id: serviceSessions.id,
      day: serviceSessions.serviceDay,
      agencyId: serviceSessions.agencyId,
      clientId: serviceSessions.clientId,
      referralId: serviceSessions.referralId,
    });
  if (cancelled.length === 0) throw new Refusal("group.no-meeting", 409);
  for (const { id, day, ...subject } of cancelled) {
    await recordEvent(db, actor, deliveryEvents.cancelled({ sessionId: id, day, by: "provider" }), {
      subjectType: "session",
      subjectId: id,
      organizationId: group.organizationId,
      ...subject,
    });
    await tellCarers(db, subject.referralId, "delivery.cancelled", id);
  }
  return cancelled.length;
}

/** The referrals a provider holds whose clients could come: of the group's service, and not in it or waiting yet. */
export async function readCandidates(db: Db, groupId: string, serviceId: string) {
  return db
    .select({ referralId: referrals.id, clientId: referrals.clientId, number: referrals.number })
    .from(referrals)
    .where(
      and(
        sql`${referrals.id} = any((select app.held_referrals())::uuid[])`,
        sql`exists (select 1 from offer o join service_at_location l on l.id = o.service_at_location_id
          where o.referral_id = ${referrals.id} and o.state = 'accepted' and l.service_id = ${serviceId}::uuid)`,
        sql`not exists (select 1 from group_place p where p.group_id = ${groupId}::uuid
          and p.referral_id = ${referrals.id} and p.state in ('waiting', 'placed'))`,
      ),
    )
    .orderBy(referrals.number)
    .limit(200);
}
