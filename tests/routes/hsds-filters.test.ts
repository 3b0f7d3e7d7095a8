// What the HSDS parameters find: terms, words, changes, language, capacity, distance, areas and hours, each with what it leaves out.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { asDirectoryReader } from "#app/database/as-actor.server";
import { placesAsked } from "#app/interop/hsds/find.server";
import { makeKey } from "#app/models/agency/keys.server";
import { addDays, localDay } from "#app/models/values/calendar-day";
import { distanceMetres } from "#app/models/values/place";
import { isOpenAt } from "#app/models/values/weekly-hours";
import { openingHours } from "#app/search/hours";
import { openingExceptions, openingSpans, services } from "#drizzle/schema";
import { type HsdsVisit, onHsds } from "#tests/stage/hsds-visit";

const HARBOR = { latitude: 39.29, longitude: -76.61 };
const SOUTH = { latitude: 39.25, longitude: -76.62 };

type Read = (path: string) => Promise<string[]>;

/** The names of services that are found, in order. */
const onFound = (story: (find: Read, visit: HsdsVisit) => Promise<void>) =>
  onHsds(async (visit) => {
    const { as, cast } = visit;
    const key = await as(cast.ada, (db) => makeKey(db, cast.ada, { name: "A mirror", days: "30" }));
    const find: Read = async (path) => {
      const { status, contents, text } = await visit.ask(path, { key });
      expect([path, status, status === 200 ? "" : text]).toEqual([path, 200, ""]);
      return contents.map(({ name, service }) => String(name ?? service?.name));
    };
    await story(find, visit);
  });

const DAY = "Northside counseling";
const SOUTHERN = "Southside counseling";
const NIGHT = "Night shelter";
const REMOTE = "Telephone help";

describe("terms and words", () => {
  test("a term finds what has it or one below it; another branch and an unknown term find nothing", () =>
    onFound(async (find, { cast }) => {
      for (const term of [cast.healthId, cast.mentalHealthId, cast.counselingId])
        expect(await find(`services?taxonomy_term_id=${term}`)).toEqual([DAY, SOUTHERN]);
      expect(await find(`service_at_locations?taxonomy_term_id=${cast.counselingId}`)).toEqual([DAY, SOUTHERN]);
      expect(await find(`organizations?taxonomy_term_id=${cast.counselingId}`)).toEqual([
        "Northside Care",
        "Southside Aid",
      ]);
      expect(await find(`services?taxonomy_term_id=${cast.rosa.needId}`)).toEqual([]);
      expect(await find(`services?taxonomy_id=${cast.rosa.needId}`)).toEqual([]);
      expect(await find(`taxonomy_terms?parent_id=${cast.healthId}`)).toEqual(["Mental health"]);
      expect(await find("taxonomy_terms?top_only=true")).toEqual(["Health"]);
      expect(await find("taxonomy_terms?search=therapy")).toEqual(["Counseling"]);
    }));

  test("words must all be there, and may be beginnings; what looks like a pattern is none", () =>
    onFound(async (find) => {
      expect(await find("services?search=counsel")).toEqual([DAY, SOUTHERN]);
      expect(await find("services?search=NORTHSIDE%20therapy")).toEqual([DAY]);
      expect(await find("services?search=northside%20dancing")).toEqual([]);
      for (const pattern of ["%25ight", "_ight", "n%25ght", "night%5C"])
        expect(await find(`services?search=${pattern}`)).toEqual(pattern === "night%5C" ? [NIGHT] : []);
      expect(await find("organizations?search=south")).toEqual(["Southside Aid"]);
      expect(await find("organizations?search=%25")).toEqual([]);
    }));

  test("an organization finds its own, and a change is found from its instant on", () =>
    onFound(async (find, { cast, asRole }) => {
      expect(await find(`services?organization_id=${cast.southside.organizationId}`)).toEqual([SOUTHERN]);
      await asRole("app_definer", async (db) => {
        for (const table of ["service", "service_at_location", "location", "organization"])
          await db.execute(sql`update ${sql.identifier(table)} set updated_at = '2020-01-01'`);
        await db.execute(sql`update service_at_location set capacity_at = '2020-01-01'`);
        await db.execute(
          sql`update location set updated_at = '2021-05-05T10:00:00Z' where id = ${cast.southside.locationId}`,
        );
      });
      for (const list of ["services", "service_at_locations"]) {
        expect(await find(`${list}?modified_after=2021-05-05T10:00:00Z`)).toEqual([SOUTHERN]);
        expect(await find(`${list}?modified_after=2021-05-05T12:00:01%2B02:00`)).toEqual([]);
        expect(await find(`${list}?modified_after=2021-05-06`)).toEqual([]);
      }
    }));

  test("a service that ended stays in the list with its status, for mirrors; a provider that left goes", () =>
    onFound(async (find, { cast, asRole, ask }) => {
      await asRole("app_definer", (db) =>
        db.update(services).set({ status: "inactive" }).where(sql`id = ${cast.southside.serviceId}`),
      );
      expect(await find("services")).toContain(SOUTHERN);
      expect(await find("service_at_locations")).not.toContain(SOUTHERN);
      await asRole("app_definer", (db) =>
        db.execute(sql`update organization set active = false where id = ${cast.southside.organizationId}`),
      );
      expect(await find("services")).not.toContain(SOUTHERN);
      expect(await find("organizations")).toEqual(["Northside Care"]);
      expect((await ask(`organizations/${cast.southside.organizationId}`)).status).not.toBe(200);
    }));
});

