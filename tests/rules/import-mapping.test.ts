// Reading a mapping and a flat file through it: whose mistakes are told, what becomes of a row, and words out of HTML.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mappingLines } from "#app/commands/import-summary";
import { sayIn } from "#app/i18n/say-in";
import { readHoursText } from "#app/interop/import/hours-text";
import { wordsOf } from "#app/interop/import/html-words";
import { mapFile } from "#app/interop/import/mapped-package.server";
import { MappingError, readMapping } from "#app/interop/import/mapping";
import type { Package } from "#app/interop/import/package.server";
import { flatMapping, flatRow, linesOf } from "../stage/flat-file";

function mistakesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (failure) {
    if (failure instanceof MappingError) return failure.mistakes.map(({ code, at, value }) => `${code} ${at} ${value}`);
    throw failure;
  }
  return [];
}

const mapped = (rows: readonly unknown[], changes: Record<string, unknown> = {}): Package =>
  mapFile({ name: "pantries.ndjson", text: linesOf(rows) }, readMapping(flatMapping(changes)));

const cells = (given: Package, table: string) =>
  given.tables.filter(({ file }) => file.endsWith(`#${table}`)).flatMap(({ rows }) => rows.map((row) => row.cells));

describe("A mapping's mistakes", () => {
  test.each<[string, string, string[]]>([
    ["that is no JSON", "{", ["not-json  "]],
    ["without fields", "{}", ["not-an-object  "]],
    ["with a part nobody knows", flatMapping({ filds: {} }), ["unknown-part filds "]],
    [
      "that does not say where a row's id and name are",
      JSON.stringify({ fields: { "address.city": "town" } }),
      ["missing-target id ", "missing-target organization.name ", "missing-target service.name "],
    ],
    [
      "that counts on each but names no service's id",
      flatMapping({ each: "events" }),
      ["service-id-needed service.id "],
    ],
    [
      "whose dates lack the day",
      flatMapping({ dates: { each: "d", opens: "o", closes: "c" } }),
      ["missing-target dates.day "],
    ],
  ])("%s are told", (_, text, expected) => {
    expect(mistakesOf(() => readMapping(text))).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ["a field of ours that is none", { city: "town" }, ["unknown-target city address.city"]],
    ["an operation that is none", { "service.fees": { form: "cost" } }, ["unknown-operation service.fees form"]],
    ["a value that is none", { "service.fees": 7 }, ["wrong-value service.fees 7"]],
    [
      "two ways at once",
      { "service.fees": { from: "a", constant: "b" } },
      ['wrong-value service.fees {"from":"a","constant":"b"}'],
    ],
    ["a term without its name", { "specialty.code": { constant: "food" } }, ["missing-target specialty.name "]],
  ])("%s is named", (_, fields, expected) => {
    expect(mistakesOf(() => readMapping(flatMapping({ fields })))).toEqual(expected);
  });

  test("no way to find the place is named, and two coordinates are one", () => {
    const base = { id: "id", "organization.name": "name", "service.name": "name" };
    expect(mistakesOf(() => readMapping(JSON.stringify({ fields: base })))).toEqual(["no-place address.city "]);
    const points = { ...base, "location.latitude": "lat", "location.longitude": "lon" };
    expect(mistakesOf(() => readMapping(JSON.stringify({ fields: points })))).toEqual([]);
  });

  test("are said in words, with what was perhaps meant", () => {
    const lines = mappingLines(
      [
        { code: "unknown-target", at: "city", value: "address.city" },
        { code: "no-such-field", at: "id", value: "idd" },
      ],
      sayIn("en"),
    );
    expect(lines).toEqual([
      "city is not a field of ours. Perhaps address.city was meant.",
      "id: no row of the file has a field idd.",
    ]);
  });

  test("a field that no row of the file has is named, because it would read as blank in all of them", () => {
    expect(mistakesOf(() => mapped([flatRow], { fields: { "service.fees": "csot" } }))).toEqual([
      "no-such-field service.fees csot",
    ]);
  });
});

