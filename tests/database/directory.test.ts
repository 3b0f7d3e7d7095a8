// The directory kept by hand, on real PostgreSQL: a provider its own facts, a manager those of the network, nobody else any.
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { sayCapacity } from "#app/models/organization/capacity.server";
import { addOrganization, changeFacts } from "#app/models/organization/facts.server";
import { PlacePageForm } from "#app/models/organization/forms";
import { addException, removeException, writeWeek } from "#app/models/organization/hours.server";
import { changeOrganization } from "#app/models/organization/network-deeds.server";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { readOrganization } from "#app/models/organization/read.server";
import { readOrganizations } from "#app/models/organization/read-list.server";
import { readOwnService, readOwnServices } from "#app/models/organization/read-own.server";
import { readNetworkToday } from "#app/models/organization/today.server";
import { readSearchPage } from "#app/models/search/read-page.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type Id, type LocationId, type OrganizationId, type ServiceAtLocationId } from "#app/models/values/ids";
import { searchParams } from "#app/search/params";
import { events, locations, openingSpans, servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const NIGHT = { weekday: 5, opensMinute: 22 * 60, closesMinute: 30 * 60 } as const;
const FACTS = { alternateName: null, description: "", email: null, website: null };
const YEAR = { startsOn: asCalendarDay("2026-01-01"), endsOn: asCalendarDay("2028-01-01") };

const placesOf = ({ cast }: Stage) => ({
  north: asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId),
  south: asId<ServiceAtLocationId>(cast.southside.serviceAtLocationId),
  northside: asId<OrganizationId>(cast.northside.organizationId),
  southside: asId<OrganizationId>(cast.southside.organizationId),
});

test("Mara writes her own week, through midnight, and it is marked as written by hand; Southside's she may not", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, south } = placesOf(stage);
    await as(cast.mara, (db) => writeWeek(db, cast.mara, north, { hoursOf: "place", spans: [NIGHT] }));
    const page = await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    expect(page).toMatchObject({ ownHours: false, hours: [NIGHT] });
    const [place] = await as(cast.mara, (db) =>
      db
        .select()
        .from(locations)
        .where(and(eq(locations.id, cast.northside.locationId), isNotNull(locations.editedAt))),
    );
    expect(place).toBeDefined();
    await expect(
      as(cast.mara, (db) => writeWeek(db, cast.mara, south, { hoursOf: "place", spans: [NIGHT] })),
    ).rejects.toMatchObject({ code: "organization.not-yours", status: 403 });
    await expect(as(cast.mara, (db) => readOwnService(db, cast.mara, south, new Date()))).rejects.toMatchObject({
      status: 404,
    });
    const kept = await as(cast.sid, (db) => readOwnService(db, cast.sid, south, new Date()));
    expect(kept.hours).toHaveLength(5);
  }));

test("Mara gives one service hours of its own; saved empty, the hours of the place hold again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north } = placesOf(stage);
    const read = () => as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    await as(cast.mara, (db) => writeWeek(db, cast.mara, north, { hoursOf: "service", spans: [NIGHT] }));
    expect(await read()).toMatchObject({ ownHours: true, hours: [NIGHT] });
    await as(cast.mara, (db) => writeWeek(db, cast.mara, north, { hoursOf: "service", spans: [] }));
    const again = await read();
    expect(again.ownHours).toBe(false);
    expect(again.hours).toHaveLength(5);
  }));

test("Mara closes for a holiday and opens again; Sid may not take her holiday away, nor Pavel write one", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, south } = placesOf(stage);
    const fromDay = addDays(asCalendarDay(new Date().toISOString().slice(0, 10)), 7);
    const holiday = {
      hoursOf: "place",
      fromDay,
      untilDay: addDays(fromDay, 2),
      span: null,
      reason: "Holiday",
    } as const;
    await as(cast.mara, (db) => addException(db, cast.mara, north, holiday));
    const { exceptions } = await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    expect(exceptions).toMatchObject([{ fromDay, lastDay: addDays(fromDay, 1), opensMinute: null, wholePlace: true }]);
    const id = exceptions[0]?.id ?? "";
    await expect(as(cast.sid, (db) => removeException(db, cast.sid, south, id))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.sid, (db) => removeException(db, cast.sid, north, id))).rejects.toMatchObject({ status: 403 });
    await expect(as(cast.pavel, (db) => addException(db, cast.pavel, north, holiday))).rejects.toMatchObject({
      status: 403,
    });
    await as(cast.mara, (db) => removeException(db, cast.mara, north, id));
    const after = await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    expect(after.exceptions).toEqual([]);
  }));