describe("language and capacity", () => {
  test("a language is a code or a name; who has not said is left out", () =>
    onFound(async (find) => {
      for (const language of ["es", "Spanish", "spa", "ES"])
        expect(await find(`service_at_locations?language=${language}`)).toEqual([DAY, SOUTHERN, NIGHT]);
      expect(await find("services?language=ko")).toEqual([]);
    }));

  test("accepting is yes, yes or a waiting list, or no", () =>
    onFound(async (find, { cast, asRole }) => {
      expect(await find("services?accepting=true")).toEqual([DAY, SOUTHERN]);
      expect(await find("services?accepting=false")).toEqual([NIGHT, REMOTE]);
      await asRole("app_definer", (db) =>
        db.execute(
          sql`update service_at_location set takes_referrals = 'waitlist' where id = ${cast.southside.serviceAtLocationId}`,
        ),
      );
      expect(await find("services?accepting=true")).toEqual([DAY]);
      expect(await find("services?accepting=waitlist")).toEqual([DAY, SOUTHERN]);
    }));
});

describe("distance and areas", () => {
  test("the nearest come first, to the metre; without a point there is no distance", () =>
    onFound(async (find, { ask, as, cast }) => {
      const key = await as(cast.ada, (db) => makeKey(db, cast.ada, { name: "Near", days: "30" }));
      const near = await ask("service_at_locations?lat=39.25&lon=-76.62", { key });
      expect(near.contents.map(({ service, distance_metres }) => [service?.name, distance_metres])).toEqual([
        [SOUTHERN, 0],
        [DAY, Math.round(distanceMetres(SOUTH, HARBOR))],
        [NIGHT, Math.round(distanceMetres(SOUTH, HARBOR))],
        [REMOTE, undefined],
      ]);
      const metres = distanceMetres(SOUTH, HARBOR);
      expect(await find(`services?lat=39.25&lon=-76.62&proximity=${metres + 0.5}`)).toEqual([SOUTHERN, DAY, NIGHT]);
      expect(await find(`services?lat=39.25&lon=-76.62&proximity=${metres - 0.5}`)).toEqual([SOUTHERN]);
    }));

  test("a postal code leaves out who says where they come to and does not come there", () =>
    onFound(async (find, { cast, asRole }) => {
      expect(await find("service_at_locations?postcode=21201")).toContain(DAY);
      // By the drawn area alone: 21230 lies inside of the square and is no code of the list.
      expect(await find("service_at_locations?postcode=21230-1234")).toContain(DAY);
      expect(await find("service_at_locations?postcode=10001")).toEqual([SOUTHERN, NIGHT, REMOTE]);
      expect(await find("service_at_locations?postcode=10001&proximity=5000")).toEqual([]);
      expect(await find("service_at_locations?postcode=21201&proximity=50000")).toHaveLength(3);
      await asRole("app_definer", (db) =>
        db.execute(sql`delete from service_area where service_id = ${cast.northside.serviceId}`),
      );
      expect(await find("service_at_locations?postcode=10001")).toContain(DAY);
    }));
});