describe("A row", () => {
  test("becomes an organization, a place with its door, a service, a phone and hours", () => {
    const given = mapped([flatRow]);
    expect(given.tables.map(({ file }) => file.split("#")[1])).toEqual([
      "organizations",
      "locations",
      "addresses",
      "services",
      "phones",
      "schedules",
    ]);
    expect(cells(given, "organizations")).toEqual([{ id: "7", name: "St. Clare’s Table" }]);
    expect(cells(given, "addresses")[0]).toMatchObject({ location_id: "7", city: "Boston", postal_code: "02134" });
    expect(cells(given, "services")[0]).toMatchObject({ organization_id: "7", location_id: "7", name: "Food pantry" });
    expect(cells(given, "phones")[0]).toMatchObject({ service_id: "7", number: "(617) 555-0100", extension: "4" });
    expect(cells(given, "schedules")[0]?.description).toBe("Monday 9:00 AM - 12:00 PM");
  });

  test("may come as CSV, under the names of its header", () => {
    const text = 'id,The Name,town\n7,"Clare\nTable",Boston\n';
    const fields = { id: "id", "organization.name": "The Name", "service.name": "The Name", "address.city": "town" };
    const given = mapFile({ name: "pantries.csv", text }, readMapping(JSON.stringify({ fields })));
    expect([given.format, cells(given, "organizations")]).toEqual(["Mapped CSV", [{ id: "7", name: "Clare\nTable" }]]);
  });

  test.each<[string, object, object, string]>([
    ["a nested field", { place: { hall: ["A", "B"] } }, { "service.fees": "place.hall.1" }, "B"],
    ["a list", { tags: ["bread", "milk"] }, { "service.fees": "tags" }, "bread, milk"],
    ["a constant", {}, { "service.fees": { constant: "none" } }, "none"],
    [
      "parts joined, blanks left out",
      { a: "x", b: "", c: "y" },
      { "service.fees": { join: ["a", "b", "c"], with: "/" } },
      "x/y",
    ],
    ["the first that says something", { a: "0", b: "5" }, { "service.fees": { first: ["a", "b"], blank: ["0"] } }, "5"],
    [
      "what stands between two marks",
      { a: "Who: all | When: now | x" },
      { "service.fees": { from: "a", after: "When: ", before: " |" } },
      "now",
    ],
    [
      "what stands before another field",
      { a: "1 Mill Lane, Oxford, PA", b: "Oxford" },
      { "service.fees": { from: "a", before: { from: "b" } } },
      "1 Mill Lane",
    ],
    [
      "sentences about hours",
      { a: "Bring bags. Open on Mondays at 9 a.m. No fee." },
      { "service.fees": { from: "a", sentences: "hours" } },
      "Open on Mondays at 9 a.m.",
    ],
    ["HTML", { a: "<p>Fish &amp; <b>chips</b></p>\\nDaily" }, { "service.fees": "a" }, "Fish & chips\n\nDaily"],
  ])("gives %s", (_, more, fields, expected) => {
    expect(cells(mapped([{ ...flatRow, ...more }], { fields }), "services")[0]?.fees).toBe(expected);
  });

  test("whose list has two objects becomes two services of one organization", () => {
    const events = [
      { id: 1, title: "Bread" },
      { id: 2, title: "Milk" },
    ];
    const given = mapped([{ ...flatRow, events }], {
      each: "events",
      fields: { "service.id": { join: ["id", "events.id"], with: "-" }, "service.name": "events.title" },
    });
    expect(cells(given, "organizations")).toHaveLength(1);
    expect(cells(given, "services").map(({ id, name }) => [id, name])).toEqual([
      ["7-1", "Bread"],
      ["7-2", "Milk"],
    ]);
  });

  test("that cannot be read, has no id or no name, or repeats an id is refused with its number; the others are read", () => {
    const rows = [
      flatRow,
      { ...flatRow, id: "" },
      { ...flatRow, id: 8, name: "" },
      { ...flatRow },
      { ...flatRow, id: 9 },
    ];
    const given = mapFile({ name: "pantries.ndjson", text: `${linesOf(rows)}\n{"id": ` }, readMapping(flatMapping({})));
    expect(given.flat?.faults.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, "id", "id-blank"],
      [3, "name", "name-blank"],
      [4, "id", "id-repeated"],
      [6, "", "row-unreadable"],
    ]);
    expect(cells(given, "services").map(({ id }) => id)).toEqual(["7", "9"]);
  });

  test("told anew by a later one gives way to it, where the mapping says that ids repeat as updates", () => {
    const given = mapped([flatRow, { ...flatRow, name: "New Table" }], { repeats: "update" });
    expect(cells(given, "organizations")).toEqual([{ id: "7", name: "New Table" }]);
    expect(given.flat?.faults).toMatchObject([{ row: 1, code: "row-updated", blanks: { later: "2" } }]);
  });

  test("with dated slots gives the days in order, overlaps joined, and the words as written", () => {
    const slots = [
      { day: "2026-12-02", from: "1 PM", to: "3 PM" },
      { day: "2026-12-01", from: "9 AM", to: "11 AM" },
      { day: "2026-12-02", from: "2 PM", to: "4:30 PM" },
    ];
    const dates = { each: "slots", day: "day", opens: "from", closes: "to" };
    const [schedule] = cells(mapped([{ ...flatRow, hours: "", slots }], { dates }), "schedules");
    expect(schedule?.dated).toBe("2026-12-01 540 660; 2026-12-02 780 990");
    expect(schedule?.beside).toBe("2026-12-01: 9 AM – 11 AM\n2026-12-02: 1 PM – 3 PM, 2 PM – 4:30 PM");
    const unread = cells(
      mapped([{ ...flatRow, slots: [...slots, { day: "2026-12-03", from: "dusk", to: "9 PM" }] }], { dates }),
      "schedules",
    );
    expect(unread[0]?.dated).toBe("");
  });

  test("is never read out of what every object inherits", () => {
    const read = () => mapped([flatRow], { fields: { "service.fees": "constructor.name" } });
    expect(mistakesOf(read)).toEqual(["no-such-field service.fees constructor.name"]);
  });

  test("with an object that says how it becomes text is read like any other", () => {
    const given = mapped([flatRow, { ...flatRow, id: "2", contact: { toString: "" } }]);
    expect(cells(given, "services")).toHaveLength(2);
  });

  test("of any shape is taken or told of, and never stops the reading", () => {
    const shapes = fc.array(fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), name: fc.jsonValue() })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(shapes, (rows) => {
        const given = mapped([flatRow, ...rows]);
        const told = new Set(given.flat?.faults.map(({ row }) => row));
        expect(cells(given, "services")).toHaveLength((given.flat?.rows.length ?? 0) - told.size);
      }),
    );
  });
});

