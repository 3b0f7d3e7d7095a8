// A whole roster at once, lines that come late from a telephone, three absences in a row, and what is said besides; on real PostgreSQL.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { takeAttendanceFile, writeAttendanceFile } from "#app/models/delivery/attendance-file.server";
import { cancelSession } from "#app/models/delivery/cancel.server";
import { type ROSTER_STATES, RosterForm, type RosterLine } from "#app/models/delivery/forms";
import { readRoster, readSession } from "#app/models/delivery/read.server";
import { correctAttendance } from "#app/models/delivery/record.server";
import { takeKeptLine, takeRoster } from "#app/models/delivery/roster.server";
import { type AttendanceId, asId, type LocationId, type SessionId } from "#app/models/values/ids";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Session = { id: string; startsAt: Date };
const endOf = (session: Session | undefined) => new Date((session?.startsAt.getTime() ?? 0) + 3_600_000);

async function heldSessions(stage: Stage, units: bigint, ...ahead: number[]) {
  const { referralId, authorizationId } = await authorized(stage, units);
  const { sessions } = await sessionsOn(stage, authorizationId, ahead.map(dayFromToday));
  return { referralId, authorizationId, sessions: sessions as Session[] };
}

/** As the form reads it: what was typed in the boxes of one line. */
function line(session: Session | undefined, state: (typeof ROSTER_STATES)[number] | undefined, typed = {}): RosterLine {
  const [read] = RosterForm.parse({
    rows: [{ sessionId: session?.id, state, startTime: "10:00", endTime: "11:00", ...typed }],
  }).rows;
  if (!read) throw new Error("the line was not read");
  return read;
}

const statesOf = (stage: Stage) =>
  stage.as(stage.cast.pavel, async (db) =>
    (await readRoster(db, stage.cast.northside.organizationId, {}, null)).rows.map(
      ({ state, attendanceState }) => attendanceState ?? state,
    ),
  );

test("Pavel saves a roster: each line becomes what he said, lines without an answer stay, and a line that cannot be is told", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 6_00n, -6, -5, -4, -3, -2, 4);
    const lines = [
      line(sessions[0], "present", { goods: [{ name: "Food box", count: "2" }], note: "Brought her sister." }),
      line(sessions[1], "late", { startTime: "10:30" }),
      line(sessions[2], "cancelled_client", { note: "Rosa was ill." }),
      line(sessions[3], undefined),
      line(sessions[4], "present", { endTime: "15:00" }),
      line(sessions[5], "present"),
    ];
    const answer = await as(cast.pavel, (db) => takeRoster(db, cast.pavel, lines, false));
    expect(answer).toMatchObject({ cancelled: 1, recorded: [expect.any(String), expect.any(String)] });
    // One and a half hours of six were drawn by the lines before it, so five are too many; the last is still ahead.
    expect(answer.refused.map(({ sessionId, refusal }) => [sessionId, refusal.code])).toEqual([
      [sessions[4]?.id, "delivery.more-than-left"],
      [sessions[5]?.id, "delivery.not-begun"],
    ]);
    expect(await statesOf(stage)).toEqual(["present", "late", "cancelled", "planned", "planned", "planned"]);
    const { records } = await as(cast.pavel, (db) =>
      readSession(db, cast.pavel, asId<SessionId>(sessions[0]?.id ?? "")),
    );
    expect(records).toMatchObject([{ goods: [{ name: "Food box", count: 2 }], note: "Brought her sister." }]);
    const rest = await as(cast.pavel, (db) => takeRoster(db, cast.pavel, [line(sessions[3], undefined)], true));
    expect(rest.recorded).toHaveLength(1);
    await expect(
      as(cast.sid, (db) => takeRoster(db, cast.sid, [line(sessions[4], "absent")], false)),
    ).resolves.toMatchObject({
      recorded: [],
      refused: [{ refusal: { code: "not-found" } }],
    });
  }));

