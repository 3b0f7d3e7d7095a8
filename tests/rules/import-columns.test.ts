// Which column is which: guesses by name, the mapping that choices make, what they lack, and what files may be called.
import { describe, expect, test } from "vitest";
import { readMapping } from "#app/interop/import/mapping";
import {
  type Chosen,
  chosenIn,
  guessColumns,
  ID_FROM_WORDS,
  lacksOf,
  mappingOf,
  missingColumns,
} from "#app/models/import/columns";
import { faultOfUpload, keptNames } from "#app/models/import/upload-content";

const named = (...names: string[]) => names.map((name) => ({ name, examples: [] }));
const chosen = (about: Partial<Chosen>): Chosen => ({
  columns: {},
  serviceName: null,
  specialty: null,
  oneProvider: false,
  ...about,
});

describe("a guess", () => {
  test("goes by the whole name first, takes each column once, and leaves alone what it does not know", () => {
    const guess = guessColumns(
      named("Entity Id", "Name", "Street Address", "City", "ZIP", "Hours of Operation", "icon"),
    );
    expect(guess).toEqual({
      id: "Entity Id",
      "organization.name": "Name",
      "address.address_1": "Street Address",
      "address.city": "City",
      "address.postal_code": "ZIP",
      "hours.text": "Hours of Operation",
    });
  });

  test("of a file whose columns say nothing is none", () => {
    expect(guessColumns(named("a1", "b2", ""))).toEqual({});
  });
});

describe("choices", () => {
  const full = chosen({
    columns: { id: ID_FROM_WORDS, "organization.name": "Pantry", "service.name": "Kind", "address.city": "Town" },
    serviceName: "Food pantry",
    specialty: { code: "food", name: "Food" },
    oneProvider: true,
  });

  test("become a mapping the importer reads, and are read back for the form", () => {
    const document = mappingOf(full);
    expect(readMapping(JSON.stringify(document)).fields.size).toBe(7);
    expect(chosenIn(document)).toEqual(full);
  });

  test("that say more than a form can show are not shown as if they did not", () => {
    expect(chosenIn({ fields: { "organization.name": { from: "a", before: "," } } })).toBeNull();
    expect(chosenIn(Object.assign({ fields: {} }, { each: "events" }))).toBeNull();
  });

  test("lack what a row cannot do without, each told at its own field", () => {
    expect(lacksOf({}, false).map(({ target }) => target)).toEqual([
      "id",
      "organization.name",
      "service.name",
      "address.city",
    ]);
    expect(lacksOf({ ...full.columns, "location.latitude": "lat" }, false)).toEqual([
      { target: "location.longitude", message: "imports.mapping.need-both" },
    ]);
    expect(lacksOf(full.columns, true)).toEqual([]);
  });

  test("of columns the file does not have are named", () => {
    expect(missingColumns(full, named("Pantry", "Kind"))).toEqual(["Town"]);
  });
});

describe("an upload", () => {
  const file = (name: string, start: string, byteCount = start.length) => ({
    name,
    byteCount,
    head: Uint8Array.from(start, (letter) => letter.charCodeAt(0)),
  });
  test.each([
    ["a table", [file("a.csv", "id,name\n")]],
    ["a table in UTF-16", [file("a.csv", "\u00ff\u00fei\u0000d\u0000")]],
    ["a zip", [file("a.zip", "PK\u0003\u0004")]],
    ["several tables", [file("a.csv", "id"), file("b.csv", "id")]],
  ])("of %s is taken", (_, files) => {
    expect(faultOfUpload(files)).toBeNull();
  });

  test.each([
    ["nothing", [], "none"],
    ["an empty file", [file("a.csv", "")], "empty"],
    ["a program", [file("a.exe", "MZ")], "wrong-kind"],
    ["a PDF called a table", [file("a.csv", "%PDF-1.7")], "disguised"],
    ["a workbook called a table", [file("a.csv", "PK\u0003\u0004")], "disguised"],
    ["a page called a table", [file("a.csv", "<!DOCTYPE html>")], "disguised"],
    ["a table called a zip", [file("a.zip", "id,name")], "disguised"],
    ["bytes called JSON", [file("a.json", "[\u0000]")], "disguised"],
    ["a zip and more", [file("a.zip", "PK\u0003\u0004"), file("b.csv", "id")], "zip-and-more"],
  ])("of %s is refused", (_, files, fault) => {
    expect(faultOfUpload(files)?.fault).toBe(fault);
  });

  test("is kept under plain names: no folder, nothing hidden, no two alike", () => {
    expect(keptNames(["../../etc/passwd", "C:\\a b.csv", ".bashrc", "a b.csv", "A_b.CSV", "…"])).toEqual([
      "passwd",
      "a_b.csv",
      "bashrc",
      "a_b-2.csv",
      "A_b-3.CSV",
      "file",
    ]);
  });
});
