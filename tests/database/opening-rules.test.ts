// Hours that hold by a rule, on real PostgreSQL: kept when the week is written, refused alike by the rule and the table.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { writeWeek } from "#app/models/organization/hours.server";
import { readOwnService } from "#app/models/organization/read-own.server";
import { addRuledHours, keepHolidays, removeRuledHours } from "#app/models/organization/ruled-hours.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type ServiceAtLocationId } from "#app/models/values/ids";
import { isRule, type SpanRule } from "#app/models/values/span-rule";
import { isSpan } from "#app/models/values/weekly-hours";
import { openingSpans } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const EVENING = { weekday: 2, opensMinute: 1080, closesMinute: 1200 } as const;
const NIGHT = { weekday: 5, opensMinute: 22 * 60, closesMinute: 30 * 60 } as const;

const placeOf = ({ cast }: Stage) => asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId);
const readBy = (stage: Stage) => () =>
  stage.as(stage.cast.mara, (db) => readOwnService(db, stage.cast.mara, placeOf(stage), new Date()));

test("Mara writes her week anew, and the third Tuesday of the month stays", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, locationId } = cast.northside;
    await as(cast.mara, (db) =>
      db
        .insert(openingSpans)
        .values({ organizationId, locationId, ...EVENING, nth: [3], seasonFrom: 501, seasonUntil: 1101 }),
    );
    await as(cast.mara, (db) => writeWeek(db, cast.mara, placeOf(stage), { hoursOf: "place", spans: [NIGHT] }));
    const { hours } = await readBy(stage)();
    expect(hours).toMatchObject([{ ...EVENING, nth: [3], seasonFrom: 501, seasonUntil: 1101, everyWeeks: 1 }, NIGHT]);
  }));

test("Hours of one service that follow a rule end with its own hours", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, locationId, serviceAtLocationId } = cast.northside;
    await as(cast.mara, (db) =>
      db.insert(openingSpans).values({ organizationId, locationId, serviceAtLocationId, ...EVENING, nth: [-1] }),
    );
    expect(await readBy(stage)()).toMatchObject({ ownHours: true, hours: [{ ...EVENING, nth: [-1] }] });
    await as(cast.mara, (db) => writeWeek(db, cast.mara, placeOf(stage), { hoursOf: "service", spans: [] }));
    expect(await readBy(stage)()).toMatchObject({ ownHours: false });
  }));

test("Mara says which holidays Northside keeps, and Sid may not", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const keep = (who: typeof cast.mara, code: string | null) =>
      as(who, (db) => keepHolidays(db, who, placeOf(stage), code));
    await expect(keep(cast.sid, "us_federal")).rejects.toMatchObject({ status: 403 });
    await keep(cast.mara, "us_federal");
    expect(await readBy(stage)()).toMatchObject({ holidays: "us_federal" });
    await keep(cast.mara, null);
    expect(await readBy(stage)()).toMatchObject({ holidays: null });
  }));

test("Mara adds a last Friday by hand and takes it away again; her week and Southside's hours she cannot take so", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const span = { ...EVENING, nth: [-1 as const], everyWeeks: 1, anchorDay: null };
    const place = placeOf(stage);
    await as(cast.mara, (db) => addRuledHours(db, cast.mara, place, { hoursOf: "place", span }));
    const { ruled, hours } = await readBy(stage)();
    expect(ruled).toMatchObject([{ span: { ...EVENING, nth: [-1] } }]);
    expect(hours).toHaveLength(6);
    const remove = (who: typeof cast.mara, id: string) => as(who, (db) => removeRuledHours(db, who, place, id));
    const [plain] = await as(cast.mara, (db) =>
      db.select().from(openingSpans).where(eq(openingSpans.locationId, cast.northside.locationId)),
    );
    await expect(remove(cast.mara, plain?.id ?? "")).rejects.toMatchObject({ status: 404 });
    await expect(remove(cast.sid, ruled[0]?.id ?? "")).rejects.toMatchObject({ status: 403 });
    await remove(cast.mara, ruled[0]?.id ?? "");
    expect((await readBy(stage)()).ruled).toEqual([]);
    await expect(remove(cast.mara, ruled[0]?.id ?? "")).rejects.toMatchObject({ status: 404 });
  }));

