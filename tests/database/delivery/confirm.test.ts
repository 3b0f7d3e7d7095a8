// Rosa confirms by her own link with the code of the place that she was there: in time, at that place, and with few tries.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { giveLink } from "#app/models/consent/client-link.server";
import { confirmByCode, readSiteCode, readToConfirm } from "#app/models/delivery/confirm.server";
import { readSession } from "#app/models/delivery/read.server";
import { asId, type ClientId, type LocationId, type SessionId } from "#app/models/values/ids";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const MINUTE = 60_000;

/** Rosa at the place, so many minutes after her session began; her link is in her hand. */
async function rosaThere(stage: Stage, minutes: number) {
  const { as, cast, setClock } = stage;
  const { authorizationId } = await authorized(stage);
  const token = await as(cast.ines, (db) => giveLink(db, cast.ines, asId<ClientId>(cast.rosa.clientId), "es"));
  const { sessions } = await sessionsOn(stage, authorizationId, [dayFromToday(2), dayFromToday(3)]);
  const [session] = sessions;
  if (!session) throw new Error("no session");
  const at = (after: number) => setClock(new Date(session.startsAt.getTime() + after * MINUTE));
  at(minutes);
  const locationId = asId<LocationId>(cast.northside.locationId);
  const shown = () => as(cast.pavel, async (db) => (await readSiteCode(db, cast.pavel, locationId)).digits);
  const rosas = { kind: "sharing" as const, keyHash: hashToken(token) };
  return { session, at, shown, rosas, locationId, sessionId: asId<SessionId>(session.id) };
}

/** Six digits that are not these. */
const another = (digits: string) => (digits === "000000" ? "000001" : "000000");

test("Rosa confirms with the code Pavel's screen shows; again it is said already, a day ahead there is nothing to confirm", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast } = stage;
    const { session, at, shown, rosas, locationId, sessionId } = await rosaThere(stage, -60);
    expect(await asBearer(rosas, (db) => readToConfirm(db))).toEqual([]);
    expect(await asBearer(rosas, async (db) => confirmByCode(db, await shown()))).toBe("none");
    at(5);
    const code = await shown();
    at(6);
    expect(await asBearer(rosas, (db) => confirmByCode(db, another(code)))).toBe("missed");
    expect(await asBearer(rosas, (db) => confirmByCode(db, code))).toBe("confirmed");
    expect(await asBearer(rosas, (db) => confirmByCode(db, code))).toBe("already");
    expect(await asBearer(rosas, (db) => readToConfirm(db))).toMatchObject([
      { id: session.id, confirmedAt: new Date(session.startsAt.getTime() + 6 * MINUTE) },
    ]);
    const { confirmedAt } = await as(cast.pavel, (db) => readSession(db, cast.pavel, sessionId));
    expect(confirmedAt).toEqual(new Date(session.startsAt.getTime() + 6 * MINUTE));
    await expect(as(cast.sid, (db) => readSiteCode(db, cast.sid, locationId))).rejects.toMatchObject({ status: 404 });
  }));

test("an old code does not hold, five wrong codes are the last, and a stranger's key confirms nothing", () =>
  onStage(async (stage) => {
    const { asBearer } = stage;
    const { at, shown, rosas } = await rosaThere(stage, 5);
    const old = await shown();
    at(9);
    const code = await shown();
    const stranger = { ...rosas, keyHash: hashToken("somebody else's") };
    expect(await asBearer(stranger, (db) => confirmByCode(db, code))).toBe("none");
    const said = [];
    for (const typed of [old === code ? another(code) : old, ...Array(4).fill(another(code)), code])
      said.push(await asBearer(rosas, (db) => confirmByCode(db, typed)));
    expect(said).toEqual(["missed", "missed", "missed", "missed", "spent", "spent"]);
  }));

test("of two sessions at one place the code confirms the one that goes on, and sent twice it does not confirm the other", () =>
  onStage(async (stage) => {
    const { asBearer, asRole } = stage;
    const { session, at, shown, rosas } = await rosaThere(stage, -60);
    // The second day's session is held at the same place a quarter of an hour after the first has ended.
    const gap = 15 * MINUTE;
    const ends = session.startsAt.getTime() + 60 * MINUTE;
    const starts = new Date(ends + gap);
    const until = new Date(starts.getTime() + 60 * MINUTE);
    const [later] = await asRole("app_definer", (db) =>
      db.execute<{ id: string }>(sql`
        update session set starts_at = ${starts.toISOString()}::timestamptz, ends_at = ${until.toISOString()}::timestamptz,
          during = tstzrange(${starts.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz, '[)') where id <> ${session.id}::uuid returning id`),
    );
    at(80);
    const code = await shown();
    expect(await asBearer(rosas, (db) => confirmByCode(db, code))).toBe("confirmed");
    expect(await asBearer(rosas, (db) => confirmByCode(db, code))).toBe("already");
    const said = await asBearer(rosas, (db) => readToConfirm(db));
    expect(said.map(({ id, confirmedAt }) => [id, confirmedAt !== null])).toEqual([
      [session.id, false],
      [later?.id, true],
    ]);
  }));
