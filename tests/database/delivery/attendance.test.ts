// Attendance, corrections, cancellations and progress on real PostgreSQL; units never exceed what was authorized, also in a crowd.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import { mayDo } from "#app/access/rights";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { readAuthorization } from "#app/models/authorization/read.server";
import type { AttendanceInput } from "#app/models/delivery/attendance";
import { cancelSession } from "#app/models/delivery/cancel.server";
import { readDeliveries, readRoster, readSession } from "#app/models/delivery/read.server";
import { correctAttendance, recordAttendance } from "#app/models/delivery/record.server";
import { reportProgress } from "#app/models/delivery/report.server";
import { readDeliverySummary } from "#app/models/delivery/summary.server";
import { readUnbilled } from "#app/models/delivery/unbilled.server";
import { daysBetween, startOfDay } from "#app/models/values/calendar-day";
import { asId, type SessionId } from "#app/models/values/ids";
import { attendances, referralFacts, referrals } from "#drizzle/schema";
import { authorized, dayFromToday, sessionsOn, ZONE } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const days = (...ahead: number[]) => ahead.map(dayFromToday);
type Session = { id: string; startsAt: Date };

/** Present from the planned start for so many minutes. */
const present = (session: Session, minutes = 60): AttendanceInput => ({
  state: "present",
  startedAt: session.startsAt,
  endedAt: new Date(session.startsAt.getTime() + minutes * 60_000),
  note: "",
});
const away = (state: "absent" | "excused"): AttendanceInput => ({ state, startedAt: null, endedAt: null, note: "" });

const record = ({ as }: Stage, actor: Actor, session: Session, input: AttendanceInput) =>
  as(actor, (db) => recordAttendance(db, actor, asId<SessionId>(session.id), input));

async function heldSessions(stage: Stage, units: bigint, ...ahead: number[]) {
  const { referralId, authorizationId } = await authorized(stage, units);
  const { sessions } = await sessionsOn(stage, authorizationId, days(...ahead));
  return { referralId, authorizationId, sessions: sessions as [Session, Session, ...Session[]] };
}

test("Pavel records that Rosa came; Ines sees it at once, the referral is in progress, and it waits to be billed", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, authorizationId, sessions } = await heldSessions(stage, 10_00n, -3, -2, 4);
    await record(stage, cast.pavel, sessions[0], present(sessions[0], 50));
    await record(stage, cast.mara, sessions[1], away("absent"));
    const summary = await as(cast.ines, (db) => readDeliverySummary(db, { caseId: cast.rosa.caseId }));
    expect(summary.sessions).toMatchObject({ planned: 1, held: 1, missed: 1, cancelled: 0 });
    expect(summary.notHeld).toMatchObject([{ id: sessions[1]?.id, state: "absent", by: null }]);
    expect(summary.sessions.nextAt).toEqual(sessions[2]?.startsAt);
    expect(summary.authorizations).toMatchObject([{ burnDown: { used: 83n, planned: 100n, left: 817n } }]);
    expect(await as(cast.ines, (db) => readDeliverySummary(db, { referralId }))).toEqual(summary);
    const seen = await as(cast.ines, (db) => readDeliveries(db, {}, null));
    expect(seen.rows.map(({ state, clientName }) => [state, clientName])).toEqual([
      ["absent", "Rosa Canary-Fields"],
      ["present", "Rosa Canary-Fields"],
    ]);
    const [referral] = await as(cast.ines, (db) =>
      db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
    );
    expect(referral?.state).toBe("in_progress");
    expect(await as(cast.bea, (db) => readUnbilled(db, cast.northside.organizationId))).toMatchObject([
      { authorizationId, units: 83n, rateCents: 8000n, amountCents: 6640n, serviceDay: dayFromToday(-3) },
    ]);
    expect(await as(cast.bess, (db) => readUnbilled(db, cast.southside.organizationId))).toEqual([]);
  }));

test("a session is recorded once, not before it began, and not after it was cancelled", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 10_00n, -3, -2, 4);
    const [first, second, ahead] = sessions as [Session, Session, Session];
    await record(stage, cast.pavel, first, present(first));
    await expect(record(stage, cast.mara, first, present(first))).rejects.toMatchObject({
      code: "delivery.recorded-already",
      status: 409,
    });
    await expect(record(stage, cast.pavel, ahead, present(ahead))).rejects.toMatchObject({
      code: "delivery.not-begun",
    });
    await as(cast.pavel, (db) =>
      cancelSession(db, cast.pavel, asId<SessionId>(second.id), { by: "client", words: "Rosa was ill." }),
    );
    await expect(record(stage, cast.pavel, second, present(second))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
    });
  }));

