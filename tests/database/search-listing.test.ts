// What the search looks through is what the directory says now: after each change, from two sides at once, and for nobody who may not read it.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { findProviders } from "#app/search/find.server";
import { MOST_WEIGHED, NOTHING_ASKED, type Wish } from "#app/search/wish";
import { locations, openingSpans, services, servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const MONDAY_TEN = new Date("2026-11-23T15:00:00Z");
const WISH: Wish = {
  ...NOTHING_ASKED,
  centre: { latitude: 39.296, longitude: -76.607 },
  radiusMetres: 50_000,
};

const names = async ({ as, cast }: Stage, changes: Partial<Wish>) => {
  const found = await as(cast.ines, (db) => findProviders(db, cast.ines, { ...WISH, ...changes }, MONDAY_TEN), "read");
  return found.results.map(({ name }) => name);
};

test("Mara closes her list and shortens her week: the very next search knows, and knows again when she opens it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const mine = eq(servicesAtLocation.id, cast.northside.serviceAtLocationId);
    expect(await names(stage, { accepting: true })).toContain("Northside counseling");
    await as(cast.mara, (db) => db.update(servicesAtLocation).set({ takesReferrals: "no" }).where(mine));
    expect(await names(stage, { accepting: true })).toEqual(["Southside counseling"]);
    await as(cast.mara, (db) => db.update(servicesAtLocation).set({ takesReferrals: "yes" }).where(mine));
    await as(cast.mara, (db) =>
      db
        .delete(openingSpans)
        .where(sql`${openingSpans.locationId} = ${cast.northside.locationId}::uuid and weekday = 1`),
    );
    expect(await names(stage, { accepting: true, open: { kind: "now" } })).toEqual(["Southside counseling"]);
  }));

test("two who change the same place in the same moment both count: no change is lost to the search", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { serviceAtLocationId, locationId, serviceId } = cast.northside;
    for (let round = 1; round <= 8; round++) {
      const changes = [
        as(cast.mara, (db) =>
          db
            .update(servicesAtLocation)
            .set({ openPlaces: round })
            .where(eq(servicesAtLocation.id, serviceAtLocationId)),
        ),
        as(cast.ora, (db) =>
          db
            .update(locations)
            .set({ languages: [`l${round}`] })
            .where(eq(locations.id, locationId)),
        ),
        as(cast.nadia, (db) => db.update(services).set({ minimumAge: round }).where(eq(services.id, serviceId))),
      ];
      await Promise.all(changes);
      const rows = await asRole("app_definer", (db) =>
        db.execute(sql`select distinct open_places, minimum_age, languages[1] as language, languages[2] as another from listing
          where service_at_location_id = ${serviceAtLocationId}::uuid`),
      );
      expect(
        rows.map((row) => [
          row.open_places,
          row.minimum_age,
          `${row.language}${row.another ?? ""}`.includes(`l${round}`),
        ]),
      ).toEqual([[round, round, true]]);
    }
  }));

test("a term that moves in the tree takes its services along; a search under the old parent loses them", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    const under = (id: string) => names(stage, { specialtyId: asId<SpecialtyId>(id) });
    expect(await under(cast.healthId)).toHaveLength(2);
    const [other] = await asRole("app_job", (db) =>
      db.execute<{ id: string }>(sql`insert into specialty (code, name) values ('OTHER', 'Other help') returning id`),
    );
    await asRole("app_job", (db) =>
      db.execute(sql`update specialty set parent_id = ${other?.id ?? ""}::uuid where id = ${cast.counselingId}::uuid`),
    );
    expect(await under(cast.healthId)).toEqual([]);
    expect(await under(other?.id ?? "")).toHaveLength(2);
    expect(await under(cast.counselingId)).toHaveLength(2);
  }));

