// The course of an authorization on real PostgreSQL: a limit in each week, renewal before the end, closing after it, and changes by two people.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { readBurnDowns, writeBurnDownTable } from "#app/models/authorization/burn-down-table.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { readAuthorization } from "#app/models/authorization/read.server";
import { readNeighbours } from "#app/models/authorization/read-course.server";
import { askRenewals, closeAuthorizations } from "#app/models/authorization/run-out.server";
import { readTasksOfCase } from "#app/models/case/task.server";
import { recordAttendance, recordRoster } from "#app/models/delivery/record.server";
import { addDays, weekdayOf } from "#app/models/values/calendar-day";
import { type AuthorizationId, asId, type CaseId, type SessionId } from "#app/models/values/ids";
import {
  acceptedReferral,
  approve,
  authorized,
  dayFromToday,
  planOf,
  proposalFor,
  sessionsOn,
  submitted,
} from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

/** A Monday that is still ahead, and days of its week. */
const monday = addDays(dayFromToday(0), 8 - weekdayOf(dayFromToday(0)));
const inWeek = (...days: number[]) => days.map((day) => addDays(monday, day));

/** Twenty hours, three a week at most. */
async function threeAWeek(stage: Stage) {
  const referralId = await acceptedReferral(stage);
  const { as, cast } = stage;
  const terms = { ...proposalFor(cast, referralId, 20_00n), period: "week" as const, unitsPerPeriod: 3_00n };
  return { referralId, authorizationId: await as(cast.ines, (db) => proposeAuthorization(db, cast.ines, terms)) };
}

const present = (startsAt: Date, hours = 1) => ({
  state: "present" as const,
  startedAt: startsAt,
  endedAt: new Date(startsAt.getTime() + hours * 3_600_000),
  note: "",
});

const fundOf = async ({ asRole, cast }: Stage) => {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<{ available: string; reserved: string }>(
      sql`select coalesce(sum(amount_cents) filter (where account = 'available'), 0)::text as available,
        coalesce(sum(amount_cents) filter (where account = 'reserved'), 0)::text as reserved from ledger_entry where fund_id = ${cast.fundId}::uuid`,
    ),
  );
  return row;
};

test("three hours a week: a fourth in one week is not sent, one in the next week is; and four hours in one week are not recorded", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { authorizationId } = await threeAWeek(stage);
    await expect(submitted(stage, planOf(cast, authorizationId, inWeek(0, 1, 2, 3)))).rejects.toMatchObject({
      code: "schedule.over-period",
      blanks: { limit: "3 hours a week" },
    });
    const { sessions } = await sessionsOn(stage, authorizationId, inWeek(0, 1, 2, 7));
    await expect(submitted(stage, planOf(cast, authorizationId, inWeek(3)))).rejects.toMatchObject({
      code: "schedule.over-period",
    });
    setClock(new Date((sessions[2]?.startsAt.getTime() ?? 0) + 12 * 3_600_000));
    const record = (place: number, hours: number) => {
      const session = sessions[place];
      if (!session) throw new Error("not planned");
      return as(cast.pavel, (db) =>
        recordAttendance(db, cast.pavel, asId<SessionId>(session.id), present(session.startsAt, hours)),
      );
    };
    await record(0, 1);
    await record(1, 1.5);
    const refused = await record(2, 1).catch((failure: unknown) => refusalIn(failure));
    expect(refused).toMatchObject({ code: "delivery.period-used-up", status: 409 });
    await record(2, 0.5);
  }));

/** Past every deed: one session of an hour's third, or on a day of its own. */
function writeSession({ asRole }: Stage, scheduleId: string, day: string, place: number) {
  return asRole("app_definer", (db) =>
    db.execute(sql`
      insert into session (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units)
      select s.agency_id, s.organization_id, s.client_id, s.schedule_id, s.authorization_id, s.referral_id, s.practitioner_id, s.location_id, ${day}::date,
        tstzrange(t.begins, t.begins + interval '15 minutes'), t.begins, t.begins + interval '15 minutes', 1
      from session s, lateral (select ${day}::timestamp at time zone 'UTC' + interval '12 hours' + ${place % 40}::int * interval '15 minutes' as begins) t
      where s.schedule_id = ${scheduleId}::uuid limit 1`),
  );
}

