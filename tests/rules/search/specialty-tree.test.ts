// The specialty tree: laid out for reading, found by words, nothing lost.
import { expect, test } from "vitest";
import { findTerms, layTree, treeLines, treeText } from "#app/search/specialty-tree";

const term = (id: string, name: string, parentId: string | null, synonyms: string[] = []) => ({
  id,
  name,
  parentId,
  synonyms,
});
const tree = layTree([
  term("c", "Counseling", "m", ["therapy"]),
  term("f", "Food", null),
  term("h", "Health", null),
  term("m", "Mental health", "h"),
  term("o", "Orphan", "gone"),
]);

test("each term stands before those below it, with its names from the root", () => {
  expect(tree.map(({ id }) => id)).toEqual(["f", "h", "m", "c", "o"]);
  expect(tree.find(({ id }) => id === "c")).toMatchObject({
    depth: 2,
    names: ["Health", "Mental health", "Counseling"],
  });
});

test("Ines finds counseling by a synonym, by its branch, and not by a word it does not answer", () => {
  expect(findTerms(tree, "therapy").map(({ id }) => id)).toEqual(["c"]);
  expect(findTerms(tree, "mental").map(({ id }) => id)).toEqual(["m", "c"]);
  expect(findTerms(tree, "mental food")).toEqual([]);
  expect(findTerms(tree, "  ")).toEqual([]);
});

test("the tree as one text gives back its lines, names of several words and lines among them", () => {
  const odd = [...tree, { id: "x", name: "Food  and\nshelter", depth: 0 }];
  expect(treeLines(treeText(odd))).toEqual([
    ...tree.map(({ id, name, depth }) => ({ id, name, depth })),
    { id: "x", name: "Food and shelter", depth: 0 },
  ]);
  expect(treeLines(treeText([]))).toEqual([]);
});