test("a taxonomy deeper than six levels is refused by name, and nothing of it is kept", () =>
  onStage(async ({ asRole }) => {
    const lay = asRole("app_job", async (db) => {
      let above: string | null = null;
      for (let level = 1; level <= 7; level++) {
        const [row]: { id: string }[] = await db.execute<{ id: string }>(
          sql`insert into specialty (code, name, parent_id) values (${`DEEP-${level}`}, 'Deep', ${above}::uuid) returning id`,
        );
        above = row?.id ?? null;
      }
    });
    await expect(lay).rejects.toThrow();
    const left = await asRole("app_definer", (db) => db.execute(sql`select 1 from specialty where code like 'DEEP-%'`));
    expect(left).toHaveLength(0);
  }));

test("among more places than are weighed the network's far one still stands first, and the nearest come after it", () =>
  onStage(async (stage) => {
    const { asRole, as, cast } = stage;
    await asRole("app_definer", async (db) => {
      await db.execute(sql`update location set latitude = 39.6 where id = ${cast.northside.locationId}::uuid`);
      await db.execute(
        sql`update service_at_location set active = false where id = ${cast.southside.serviceAtLocationId}::uuid`,
      );
      await db.execute(sql`insert into organization (name) values ('Crowd')`);
      await db.execute(sql`insert into location (organization_id, name, latitude, longitude, point_precision)
        select o.id, 'Place ' || n, 39.296 + n * 0.0001, -76.607, 'given' from organization o, generate_series(1, ${MOST_WEIGHED + 50}) n where o.name = 'Crowd'`);
      await db.execute(
        sql`insert into service (organization_id, name) select id, 'Crowded help' from organization where name = 'Crowd'`,
      );
      await db.execute(sql`insert into service_at_location (organization_id, service_id, location_id)
        select s.organization_id, s.id, l.id from service s join location l on l.organization_id = s.organization_id where s.name = 'Crowded help'`);
    });
    const found = await as(cast.ines, (db) => findProviders(db, cast.ines, WISH, MONDAY_TEN), "read");
    expect(found.cut).toBe(true);
    expect(found.results.slice(0, 3).map(({ name, locationName }) => [name, locationName])).toEqual([
      ["Northside counseling", expect.any(String)],
      ["Crowded help", "Place 1"],
      ["Crowded help", "Place 2"],
    ]);
  }));

test("who is not signed in finds nothing through the search's door, and nobody reads the listings themselves", () =>
  onStage(async ({ as, asRole, cast }) => {
    const count = sql`select count(*)::int as n from app.found_place`;
    const [seen] = await as(cast.otto, (db) => db.execute<{ n: number }>(count), "read");
    expect(seen?.n).toBeGreaterThan(0);
    const [words] = await as(
      cast.mara,
      (db) => db.execute<{ n: number }>(sql`select count(*)::int as n from app.known_word`),
      "read",
    );
    expect(words?.n).toBeGreaterThan(0);
    const [nobody] = await asRole("app_user", (db) => db.execute<{ n: number }>(count));
    expect(nobody?.n).toBe(0);
    await expect(as(cast.ines, (db) => db.execute(sql`select 1 from listing`))).rejects.toThrow();
    await expect(as(cast.nadia, (db) => db.execute(sql`select app.relist(array[]::uuid[])`))).rejects.toThrow();
    await expect(as(cast.nadia, (db) => db.execute(sql`update app.found_place set willing = 0`))).rejects.toThrow();
  }));

test("a search that found nothing is counted once a day, for one's own agency alone and without a name", () =>
  onStage(async ({ as, cast }) => {
    const note = (agencyId: string | null) =>
      sql`select app.note_unmet_search(${agencyId}::uuid, '2026-11-23', null, '212', 16093, 'evenings', 'es', '{cost}')`;
    for (let times = 0; times < 3; times++) await as(cast.ines, (db) => db.execute(note(cast.ines.agencyId)));
    await expect(as(cast.ines, (db) => db.execute(note(cast.otto.agencyId)))).rejects.toThrow();
    await expect(as(cast.mara, (db) => db.execute(note(cast.ines.agencyId)))).rejects.toThrow();
    const kept = await as(cast.nadia, (db) => db.execute(sql`select area, times, language from unmet_search`), "read");
    expect([...kept]).toEqual([{ area: "212", times: 3, language: "es" }]);
    expect(await as(cast.otto, (db) => db.execute(sql`select 1 from unmet_search`), "read")).toHaveLength(0);
  }));
