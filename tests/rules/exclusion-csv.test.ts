// Reading lists of the excluded: usual column names, every row taken or told of, days and numbers in the forms authorities write.
import { expect, test } from "vitest";
import { readExclusions, sameness } from "#app/models/practitioner/exclusion-csv";

const read = (text: string) => {
  const table = readExclusions(text);
  if (!table.read) throw new Error(table.fault);
  return table;
};

test("a government's file is read by the names of its columns, people and businesses apart", () => {
  const { rows, refused } = read(
    [
      "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,NPI,EXCLTYPE,EXCLDATE,REINDATE",
      "EXAMPLE,ADA,B,,NURSE,1700000001,1128a1,20200131,00000000",
      ',,,"Example Homes, Inc.",HOME HEALTH,0000000000,1128b,20210301,20240301',
    ].join("\r\n"),
  );
  expect(refused).toEqual([]);
  expect(rows).toEqual([
    {
      line: 2,
      kind: "person",
      name: "ADA B EXAMPLE",
      identifiers: ["1700000001"],
      excludedOn: "2020-01-31",
      endsOn: null,
    },
    {
      line: 3,
      kind: "unknown",
      name: "Example Homes, Inc.",
      identifiers: [],
      excludedOn: "2021-03-01",
      endsOn: "2024-03-01",
    },
  ]);
});

test("kinds, several numbers in one cell, American days and a last day are understood; semicolons part columns too", () => {
  const { rows } = read(
    "Name;Classification;Identifiers;Active Date;Termination Date\nAda Example;Individual;12-3456789 | AB 1;3/1/2024;3/31/2026\n",
  );
  expect(rows).toEqual([
    {
      line: 2,
      kind: "person",
      name: "Ada Example",
      identifiers: ["123456789"],
      excludedOn: "2024-03-01",
      endsOn: "2026-04-01",
    },
  ]);
});

test("a row that cannot be taken is told of with its line and why; the others are taken", () => {
  const { rows, refused } = read(
    [
      "name,excluded on,ends on",
      "Ada Example,2024-02-30,",
      ",2024-01-01,",
      "Bo Example,2024-01-02,2024-01-02",
      "Cy Example,indefinite,",
      "Cy Example,,",
      `${"x".repeat(301)},,`,
    ].join("\n"),
  );
  expect(rows.map(({ line, name }) => [line, name])).toEqual([[5, "Cy Example"]]);
  expect(refused).toEqual([
    { line: 2, reason: "date" },
    { line: 3, reason: "no-name" },
    { line: 4, reason: "days" },
    { line: 6, reason: "twice" },
    { line: 7, reason: "long-name" },
  ]);
});

test.each([
  ["name\n", "empty"],
  ["first,second\na,b\n", "no-name-column"],
  ['name\n"open\n', "unreadable"],
])("%j is no list", (text, fault) => {
  expect(readExclusions(text)).toEqual({ read: false, fault });
});

test("an entry is the same in two versions until something about it changes", () => {
  const [one, moved, ended] = [
    read("name,npi\nAda Example,1700000001\n").rows,
    read("npi,name,note\n1700000009,Zed,\n1700000001,ADA EXAMPLE,new column\n").rows.slice(1),
    read("name,npi,reindate\nAda Example,1700000001,20260101\n").rows,
  ].map(([row]) => row && sameness(row));
  expect(moved).toBe(one);
  expect(ended).not.toBe(one);
});
