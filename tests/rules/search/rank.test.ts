// The order of what was found: known fits first, unknown below, never dropped; groups keep it.
import { expect, test } from "vitest";
import { bestFirst, grouped, type Rankable, smallFirst } from "#app/search/rank";

const found = (id: string, facts: Partial<Rankable> = {}): Rankable => ({
  id,
  inNetwork: false,
  willing: 0,
  chord: 1000,
  doubts: 0,
  ...facts,
});
const best = (places: Rankable[]) => places.toSorted(bestFirst).map(({ id }) => id);

test("a provider in Ines's network comes before a nearer one outside it", () => {
  expect(best([found("near", { chord: 100 }), found("ours", { chord: 9000, inNetwork: true })])).toEqual([
    "ours",
    "near",
  ]);
});

test("yes comes before a waiting list, that before unknown, and no comes last", () => {
  const places = [3, 2, 1, 0].map((willing) => found(String(willing), { willing }));
  expect(best(places)).toEqual(["0", "1", "2", "3"]);
});

test("what is not known of a place puts it below one that is known to fit, and keeps it", () => {
  expect(best([found("unsure", { doubts: 1, chord: 1 }), found("sure")])).toEqual(["sure", "unsure"]);
  expect(best([found("nowhere", { chord: null }), found("far", { chord: 90000 })])).toEqual(["far", "nowhere"]);
});

test("what nobody knows stands last, whatever is measured", () => {
  expect([null, 3, 1, null, 2].toSorted(smallFirst)).toEqual([1, 2, 3, null, null]);
});

test("equal places stand in the same order every time", () => {
  expect(best([found("b"), found("a")])).toEqual(["a", "b"]);
});

test("groups stand in the order of their first, and each keeps its own order", () => {
  expect(grouped(["b1", "a1", "b2", "c1", "a2"], (one) => one[0] ?? "")).toEqual(["b1", "b2", "a1", "a2", "c1"]);
});
