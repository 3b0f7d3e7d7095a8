// A plan answered line by line and changed while it runs, on real PostgreSQL: history stays, sessions follow, nothing is doubled.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { recordAttendance } from "#app/models/delivery/record.server";
import { amendSchedule } from "#app/models/schedule/amend.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { editSchedule } from "#app/models/schedule/draft.server";
import { readGround } from "#app/models/schedule/ground.server";
import { previewSchedule } from "#app/models/schedule/items.server";
import { readAgencySchedule, readOwnSchedule } from "#app/models/schedule/read.server";
import { submitSchedule } from "#app/models/schedule/submit.server";
import { asId, type SessionId } from "#app/models/values/ids";
import { scheduleRemarks, schedules, serviceSessions } from "#drizzle/schema";
import { approve, authorized, dayFromToday, planOf, sessionsOn, submitted } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const days = (...ahead: number[]) => ahead.map(dayFromToday);

const sessionsOf = (stage: Stage, scheduleId: string) =>
  stage.as(stage.cast.mara, (db) =>
    db
      .select({ id: serviceSessions.id, day: serviceSessions.serviceDay, state: serviceSessions.state })
      .from(serviceSessions)
      .where(eq(serviceSessions.scheduleId, scheduleId))
      .orderBy(serviceSessions.startsAt),
  );

test("Ines says what is wrong session by session, Mara reads it beside the plan, and it stays after the next sending", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const id = await submitted(stage, planOf(cast, authorizationId, days(1, 2, 3)));
    const first = await as(cast.ines, (db) => readAgencySchedule(db, id));
    const seen = first.schedule.submittedAt?.toISOString() ?? "";
    const lines = [{ words: "" }, { code: "clash" as const, words: "At the clinic until noon." }, { words: "" }];
    await as(cast.ines, (db) => decideSchedule(db, cast.ines, id, { move: "return", seen, words: "", lines }));
    const back = await as(cast.mara, (db) => readOwnSchedule(db, cast.northside.organizationId, id));
    expect(back.schedule).toMatchObject({ state: "returned", returnCode: "clash" });
    const startsAt = back.schedule.items[1]?.startsAt;
    expect(back.remarks).toMatchObject([{ code: "clash", words: "At the clinic until noon.", startsAt }]);
    await as(cast.mara, (db) => editSchedule(db, cast.mara, id, planOf(cast, authorizationId, days(1, 3))));
    await as(cast.mara, (db) => submitSchedule(db, cast.mara, id));
    expect((await as(cast.ines, (db) => readAgencySchedule(db, id))).remarks).toHaveLength(1);
    // Neither side takes a word back, and nobody adds one to what was not sent to them.
    for (const who of [cast.ines, cast.mara]) {
      await expect(as(who, (db) => db.delete(scheduleRemarks))).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    await as(cast.ines, (db) => approve(db, cast.ines, id));
    const late = as(cast.ines, (db) =>
      db.execute(sql`insert into schedule_remark (agency_id, organization_id, client_id, referral_id, schedule_id, sent_at, starts_at, code, written_by)
        select agency_id, organization_id, client_id, referral_id, id, submitted_at, submitted_at, 'other', ${cast.ines.membershipId}::uuid
        from billing_schedule where id = ${id}::uuid`),
    );
    await expect(late).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("a change of what stands: what was held stays, what is alike stays the same session, the rest follows the new plan", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage, 5_00n);
    const { scheduleId: old, sessions } = await sessionsOn(stage, authorizationId, days(-2, 3, 4, 5));
    const [held, third] = [sessions[0], sessions[1]];
    await as(cast.pavel, (db) =>
      recordAttendance(db, cast.pavel, asId<SessionId>(held?.id ?? ""), {
        state: "present",
        startedAt: held?.startsAt ?? null,
        endedAt: new Date((held?.startsAt.getTime() ?? 0) + 3_600_000),
        note: "",
      }),
    );
    const next = await as(cast.mara, (db) => amendSchedule(db, cast.mara, old));
    expect(await as(cast.mara, (db) => amendSchedule(db, cast.mara, old))).toBe(next);
    const draft = await as(cast.mara, (db) => readOwnSchedule(db, cast.northside.organizationId, next));
    expect(draft.versions.before).toMatchObject({ stay: 3, added: [], dropped: [] });
    // One of five units is used; three are planned and free for the change, so four sessions ahead fit and five do not.
    const plan = (...ahead: number[]) => planOf(cast, authorizationId, days(...ahead));
    const ground = await as(cast.mara, (db) => readGround(db, authorizationId));
    const look = (...ahead: number[]) =>
      as(cast.mara, (db) => previewSchedule(db, ground, plan(...ahead), { scheduleId: next, amendsId: old }));
    expect((await look(3, 4, 6, 7)).leftAfter).toBe(0n);
    expect((await look(3, 4, 6, 7, 8)).leftAfter).toBe(-100n);
    expect((await look(-2, 3)).sessions).toHaveLength(1);
    await as(cast.mara, (db) => editSchedule(db, cast.mara, next, plan(3, 6)));
    await as(cast.mara, (db) => submitSchedule(db, cast.mara, next));
    expect((await sessionsOf(stage, old)).filter(({ state }) => state === "planned")).toHaveLength(3);
    const seen = await as(cast.ines, (db) => readAgencySchedule(db, next));
    expect(seen.versions.before).toMatchObject({ stay: 1, added: [{ day: dayFromToday(6) }] });
    expect(seen.versions.before?.dropped).toHaveLength(2);
    await as(cast.ines, (db) => approve(db, cast.ines, next));
    expect(await sessionsOf(stage, old)).toMatchObject([
      { id: held?.id, state: "held" },
      { day: dayFromToday(4), state: "cancelled" },
      { day: dayFromToday(5), state: "cancelled" },
    ]);
    expect(await sessionsOf(stage, next)).toMatchObject([
      { id: third?.id, day: dayFromToday(3), state: "planned" },
      { day: dayFromToday(6), state: "planned" },
    ]);
    const before = await as(cast.mara, (db) => readOwnSchedule(db, cast.northside.organizationId, old));
    expect(before).toMatchObject({ schedule: { state: "superseded" }, versions: { next: { id: next } } });
    // Its own successor's sessions are not in its way.
    expect(before.weighed.marks).toEqual([]);
  }));