test("Mara says how many places are open, and its age counts from then; Ines may not say it for her", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { north } = placesOf(stage);
    const capacity = { serviceAtLocationId: north, takesReferrals: "waitlist", openPlaces: null } as const;
    await as(cast.mara, (db) => sayCapacity(db, cast.mara, capacity));
    const old = () => as(cast.nadia, (db) => readOrganizations(db, cast.nadia, { text: "", view: "capacity" }, null));
    expect((await old()).rows).toEqual([]);
    setClock(new Date(Date.now() + 40 * 86_400_000));
    const [line] = await as(cast.mara, (db) => readOwnServices(db, cast.mara));
    expect(line).toMatchObject({ takesReferrals: "waitlist", openPlaces: null, capacityAge: 40 });
    const today = await as(cast.nadia, (db) => readNetworkToday(db, cast.nadia, asCalendarDay("2026-12-31")));
    const waiting = today.capacity.rows.map(({ organizationName }) => organizationName);
    expect(waiting).toContain("Northside Care");
    expect((await old()).rows.map(({ name }) => name)).toEqual([...new Set(waiting)].sort());
    await expect(as(cast.ines, (db) => sayCapacity(db, cast.ines, capacity))).rejects.toMatchObject({ status: 403 });
  }));

test("Mara's phones and languages are hers to change; a phone of Southside's is not there for her", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, south } = placesOf(stage);
    const phone = { intent: "phone", number: "(410) 555-0100", extension: null, kind: "voice", note: null } as const;
    await as(cast.mara, (db) => changeOwnService(db, cast.mara, north, { ...phone, phoneOf: "place" }));
    await as(cast.mara, (db) =>
      changeOwnService(db, cast.mara, north, {
        intent: "reach",
        languages: ["en", "am"],
        accessibility: ["ramp"],
        transportation: null,
      }),
    );
    const page = await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    expect(page).toMatchObject({ languages: ["en", "am"], accessibility: ["ramp"], phones: [{ ofPlace: true }] });
    const id = asId<Id<"removed">>(page.phones[0]?.id ?? "");
    await expect(
      as(cast.sid, (db) => changeOwnService(db, cast.sid, south, { intent: "remove-phone", id })),
    ).rejects.toMatchObject({ status: 404 });
    await as(cast.mara, (db) => changeOwnService(db, cast.mara, north, { intent: "remove-phone", id }));
    expect((await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()))).phones).toEqual([]);
  }));

const MEALS = {
  intent: "service" as const,
  name: "Home delivered meals",
  description: "",
  eligibility: null,
  minimumAge: 60,
  maximumAge: null,
  modes: ["at_home" as const],
  serves: ["older_people" as const],
  languages: ["es"],
  cost: "sliding_scale" as const,
  fees: "$2 to $6 a meal",
  applicationProcess: null,
};

test("Nadia adds a provider with its place, service and administrator; the same name twice only when she says so", () =>
  onStage(async ({ as, cast, asRole }) => {
    const form = { name: "Eastside Meals", ...FACTS, ...YEAR };
    const id = await as(cast.nadia, (db) => addOrganization(db, cast.nadia, form));
    await as(cast.nadia, (db) =>
      changeOrganization(db, cast.nadia, id, {
        intent: "place",
        name: "Eastside Kitchen",
        addressLine: "1 Example Way",
        addressLine2: null,
        city: "Baltimore",
        region: "MD",
        postalCode: "21201",
        transportation: null,
        languages: ["en"],
        accessibility: [],
      }),
    );
    const { places } = await as(cast.nadia, (db) => readOrganization(db, cast.nadia, id));
    expect(places).toMatchObject([{ onMap: true, timeZone: "America/New_York" }]);
    await as(cast.nadia, (db) =>
      changeOrganization(db, cast.nadia, id, {
        ...MEALS,
        specialtyId: asId(cast.counselingId),
        locationId: asId<LocationId>(places[0]?.id ?? ""),
      }),
    );
    await as(cast.nadia, (db) =>
      changeOrganization(db, cast.nadia, id, {
        intent: "invite",
        name: "Edda Stone",
        email: "edda@eastside.example.org",
      }),
    );
    const page = await as(cast.nadia, (db) => readOrganization(db, cast.nadia, id));
    expect(page).toMatchObject({
      managed: true,
      services: [{ name: "Home delivered meals" }],
      offered: [{ placeName: "Eastside Kitchen", takesReferrals: "unknown" }],
      agreements: [{ state: "draft" }],
    });
    await expect(as(cast.nadia, (db) => addOrganization(db, cast.nadia, form))).rejects.toMatchObject({
      code: "organization.like",
    });
    await as(cast.nadia, (db) => addOrganization(db, cast.nadia, { ...form, evenIfLike: "on" }));
    const told = await asRole("app_definer", (db) =>
      db.select({ name: events.name }).from(events).where(eq(events.organizationId, id)),
    );
    expect(told.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["organization.added", "agreement.drafted", "organization.service-placed"]),
    );
  }));

