// Searches that are kept, how a program's begin, and what nobody was found for: each may beside its may not, on real PostgreSQL.
import { isNull, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { SaveSearchForm, SetupForm } from "#app/models/search/forms";
import { readSearchPage } from "#app/models/search/read-page.server";
import { readSavedSearches, removeSavedSearch, saveSearch } from "#app/models/search/saved.server";
import { addSetup, changeSetup, readSetup, readSetups, removeSetup } from "#app/models/search/setup.server";
import { searchParams } from "#app/search/params";
import { unmetSearches } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const CASE = "0198f000-0000-7000-8000-000000000001";

const kept = (name: string, address: string, shared = false) => {
  const { intent: _, ...form } = SaveSearchForm.parse({
    intent: "save",
    name,
    address,
    ...(shared ? { shared: "on" } : {}),
  });
  return form;
};
const program = (changes: Record<string, unknown> = {}) => {
  const { intent: _, ...form } = SetupForm.parse({
    intent: "keep",
    name: "Family support",
    within: "25",
    sort: "opens",
    filters: ["specialty", "age"],
    columns: ["distance"],
    ...changes,
  });
  return form;
};
const namesFor = ({ as }: Stage, who: Actor) =>
  as(who, async (db) => (await readSavedSearches(db, who)).map(({ name, own }) => `${name}${own ? "" : "*"}`));

test("Ines keeps one search for herself and shares another; Carl sees the shared one, another agency's Otto neither", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { ines, carl, otto } = cast;
    await as(ines, (db) => saveSearch(db, ines, kept("Evenings", "/agency/search?open=evenings")));
    await as(ines, (db) => saveSearch(db, ines, kept("Food nearby", "/agency/search?q=food&within=2", true)));
    expect(await namesFor(stage, ines)).toEqual(["Evenings", "Food nearby"]);
    expect(await namesFor(stage, carl)).toEqual(["Food nearby*"]);
    expect(await namesFor(stage, otto)).toEqual([]);
  }));

test("what is kept names no case and no need, whatever was sent; an age that was typed is a condition like others", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const sent = `https://elsewhere.invalid/x?case=${CASE}&need=${CASE}&selected=${CASE}&age=34&language=es&open=now`;
    await as(cast.ines, (db) => saveSearch(db, cast.ines, kept("From a case", sent)));
    const [row] = await as(cast.ines, (db) => readSavedSearches(db, cast.ines));
    expect(row?.address).toMatch(/^\/agency\/search\?.*open=now.*language=es/);
    expect(row?.address).not.toMatch(new RegExp(`${CASE}|case=|need=`));
    expect(row?.address).toContain("age=34");
  }));

test("the same name twice is refused to Ines, and taken from Carl", () =>
  onStage(async ({ as, cast: { ines, carl } }) => {
    const form = kept("Evenings", "/agency/search?open=evenings");
    await as(ines, (db) => saveSearch(db, ines, form));
    await expect(as(ines, (db) => saveSearch(db, ines, { ...form, name: "evenings" }))).rejects.toMatchObject({
      code: "search.name-taken",
      status: 409,
    });
    await as(carl, (db) => saveSearch(db, carl, form));
  }));

test("Ines removes her own; Carl may not remove it, and Nadia only what is shared", () =>
  onStage(async ({ as, cast: { ines, carl, nadia } }) => {
    const own = await as(ines, (db) => saveSearch(db, ines, kept("Own", "/agency/search?q=a")));
    const shared = await as(ines, (db) => saveSearch(db, ines, kept("Shared", "/agency/search?q=b", true)));
    for (const [who, id] of [
      [carl, own],
      [carl, shared],
      [nadia, own],
    ] as const) {
      await expect(as(who, (db) => removeSavedSearch(db, who, id))).rejects.toMatchObject({ status: 404 });
    }
    await as(nadia, (db) => removeSavedSearch(db, nadia, shared));
    await as(ines, (db) => removeSavedSearch(db, ines, own));
    expect(await as(ines, (db) => readSavedSearches(db, ines))).toEqual([]);
  }));

test("Nadia says how a program's searches begin, and Ines' search begins so; Ines may not say it", () =>
  onStage(async ({ as, cast: { ines, nadia, otto } }) => {
    const id = await as(nadia, (db) => addSetup(db, nadia, program({ usual: "on" })));
    const page = await as(ines, (db) => readSearchPage(db, ines, searchParams.parse({})));
    expect(page.query).toMatchObject({ within: 25, order: "opens" });
    expect(page).toMatchObject({ setupId: id, filters: ["specialty", "age"], columns: ["distance"] });
    const asked = await as(ines, (db) => readSearchPage(db, ines, searchParams.parse({ within: "5", sort: "best" })));
    expect(asked.query).toMatchObject({ within: 5, order: "best" });
    await expect(as(ines, (db) => addSetup(db, ines, program({ name: "Mine" })))).rejects.toThrow();
    await expect(as(ines, (db) => removeSetup(db, ines, id))).rejects.toMatchObject({ status: 404 });
    await expect(as(otto, (db) => readSetup(db, id))).rejects.toMatchObject({ status: 404 });
  }));

