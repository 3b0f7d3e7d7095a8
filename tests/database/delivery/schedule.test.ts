// Billing schedules on real PostgreSQL: drafted, sent, answered; approval makes sessions; every way it is refused.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { readAuthorization } from "#app/models/authorization/read.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { draftSchedule, editSchedule } from "#app/models/schedule/draft.server";
import { readAgencySchedule, readAgencySchedules, readOwnSchedule } from "#app/models/schedule/read.server";
import { submitSchedule } from "#app/models/schedule/submit.server";
import { addDays, type CalendarDay, instantAt } from "#app/models/values/calendar-day";
import { asId, type ScheduleId } from "#app/models/values/ids";
import { openingExceptions, practitioners, scheduleItems, schedules, serviceSessions } from "#drizzle/schema";
import { addPerson } from "#tests/stage/cast";
import { approve, authorized, dayFromToday, planOf, sessionsOn, submitted, ZONE } from "#tests/stage/delivery-story";
import { onStage } from "#tests/stage/on-stage";

const days = (...ahead: number[]) => ahead.map(dayFromToday);

test("Mara plans, Ines approves, and the sessions stand on the clock of the place with the authorized rate", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const { scheduleId, sessions } = await sessionsOn(stage, authorizationId, days(8, 1));
    expect(sessions.map(({ startsAt }) => startsAt)).toEqual([
      instantAt(dayFromToday(1), 600, ZONE),
      instantAt(dayFromToday(8), 600, ZONE),
    ]);
    const seen = await as(cast.ines, (db) => readAgencySchedule(db, scheduleId));
    expect(seen).toMatchObject({ clientName: "Rosa Canary-Fields", organizationName: "Northside Care" });
    expect(seen.schedule).toMatchObject({ state: "approved", rateCents: 8000n, unitsPerSession: 100n });
    expect(seen.weighed).toMatchObject({ units: 200n, cents: 16_000n, marks: [] });
    const burn = (await as(cast.ines, (db) => readAuthorization(db, authorizationId))).burnDown;
    expect(burn).toEqual({ authorized: 1000n, used: 0n, planned: 200n, left: 800n });
  }));

test("an approval sent twice makes the sessions once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const id = await submitted(stage, planOf(cast, authorizationId, days(1, 2)));
    const answers = await Promise.allSettled([1, 2, 3].map(() => as(cast.ines, (db) => approve(db, cast.ines, id))));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(refusalIn(answer.reason)).toMatchObject({ status: 409 });
    }
    const made = await as(cast.ines, (db) =>
      db.select().from(serviceSessions).where(eq(serviceSessions.scheduleId, id)),
    );
    expect(made).toHaveLength(2);
  }));

test("Ines returns it with a code and words, Mara changes it and sends it again, and the old answer is not enough", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const id = await submitted(stage, planOf(cast, authorizationId, days(1, 2, 3)));
    const first = await as(cast.ines, (db) => readAgencySchedule(db, id));
    const seen = first.schedule.submittedAt?.toISOString() ?? "";
    await as(cast.ines, (db) =>
      decideSchedule(db, cast.ines, id, {
        move: "return",
        seen,
        code: "too_many_units",
        words: "Two are enough.",
        lines: [],
      }),
    );
    const back = await as(cast.mara, (db) => readOwnSchedule(db, cast.northside.organizationId, id));
    expect(back.schedule).toMatchObject({
      state: "returned",
      returnCode: "too_many_units",
      returnWords: "Two are enough.",
    });
    expect(back).toMatchObject({ clientName: "Rosa Canary-Fields", isNamed: true });
    await as(cast.mara, (db) => editSchedule(db, cast.mara, id, planOf(cast, authorizationId, days(1, 2))));
    await as(cast.mara, (db) => submitSchedule(db, cast.mara, id));
    await expect(
      as(cast.ines, (db) => decideSchedule(db, cast.ines, id, { move: "approve", seen })),
    ).rejects.toMatchObject({ code: "schedule.changed-meanwhile", status: 409 });
    await as(cast.ines, (db) => approve(db, cast.ines, id));
    await expect(
      as(cast.mara, (db) => editSchedule(db, cast.mara, id, planOf(cast, authorizationId, days(1)))),
    ).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
  }));

