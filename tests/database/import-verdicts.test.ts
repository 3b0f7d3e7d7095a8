// Every set of other people's data, taken or refused with each row accounted for; and made-up directories full of faults, which leave nothing behind.
import { readdirSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import { NoPackage } from "#app/interop/import/no-package";
import { type Package, readPackage } from "#app/interop/import/package.server";
import { packageOf, smallDirectory } from "../stage/import-package";
import { onStage, type Stage } from "../stage/on-stage";
import { hasSharedData, sharedData } from "../stage/shared-data";

const run = ({ asRole }: Stage, given: Package, source: string) =>
  importPackage(given, { source, trial: false }, openGazetteer(), (work) => asRole("app_job", work));

/** All that an import may leave behind. */
async function leftBehind({ asRole }: Stage): Promise<number> {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<{
      rows: number;
    }>(sql`select ((select count(*) from organization) + (select count(*) from location) + (select count(*) from service)
      + (select count(*) from opening_span) + (select count(*) from source_record) + (select count(*) from import_run) + (select count(*) from import_row))::int as rows`),
  );
  return row?.rows ?? 0;
}

async function inTheOcean({ asRole }: Stage): Promise<number> {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<{ count: number }>(
      sql`select count(*)::int as count from location where latitude = 0 and longitude = 0`,
    ),
  );
  return row?.count ?? -1;
}

/** Imports twice: each row is taken or has a reason, and the second time nothing is new. */
async function judged(stage: Stage, given: Package, source: string): Promise<"taken" | "refused"> {
  const before = await leftBehind(stage);
  const { total, counts, faults } = await run(stage, given, source);
  for (const count of [total, ...Object.values(counts)])
    expect(count.taken + count.unchanged + count.refused, source).toBe(count.rows);
  expect(total.rows, source).toBe(given.tables.reduce((sum, { rows }) => sum + rows.length, 0));
  if (total.refused > 0) expect(faults.length, source).toBeGreaterThan(0);
  const after = await leftBehind(stage);
  if (total.taken === 0) expect(after, source).toBe(before);
  const again = await run(stage, given, source);
  expect([again.total.taken, again.total.refused], source).toEqual([0, total.refused]);
  expect(await leftBehind(stage), source).toBe(after);
  return total.taken > 0 ? "taken" : "refused";
}

/** The city's directory and the food banks have tests of their own. */
const folders = (below: string): string[] =>
  readdirSync(below, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "baltimore-ohana")
    .flatMap((entry) => [path.join(below, entry.name), ...folders(path.join(below, entry.name))]);

describe.skipIf(!hasSharedData)("Every set of other people's data (needs ../shared/data)", () => {
  test("is taken or refused, every row accounted for, and a second time nothing is new", () =>
    onStage(async (stage) => {
      const verdicts: Record<string, string[]> = { taken: [], refused: [], "no directory": [] };
      for (const folder of folders(sharedData())) {
        const name = path.relative(sharedData(), folder);
        const given = await readPackage(folder).catch((failure: unknown) => {
          if (failure instanceof NoPackage) return null;
          throw failure;
        });
        verdicts[given === null ? "no directory" : await judged(stage, given, name)]?.push(name);
      }
      expect(await inTheOcean(stage)).toBe(0);
      for (const name of ["ohana-san-mateo/sample-csv", "oruk-api-responses/V3.0-UK-Default"])
        expect(verdicts.taken).toContain(name);
      for (const name of ["payments/nacha", "session-recurrence", "geocoding", "mobile-library-stops"])
        expect(verdicts["no directory"]).toContain(name);
    }));
});

const ODD = ["", "0", "-1", "\u200b", "<b>x</b>", "9-5", "24H", "31/02/2026", "é".repeat(300), "25:61", "1e9", "77"];

test("A directory full of faults is taken as far as it can be; the rest is reported, and leaves no row behind", () =>
  onStage(async (stage) => {
    const change = fc.record({
      file: fc.constantFrom(...Object.keys(smallDirectory)),
      row: fc.nat(4),
      cell: fc.nat(14),
      odd: fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 20 })),
    });
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        const files = { ...smallDirectory };
        for (const { file, row, cell, odd } of changes) {
          const [head = "", ...rows] = (files[file] ?? "").split("\n");
          const place = row % rows.length;
          const cells = (rows[place] ?? "").split(",");
          cells[cell % cells.length] = odd.replaceAll("\n", " ");
          rows[place] = cells.join(",");
          files[file] = [head, ...rows].join("\n");
        }
        turn += 1;
        const given = readable(files);
        if (given !== null) await judged(stage, given, `fuzz ${turn}`);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(await inTheOcean(stage)).toBe(0);
  }));

/** Null where a quote left open makes it no table: that is told before anything is read. */
function readable(files: Record<string, string>): Package | null {
  try {
    return packageOf(files);
  } catch {
    return null;
  }
}
