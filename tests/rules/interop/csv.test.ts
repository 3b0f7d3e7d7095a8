// Proves that a written table reads back as itself and that no cell of it is a formula. Opens no spreadsheet.

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCsv, writeSpreadsheetCsv } from "#app/interop/csv";

const read = (text: string) => parse(text, { bom: true }) as string[][];
const cellOf = (value: string) => read(writeCsv(["cell"], [[value]]))[1]?.[0];

describe("a written table", () => {
  test("has a header, commas and CRLF", () => {
    expect(
      writeCsv(
        ["name", "units"],
        [
          ["Ana Diaz", 4],
          ["Bea", null],
        ],
      ),
    ).toBe("name,units\r\nAna Diaz,4\r\nBea,\r\n");
  });

  test("quotes what would break a row", () => {
    expect(writeCsv(["note"], [['says "hi", then\r\nleaves']])).toBe('note\r\n"says ""hi"", then\r\nleaves"\r\n');
  });

  test("keeps typed numbers, instants and answers as they are", () => {
    const instant = new Date("2026-06-01T13:00:00Z");
    expect(writeCsv(["a", "b", "c", "d"], [[-12.5, -1250n, instant, false]])).toBe(
      "a,b,c,d\r\n-12.5,-1250,2026-06-01T13:00:00.000Z,false\r\n",
    );
  });

  test("reads back as itself, whatever was typed", () => {
    const text = fc.string({ unit: "grapheme" }).map((value) => `x${value}x`);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 }), (rows) => {
        expect(read(writeCsv(["a", "b", "c"], rows)).slice(1)).toEqual(rows);
      }),
    );
  });

  test("marks itself for a spreadsheet only when asked", () => {
    expect(writeCsv(["a"], []).charCodeAt(0)).toBe(97);
    expect(writeSpreadsheetCsv(["a"], []).charCodeAt(0)).toBe(0xfeff);
  });

  test("with a row of another length is a caller's bug", () => {
    expect(() => writeCsv(["a", "b"], [["only one"]])).toThrow(RangeError);
  });
});

describe("a cell that would be a formula", () => {
  test.each([
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "\u200b=1",
    "\ufeff=1",
  ])("%j is defused", (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  });

  test.each(["Ana - Bea", "a=b", "3+4", "ana@example.org", "'quoted", " plain "])("%j is left alone", (text) => {
    expect(cellOf(text)).toBe(text);
  });

  test("is never written, in a header neither", () => {
    const starts = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\0", "＝", " =", "\u00a0+");
    fc.assert(
      fc.property(starts, fc.string(), (start, rest) => {
        const table = read(writeCsv([start + rest], [[start + rest]]));
        for (const [cell] of table) expect(cell?.startsWith("'")).toBe(true);
      }),
    );
  });
});
