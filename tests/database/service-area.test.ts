// Where a service comes to its clients, on real PostgreSQL: written by the provider and the network desk, refused with names, found by the next search.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { AreaPageForm } from "#app/models/organization/area-forms";
import { readAreas } from "#app/models/organization/areas.server";
import { readChangeQueue } from "#app/models/organization/change-queue.server";
import { decideChanges } from "#app/models/organization/decide-change.server";
import { FACT_GROUPS } from "#app/models/organization/fact-groups";
import { saveFactRules } from "#app/models/organization/fact-rules.server";
import type { ChangeId } from "#app/models/organization/keeping-forms";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { readSearchPage } from "#app/models/search/read-page.server";
import { asId, type ServiceAtLocationId } from "#app/models/values/ids";
import { searchParams } from "#app/search/params";
import { onStage, type Stage } from "#tests/stage/on-stage";

const placeOf = ({ cast }: Stage) => asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId);
const say = (stage: Stage, who: Actor, form: Record<string, unknown>) =>
  stage.as(who, (db) => changeOwnService(db, who, placeOf(stage), AreaPageForm.parse(form)));
const areasOf = ({ as, cast }: Stage) => as(cast.mara, (db) => readAreas(db, cast.northside.serviceId));
const codesOf = async (stage: Stage) =>
  (await areasOf(stage)).map(({ places }) => places.map(({ postalCode }) => postalCode));
const comesTo = async (stage: Stage, place: string) => {
  const { ines } = stage.cast;
  const asked = searchParams.parse({ mode: "at_home", place, within: "100" });
  const page = await stage.as(ines, (db) => readSearchPage(db, ines, asked));
  return page.findings.results.some(({ id }) => id === placeOf(stage));
};

test("Mara pastes ZIP codes in any separators, and the next search for who comes finds her there alone", () =>
  onStage(async (stage) => {
    const { mara } = stage.cast;
    expect(await comesTo(stage, "21217")).toBe(true);
    await say(stage, mara, { intent: "area-codes", codes: "21202;21201\n21202-1234, 21230 / 21231" });
    expect(await codesOf(stage)).toEqual([["21201", "21202", "21230", "21231"]]);
    expect(await comesTo(stage, "21201")).toBe(true);
    expect(await comesTo(stage, "21217")).toBe(false);
  }));

test("each wrong ZIP code and town is named, and nothing is kept", () =>
  onStage(async (stage) => {
    const { mara } = stage.cast;
    const paste = (form: Record<string, unknown>) => say(stage, mara, { intent: "area-codes", ...form });
    await expect(paste({ codes: "21201, 2120, 99999 abc" })).rejects.toMatchObject({
      code: "organization.no-such-codes",
      status: 422,
      blanks: { count: 3, names: "“2120”, “99999”, “abc”" },
    });
    await expect(paste({ towns: "Towson, MD\nNowhere, MD\nTowson" })).rejects.toMatchObject({
      code: "organization.no-such-towns",
      blanks: { names: "“Nowhere, MD”, “Towson”" },
    });
    const many = Array.from({ length: 20 }, (_, n) => `x${n}`).join(" ");
    await expect(paste({ codes: many })).rejects.toMatchObject({
      code: "organization.no-such-codes-and-more",
      blanks: { more: 8 },
    });
    expect(await areasOf(stage)).toEqual([]);
    expect(AreaPageForm.safeParse({ intent: "area-codes", codes: " " }).success).toBe(false);
  }));

test("Nadia writes whole towns for Mara's service and changes the list; Sid, Pavel and Nadia's colleague elsewhere may not", () =>
  onStage(async (stage) => {
    const { nadia, sid, pavel, ines, olga } = stage.cast;
    await say(stage, nadia, { intent: "area-codes", towns: "Towson, MD" });
    const [area] = await areasOf(stage);
    expect(area).toMatchObject({ name: "Towson, MD", shape: null });
    expect(area?.places.map(({ postalCode }) => postalCode)).toContain("21204");
    for (const who of [sid, pavel, ines, olga]) {
      await expect(say(stage, who, { intent: "area-codes", codes: "21201" })).rejects.toMatchObject({ status: 403 });
      await expect(say(stage, who, { intent: "remove-area", id: area?.id })).rejects.toMatchObject({ status: 403 });
    }
    await say(stage, nadia, { intent: "area-codes", id: area?.id, name: "Two of them", codes: "21204 21286" });
    expect(await areasOf(stage)).toMatchObject([{ id: area?.id, name: "Two of them" }]);
    expect(await codesOf(stage)).toEqual([["21204", "21286"]]);
    const other = { intent: "area-codes", id: "0198f000-0000-7000-8000-00000000dead", codes: "21201" };
    await expect(say(stage, nadia, other)).rejects.toMatchObject({ status: 404 });
  }));

