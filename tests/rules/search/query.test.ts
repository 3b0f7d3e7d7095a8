// The search in the address bar: what it says is what is asked, and what it cannot say is left out.
import { expect, test } from "vitest";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { searchAddress, sharedAddress } from "#app/search/address";
import { searchParams } from "#app/search/params";
import { MOST_SHOWN, radiusMetres, readQuery, widerThan } from "#app/search/query";

const read = (address: string) => {
  const { searchParams: pairs } = new URL(address, "http://own.invalid");
  // As the gate reads them: a name said more than once is a list.
  const given = Object.fromEntries(
    [...new Set(pairs.keys())].map((name) => [
      name,
      pairs.getAll(name).length > 1 ? pairs.getAll(name) : pairs.get(name),
    ]),
  );
  return readQuery(searchParams.parse(given), { unit: "mile", within: 10, order: "best" });
};

const CASE = "0198f000-0000-7000-8000-000000000001";
const TERM = "0198f000-0000-7000-8000-000000000002";

test("Ines opens the search without a word: ten miles, any time, nothing asked yet", () => {
  const query = read("/agency/search");
  expect(query).toMatchObject({ within: 10, unit: "mile", open: { kind: "any" }, order: "best", asked: false });
  expect(query.specialty).toBeNull();
});

test("an address Ines keeps says the same search again", () => {
  const address = `/agency/search?case=${CASE}&specialty=${TERM}&within=25&unit=kilometre&place=Springfield%2C+MA&open=at&day=2026-11-26&time=18:30&language=es&q=night&network=on&sort=opens&show=40&mode=at_home&access=wheelchair&access=deaf_interpreter&age=34&serves=women&cost=free&accepting=on&credentials=on&group=town`;
  const query = read(address);
  expect(read(searchAddress(query))).toEqual(query);
  expect(query.open).toEqual({ kind: "at", day: asCalendarDay("2026-11-26"), minute: 1110 });
  expect(query).toMatchObject({ asked: true, shown: 40, networkOnly: true, order: "opens" });
  expect(query).toMatchObject({ mode: "at_home", access: ["wheelchair", "deaf_interpreter"], age: 34, group: "town" });
  const evenings = read("/agency/search?open=free&free=1e&free=3m.3a");
  expect(read(searchAddress(evenings))).toEqual(evenings);
  expect(evenings.open).toEqual({ kind: "free", parts: ["1e", "3m", "3a"] });
});

test("the address Ines sends to a colleague says nothing of the client", () => {
  const shared = sharedAddress(read(`/agency/search?case=${CASE}&need=${CASE}&age=34&place=21201&selected=${TERM}`));
  expect(shared).not.toContain(CASE);
  expect(read(shared)).toMatchObject({ caseId: null, needId: null, selected: null, place: "21201" });
});

test("emptied on purpose is another thing than not said", () => {
  expect(read("/agency/search?specialty=&language=").specialty).toBe("any");
  expect(read("/agency/search?specialty=&language=").language).toBe("any");
  expect(read("/agency/search").language).toBeNull();
  expect(read("/agency/search?age=").age).toBeNull();
  expect(read("/agency/search?age=any").age).toBe("any");
});

test("an age Ines types goes before what the record says or any age, is a condition like others, and stays when shared", () => {
  expect(read("/agency/search?age-else=any&age=12").age).toBe(12);
  expect(read("/agency/search?age-else=any&age=").age).toBe("any");
  expect(read("/agency/search?age-else=&age=").age).toBeNull();
  expect(searchAddress(read("/agency/search?age-else=any&age=12"))).toContain("age=12");
  expect(read(sharedAddress(read(`/agency/search?case=${CASE}&age=12`))).age).toBe(12);
  expect(read(sharedAddress(read(`/agency/search?case=${CASE}`))).age).toBe("any");
});

test("nonsense in the address is left out, not complained about", () => {
  const query = read(
    "/agency/search?case=1&specialty=drop&within=-3&unit=league&day=2026-02-30&sort=worst&show=-4&age=-1&mode=teleport&access=stairs&cost=much&serves=cats&group=colour&free=9z&open=free",
  );
  expect(query).toMatchObject({ caseId: null, specialty: "any", within: 10, unit: "mile", order: "best" });
  expect(query.open).toEqual({ kind: "any" });
  expect(query.shown).toBe(20);
  expect(read("/agency/search?show=99999").shown).toBe(MOST_SHOWN);
});

test("ten miles and sixteen kilometres are lengths; anywhere is none", () => {
  expect(radiusMetres({ within: 10, unit: "mile" })).toBeCloseTo(16093.44, 6);
  expect(radiusMetres({ within: 10, unit: "kilometre" })).toBe(10000);
  expect(radiusMetres(read("/agency/search?within=any"))).toBeNull();
});

test("each radius knows the next wider one, and the widest none", () => {
  expect(widerThan(10)).toBe(25);
  expect(widerThan(7)).toBe(10);
  expect(widerThan(100)).toBeNull();
  expect(widerThan(0)).toBeNull();
});
