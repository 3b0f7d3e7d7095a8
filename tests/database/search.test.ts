// The provider search on real PostgreSQL: distances to the metre, hours to the minute, agreements of one's own agency alone.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { distanceMetres } from "#app/models/values/place";
import { findProviders } from "#app/search/find.server";
import { searchParams } from "#app/search/params";
import { fillSearch } from "#app/search/prefill.server";
import { readProvider } from "#app/search/provider.server";
import { readQuery } from "#app/search/query";
import { NOTHING_ASKED, type Wish } from "#app/search/wish";
import { locations, openingExceptions, openingSpans, services, servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const CENTRE = { latitude: 39.296, longitude: -76.607 };
const NORTHSIDE = { latitude: 39.29, longitude: -76.61 };
const BEGINNING = { unit: "mile", within: 10, order: "best" } as const;
const TODAY = asCalendarDay("2026-11-22");
const MONDAY_TEN = new Date("2026-11-23T15:00:00Z");

const wish = (changes: Partial<Wish> = {}): Wish => ({
  ...NOTHING_ASKED,
  centre: CENTRE,
  radiusMetres: 20_000,
  ...changes,
});

const names = async ({ as, cast }: Stage, changes: Partial<Wish>, who = cast.ines, now = MONDAY_TEN) => {
  const found = await as(who, (db) => findProviders(db, who, wish(changes), now), "read");
  return found.results.map(({ name }) => name);
};

test("Ines finds Northside just inside the radius and not just outside it", () =>
  onStage(async (stage) => {
    const metres = distanceMetres(CENTRE, NORTHSIDE);
    expect(await names(stage, { radiusMetres: metres + 0.5 })).toEqual(["Northside counseling"]);
    expect(await names(stage, { radiusMetres: metres - 0.5 })).toEqual([]);
    expect(await names(stage, { radiusMetres: null })).toHaveLength(2);
  }));

test("a search at any level of the tree finds what lies below it, and a sibling branch finds nothing", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    for (const specialtyId of [cast.healthId, cast.mentalHealthId, cast.counselingId]) {
      expect(await names(stage, { specialtyId: asId<SpecialtyId>(specialtyId) })).toHaveLength(2);
    }
    expect(await names(stage, { specialtyId: asId<SpecialtyId>("0198f000-0000-7000-8000-00000000dead") })).toEqual([]);
  }));

test("Monday at ten both are open; at night, on Sunday and on the exception day none", () =>
  onStage(async (stage) => {
    const { cast, asRole } = stage;
    const now = { kind: "now" } as const;
    expect(await names(stage, { open: now })).toHaveLength(2);
    expect(await names(stage, { open: now }, cast.ines, new Date("2026-11-24T03:00:00Z"))).toEqual([]);
    const thanksgiving = asCalendarDay("2026-11-26");
    const at = { kind: "at", day: thanksgiving, minute: 600 } as const;
    expect(await names(stage, { open: at })).toHaveLength(2);
    await asRole("app_job", (db) =>
      db.insert(openingExceptions).values({
        organizationId: cast.northside.organizationId,
        locationId: cast.northside.locationId,
        fromDay: "2026-11-26",
        untilDay: "2026-11-27",
      }),
    );
    expect(await names(stage, { open: at })).toEqual(["Southside counseling"]);
    expect(await names(stage, { open: { ...at, day: asCalendarDay("2026-11-22") } })).toEqual([]);
  }));

test("a night service that passes midnight is open at one in the morning after, on the clock of its own zone", () =>
  onStage(async (stage) => {
    const { cast, asRole } = stage;
    await asRole("app_job", async (db) => {
      await db.delete(openingSpans).where(eq(openingSpans.locationId, cast.northside.locationId));
      const { organizationId, locationId } = cast.northside;
      await db
        .insert(openingSpans)
        .values({ organizationId, locationId, weekday: 6, opensMinute: 1320, closesMinute: 1560 });
    });
    const sunday = asCalendarDay("2026-11-22");
    expect(await names(stage, { open: { kind: "at", day: sunday, minute: 60 } })).toEqual(["Northside counseling"]);
    expect(await names(stage, { open: { kind: "at", day: sunday, minute: 120 } })).toEqual([]);
    await asRole("app_job", (db) =>
      db.update(locations).set({ timeZone: "America/Chicago" }).where(eq(locations.id, cast.northside.locationId)),
    );
    expect(await names(stage, { open: { kind: "now" } }, cast.ines, new Date("2026-11-22T07:30:00Z"))).toEqual([
      "Northside counseling",
    ]);
  }));