test("two who record the same session at once leave one record", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 10_00n, -3, -2);
    const answers = await Promise.allSettled(
      [cast.pavel, cast.mara, cast.ora].map((actor) => record(stage, actor, sessions[0], present(sessions[0]))),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(refusalIn(answer.reason)?.status).toBe(409);
    const { records } = await as(cast.pavel, (db) => readSession(db, cast.pavel, asId<SessionId>(sessions[0].id)));
    expect(records).toHaveLength(1);
  }));

test("of ten records at once against units for six, six stand and the rest are refused in words", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId, sessions } = await heldSessions(stage, 10_00n, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2);
    await asRole("app_definer", (db) =>
      db.execute(sql`update "authorization" set units = 6 where id = ${authorizationId}::uuid`),
    );
    const answers = await Promise.allSettled(
      sessions.map((session) => record(stage, cast.pavel, session, present(session))),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    for (const answer of answers) {
      if (answer.status === "rejected")
        expect(["delivery.units-used-up", "delivery.more-than-left"]).toContain(refusalIn(answer.reason)?.code);
    }
    const standing = await as(cast.ines, (db) => readAuthorization(db, authorizationId));
    expect(standing).toMatchObject({ state: "exhausted", unitsUsed: 600n });
  }));

test("a correction keeps the old record, counts only the new one, and is refused once it is billed", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId, sessions } = await heldSessions(stage, 2_00n, -3, -2);
    const [session] = sessions;
    const first = await record(stage, cast.pavel, session, present(session, 120));
    expect(await as(cast.ines, (db) => readAuthorization(db, authorizationId))).toMatchObject({ state: "exhausted" });
    const second = await as(cast.pavel, (db) => correctAttendance(db, cast.pavel, first, present(session, 45)));
    const read = await as(cast.pavel, (db) => readSession(db, cast.pavel, asId<SessionId>(session.id)));
    expect(read.records.map(({ units, current }) => [units, current])).toEqual([
      [75n, true],
      [200n, false],
    ]);
    const [seen] = (await as(cast.ines, (db) => readDeliveries(db, {}, null))).rows;
    expect(seen).toMatchObject({ units: 75n, corrected: true });
    expect(seen?.before).toMatchObject([{ id: first, state: "present", units: 200n, correctedAt: seen?.recordedAt }]);
    expect(
      JSON.stringify(seen?.before, (_key, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toMatch(/Pavel|Novak/);
    expect(await as(cast.ines, (db) => readAuthorization(db, authorizationId))).toMatchObject({
      state: "active",
      unitsUsed: 75n,
    });
    await expect(
      as(cast.pavel, (db) => correctAttendance(db, cast.pavel, first, present(session))),
    ).rejects.toMatchObject({ code: "delivery.corrected-already" });
    await asRole("app_definer", async (db) => {
      const [made] = await db.execute<{ id: string }>(sql`
        insert into invoice (agency_id, organization_id, number, created_by)
        values (${cast.agencyId}::uuid, ${cast.northside.organizationId}::uuid, 'I-0001', ${cast.bea.membershipId}::uuid) returning id`);
      await db.execute(sql`
        insert into invoice_line (agency_id, organization_id, client_id, invoice_id, attendance_id, authorization_id, service_day, units, rate_cents)
        select agency_id, organization_id, client_id, ${made?.id ?? ""}::uuid, id, authorization_id, ${dayFromToday(-3)}::date, units, 8000
        from attendance where id = ${second}::uuid`);
    });
    await expect(
      as(cast.pavel, (db) => correctAttendance(db, cast.pavel, second, present(session))),
    ).rejects.toMatchObject({ code: "delivery.billed-already", status: 409 });
    await expect(
      as(cast.pavel, (db) => db.update(attendances).set({ current: false }).where(eq(attendances.id, second))),
    ).rejects.toMatchObject({ cause: { constraint_name: "attendance_billed" } });
    expect(await as(cast.bea, (db) => readUnbilled(db, cast.northside.organizationId))).toEqual([]);
  }));