test("Mara reads when her place opens next, past the holidays it keeps and the day she closes", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const place = placeOf(stage);
    const span = { ...EVENING, nth: [-1 as const], everyWeeks: 1, anchorDay: null };
    await as(cast.mara, async (db) => {
      await writeWeek(db, cast.mara, place, {
        hoursOf: "place",
        spans: [{ weekday: 4, opensMinute: 540, closesMinute: 720 }],
      });
      await addRuledHours(db, cast.mara, place, { hoursOf: "place", span });
      await keepHolidays(db, cast.mara, place, "us_federal");
    });
    const opens = async (now: string) =>
      (await as(cast.mara, (db) => readOwnService(db, cast.mara, place, new Date(now)))).opensAt?.toISOString();
    expect(await opens("2026-11-23T12:00:00Z")).toBe("2026-11-24T23:00:00.000Z");
    // The Thursday after is Thanksgiving, so the next is a week later.
    expect(await opens("2026-11-25T12:00:00Z")).toBe("2026-12-03T14:00:00.000Z");
  }));

test("Hours by sixty rules are enough for one place", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const span = { ...EVENING, nth: [1 as const], everyWeeks: 1, anchorDay: null };
    const add = (db: Parameters<typeof addRuledHours>[0]) =>
      addRuledHours(db, cast.mara, placeOf(stage), { hoursOf: "place", span });
    await expect(
      as(cast.mara, async (db) => {
        for (let count = 0; count <= 60; count += 1) await add(db);
      }),
    ).rejects.toMatchObject({ code: "organization.too-many-rules", status: 422 });
  }));

const day = asCalendarDay;
const tried: [string, SpanRule & { closesMinute?: number }][] = [
  ["no rule", {}],
  ["dates", { fromDay: day("2026-06-01"), untilDay: day("2026-06-02") }],
  ["a beginning alone", { fromDay: day("2026-06-01") }],
  ["dates turned round", { fromDay: day("2026-06-02"), untilDay: day("2026-06-01") }],
  ["no day at all", { fromDay: day("2026-06-01"), untilDay: day("2026-06-01") }],
  ["a season", { seasonFrom: 501, seasonUntil: 1101 }],
  ["a season over New Year", { seasonFrom: 1101, seasonUntil: 301 }],
  ["half a season", { seasonFrom: 501 }],
  ["a season of no day", { seasonFrom: 501, seasonUntil: 501 }],
  ["a season in the thirteenth month", { seasonFrom: 501, seasonUntil: 1301 }],
  ["every other week", { everyWeeks: 2, anchorDay: day("2026-06-01") }],
  ["every other week from nobody knows when", { everyWeeks: 2 }],
  ["every 53 weeks", { everyWeeks: 53, anchorDay: day("2026-06-01") }],
  ["no week", { everyWeeks: 0, anchorDay: day("2026-06-01") }],
  ["the first and the last", { nth: [1, -1] }],
  ["no turn", { nth: [] }],
  ["a sixth turn", { nth: [6 as 5] }],
  ["a day and a night", { closesMinute: 1080 + 1440 }],
  ["a minute more than a day", { closesMinute: 1080 + 1441 }],
];

test("The rule and the table refuse the same hours", () =>
  onStage(async ({ as, cast }) => {
    const { organizationId, locationId } = cast.northside;
    const answers: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [name, rule] of tried) {
      const span = { ...EVENING, ...rule };
      expected[name] = isSpan(span) && isRule(rule) ? "taken" : "refused";
      answers[name] = await as(cast.mara, async (db) => {
        await db.execute(sql`savepoint tried`);
        const nth = span.nth ? [...span.nth] : null;
        const done = await db
          .insert(openingSpans)
          .values({ organizationId, locationId, ...span, nth })
          .then(() => "taken")
          .catch(() => "refused");
        await db.execute(sql`rollback to savepoint tried`);
        return done;
      });
    }
    expect(answers).toEqual(expected);
  }));