test("one program is the usual one: the next takes its place, and names are not taken twice", () =>
  onStage(async ({ as, cast: { nadia } }) => {
    const family = await as(nadia, (db) => addSetup(db, nadia, program({ usual: "on" })));
    const older = await as(nadia, (db) => addSetup(db, nadia, program({ name: "Older adults", usual: "on" })));
    const usual = () => as(nadia, async (db) => (await readSetups(db)).filter((one) => one.usual).map(({ id }) => id));
    expect(await usual()).toEqual([older]);
    await as(nadia, (db) => changeSetup(db, nadia, family, program({ usual: "on", within: "any" })));
    expect(await usual()).toEqual([family]);
    expect((await as(nadia, (db) => readSetup(db, family))).within).toBe(0);
    await expect(as(nadia, (db) => changeSetup(db, nadia, older, program()))).rejects.toMatchObject({
      code: "search.name-taken",
    });
    await as(nadia, (db) => removeSetup(db, nadia, family));
    expect(await usual()).toEqual([]);
  }));

test("a search that finds nobody is kept once a day, without who asked and for whom; one that was not asked is not", () =>
  onStage(async ({ as, asRole, cast }) => {
    const { ines, nadia } = cast;
    const look = (given: Record<string, string>) =>
      as(ines, (db) => readSearchPage(db, ines, searchParams.parse(given)));
    const nothing = { specialty: cast.counselingId, place: "99501", within: "1", open: "weekends", language: "so" };
    await look({});
    expect(await asRole("app_definer", (db) => db.$count(unmetSearches))).toBe(0);
    const page = await look(nothing);
    await look({ ...nothing, sort: "name" });
    expect(page.findings.count).toBe(0);
    const rows = await as(nadia, (db) => db.select().from(unmetSearches));
    expect(rows).toEqual([
      expect.objectContaining({
        specialtyId: cast.counselingId,
        area: "995",
        withinMetres: 1609,
        time: "weekend",
        language: "so",
        conditions: [],
        times: 2,
      }),
    ]);
    expect(Object.keys(rows[0] ?? {}).join()).not.toMatch(/person|member|client|case|by/i);
    expect(await as(ines, (db) => db.$count(unmetSearches))).toBe(0);
    await look({ ...nothing, specialty: CASE });
    const gone = await as(nadia, (db) => db.select().from(unmetSearches).where(isNull(unmetSearches.specialtyId)));
    expect(gone).toHaveLength(1);
    await expect(
      as(ines, (db) =>
        db.execute(sql`insert into unmet_search (agency_id, day) values (${ines.agencyId}, '2030-01-01')`),
      ),
    ).rejects.toThrow();
  }));

test("Rosa's age is asked but stands in no address; Ines changes it or asks none without trouble", () =>
  onStage(async ({ as, cast }) => {
    const { ines } = cast;
    const read = (given: Record<string, string>) =>
      as(ines, (db) => readSearchPage(db, ines, searchParams.parse({ case: cast.rosa.caseId, ...given })));
    const addresses = ({ here, share, marks, orders, compareHere }: Awaited<ReturnType<typeof read>>) =>
      [here, share, compareHere, ...marks.map(({ address }) => address), ...orders.map(({ address }) => address)].join(
        " ",
      );
    const page = await read({});
    const record = String(page.recordAge);
    expect(page.wish.age).toBe(page.recordAge);
    expect(page.wish.age).toBeGreaterThan(30);
    expect(addresses(page)).not.toMatch(/age=\d/);
    // Typed is not read off the record; yet it says the same, so it goes no further.
    const same = await read({ age: record });
    expect(same.wish.age).toBe(page.recordAge);
    expect(addresses(same)).not.toMatch(/age=\d/);
    const other = await read({ age: "12", "age-else": "any" });
    expect(other.wish.age).toBe(12);
    expect(addresses(other)).not.toContain(`age=${record}`);
    expect(other.share).toContain("age=12");
    expect(other.facets.counts.age.values.map(({ value }) => value)).toEqual(["12", record]);
    const none = await read({ age: "", "age-else": "any" });
    expect(none.wish.age).toBeNull();
    expect(none.facets.counts.age.values.map(({ value }) => value)).toEqual([record]);
  }));