test("forty people at once plan no more than the week holds, and no more than the whole, whatever they were shown", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    const { authorizationId } = await threeAWeek(stage);
    const { scheduleId } = await sessionsOn(stage, authorizationId, inWeek(7));
    const atOnce = async (day: (place: number) => string) => {
      const tries = Array.from({ length: 40 }, (_, place) => writeSession(stage, scheduleId, day(place), place));
      const answers = await Promise.allSettled(tries);
      const refused = answers.flatMap((answer) =>
        answer.status === "rejected" ? [refusalIn(answer.reason)?.code] : [],
      );
      return { made: 40 - refused.length, refused: [...new Set(refused)] };
    };
    expect(await atOnce(() => monday)).toEqual({ made: 3, refused: ["schedule.period-meanwhile"] });
    await asRole("app_definer", (db) => db.execute(sql`update "authorization" set units_per_period = 20`));
    // Four stand of twenty.
    const days = (place: number) => addDays(monday, 14 + (place % 40));
    expect(await atOnce(days)).toEqual({ made: 16, refused: ["schedule.units-meanwhile"] });
  }));

test("forty people at once record no more than the week holds", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { authorizationId } = await threeAWeek(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, inWeek(0, 1, 2));
    await asRole("app_definer", (db) => db.execute(sql`update "authorization" set units_per_period = 2`));
    setClock(new Date((sessions[2]?.startsAt.getTime() ?? 0) + 12 * 3_600_000));
    const tries = Array.from({ length: 40 }, (_, place) => sessions[place % 3]).flatMap((session) =>
      session
        ? [
            as(cast.pavel, (db) =>
              recordAttendance(db, cast.pavel, asId<SessionId>(session.id), present(session.startsAt)),
            ),
          ]
        : [],
    );
    const answers = await Promise.allSettled(tries);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect((await as(cast.ines, (db) => readAuthorization(db, authorizationId))).unitsUsed).toBe(2_00n);
  }));

test("on a roster the one line that is more than the week holds is refused by itself, and the others are kept", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { authorizationId } = await threeAWeek(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, inWeek(0, 1, 2));
    await asRole("app_definer", (db) => db.execute(sql`update "authorization" set units_per_period = 2`));
    setClock(new Date((sessions[2]?.startsAt.getTime() ?? 0) + 12 * 3_600_000));
    const entries = sessions.map(({ id, startsAt }) => ({
      sessionId: asId<SessionId>(id),
      inputFor: () => present(startsAt),
    }));
    const { recorded, refused } = await as(cast.pavel, (db) => recordRoster(db, cast.pavel, entries));
    expect(recorded).toHaveLength(2);
    expect(refused).toMatchObject([{ sessionId: sessions[2]?.id, refusal: { code: "delivery.period-used-up" } }]);
  }));

test("somebody is asked to renew thirty days before the end, once, and renewing it ends the task", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { referralId, authorizationId } = await authorized(stage);
    const another = await acceptedReferral(stage);
    const ask = () => asRole("app_job", askRenewals);
    expect(await ask(), "a hundred days are left").toBe(0);
    setClock(new Date(`${dayFromToday(75)}T16:00:00Z`));
    expect(await ask()).toBe(1);
    expect(await ask()).toBe(0);
    const [row] = await as(cast.ines, (db) =>
      db.execute<{ case_id: string }>(sql`select case_id from referral where id = ${referralId}::uuid`),
    );
    const caseId = asId<CaseId>(row?.case_id ?? "");
    const open = async () =>
      (await as(cast.ines, (db) => readTasksOfCase(db, cast.ines, caseId))).filter(({ state }) => state === "open");
    expect(await open()).toMatchObject([
      { kind: "renewal", mine: true, dueOn: dayFromToday(92), path: expect.stringContaining(authorizationId) },
    ]);
    const terms = {
      ...proposalFor(cast, referralId),
      renewsId: authorizationId,
      startsOn: dayFromToday(100),
      endsOn: dayFromToday(190),
    };
    const renew = () => as(cast.ines, (db) => proposeAuthorization(db, cast.ines, terms));
    const next = await renew();
    expect(await open()).toEqual([]);
    await expect(renew()).rejects.toMatchObject({ code: "authorization.renewed-already", status: 409 });
    expect(await as(cast.ines, (db) => readNeighbours(db, authorizationId, null))).toMatchObject({
      after: { id: next },
    });
    await expect(
      as(cast.ines, (db) =>
        proposeAuthorization(db, cast.ines, { ...proposalFor(cast, another), renewsId: next as AuthorizationId }),
      ),
      "of another referral",
    ).rejects.toMatchObject({ cause: { constraint_name: "authorization_renews_standing" } });
  }));

