// Groups on real PostgreSQL: places in turn and never more than there are, sessions held together, nobody in two places at once.
import { and, asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { cancelMeeting, leaveGroup } from "#app/models/delivery/group.server";
import { readGroup, readGroups } from "#app/models/delivery/read-group.server";
import { findBreaches } from "#app/models/payment/prove-books.server";
import { completeReferral } from "#app/models/referral/carry.server";
import { approveTogether, readAgencyGroup } from "#app/models/schedule/agency-group.server";
import { askPlace, changeGroup, endGroup } from "#app/models/schedule/group.server";
import { tellMovedUp } from "#app/models/schedule/moved-up.server";
import { planGroup } from "#app/models/schedule/plan-group.server";
import { readPlacesOf } from "#app/models/schedule/read-places.server";
import { asId, type GroupId, type GroupPlaceId } from "#app/models/values/ids";
import { events, groupPlaces, notifications, serviceSessions } from "#drizzle/schema";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { type Comer, comers, groupOn, openedGroup } from "#tests/stage/group-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const days = (...ahead: number[]) => ahead.map(dayFromToday);

async function ask(stage: Stage, groupId: GroupId, people: readonly Comer[]): Promise<void> {
  const { as, cast } = stage;
  for (const { referralId } of people) await as(cast.mara, (db) => askPlace(db, cast.mara, groupId, referralId));
}

const placesOf = ({ asRole }: Stage, groupId: GroupId) =>
  asRole("app_definer", (db) =>
    db
      .select({ id: groupPlaces.id, clientId: groupPlaces.clientId, state: groupPlaces.state })
      .from(groupPlaces)
      .where(eq(groupPlaces.groupId, groupId))
      .orderBy(asc(groupPlaces.turn)),
  );

const statesOf = async (stage: Stage, groupId: GroupId) => (await placesOf(stage, groupId)).map(({ state }) => state);

async function approveAll(stage: Stage, groupId: GroupId): Promise<void> {
  const { as, cast } = stage;
  const { plans } = await as(cast.ines, (db) => readAgencyGroup(db, groupId));
  const seen = plans.map(({ id, seen: at }) => ({ id, seen: at }));
  await as(cast.ines, (db) => approveTogether(db, cast.ines, groupId, { plans: seen }));
}

test("forty people ask at once for twenty-five places: twenty-five have one, fifteen wait, and each in their turn", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const people = await comers(stage, 40);
    const groupId = await openedGroup(stage, 25, days(3, 10));
    const [answers, queue] = [[] as boolean[], [...people]];
    // As many at once as the house has lanes; whoever is served asks on.
    const asking = Array.from({ length: 6 }, async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { referralId } = next;
        answers.push(await as(cast.mara, (db) => askPlace(db, cast.mara, groupId, referralId)));
      }
    });
    await Promise.all(asking);
    expect(answers.filter((placed) => placed)).toHaveLength(25);
    const { participants, line, group } = await as(cast.mara, (db) => readGroup(db, cast.mara, groupId));
    expect([participants.length, line.length, group.placed]).toEqual([25, 15, 25]);
    expect(line.map(({ before }) => before)).toEqual([...Array(15).keys()]);
    // Nobody gives a place by hand, in turn or out of it, and nobody is let in over the number.
    const last = line.at(-1);
    await expect(
      as(cast.mara, (db) =>
        db
          .update(groupPlaces)
          .set({ state: "placed" })
          .where(eq(groupPlaces.id, last?.id ?? "")),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "place_move" } });
    await expect(
      stage.asRole("app_definer", (db) =>
        db
          .update(groupPlaces)
          .set({ state: "placed" })
          .where(eq(groupPlaces.id, last?.id ?? "")),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "group_place_capacity" } });
    const fewer = as(cast.mara, (db) => changeGroup(db, cast.mara, groupId, groupOn(stage, 24, days(3, 10))));
    await expect(fewer).rejects.toMatchObject({ code: "group.more-are-in" });
    await as(cast.mara, (db) => changeGroup(db, cast.mara, groupId, groupOn(stage, 27, days(3, 10))));
    expect((await statesOf(stage, groupId)).lastIndexOf("placed")).toBe(26);
  }));

