// How rows travel to the database: arrays as their text, and ids in the order of time.
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayText } from "#app/interop/import/array-text";
import { NewIds } from "#app/interop/import/new-ids.server";
import { onStage } from "../stage/on-stage";

test("An array's text says each element apart: quotes, braces, blanks, nothing at all, and the word NULL", () => {
  expect(arrayText(["a", 'the "hall"', "C:\\", "{1,2}", "", "NULL", null, 3, true])).toBe(
    '{"a","the \\"hall\\"","C:\\\\","{1,2}","","NULL",NULL,3,true}',
  );
  expect(arrayText([])).toBe("{}");
});

test("PostgreSQL reads back what was written, whatever Nadia's publisher put into a cell", () =>
  onStage(async ({ asRole }) => {
    const cells = fc.sample(fc.string({ unit: "binary" }), 300).map((cell) => cell.replaceAll("\u0000", ""));
    const kept = cells.filter((cell) => cell.isWellFormed());
    await asRole("app_job", async (db) => {
      const rows = await db.execute<{ cell: string }>(
        sql`select cell from unnest(${arrayText(kept)}::text[]) with ordinality as said(cell, place) order by place`,
      );
      expect(rows.map(({ cell }) => cell)).toEqual(kept);
    });
  }));

test("Ids come in the order of time, each once, and bear the transaction's instant", () => {
  const instant = new Date("2026-11-22T10:00:00Z");
  const ids = new NewIds(instant);
  const made = Array.from({ length: 10_000 }, () => ids.next());
  expect(new Set(made).size).toBe(made.length);
  expect(made.toSorted()).toEqual(made);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt((made[0] ?? "").replaceAll("-", "").slice(0, 12), 16)).toBe(instant.getTime());
});
