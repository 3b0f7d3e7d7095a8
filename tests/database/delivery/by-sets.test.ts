// Attendance and sessions written many by one statement: each refusal as of one row and then nothing is written, a crowd draws no more than there is, and the record knows of each.
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { constraintOf } from "#app/database/transaction.server";
import { env } from "#app/env.server";
import { readAuthorization } from "#app/models/authorization/read.server";
import { type RosterEntry, recordRoster } from "#app/models/delivery/record.server";
import { type AuthorizationId, asId, type SessionId } from "#app/models/values/ids";
import { finishCommandLine } from "#tests/stage/command";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Session = { id: string; startsAt: Date };

const entryOf = ({ id, startsAt }: Session): RosterEntry => ({
  sessionId: asId<SessionId>(id),
  inputFor: () => ({
    state: "present",
    startedAt: startsAt,
    endedAt: new Date(startsAt.getTime() + 3_600_000),
    note: "",
  }),
});

/** An authorization of so many hours, with one session of an hour on each day. */
async function planned(stage: Stage, hours: number, ...ahead: number[]) {
  const { referralId, authorizationId } = await authorized(stage, 5_00n);
  await setUnits(stage, authorizationId, hours);
  const { scheduleId, sessions } = await sessionsOn(stage, authorizationId, ahead.map(dayFromToday));
  return { referralId, authorizationId, scheduleId, sessions };
}

const setUnits = ({ asRole }: Stage, id: AuthorizationId, hours: number) =>
  asRole("app_definer", (db) => db.execute(sql`update "authorization" set units = ${hours} where id = ${id}::uuid`));

const daysBack = (from: number, count: number) => Array.from({ length: count }, (_, place) => -from - place);