describe("Words out of HTML", () => {
  test.each([
    ["Tom &amp; Jerry&#039;s &#8220;Hall&#8221;&nbsp;&hellip;", "Tom & Jerry's “Hall” …"],
    ["<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"],
    ["<ul><li>Bread</li><li>Milk</li></ul>", "Bread\nMilk"],
    ["ages < 5 and > 2", "ages < 5 and > 2"],
    ["<script>alert('x')</script>Hello<style>p{}</style><!-- no --> there", "Hello there"],
    ["&lt;b&gt; stays what it says", "<b> stays what it says"],
    ["one\\ntwo\\r\\nthree", "one\ntwo\nthree"],
    ["<img src=x onerror=alert(1)>", ""],
    ["&#0;&#xD800;&unknown;", "&unknown;"],
  ])("%s", (html, words) => {
    expect(wordsOf(html)).toBe(words);
  });

  test("of a week in a table read as the same hours as the table", () => {
    const table =
      "<table><tr><td>Monday</td><td><time>12:00 PM - 1:00 PM</time><time>5:00 PM - 6:00 PM</time></td></tr><tr><td>Sunday</td><td>Closed</td></tr></table>";
    expect(wordsOf(table)).toBe("Monday 12:00 PM - 1:00 PM, 5:00 PM - 6:00 PM\nSunday Closed");
    expect(readHoursText(wordsOf(table))).toEqual(readHoursText(table));
    expect(readHoursText(wordsOf(table))).toHaveLength(2);
  });
});
