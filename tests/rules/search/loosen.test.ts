// What is offered when nothing fits: each narrowing wish once, and the search without it.
import { expect, test } from "vitest";
import { loosenings } from "#app/search/loosen";
import { searchParams } from "#app/search/params";
import { readQuery } from "#app/search/query";

const read = (given: Record<string, string>) =>
  readQuery(searchParams.parse(given), { unit: "mile", within: 10, order: "best" });
const kinds = (
  given: Record<string, string>,
  filled = { measured: true, specialty: false, language: false, age: false },
) => loosenings(read(given), filled).map(({ kind }) => kind);

test("Ines is offered the wider radius first, then every other wish she made", () => {
  expect(kinds({ within: "10", open: "now", q: "night", network: "on" })).toEqual([
    "wider",
    "any-time",
    "any-words",
    "any-network",
    "anywhere",
  ]);
  expect(
    loosenings(read({ within: "10" }), { measured: true, specialty: false, language: false, age: false })[0],
  ).toMatchObject({
    within: 25,
    address: expect.stringContaining("within=25"),
  });
});

test("what was not wished is not offered: no radius where nothing is measured, no language nobody asked for", () => {
  expect(kinds({}, { measured: false, specialty: false, language: false, age: false })).toEqual([]);
  expect(kinds({ within: "any" }, { measured: true, specialty: true, language: true, age: false })).toEqual([
    "any-language",
    "any-specialty",
  ]);
});

test("a language the case filled in is emptied on purpose, so that it does not come back", () => {
  const [offer] = loosenings(read({ within: "any" }), {
    measured: false,
    specialty: false,
    language: true,
    age: false,
  });
  expect(offer?.address).toContain("language=any");
});