test("more than the authorization has left is not sent, and of two that fit only alone the second is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage, 3_00n);
    const plan = (...ahead: number[]) => planOf(cast, authorizationId, days(...ahead));
    const large = await as(cast.mara, (db) => draftSchedule(db, cast.mara, plan(1, 2, 3, 4)));
    await expect(as(cast.mara, (db) => submitSchedule(db, cast.mara, large))).rejects.toMatchObject({
      code: "schedule.too-many-units",
      blanks: { units: "4", left: "3" },
    });
    const one = await submitted(stage, plan(1, 2));
    const other = await submitted(stage, plan(5, 6));
    const answers = await Promise.allSettled(
      [one, other].map((id) => as(cast.ines, (db) => approve(db, cast.ines, id))),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "schedule.too-many-units" },
    });
  }));

test("days outside the authorization are refused by name, also by the database when a deed forgets", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const id = await as(cast.mara, (db) => draftSchedule(db, cast.mara, planOf(cast, authorizationId, days(99, 100))));
    await expect(as(cast.mara, (db) => submitSchedule(db, cast.mara, id))).rejects.toMatchObject({
      code: "schedule.session-outside",
    });
    const { scheduleId } = await sessionsOn(stage, authorizationId, days(1));
    const late = dayFromToday(100);
    const forgetful = asRole("app_definer", (db) =>
      db.execute(sql`insert into session (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units)
        select agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, ${late}::date,
          tstzrange(t, t + interval '1 hour'), t, t + interval '1 hour', 1
        from session, (select ${instantAt(late, 600, ZONE).toISOString()}::timestamptz as t) at where schedule_id = ${scheduleId}::uuid`),
    );
    await expect(forgetful.catch((failure) => Promise.reject(refusalIn(failure)))).rejects.toMatchObject({
      code: "schedule.outside-authorization",
    });
  }));

test("Pavel is not in two places, nor is Rosa; the refusal names who and when, and the constraint stands behind it", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await authorized(stage);
    await sessionsOn(stage, authorizationId, days(1));
    const clash = await as(cast.mara, (db) => draftSchedule(db, cast.mara, planOf(cast, authorizationId, days(1))));
    await expect(as(cast.mara, (db) => submitSchedule(db, cast.mara, clash))).rejects.toMatchObject({
      code: "schedule.practitioner-busy",
      blanks: { practitioner: "Pavel Novak" },
    });
    const [petra] = await asRole("app_definer", (db) =>
      db
        .insert(practitioners)
        .values({ organizationId: cast.northside.organizationId, name: "Petra Vale" })
        .returning({ id: practitioners.id }),
    );
    const plan = { ...planOf(cast, authorizationId, days(1)), practitionerId: asId<never>(petra?.id ?? "") };
    const other = await as(cast.mara, (db) => draftSchedule(db, cast.mara, plan));
    await expect(as(cast.mara, (db) => submitSchedule(db, cast.mara, other))).rejects.toMatchObject({
      code: "schedule.client-busy",
    });
    // Both sent before either stood: the second meets the constraint or the check under the lock.
    const [one, two] = [days(3), days(3)].map((on) => submitted(stage, planOf(cast, authorizationId, on)));
    const ids = [await one, await two].filter((id): id is ScheduleId => id !== undefined);
    const answers = await Promise.allSettled(ids.map((id) => as(cast.ines, (db) => approve(db, cast.ines, id))));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = answers.find(({ status }) => status === "rejected");
    expect(refusalIn(lost?.status === "rejected" ? lost.reason : null)?.code).toMatch(/^schedule\.practitioner/);
  }));