const count = ({ asRole }: Stage, of: SQL) =>
  asRole("app_definer", async (db) => {
    const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${of}`);
    return row?.n ?? 0;
  });

/** All of these by one statement, an hour each unless told otherwise. */
const attend = (hours: SQL = sql`1`, minutes: SQL = sql`60`) => sql`
  insert into attendance (agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, recorded_by)
  select s.agency_id, s.organization_id, s.client_id, s.id, s.authorization_id, 'present', ${hours}, s.starts_at, s.starts_at + make_interval(mins => ${minutes}),
    app.membership_id() from session s order by s.starts_at`;

const LAST = sql`s.starts_at = (select max(starts_at) from session)`;

test.each([
  ["was not held", [-3, -2], sql`where not ${LAST}`, attend(), "attendance_of_held_session"],
  ["has not begun", [-3, 2], sql``, attend(), "attendance_not_ahead"],
  ["says no time", [-3, -2], sql``, attend(sql`1`, sql`case when ${LAST} then 0 else 60 end`), "attendance_time"],
  [
    "is not the time that passed",
    [-3, -2],
    sql``,
    attend(sql`case when ${LAST} then 2 else 1 end`),
    "attendance_units_are_time",
  ],
  ["is more than is left", [-3, -2], sql``, attend(sql`3`, sql`180`), "authorization_units"],
])("Where one of several attendances %s, none is written", (_what, ahead, held, statement, constraint) =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await planned(stage, 5, ...ahead);
    await asRole("app_definer", (db) => db.execute(sql`update session s set state = 'held' ${held}`));
    const failure = await as(cast.pavel, (db) => db.execute(statement)).catch((caught: unknown) => caught);
    expect(constraintOf(failure)).toBe(constraint);
    expect(await count(stage, sql`attendance`)).toBe(0);
    expect((await as(cast.ines, (db) => readAuthorization(db, authorizationId))).unitsUsed).toBe(0n);
  }),
);

test("Where one of several sessions may not go where the others go, none goes", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await planned(stage, 5, -4, -3, -2);
    await as(cast.mara, (db) =>
      db.execute(sql`update session set state = 'cancelled', cancelled_by = 'provider', reason_words = 'Pavel is ill.'
        where id = ${sessions[0]?.id ?? ""}::uuid`),
    );
    const held = sql`update session set state = 'held', cancelled_by = null`;
    const failure = await as(cast.pavel, (db) => db.execute(held)).catch((caught: unknown) => caught);
    expect(constraintOf(failure)).toBe("session_move");
    expect(await count(stage, sql`session where state = 'held'`)).toBe(0);
  }));

test("Where one of several sessions is outside its authorization, none is made", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    const { scheduleId } = await planned(stage, 9, -4);
    const make = (...ahead: number[]) =>
      asRole("app_definer", async (db) => {
        return db.execute(sql`insert into session (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units)
          select s.agency_id, s.organization_id, s.client_id, b.id, s.authorization_id, s.referral_id, s.practitioner_id, s.location_id, d.day,
            tstzrange(t.at, t.at + interval '1 hour'), t.at, t.at + interval '1 hour', 1
          from session s join billing_schedule b on b.id = s.schedule_id, unnest(array[${sql.join(
            ahead.map((days) => sql`${dayFromToday(days)}::date`),
            sql`, `,
          )}]) d(day) cross join lateral (select (d.day + time '10:00') at time zone 'America/New_York' as at) t
          where s.schedule_id = ${scheduleId}::uuid`);
      }).catch((caught: unknown) => caught);
    expect(constraintOf(await make(3, 4, 200))).toBe("session_inside_authorization");
    expect(await count(stage, sql`session`)).toBe(1);
  }));

test("Forty rosters at once over two authorizations, each in its own order: what there is is drawn and no more, and nobody locks another out", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const first = await planned(stage, 12, ...daysBack(2, 12));
    const { authorizationId } = await authorized(stage, 5_00n, first.referralId);
    await setUnits(stage, authorizationId, 12);
    const { sessions } = await sessionsOn(stage, authorizationId, daysBack(14, 12).map(dayFromToday));
    await setUnits(stage, authorizationId, 5);
    await setUnits(stage, first.authorizationId, 7);
    const all = [...first.sessions, ...sessions];
    const rosters = Array.from({ length: 40 }, (_, place) =>
      [place, place + 7, place + 13].map((of) => all[of % all.length] as Session),
    );
    const answers = await Promise.all(
      rosters.map((roster, place) =>
        as(place % 2 ? cast.pavel : cast.mara, (db) =>
          recordRoster(db, place % 2 ? cast.pavel : cast.mara, roster.map(entryOf)),
        ),
      ),
    );
    const recorded = answers.flatMap((answer) => answer.recorded);
    expect(new Set(recorded).size).toBe(12);
    expect(recorded).toHaveLength(12);
    for (const { refusal } of answers.flatMap(({ refused }) => refused))
      expect(["delivery.more-than-left", "delivery.recorded-already"]).toContain(refusal.code);
    for (const [id, used] of [
      [first.authorizationId, 7_00n],
      [authorizationId, 5_00n],
    ] as const)
      expect(await as(cast.ines, (db) => readAuthorization(db, id))).toMatchObject({
        state: "exhausted",
        unitsUsed: used,
      });
  }));

test("A roster of many leaves one link for all its events; the record is whole, and tells when one of them was changed or taken out", () =>
  onStage(async (stage) => {
    const { as, cast, urls } = stage;
    const { sessions } = await planned(stage, 30, ...daysBack(2, 25));
    const { recorded } = await as(cast.pavel, (db) => recordRoster(db, cast.pavel, sessions.map(entryOf)));
    expect(recorded).toHaveLength(25);
    expect(await count(stage, sql`event where name = 'delivery.recorded'`)).toBe(25);
    const linked = (table: string) =>
      count(
        stage,
        sql`event_chain where split_part(payload, '|', 7) = 'set_change' and split_part(payload, '|', 9) in
        (select id::text from set_change where table_name = ${table})`,
      );
    expect(await linked("event")).toBe(1);
    expect(await linked("authorization")).toBe(1);
    const verdict = () =>
      finishCommandLine(["admin", "verify-audit"], {
        DATABASE_WEB_URL: urls.web,
        DATABASE_WORKER_URL: urls.worker,
        DATABASE_MIGRATOR_URL: urls.migrator,
        ACCOUNT_KEYS: env().ACCOUNT_KEYS ?? "",
        PUBLIC_ORIGIN: "https://throughline.example.gov",
      });
    const tamper = async (statement: string) => {
      const admin = await connect(urls.admin, "DATABASE_URL");
      await admin.unsafe(`set session_replication_role = replica; ${statement}`);
      await admin.end();
    };
    const ONE = "(select id from event where name = 'delivery.recorded' order by id limit 1)";
    expect(await verdict()).toMatchObject({ code: 0, output: expect.stringMatching(/^The record is whole/) });
    await tamper(`update event set facts = '{"a": 1}' where id = ${ONE}`);
    expect((await verdict()).output).toMatch(/event: one of the 25 that set_change \S+ notes was changed/);
    await tamper(`delete from event where id = ${ONE}`);
    expect((await verdict()).output).toMatch(/event \S+ is gone\./);
  }));