test("Nadia changes a provider of her network and not one outside it; Ines changes none, and adds none", () =>
  onStage(async (stage) => {
    const { as, cast, asRole } = stage;
    const { northside, southside } = placesOf(stage);
    const facts = { name: "Northside Care and Rest", ...FACTS };
    await as(cast.nadia, (db) => changeFacts(db, cast.nadia, northside, facts));
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update agreement set ends_on = app.agency_day(agency_id), state = 'ended' where organization_id = ${southside}`,
      ),
    );
    await expect(as(cast.nadia, (db) => changeFacts(db, cast.nadia, southside, facts))).rejects.toMatchObject({
      code: "organization.not-yours",
      status: 403,
    });
    await expect(as(cast.ines, (db) => changeFacts(db, cast.ines, northside, facts))).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      as(cast.ines, (db) => addOrganization(db, cast.ines, { name: "New Hope", ...FACTS, ...YEAR })),
    ).rejects.toThrow();
    const list = (view: "in" | "outside") =>
      as(cast.nadia, (db) => readOrganizations(db, cast.nadia, { text: "side", view }, null));
    expect((await list("in")).rows).toMatchObject([{ name: "Northside Care and Rest", agreement: "active" }]);
    expect((await list("outside")).rows).toMatchObject([{ name: "Southside Aid", agreement: null }]);
  }));

test("A percent sign in Nadia's search is a percent sign, and finds nothing", () =>
  onStage(async ({ as, cast }) => {
    const page = await as(cast.nadia, (db) => readOrganizations(db, cast.nadia, { text: "%", view: "all" }, null));
    expect(page.rows).toEqual([]);
  }));

test("The database keeps hours in shape for Mara too: no closing before the opening, and no eighth weekday", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, locationId } = cast.northside;
    for (const span of [
      { weekday: 1, opensMinute: 600, closesMinute: 600 },
      { weekday: 8, opensMinute: 600, closesMinute: 700 },
    ]) {
      await expect(
        as(cast.mara, (db) => db.insert(openingSpans).values({ organizationId, locationId, ...span })),
      ).rejects.toThrow();
    }
    const [line] = await as(cast.mara, (db) =>
      db.select().from(servicesAtLocation).where(eq(servicesAtLocation.organizationId, organizationId)),
    );
    expect(line?.takesReferrals).toBe("yes");
  }));

test("Mara says how her service is given, and the next search finds it so; Sid and Pavel may not say it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north } = placesOf(stage);
    const form = PlacePageForm.parse({
      ...{ intent: "given", modes: ["remote"], serves: ["veterans"], cost: "free" },
      ...{ languages: ["vi"], minimumAge: "18", eligibility: "Lives in the county", fees: "Free with a referral" },
    });
    await expect(as(cast.sid, (db) => changeOwnService(db, cast.sid, north, form))).rejects.toMatchObject({
      status: 403,
    });
    await expect(as(cast.pavel, (db) => changeOwnService(db, cast.pavel, north, form))).rejects.toMatchObject({
      status: 403,
    });
    await as(cast.mara, (db) => changeOwnService(db, cast.mara, north, form));
    const read = await as(cast.mara, (db) => readOwnService(db, cast.mara, north, new Date()));
    expect(read).toMatchObject({ modes: ["remote"], serves: ["veterans"], cost: "free", givenLanguages: ["vi"] });
    expect(read).toMatchObject({ minimumAge: 18, maximumAge: null, fees: "Free with a referral" });
    const asked = searchParams.parse({ serves: "veterans", mode: "remote", cost: "free", language: "vi", age: "30" });
    const page = await as(cast.ines, (db) => readSearchPage(db, cast.ines, asked));
    const matches = page.findings.results.find(({ id }) => id === north)?.matches ?? [];
    expect(matches.map(({ key }) => key)).toEqual(expect.arrayContaining(["mode", "serves", "cost", "speaks", "age"]));
    const child = await as(cast.ines, (db) => readSearchPage(db, cast.ines, { ...asked, age: "12" }));
    expect(child.findings.results.map(({ id }) => id)).not.toContain(north);
  }));