test("what goes fast is to be renewed by its pace, long before its last day", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { authorizationId } = await authorized(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, [1, 2, 3, 4, 5].map(dayFromToday));
    setClock(new Date(`${dayFromToday(6)}T16:00:00Z`));
    for (const { id, startsAt } of sessions) {
      await as(cast.pavel, (db) => recordAttendance(db, cast.pavel, asId<SessionId>(id), present(startsAt)));
    }
    // Five of ten hours in the 36 days since it began: the other five would last 36 more.
    expect(await asRole("app_job", askRenewals)).toBe(0);
    setClock(new Date(`${dayFromToday(7)}T16:00:00Z`));
    await asRole("app_definer", (db) => db.execute(sql`update agency set renewal_days = 40`));
    expect(await asRole("app_job", askRenewals)).toBe(1);
    const [event] = await asRole("app_definer", (db) =>
      db.execute<{ facts: unknown }>(sql`select facts from event where name = 'authorization.renewal-asked'`),
    );
    expect(event?.facts).toMatchObject({ why: "pace" });
  }));

test("two weeks after its last day it is closed, what was not used goes back, and nothing is closed twice or early", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { authorizationId } = await authorized(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, [1, 2].map(dayFromToday));
    setClock(new Date(`${dayFromToday(113)}T16:00:00Z`));
    const [first, second] = sessions;
    if (!first || !second) throw new Error("not planned");
    // Late, but in time.
    await as(cast.pavel, (db) => recordAttendance(db, cast.pavel, asId<SessionId>(first.id), present(first.startsAt)));
    expect(await asRole("app_job", closeAuthorizations)).toBe(0);
    setClock(new Date(`${dayFromToday(114)}T16:00:00Z`));
    expect(await asRole("app_job", closeAuthorizations)).toBe(1);
    expect(await asRole("app_job", closeAuthorizations)).toBe(0);
    expect(await fundOf(stage)).toMatchObject({ available: "4992000", reserved: "8000" });
    await expect(
      as(cast.pavel, (db) => recordAttendance(db, cast.pavel, asId<SessionId>(second.id), present(second.startsAt))),
    ).rejects.toMatchObject({ code: "delivery.authorization-ended" });
    await expect(
      as(cast.ines, (db) => decideAuthorization(db, cast.ines, authorizationId, { move: "revoke", reason: "other" })),
    ).rejects.toMatchObject({ status: 409 });
    await expect(
      as(cast.ines, (db) => db.execute(sql`select * from app.close_authorizations(5)`)),
    ).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }));

test("the table of all that hold says how each stands, and another agency's says nothing of it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await threeAWeek(stage);
    await sessionsOn(stage, authorizationId, inWeek(0, 1));
    const read = (person: typeof cast.ines, agencyId: string) => as(person, (db) => readBurnDowns(db, agencyId));
    expect(await read(cast.ines, cast.agencyId)).toMatchObject([
      { id: authorizationId, burnDown: { planned: 2_00n, left: 18_00n }, pace: null, runsOut: { why: "last-day" } },
    ]);
    expect(await read(cast.otto, cast.agencyId)).toEqual([]);
    expect(await as(cast.ines, (db) => writeBurnDownTable(db, cast.ines))).toMatch(/A-0001.*20\.00.*2\.00.*18\.00/);
  }));

test("a second version of a plan is approved within the same week", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await threeAWeek(stage);
    const scheduleId = await submitted(stage, planOf(cast, authorizationId, inWeek(0, 1, 2)));
    await as(cast.ines, (db) => approve(db, cast.ines, scheduleId));
    expect((await as(cast.ines, (db) => readAuthorization(db, authorizationId))).burnDown.planned).toBe(3_00n);
  }));
