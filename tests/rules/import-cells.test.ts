// The cells of other people's directories: every form a day, a time or a number was met in, and what is no such thing.
import { describe, expect, test } from "vitest";
import {
  readDay,
  readMailbox,
  readPhoneNumber,
  readText,
  readTime,
  readWebsite,
  readWeekday,
  readYesNo,
} from "#app/interop/import/cells";
import { decodeText } from "#app/interop/import/encoding";
import { readLanguages } from "#app/interop/import/language";
import { readTable, TableError } from "#app/interop/import/table";

describe("Nadia's file says a day", () => {
  test.each([
    ["2014-12-24", "2014-12-24"],
    ["12/24/2014", "2014-12-24"],
    ["1/2/14", "2014-01-02"],
    ["1/24/70", "1970-01-24"],
    ["12/31/68", "2068-12-31"],
    ["December 24, 2014", "2014-12-24"],
    ["January 01, 1970", "1970-01-01"],
    ["24 December 2014", "2014-12-24"],
    ["2/29/2024", "2024-02-29"],
    ["2023-03-15T10:30:45.123Z", "2023-03-15"],
  ])("as %s", (written, day) => expect(readDay(written)).toEqual({ day }));

  test.each(["13/27/2014", "24/2/70", "2/29/2023", "Smarch 1, 2014", "soon", "0/1/2014", "2014-13-01"])(
    "and not as %s",
    (written) => expect(readDay(written)).toBe("unreadable"),
  );

  test("with the year 0001 for every year, which is no one day", () =>
    expect(readDay("January 01, 0001")).toBe("yearless"));

  test("or nothing, also where the word null stands for nothing", () => {
    expect(readDay("")).toBe("blank");
    expect(readDay(" null ")).toBe("blank");
  });
});

describe("Nadia's file says a time", () => {
  test.each([
    ["9:30", 570],
    ["10:00:00", 600],
    ["3:00 PM", 900],
    ["3pm", 900],
    ["9am", 540],
    ["12:00 AM", 0],
    ["12:30 p.m.", 750],
    ["noon", 720],
    ["24:00", 1440],
  ])("as %s", (written, minute) => expect(readTime(written)).toEqual({ minute, zoned: false }));

  test("in UTC, which is not what the clock on the door shows", () =>
    expect(readTime("09:00:00Z")).toEqual({ minute: 540, zoned: true }));

  test.each(["9", "25:00", "13:00 PM", "10:75", "late", "24:30"])("and not as %s", (written) =>
    expect(readTime(written)).toBe("unreadable"),
  );
});

test("Weekdays are read in full, in short and as calendars write them", () => {
  expect(["Monday", "tue", "WE", "Thurs", "Sunday", "7"].map(readWeekday)).toEqual([1, 2, 3, 4, 7, 7]);
  expect(["Mondays", "T", "8", ""].map(readWeekday)).toEqual([null, null, null, null]);
});

test("Telephone numbers lose what is not dialled and keep their letters", () => {
  expect(readPhoneNumber('"+44 1234 234567"')).toBe("+44 1234 234567");
  expect(readPhoneNumber("(311)    -")).toBe("311");
  expect(readPhoneNumber("(   ) 911-    ")).toBe("911");
  expect(readPhoneNumber("(800) 370-LEAD")).toBe("(800) 370-LEAD");
  expect(readPhoneNumber("( ) - -")).toBeNull();
  expect(readPhoneNumber("call us")).toBeNull();
});

test("Yes, no, mailboxes and web addresses are read, and their look-alikes are not", () => {
  expect(["TRUE", "no", "1", "perhaps"].map(readYesNo)).toEqual([true, false, true, null]);
  expect(readMailbox("desk@example.org")).toBe("desk@example.org");
  expect(readMailbox("desk@example.org, other@example.org")).toBeNull();
  expect(readWebsite("www.example.org")).toBe("http://www.example.org");
  expect(readWebsite("http://www.example.org `")).toBeNull();
  expect(readText("  null ")).toBe("");
});

test("Languages become codes, and a sentence that says more stays whole", () => {
  expect(readLanguages(["Spanish, Tagalog", "French and Russian."])).toEqual({
    codes: ["es", "fr", "ru", "tl"],
    words: [],
  });
  expect(readLanguages(["ASL. Accommodations can be made, depending on need."])).toEqual({
    codes: ["ase"],
    words: ["Accommodations can be made, depending on need"],
  });
  expect(readLanguages(["Spanishes"])).toEqual({ codes: [], words: ["Spanishes"] });
});

test("A file is text in UTF-8 with or without its mark, in UTF-16, or else in Latin-1, which is said", () => {
  const read = (...bytes: number[]) => decodeText(new Uint8Array(bytes));
  expect(read(0xef, 0xbb, 0xbf, 0x61)).toEqual({ text: "a", encoding: "utf-8", damaged: false });
  expect(read(0xff, 0xfe, 0x61, 0x00)).toEqual({ text: "a", encoding: "utf-16", damaged: false });
  expect(read(0x4e, 0x69, 0xf1, 0x6f)).toEqual({ text: "Niño", encoding: "latin-1", damaged: false });
});

test("Of UTF-16 that was cut off, or has half a pair in it, the rest is read and the damage is said", () => {
  const read = (...bytes: number[]) => decodeText(new Uint8Array(bytes));
  expect(read(0xff, 0xfe, 0x61, 0x00, 0x62)).toEqual({ text: "a\uFFFD", encoding: "utf-16", damaged: true });
  expect(read(0xfe, 0xff, 0x00)).toEqual({ text: "\uFFFD", encoding: "utf-16", damaged: true });
  expect(read(0xfe, 0xff, 0xd8, 0x3d, 0x00, 0x61)).toEqual({ text: "\uFFFDa", encoding: "utf-16", damaged: true });
});

test.each([
  ["semicolons", 'Name;"Hours, weekly";City\nHarvest Pantry;"9-5; Sat 9-12";Baltimore, MD\n'],
  ["tabs", "Name\tHours, weekly\tCity\nHarvest Pantry\t9-5; Sat 9-12\tBaltimore, MD\n"],
  ["commas", 'Name,"Hours, weekly",City\nHarvest Pantry,9-5; Sat 9-12,"Baltimore, MD"\n'],
])("A table is read by what separates the names of its columns: %s", (_, text) => {
  expect(readTable("a.csv", text).rows.map((row) => row.cells)).toEqual([
    { name: "Harvest Pantry", "hours,_weekly": "9-5; Sat 9-12", city: "Baltimore, MD" },
  ]);
});

test("A table keeps line breaks inside cells, reads both line endings, and counts rows with too many cells", () => {
  const table = readTable("a.csv", '\uFEFFID,Full Name\r\n1,"two\nlines"\r\n\r\n2,b,c\r\n,\r\n');
  expect(table.columns).toEqual(["id", "full_name"]);
  expect(table.rows.map((row) => row.cells)).toEqual([
    { id: "1", full_name: "two\nlines" },
    { id: "2", full_name: "b" },
  ]);
  expect(table.overfull).toEqual([2]);
  expect(() => readTable("a.csv", 'id,name\n1,"open')).toThrow(TableError);
});