test("a line that a telephone kept is recorded once, with the time it was taken; what was done meanwhile stands", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 5_00n, -3, -2);
    const said = { ...line(sessions[0], "present"), state: "present" as const };
    const takenAt = endOf(sessions[0]);
    await as(cast.pavel, (db) => takeKeptLine(db, cast.pavel, said, takenAt));
    await expect(as(cast.pavel, (db) => takeKeptLine(db, cast.pavel, said, takenAt))).rejects.toMatchObject({
      code: "delivery.recorded-already",
    });
    const kept = await as(cast.pavel, (db) => readSession(db, cast.pavel, asId<SessionId>(sessions[0]?.id ?? "")));
    expect(kept.records).toMatchObject([{ state: "present", takenAt }]);
    await as(cast.mara, (db) =>
      cancelSession(db, cast.mara, asId<SessionId>(sessions[1]?.id ?? ""), { by: "provider", words: "Pavel is ill." }),
    );
    const late = { ...line(sessions[1], "present"), state: "present" as const };
    await expect(as(cast.pavel, (db) => takeKeptLine(db, cast.pavel, late, takenAt))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
    });
  }));

test("the third absence in a row tells Ines, once; a session Rosa came to begins the count anew", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 9_00n, -9, -8, -7, -6, -5, -4, -3);
    const told = async () => {
      const notices = await as(cast.ines, (db) =>
        db.execute(sql`select id from notification where kind = 'delivery.missed-in-a-row'`),
      );
      return notices.length;
    };
    const take = (position: number, state: "present" | "absent" | "excused") =>
      as(cast.pavel, (db) => takeRoster(db, cast.pavel, [line(sessions[position], state)], false));
    for (const [position, state] of (["absent", "present", "absent", "excused"] as const).entries()) {
      await take(position, state);
    }
    expect(await told()).toBe(0);
    await take(4, "absent");
    expect(await told()).toBe(1);
    await take(5, "absent");
    expect(await told()).toBe(1);
  }));

test("a correction keeps the old value, and says who gave it where; another house's place is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 5_00n, -3);
    const { recorded } = await as(cast.pavel, (db) => takeRoster(db, cast.pavel, [line(sessions[0], "absent")], false));
    const input = { state: "present" as const, startedAt: sessions[0]?.startsAt ?? null, endedAt: endOf(sessions[0]) };
    const correct = (locationId: string) =>
      as(cast.pavel, (db) =>
        correctAttendance(db, cast.pavel, recorded[0] as AttendanceId, {
          ...input,
          note: "She sat in the other room.",
          locationId: asId<LocationId>(locationId),
        }),
      );
    await expect(correct(cast.southside.locationId)).rejects.toMatchObject({ code: "delivery.not-your-place" });
    await correct(cast.northside.locationId);
    const { records } = await as(cast.mara, (db) => readSession(db, cast.mara, asId<SessionId>(sessions[0]?.id ?? "")));
    expect(records.map(({ state, current }) => [state, current])).toEqual([
      ["present", true],
      ["absent", false],
    ]);
    await expect(
      as(cast.pavel, (db) => db.execute(sql`update attendance set state = 'present' where not current`)),
    ).rejects.toThrow();
  }));

test("Pavel sends the open sessions back as a file: each row counts once, also when the file is sent again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { sessions } = await heldSessions(stage, 5_00n, -3, -2, 4);
    const file = await as(cast.pavel, (db) => writeAttendanceFile(db, cast.pavel));
    const [head, ...rows] = file.trim().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual(sessions.slice(0, 2).map(({ id }) => id));
    const filled = [head, ...rows.map((row) => row.replace(",,10:00,", ",present,10:00,"))].join("\r\n");
    const send = (actor: typeof cast.pavel, text: string) => as(actor, (db) => takeAttendanceFile(db, actor, text));
    expect(await send(cast.sid, filled)).toMatchObject({ taken: 0, refused: [{ line: 2 }, { line: 3 }] });
    expect(await send(cast.pavel, filled)).toEqual({ taken: 2, already: 0, refused: [] });
    expect(await send(cast.pavel, filled)).toEqual({ taken: 0, already: 2, refused: [] });
    await expect(send(cast.pavel, "a,b\n1,2")).rejects.toMatchObject({ code: "delivery.file-no-columns", status: 422 });
  }));