test("a season: planned for everybody on their own authorization, approved in one go, held at one time with one practitioner", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [amal, bo, chi] = await comers(stage, 3, 2);
    if (!amal || !bo || !chi) throw new Error("nobody came");
    const groupId = await openedGroup(stage, 2, days(3, 10, 17));
    await ask(stage, groupId, [amal, bo, chi]);
    const sent = await as(cast.mara, (db) => planGroup(db, cast.mara, groupId));
    // Each may have two sessions; the third is not sent, and stays on the page as not planned.
    expect(sent).toEqual({ participants: 2, sessions: 4 });
    await expect(as(cast.mara, (db) => planGroup(db, cast.mara, groupId))).rejects.toMatchObject({
      code: "group.nothing-to-plan",
    });
    await approveAll(stage, groupId);
    const page = await as(cast.mara, (db) => readGroup(db, cast.mara, groupId));
    expect(page.participants).toMatchObject([
      { planned: 2, toPlan: 1 },
      { planned: 2, toPlan: 1 },
    ]);
    expect(page.meetings).toMatchObject([{ participants: 2 }, { participants: 2 }]);
    // That Pavel is with both at once breaks no rule of the books.
    const breaches = await stage.asRole("app_auditor", findBreaches);
    expect(breaches.map(({ invariant }) => invariant.name)).not.toContain("nobody-in-two-places");
    // Rosa's own session with Pavel at that time is refused: he is with the group.
    const { authorizationId } = await authorized(stage);
    await expect(sessionsOn(stage, authorizationId, days(3))).rejects.toMatchObject({
      code: "schedule.practitioner-busy",
    });
    // What the kind check would have said is also what the database holds to.
    const moved = stage.asRole("app_definer", (db) =>
      db.execute(sql`update session set starts_at = starts_at + interval '10 minutes',
        during = tstzrange(starts_at + interval '10 minutes', ends_at, '[)') where client_id = ${bo.clientId}::uuid`),
    );
    await expect(moved).rejects.toMatchObject({ cause: { constraint_name: "session_group_begins_together" } });
    const alone = stage.asRole("app_definer", (db) =>
      db.execute(sql`update session set group_id = null where client_id = ${bo.clientId}::uuid`),
    );
    await expect(alone).rejects.toMatchObject({ cause: { constraint_name: "session_practitioner_in_one_place" } });
    // Nor does a deed that forgets the group make a session of its plan.
    const apart = as(cast.ines, (db) =>
      db.execute(sql`insert into session (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id,
          service_day, during, starts_at, ends_at, planned_units)
        select agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day + 1,
          tstzrange(starts_at + interval '1 day', ends_at + interval '1 day', '[)'), starts_at + interval '1 day', ends_at + interval '1 day', planned_units
        from session where client_id = ${bo.clientId}::uuid limit 1`),
    );
    await expect(apart).rejects.toMatchObject({ cause: { constraint_name: "session_group_of_schedule" } });
  }));