test("Bea the biller may not record, Sid and Otto find nothing, and a note on another's referral is not taken", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, sessions } = await heldSessions(stage, 10_00n, -3, -2);
    const [session] = sessions;
    expect(mayDo(cast.bea, "attendance:record")).toBe(false);
    await expect(record(stage, cast.bea, session, present(session))).rejects.toThrow();
    await expect(record(stage, cast.sid, session, present(session))).rejects.toMatchObject({ status: 404 });
    await expect(record(stage, cast.otto, session, present(session))).rejects.toMatchObject({ status: 404 });
    const report = (actor: Actor) => as(actor, (db) => reportProgress(db, actor, { referralId, words: "Going well." }));
    await expect(report(cast.sid)).rejects.toMatchObject({ status: 404 });
    await report(cast.pavel);
    const { notes } = await as(cast.ines, (db) => readDeliverySummary(db, { referralId }));
    expect(notes).toMatchObject([{ words: "Going well.", organizationName: "Northside Care" }]);
    expect((await as(cast.otto, (db) => readDeliverySummary(db, { referralId }))).notes).toEqual([]);
    expect((await as(cast.otto, (db) => readDeliveries(db, {}, null))).rows).toEqual([]);
  }));

test("when Rosa's disclosure ends, the roster calls her by her number", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await heldSessions(stage, 10_00n, -3, -2);
    const roster = async () =>
      (await as(cast.pavel, (db) => readRoster(db, cast.northside.organizationId, { unrecorded: true }, null))).rows;
    expect((await roster()).map(({ clientName }) => clientName)).toEqual(["Rosa Canary-Fields", "Rosa Canary-Fields"]);
    await asRole("app_definer", (db) => db.execute(sql`update disclosure set closed_at = app.clock()`));
    expect(await roster()).toMatchObject([
      { clientName: "C-0001", isNamed: false },
      { clientName: "C-0001", isNamed: false },
    ]);
  }));

test("nobody cancels in the other side's name; Carl may not cancel Ines's, and what was held stays", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 10_00n, -3, 2);
    const [held, planned] = sessions;
    const cancel = (actor: Actor, session: Session, by: "client" | "provider" | "agency") =>
      as(actor, (db) => cancelSession(db, actor, asId<SessionId>(session.id), { by, words: "The office is closed." }));
    await expect(cancel(cast.mara, planned, "agency")).rejects.toMatchObject({ code: "delivery.cancelled-by-other" });
    await expect(cancel(cast.carl, planned, "agency")).rejects.toMatchObject({ status: 403 });
    await expect(cancel(cast.otto, planned, "agency")).rejects.toMatchObject({ status: 404 });
    await cancel(cast.ines, planned, "agency");
    await record(stage, cast.pavel, held, present(held));
    await expect(cancel(cast.mara, held, "provider")).rejects.toMatchObject({ code: "lifecycle.illegal-move" });
  }));

test("after a revocation nothing more is delivered; a correction may lower what was, never raise it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId, sessions } = await heldSessions(stage, 10_00n, -3, -2);
    const [first, second] = sessions;
    const attendanceId = await record(stage, cast.pavel, first, present(first));
    await as(cast.ines, (db) =>
      decideAuthorization(db, cast.ines, authorizationId, { move: "revoke", reason: "client_moved" }),
    );
    await expect(record(stage, cast.pavel, second, present(second))).rejects.toMatchObject({
      code: "delivery.authorization-ended",
    });
    await expect(
      as(cast.pavel, (db) => correctAttendance(db, cast.pavel, attendanceId, present(first, 90))),
    ).rejects.toMatchObject({ code: "delivery.authorization-ended" });
    await as(cast.pavel, (db) => correctAttendance(db, cast.pavel, attendanceId, present(first, 30)));
    await record(stage, cast.pavel, second, away("excused"));
  }));

test("on the day the clocks change, a session keeps its time on the wall and its units are the time that passed", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { authorizationId } = await authorized(stage);
    const change = Array.from({ length: 360 }, (_, ahead) => ahead + 1).find((ahead) => {
      const hours =
        (startOfDay(dayFromToday(ahead + 1), ZONE).getTime() - startOfDay(dayFromToday(ahead), ZONE).getTime()) /
        3_600_000;
      return hours !== 24;
    });
    const day = dayFromToday(change ?? 0);
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update "authorization" set ends_on = ${dayFromToday((change ?? 0) + 2)}::date where id = ${authorizationId}::uuid`,
      ),
    );
    const { sessions } = await sessionsOn(stage, authorizationId, [day]);
    const [session] = sessions as [Session];
    setClock(new Date(session.startsAt.getTime() + 3 * 3_600_000));
    await record(stage, cast.pavel, session, present(session, 60));
    expect(daysBetween(dayFromToday(0), day)).toBe(change);
    const read = await as(cast.pavel, (db) => readSession(db, cast.pavel, asId<SessionId>(session.id)));
    expect(read.session.serviceDay).toBe(day);
    expect(read.current?.units).toBe(100n);
  }));