test("who sent it does not approve it, even from the other side of the table", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const id = await submitted(stage, planOf(cast, authorizationId, days(1)));
    const both = await asRole("app_definer", async (db) => {
      const made = await addPerson(
        db,
        "second@example.org",
        "Second Seat",
        { agencyId: cast.agencyId, organizationId: null },
        "supervisor",
      );
      await db.execute(
        sql`update membership set person_id = ${cast.mara.personId}::uuid where id = ${made.membershipId}::uuid`,
      );
      return { ...made, personId: cast.mara.personId };
    });
    await expect(as(both, (db) => approve(db, both, id))).rejects.toMatchObject({
      code: "schedule.own-approval",
      status: 403,
    });
    await expect(
      as(both, (db) =>
        db.update(schedules).set({ state: "approved", decidedBy: both.membershipId }).where(eq(schedules.id, id)),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "schedule_four_eyes" } });
  }));

test("closed days are marked and, on request, left out", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const [holiday, ordinary] = days(2, 3) as [CalendarDay, CalendarDay];
    await as(cast.mara, (db) =>
      db.insert(openingExceptions).values({
        organizationId: cast.northside.organizationId,
        locationId: cast.northside.locationId,
        fromDay: holiday,
        untilDay: addDays(holiday, 1),
        reason: "Holiday",
      }),
    );
    const plan = planOf(cast, authorizationId, [holiday, ordinary]);
    const id = await as(cast.mara, (db) => draftSchedule(db, cast.mara, plan));
    const marked = await as(cast.mara, (db) => readOwnSchedule(db, cast.northside.organizationId, id));
    expect(marked.weighed.sessions.map(({ marks }) => marks)).toEqual([["closed"], []]);
    await as(cast.mara, (db) =>
      editSchedule(db, cast.mara, id, { ...plan, plan: { ...plan.plan, skipsClosedDays: true } }),
    );
    const kept = await as(cast.mara, (db) => db.select().from(scheduleItems).where(eq(scheduleItems.scheduleId, id)));
    expect(kept.map(({ serviceDay }) => serviceDay)).toEqual([ordinary]);
  }));

test("Sid, Otto and Carl: another provider and another agency find nothing, a colleague who does not carry it may not", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const plan = planOf(cast, authorizationId, days(1));
    const id = await submitted(stage, plan);
    const absent = { status: 404 };
    await expect(as(cast.sid, (db) => draftSchedule(db, cast.sid, plan))).rejects.toMatchObject(absent);
    await expect(as(cast.sid, (db) => submitSchedule(db, cast.sid, id))).rejects.toMatchObject(absent);
    await expect(as(cast.sid, (db) => readOwnSchedule(db, cast.southside.organizationId, id))).rejects.toMatchObject(
      absent,
    );
    await expect(as(cast.otto, (db) => readAgencySchedule(db, id))).rejects.toMatchObject(absent);
    await expect(as(cast.otto, (db) => approve(db, cast.otto, id))).rejects.toMatchObject(absent);
    await expect(as(cast.carl, (db) => approve(db, cast.carl, id))).rejects.toMatchObject({ status: 403 });
    expect((await as(cast.carl, (db) => readAgencySchedules(db, "submitted", null))).rows).toHaveLength(1);
    expect((await as(cast.otto, (db) => readAgencySchedules(db, "submitted", null))).rows).toEqual([]);
    const wrongPlace = { ...plan, locationId: asId<never>(cast.southside.locationId) };
    await expect(as(cast.mara, (db) => draftSchedule(db, cast.mara, wrongPlace))).rejects.toMatchObject(absent);
  }));

test("when Ines revokes the authorization, what is drafted on it is neither sent nor approved", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const sent = await submitted(stage, planOf(cast, authorizationId, days(1)));
    const draft = await as(cast.mara, (db) => draftSchedule(db, cast.mara, planOf(cast, authorizationId, days(2))));
    await as(cast.ines, (db) =>
      decideAuthorization(db, cast.ines, authorizationId, { move: "revoke", reason: "budget" }),
    );
    const code = "schedule.authorization-not-active";
    await expect(as(cast.mara, (db) => submitSchedule(db, cast.mara, draft))).rejects.toMatchObject({ code });
    await expect(as(cast.ines, (db) => approve(db, cast.ines, sent))).rejects.toMatchObject({ code });
  }));