test("only what stands is changed, by its own provider, once; and a change never outlives what it would change", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const sent = await submitted(stage, planOf(cast, authorizationId, days(9)));
    await expect(as(cast.mara, (db) => amendSchedule(db, cast.mara, sent))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
    });
    const { scheduleId: old } = await sessionsOn(stage, authorizationId, days(3, 4));
    await expect(as(cast.sid, (db) => amendSchedule(db, cast.sid, old))).rejects.toMatchObject({ status: 404 });
    const past = await sessionsOn(stage, authorizationId, days(-3));
    await expect(as(cast.mara, (db) => amendSchedule(db, cast.mara, past.scheduleId))).rejects.toMatchObject({
      code: "schedule.nothing-ahead",
    });
    const twice = await Promise.allSettled([1, 2].map(() => as(cast.mara, (db) => amendSchedule(db, cast.mara, old))));
    const made = await as(cast.mara, (db) => db.select().from(schedules).where(eq(schedules.amendsId, old)));
    expect(made).toHaveLength(1);
    for (const one of twice) {
      if (one.status === "rejected") expect(refusalIn(one.reason)?.code).toBe("schedule.amended-already");
    }
    // A deed that forgets: no schedule is superseded by hand, and none amends what does not stand.
    await expect(
      as(cast.ines, (db) => db.update(schedules).set({ state: "superseded" }).where(eq(schedules.id, old)).returning()),
    ).resolves.toEqual([]);
    await expect(
      asRole("app_definer", (db) =>
        db.execute(sql`insert into billing_schedule (agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, number, units_per_session, rate_cents, created_by, amends_id)
          select agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, 'S-0099', 1, 1, created_by, id from billing_schedule where id = ${sent}::uuid`),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "schedule_amends_standing" } });
  }));
