// Hours that hold by a rule, on real PostgreSQL: kept when the week is written, refused alike by the rule and the table.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { writeWeek } from "#app/models/organization/hours.server";
import { readOwnService } from "#app/models/organization/read-own.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type ServiceAtLocationId } from "#app/models/values/ids";
import { isRule, type SpanRule } from "#app/models/values/span-rule";
import { isSpan } from "#app/models/values/weekly-hours";
import { locations, openingSpans } from "#drizzle/schema";
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
    const keep = (who: typeof cast.mara) =>
      as(who, (db) =>
        db
          .update(locations)
          .set({ holidays: "us_federal" })
          .where(eq(locations.id, cast.northside.locationId))
          .returning({ id: locations.id }),
      );
    expect(await keep(cast.sid)).toEqual([]);
    expect(await keep(cast.mara)).toHaveLength(1);
    expect(await readBy(stage)()).toMatchObject({ holidays: "us_federal" });
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