test("a circle is answered by the index that is led by the term, not by looking at every place", () =>
  onHsds(async ({ as, cast }) => {
    const key = await as(cast.ada, (db) => makeKey(db, cast.ada, { name: "Plan", days: "30" }));
    const plan = await asDirectoryReader(hashToken(key), "story", async (db) => {
      await db.execute(sql`select set_config('enable_seqscan', 'off', true)`);
      const { from, where } = await placesAsked(db, { lat: 39.29, lon: -76.61, proximity: 5000 }, new Date());
      const rows = await db.execute<Record<string, string>>(sql`explain select 1 from ${from} where ${where}`);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toMatch(/listing_nearby[\s\S]*Index Cond: .*term = .*point.* <@/);
  }));

/** Instants that are easily got wrong: changes of the clock, holidays, nights, the second time of the same hour. */
const MOMENTS = [
  "2026-11-23T15:00:00Z",
  "2026-11-23T14:30:00Z",
  "2026-11-30T14:30:00Z",
  "2026-11-24T14:30:00Z",
  "2026-12-01T14:30:00Z",
  "2026-12-29T14:59:00Z",
  "2026-11-25T14:30:00Z",
  "2026-07-01T13:30:00Z",
  "2026-11-26T15:00:00Z",
  "2026-11-27T03:30:00Z",
  "2026-11-28T03:00:00Z",
  "2026-11-28T06:59:00Z",
  "2026-11-28T07:00:00Z",
  "2026-11-28T20:00:00Z",
  "2026-11-29T04:59:00Z",
  "2026-11-29T05:00:00Z",
  "2026-12-25T15:00:00Z",
  "2026-12-26T04:00:00Z",
  "2026-11-01T05:30:00Z",
  "2026-11-01T05:10:00Z",
  "2026-11-01T06:10:00Z",
  "2026-11-01T06:30:00Z",
  "2027-03-13T06:30:00Z",
  "2027-03-14T06:59:00Z",
  "2027-03-14T07:00:00Z",
  "2090-01-02T15:00:00Z",
  "2090-01-03T15:00:00Z",
  "2090-02-01T15:30:00Z",
  "2090-06-01T13:30:00Z",
  "2090-06-08T13:30:00Z",
  "2090-08-31T13:30:00Z",
];

describe("open_at", () => {
  test("finds what the rules of opening find, at every moment that is easily got wrong", () =>
    onFound(async (find, { cast, asRole, directory }) => {
      // A night through both changes of the clock.
      const { organizationId, locationId } = cast.southside;
      await asRole("app_definer", (db) =>
        db
          .insert(openingSpans)
          .values({ organizationId, locationId, weekday: 6, opensMinute: 1380, closesMinute: 1515 }),
      );
      const rows = await asRole("app_definer", async (db) => ({
        spans: await db.select().from(openingSpans),
        exceptions: await db.select().from(openingExceptions),
      }));
      const doors = [
        { name: DAY, id: cast.northside.serviceAtLocationId, at: cast.northside.locationId, holidays: "us_federal" },
        { name: SOUTHERN, id: cast.southside.serviceAtLocationId, at: locationId, holidays: null },
        { name: NIGHT, id: directory.nightPlaceId, at: cast.northside.locationId, holidays: "us_federal" },
      ];
      const zone = "America/New_York";
      for (const moment of MOMENTS) {
        const instant = new Date(moment);
        const day = localDay(instant, zone);
        const expected = doors.filter(({ id, at, holidays }) => {
          const own = <Row extends (typeof rows.spans)[number] | (typeof rows.exceptions)[number]>(
            all: readonly Row[],
          ) =>
            all
              .filter((row) => row.locationId === at && (row.serviceAtLocationId ?? id) === id)
              .map((row) => ({ ...row, own: row.serviceAtLocationId !== null }));
          const hours = openingHours(
            own(rows.spans),
            own(rows.exceptions),
            addDays(day, -1),
            addDays(day, 1),
            holidays,
          );
          return isOpenAt(hours.hours, hours.exceptions, zone, instant) === "open";
        });
        const found = await find(`service_at_locations?open_at=${moment}`);
        expect([moment, found]).toEqual([moment, expected.map(({ name }) => name)]);
      }
    }));

  test("a time without an offset is each place's own, also where the zones differ", () =>
    onFound(async (find, { cast, asRole }) => {
      await asRole("app_definer", (db) =>
        db.execute(sql`update location set time_zone = 'America/Los_Angeles' where id = ${cast.southside.locationId}`),
      );
      expect(await find("services?open_at=2026-11-23T16:30")).toEqual([DAY, SOUTHERN]);
      expect(await find("services?open_at=2026-11-23T16:30-05:00")).toEqual([DAY, SOUTHERN]);
      expect(await find("services?open_at=2026-11-23T09:30-05:00")).toEqual([DAY, NIGHT]);
      expect(await find("services?open_at=2026-11-23T16:30-08:00")).toEqual([SOUTHERN]);
      expect(await find("services?open_at=2026-11-23T20:00")).toEqual([]);
    }));

  test("all conditions hold together", () =>
    onFound(async (find, { cast }) => {
      const together = `services?open_at=2026-11-23T10:00&lat=39.29&lon=-76.61&proximity=20000&language=es&accepting=true&taxonomy_term_id=${cast.healthId}&search=counseling`;
      expect(await find(together)).toEqual([DAY, SOUTHERN]);
      expect(await find(`${together}&organization_id=${cast.southside.organizationId}`)).toEqual([SOUTHERN]);
      expect(await find(`${together}&organization_id=${cast.rosa.needId}`)).toEqual([]);
    }));
});
