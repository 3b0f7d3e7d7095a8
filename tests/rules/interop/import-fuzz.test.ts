// Files that are no directory, or nearly one: whatever lies in them, each row is read or reported, a wrong field is named, and nothing crashes.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "#app/interop/import/encoding";
import { readDirectory } from "#app/interop/import/read-directory";
import { readTables } from "#app/interop/import/source-files";
import { TableError } from "#app/interop/import/table";
import { type Files, packageOf, smallDirectory } from "#tests/stage/import-package";

const nowhere = { place: () => null, zoneAt: () => null };
const around = { known: new Set<string>(), trial: false, neighbours: new Map(), today: "2026-11-22" };

/** Null where the files are no directory at all, which is an answer too. */
function read(files: Files) {
  try {
    const tables = readTables(Object.entries(files).map(([name, text]) => ({ name, text })));
    if (tables === null) return null;
    const found = readDirectory(tables.tables, tables.format, "made-up", around, nowhere);
    return { tables: tables.tables, ...found, targets: [...found.layout.all()] };
  } catch (failure) {
    // A table that cannot be read is told with its file and line; anything else is a bug.
    if (failure instanceof TableError) return null;
    throw failure;
  }
}

function isAccountedFor(files: Files): void {
  const found = read(files);
  if (found === null) return;
  const rows = found.tables.reduce((sum, table) => sum + table.rows.length, 0);
  const lost = found.tables
    .filter(({ file }) => found.lost.has(file))
    .reduce((sum, { rows: all }) => sum + all.length, 0);
  expect(found.rows.length + lost).toBe(rows);
  for (const row of found.rows.filter(({ refused }) => refused)) expect(row.faults.length).toBeGreaterThan(0);
  for (const { table, values } of found.targets) {
    if (table === "location" && values.latitude === 0) expect(values.longitude).not.toBe(0);
    if (table === "opening_span") expect(Number(values.closes_minute)).toBeGreaterThan(Number(values.opens_minute));
  }
}

const NAMES = Object.keys(smallDirectory);
const aName = fc.constantFrom(...NAMES, "organizations.json", "services.json", "notes.txt");

test("Any bytes under any name are read, reported, or no directory", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(aName, bytes, (name, content) => isAccountedFor({ [name]: decodeText(content).text })),
    { numRuns: 500 },
  );
});

test("Whatever JSON stands in a file of its name is read, reported, or no directory", () => {
  const fields = fc.constantFrom(
    "id",
    "name",
    "services",
    "organization",
    "locations",
    "schedules",
    "phones",
    "opens_at",
    "latitude",
  );
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.array(tie("document"), { maxLength: 4 }),
      fc.dictionary(fields, tie("document"), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(document, (value) => isAccountedFor({ "organizations.json": JSON.stringify(value) })),
    { numRuns: 500 },
  );
});

const ODD = [
  "",
  "0",
  "-1",
  "NaN",
  "1e999",
  "\u0000",
  "\u200b",
  "﻿x",
  "<b>",
  '"',
  "9-5",
  "24H",
  "dusk",
  "31/02/2026",
  "0001-01-01",
  "null",
  "{}",
  "é".repeat(3000),
  "25:61",
  "DROP TABLE",
  "'; --",
  "99999999999999999999",
  "true",
];

test("A directory with any of its cells turned into something odd keeps count of its rows", () => {
  const change = fc.record({
    file: fc.constantFrom(...NAMES),
    row: fc.nat(6),
    cell: fc.nat(20),
    odd: fc.oneof(fc.constantFrom(...ODD), fc.string()),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const files = { ...smallDirectory };
      for (const { file, row, cell, odd } of changes) {
        const lines = (files[file] ?? "").split("\n");
        const cells = (lines[row % lines.length] ?? "").split(",");
        cells[cell % cells.length] = odd;
        lines[row % lines.length] = cells.join(",");
        files[file] = lines.join("\n");
      }
      isAccountedFor(files);
    }),
    { numRuns: 500 },
  );
});

test("Rows that are doubled, shuffled, cut short or lengthened are counted", () => {
  const turn = fc.record({
    file: fc.constantFrom(...NAMES),
    how: fc.constantFrom("twice", "reversed", "cut", "longer", "gone"),
    at: fc.nat(400),
  });
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 4 }), (turns) => {
      const files = { ...smallDirectory };
      for (const { file, how, at } of turns) files[file] = turned(files[file] ?? "", how, at);
      isAccountedFor(files);
    }),
    { numRuns: 300 },
  );
});

function turned(text: string, how: string, at: number): string {
  const [head = "", ...rows] = text.split("\n");
  if (how === "twice") return [head, ...rows, ...rows].join("\n");
  if (how === "reversed") return [head, ...rows.toReversed()].join("\n");
  if (how === "longer") return [head, ...rows.map((row) => `${row},extra,`)].join("\n");
  return how === "cut" ? text.slice(0, at) : head;
}

const nearly: [string, string, [string, string], string][] = [
  ["a column under another name", "phones.csv", [",number,", ",phone_number,"], "number"],
  ["an organization that is not there", "locations.csv", ["10,1,", "10,77,"], "organization_id"],
  ["a place that is not there", "services.csv", ["100,10,", "100,77,"], "location_id"],
  ["a weekday that is none", "regular_schedules.csv", ["Monday", "Moonday"], "weekday"],
  ["a time that is none", "regular_schedules.csv", ["9:30", "half nine"], "opens_at"],
  ["a day that is none", "holiday_schedules.csv", ["12/26/26", "31/31/26"], "end_date"],
  ["a coordinate in words", "locations.csv", ["39.29", "north"], "latitude"],
  ["a name left blank", "organizations.csv", ["Hammer and Nail", ""], "name"],
];

test.each(nearly)(
  "A document that is nearly right, with %s, is answered by the field",
  (_, file, [before, after], field) => {
    const files = { ...smallDirectory, [file]: (smallDirectory[file] ?? "").replace(before, after) };
    const found = read(packageFiles(files));
    const named = [...(found?.unreadable ?? []), ...(found?.rows.flatMap(({ faults }) => faults) ?? [])];
    expect(
      named
        .filter((fault) => fault.file === file)
        .map((fault) => fault.field)
        .join(" "),
    ).toContain(field);
  },
);

/** As files, once they have been seen to be a package. */
function packageFiles(files: Files): Files {
  expect(packageOf(files).tables.length).toBeGreaterThan(0);
  return files;
}