test("who leaves gives the place to the first in line: sessions ahead fall away, both sides are told, the agency sees where its own stand", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const people = await comers(stage, 3);
    const groupId = await openedGroup(stage, 1, days(3, 10));
    await ask(stage, groupId, people);
    await as(cast.mara, (db) => planGroup(db, cast.mara, groupId));
    await approveAll(stage, groupId);
    const [first, second, third] = await placesOf(stage, groupId);
    const place = asId<GroupPlaceId>(first?.id ?? "");
    const waits = await as(cast.ines, (db) => readPlacesOf(db, { referralId: people[2]?.referralId ?? "" }));
    expect(waits).toMatchObject([{ name: "Cooking together", state: "waiting", before: 1 }]);
    const forced = as(cast.mara, (db) =>
      db.update(groupPlaces).set({ state: "left" }).where(eq(groupPlaces.id, place)),
    );
    await expect(forced).rejects.toMatchObject({ cause: { constraint_name: "group_place_sessions_ahead" } });
    const why = { by: "client" as const, words: "Moves away." };
    await expect(as(cast.sid, (db) => leaveGroup(db, cast.sid, groupId, place, why))).rejects.toMatchObject({
      status: 404,
    });
    await as(cast.mara, (db) => leaveGroup(db, cast.mara, groupId, place, why));
    expect(await statesOf(stage, groupId)).toEqual(["left", "placed", "waiting"]);
    const left = await as(cast.ines, (db) =>
      db.select({ state: serviceSessions.state }).from(serviceSessions).where(eq(serviceSessions.groupId, groupId)),
    );
    expect(left).toEqual([{ state: "cancelled" }, { state: "cancelled" }]);
    expect(await asRole("app_job", tellMovedUp)).toBe(1);
    expect(await asRole("app_job", tellMovedUp)).toBe(0);
    const told = await as(cast.ines, (db) =>
      db
        .select({ kind: notifications.kind })
        .from(notifications)
        .where(eq(notifications.subjectId, people[1]?.referralId ?? "")),
    );
    expect(told.map(({ kind }) => kind)).toContain("schedule.moved-up");
    const [moved] = await as(cast.ines, (db) =>
      db
        .select({ name: events.name })
        .from(events)
        .where(and(eq(events.name, "group.moved-up"), eq(events.clientId, second?.clientId ?? ""))),
    );
    expect(moved).toBeDefined();
    // Who gives up waiting frees no place, and whoever waited longest is still first.
    await as(cast.mara, (db) => leaveGroup(db, cast.mara, groupId, asId<GroupPlaceId>(third?.id ?? ""), why));
    expect(await statesOf(stage, groupId)).toEqual(["left", "placed", "withdrawn"]);
    await expect(as(cast.mara, (db) => endGroup(db, cast.mara, groupId))).rejects.toMatchObject({
      code: "group.somebody-in-it",
    });
  }));

test("a referral that ends frees its place, a meeting is called off for everybody, and what is sent for who has left is not approved", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const people = await comers(stage, 3);
    const groupId = await openedGroup(stage, 2, days(3, 10));
    await ask(stage, groupId, people);
    await as(cast.mara, (db) => planGroup(db, cast.mara, groupId));
    const { plans } = await as(cast.ines, (db) => readAgencyGroup(db, groupId));
    const [gone] = people;
    await as(cast.mara, (db) =>
      completeReferral(db, cast.mara, gone?.referralId ?? asId(""), { code: "got_service", words: "" }),
    );
    expect(await statesOf(stage, groupId)).toEqual(["left", "placed", "placed"]);
    const late = as(cast.ines, (db) => approveTogether(db, cast.ines, groupId, { plans }));
    expect(refusalIn(await late.catch((failure) => failure))).toMatchObject({ code: "group.no-place" });
    const own = plans.filter(({ clientId }) => clientId !== gone?.clientId);
    await as(cast.ines, (db) => approveTogether(db, cast.ines, groupId, { plans: own }));
    const { meetings } = await as(cast.mara, (db) => readGroup(db, cast.mara, groupId));
    const startsAt = meetings[0]?.startsAt ?? new Date(0);
    const flooded = { startsAt, words: "The room is flooded." };
    expect(await as(cast.mara, (db) => cancelMeeting(db, cast.mara, groupId, flooded))).toBe(1);
    await expect(as(cast.mara, (db) => cancelMeeting(db, cast.mara, groupId, flooded))).rejects.toMatchObject({
      code: "group.no-meeting",
    });
    // What was called off is not planned again by itself: only whoever moved up has meetings to plan.
    const page = await as(cast.mara, (db) => readGroup(db, cast.mara, groupId));
    expect(page.participants.map(({ toPlan }) => toPlan).toSorted()).toEqual([0, 2]);
    // Another provider and another agency know nothing of it.
    expect((await as(cast.sid, (db) => readGroups(db, cast.sid, false, null))).rows).toEqual([]);
    await expect(as(cast.otto, (db) => readAgencyGroup(db, groupId))).rejects.toMatchObject({ status: 404 });
    await expect(
      as(cast.mara, (db) => askPlace(db, cast.mara, groupId, gone?.referralId ?? asId(""))),
    ).rejects.toMatchObject({
      status: 404,
    });
  }));