test("a place of unknown hours is found, said to be unknown, and stands below one known to be open", () =>
  onStage(async (stage) => {
    const { cast, as, asRole } = stage;
    await asRole("app_job", (db) =>
      db.delete(openingSpans).where(eq(openingSpans.locationId, cast.northside.locationId)),
    );
    const found = await as(
      cast.ines,
      (db) => findProviders(db, cast.ines, wish({ open: { kind: "now" } }), MONDAY_TEN),
      "read",
    );
    expect(found.results.map(({ name, opening }) => [name, opening.key])).toEqual([
      ["Southside counseling", "open-until"],
      ["Northside counseling", "hours-unknown"],
    ]);
  }));

test("an agreement of Harbor County puts providers first for Ines and does nothing for Otto of Otherton", () =>
  onStage(async (stage) => {
    const { cast, as, asRole } = stage;
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update agreement set ends_on = app.agency_day(agency_id), state = 'ended' where id = ${cast.agreementIds[0]}::uuid`,
      ),
    );
    expect(await names(stage, {})).toEqual(["Southside counseling", "Northside counseling"]);
    expect(await names(stage, { networkOnly: true })).toEqual(["Southside counseling"]);
    const forOtto = await as(cast.otto, (db) => findProviders(db, cast.otto, wish(), MONDAY_TEN), "read");
    expect(forOtto.results.map(({ name, network, rates }) => [name, network.key, rates.length])).toEqual([
      ["Northside counseling", "not-in-network", 0],
      ["Southside counseling", "not-in-network", 0],
    ]);
    expect(await names(stage, { networkOnly: true }, cast.otto)).toEqual([]);
  }));

test("Ines sees the rate of her own agreement beside the result", () =>
  onStage(async ({ as, cast }) => {
    const found = await as(cast.ines, (db) => findProviders(db, cast.ines, wish(), new Date()), "read");
    expect(found.results[0]?.rates).toEqual([{ unitType: "hour", rateCents: "8000" }]);
  }));

test("who takes no referrals or does not say stands below who does, and words and languages narrow", () =>
  onStage(async (stage) => {
    const { cast, asRole } = stage;
    await asRole("app_job", (db) =>
      db
        .update(servicesAtLocation)
        .set({ takesReferrals: "unknown" })
        .where(eq(servicesAtLocation.id, cast.northside.serviceAtLocationId)),
    );
    expect(await names(stage, {})).toEqual(["Southside counseling", "Northside counseling"]);
    expect(await names(stage, { text: "northside talking" })).toEqual(["Northside counseling"]);
    expect(await names(stage, { text: "100% _" })).toEqual([]);
    expect(await names(stage, { language: "es" })).toHaveLength(2);
    expect(await names(stage, { language: "vi" })).toEqual([]);
    await asRole("app_job", (db) =>
      db.update(locations).set({ languages: [] }).where(eq(locations.id, cast.northside.locationId)),
    );
    expect(await names(stage, { language: "vi" })).toEqual(["Northside counseling"]);
  }));

test("what is no longer on offer is not found, and its page still opens", () =>
  onStage(async (stage) => {
    const { cast, as, asRole } = stage;
    await asRole("app_job", (db) =>
      db.update(services).set({ status: "defunct" }).where(eq(services.id, cast.northside.serviceId)),
    );
    expect(await names(stage, {})).toEqual(["Southside counseling"]);
    const id = cast.northside.serviceAtLocationId as Parameters<typeof readProvider>[2];
    const page = await as(cast.ines, (db) => readProvider(db, cast.ines, id, MONDAY_TEN), "read");
    expect(page).toMatchObject({ listed: false, inNetwork: true, organizationName: "Northside Care" });
    expect(page.days.map(({ spans }) => spans?.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  }));

test("a case fills the search in, and what the address says goes before it", () =>
  onStage(async ({ as, cast }) => {
    const fill = (given: Record<string, string>) =>
      as(cast.ines, (db) => fillSearch(db, readQuery(searchParams.parse(given), BEGINNING), TODAY), "read");
    const filled = await fill({ case: cast.rosa.caseId, need: cast.rosa.needId });
    expect(filled.wish).toMatchObject({ specialtyId: cast.counselingId, centre: CENTRE, language: null });
    expect(filled.centre).toMatchObject({ kind: "client", label: "Baltimore, MD 21202" });
    expect((await fill({ case: cast.rosa.caseId, specialty: "" })).wish.specialtyId).toBeNull();
    expect((await fill({ case: cast.rosa.caseId, place: "Springfield, MA" })).centre.kind).toBe("typed");
    expect(await fill({ case: cast.rosa.caseId, place: "Nowhere at all" })).toMatchObject({
      centre: { kind: "unplaced" },
      wish: { radiusMetres: null },
    });
  }));

test("Otto of Otherton cannot search with Rosa's case: it is not there", () =>
  onStage(async ({ as, cast }) => {
    const query = readQuery(searchParams.parse({ case: cast.rosa.caseId }), BEGINNING);
    await expect(as(cast.otto, (db) => fillSearch(db, query, TODAY), "read")).rejects.toMatchObject({ status: 404 });
  }));