test("Mara draws three miles around her place without a mouse, reads which ZIP codes it holds, and takes it away again", () =>
  onStage(async (stage) => {
    const { mara, northside } = stage.cast;
    const around = { intent: "area-around", locationId: northside.locationId, distance: "3", unit: "mile" };
    await say(stage, mara, around);
    const [area] = await areasOf(stage);
    expect(area?.name).toMatch(/, 3 mi$/);
    expect((area?.squareMetres ?? 0) / 2_589_988).toBeCloseTo(Math.PI * 9, 0);
    expect(area?.places.map(({ postalCode }) => postalCode)).toContain("21201");
    expect(await comesTo(stage, "21201")).toBe(true);
    expect(await comesTo(stage, "Annapolis, MD")).toBe(false);
    await say(stage, mara, { intent: "remove-area", id: area?.id });
    expect(await areasOf(stage)).toEqual([]);
    await expect(say(stage, mara, { intent: "remove-area", id: area?.id })).rejects.toMatchObject({ status: 404 });
    expect(await comesTo(stage, "Annapolis, MD")).toBe(true);
    const events = await stage.asRole("app_definer", (db) =>
      db.execute<{ name: string }>(sql`select name from event where name like 'organization.area-%' order by id`),
    );
    expect(events.map(({ name }) => name)).toEqual(["organization.area-added", "organization.area-removed"]);
  }));

test("a place of another provider is no middle, nor is one that is on no map; forty areas are enough", () =>
  onStage(async (stage) => {
    const { mara, nadia, northside, southside } = stage.cast;
    const around = { intent: "area-around", distance: "3", unit: "kilometre" };
    await expect(say(stage, nadia, { ...around, locationId: southside.locationId })).rejects.toMatchObject({
      status: 404,
    });
    await stage.asRole("app_definer", (db) =>
      db.execute(sql`update location set latitude = null, longitude = null where id = ${northside.locationId}::uuid`),
    );
    await expect(say(stage, mara, { ...around, locationId: northside.locationId })).rejects.toMatchObject({
      code: "organization.off-map",
    });
    expect(AreaPageForm.safeParse({ ...around, locationId: northside.locationId, distance: "-3" }).success).toBe(false);
    const add = () => say(stage, mara, { intent: "area-codes", codes: "21201" });
    for (let count = 0; count < 40; count++) await add();
    await expect(add()).rejects.toMatchObject({ code: "organization.too-many-areas", status: 422 });
  }));

test("Mara pastes a drawn area with its name; one that crosses itself is refused beside its box", () =>
  onStage(async (stage) => {
    const ring = [
      [-76.7, 39.2],
      [-76.5, 39.2],
      [-76.5, 39.4],
      [-76.7, 39.4],
      [-76.7, 39.2],
    ];
    const shape = JSON.stringify({ type: "Polygon", coordinates: [ring] });
    await say(stage, stage.cast.mara, { intent: "area-shape", name: "West side", shape });
    expect(await areasOf(stage)).toMatchObject([{ name: "West side", shape: { coordinates: [ring] } }]);
    expect(await comesTo(stage, "21201")).toBe(true);
    const bow = JSON.stringify({ type: "Polygon", coordinates: [[ring[0], ring[2], ring[1], ring[3], ring[0]]] });
    const refused = AreaPageForm.safeParse({ intent: "area-shape", name: "Bow", shape: bow });
    expect(refused.error?.issues).toMatchObject([
      { path: ["shape"], message: "organization.area.fault.crosses-itself" },
    ]);
  }));

test("where Nadia wants a look at services, Mara's area waits with its ZIP codes written out; a wrong one is told to Mara", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { mara, nadia } = cast;
    const rules = FACT_GROUPS.map((factGroup) => ({ factGroup, halfLifeDays: 100, waits: factGroup === "services" }));
    await as(nadia, (db) => saveFactRules(db, nadia, { rules }));
    await expect(say(stage, mara, { intent: "area-codes", codes: "99999" })).rejects.toMatchObject({ status: 422 });
    expect(await say(stage, mara, { intent: "area-codes", towns: "Towson, MD" })).toBe("keeping.asked");
    expect(await areasOf(stage)).toEqual([]);
    const [change] = (await as(nadia, (db) => readChangeQueue(db, null), "read")).rows;
    expect(change?.after).toMatchObject({ name: "Towson, MD", codes: expect.stringMatching(/^21204 /), towns: "" });
    const ids = [asId<ChangeId>(change?.id ?? "")];
    await as(nadia, (db) => decideChanges(db, nadia, { intent: "accept", changes: ids }));
    const [area] = await areasOf(stage);
    expect(area?.name).toBe("Towson, MD");
    expect(await say(stage, mara, { intent: "remove-area", id: area?.id })).toBe("keeping.asked");
    expect(await areasOf(stage)).toHaveLength(1);
    expect(await say(stage, nadia, { intent: "remove-area", id: area?.id })).toBe("organization.area.removed");
  }));
