// A provider's caseload and calendar: whom it has taken on, its days, and the secret address of a calendar program, which tells times and never a person.
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { readCalendar } from "#app/models/delivery/calendar.server";
import {
  endCalendarFeed,
  readCalendarFeed,
  readFeedDates,
  renewCalendarFeed,
} from "#app/models/delivery/calendar-feed.server";
import { readCaseload } from "#app/models/delivery/caseload.server";
import { calendarFeeds, clients, serviceSessions } from "#drizzle/schema";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|410-555-0142|R-\d|C-\d/;

async function address({ as }: Stage, who: Stage["cast"]["mara"]) {
  const link = await as(who, (db) => renewCalendarFeed(db, who));
  expect(link).toMatch(/\/calendar\/[0-9a-f]{40}\/throughline\.ics$/);
  return { kind: "calendar" as const, keyHash: hashToken(link.split("/").at(-2) ?? "") };
}

test("Mara sees Rosa on the caseload with what comes next, and her days on the calendar; Sid and Otto see neither", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId, referralId } = await authorized(stage);
    const [today, inThree] = [dayFromToday(0), dayFromToday(3)];
    const load = (who: typeof cast.mara) => as(who, async (db) => (await readCaseload(db, who, null)).rows);
    expect(await load(cast.mara)).toMatchObject([
      { referralId, clientName: expect.stringContaining("Rosa"), step: "plan", nextAt: null },
    ]);
    const { sessions } = await sessionsOn(stage, authorizationId, [inThree]);
    expect(await load(cast.mara)).toMatchObject([
      { referralId, step: "session", ahead: 1, nextSessionId: sessions[0]?.id, nextAt: sessions[0]?.startsAt },
    ]);
    expect(await load(cast.sid)).toEqual([]);
    const listed = (who: typeof cast.mara) =>
      as(who, (db) => readCalendar(db, who, { view: "list", day: today })).then(({ days }) =>
        days.filter(({ sessions: held, due }) => held.length + due.length > 0),
      );
    await inesSends(stage, [cast.northside.serviceAtLocationId]);
    const days = await listed(cast.mara);
    expect(days.flatMap(({ day, sessions: held }) => held.map(() => day))).toEqual([inThree]);
    expect(days.flatMap(({ due }) => due)).toHaveLength(1);
    expect(await listed(cast.sid)).toEqual([]);
  }));

test("a calendar program reads times and places by a secret address, and no person; a renewed or ended one opens nothing", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast } = stage;
    const { authorizationId } = await authorized(stage);
    await sessionsOn(stage, authorizationId, [dayFromToday(3)]);
    await inesSends(stage, [cast.northside.serviceAtLocationId]);
    const dates = (bearer: Parameters<typeof asBearer>[0]) => asBearer(bearer, readFeedDates, "read");
    const maras = await address(stage, cast.mara);
    const seen = await dates(maras);
    expect(seen.map(({ kind, day }) => ({ kind, day }))).toEqual([
      { kind: "session", day: dayFromToday(3) },
      { kind: "answer", day: expect.any(String) },
    ]);
    expect(JSON.stringify(seen)).not.toMatch(CANARIES);
    // Pavel holds the session; the answer is not his to give. Bea holds none of the sessions but plans them.
    expect((await dates(await address(stage, cast.pavel))).map(({ kind }) => kind)).toEqual(["session"]);
    expect(await dates(await address(stage, cast.sid))).toEqual([]);
    expect(
      await asBearer(maras, async (db) => [
        ...(await db.select({ id: clients.id }).from(clients)),
        ...(await db.select({ id: serviceSessions.id }).from(serviceSessions)),
        ...(await db.select({ id: calendarFeeds.id }).from(calendarFeeds)),
      ]),
    ).toEqual([]);
    const renewed = await address(stage, cast.mara);
    expect(await dates(maras)).toEqual([]);
    expect(await dates(renewed)).toHaveLength(2);
    expect(await as(cast.ora, (db) => readCalendarFeed(db, cast.ora))).toBeNull();
    await as(cast.mara, (db) => endCalendarFeed(db, cast.mara));
    expect(await dates(renewed)).toEqual([]);
    expect(await as(cast.mara, (db) => readCalendarFeed(db, cast.mara))).toBeNull();
  }));
