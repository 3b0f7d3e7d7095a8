// A figure that no plain count is held against could be wrong for years: each that is told has a comparison, and each comparison its figure.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { mixOf } from "#app/models/insight/card";
import { CARD_FIGURE_KEYS } from "#app/models/insight/card-figures";
import { COMPARED } from "#tests/stage/compared-figures";

test("every figure of a score card, and every breakdown, is held against a plain count", () => {
  const told = [...CARD_FIGURE_KEYS, ...Object.keys(mixOf([]))];
  expect(Object.values(COMPARED).flat().sort()).toEqual(told.sort());
});

test("the comparisons are there, on random histories", async () => {
  for (const file of Object.keys(COMPARED)) {
    const text = await readFile(file, "utf8");
    expect(text, file).toContain("fc.asyncProperty(");
    expect(text, file).toContain("compared-figures");
  }
});
