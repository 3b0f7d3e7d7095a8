// Joins the terms a mapping itself names with those the directory has. A publisher's own codes never pass through here.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { PackageTable } from "./check";
import { type Known, keyOf } from "./decide";
import type { Target } from "./target";

/**
 * The code in a mapping is the house's own word, so a term the directory has already is the one that is meant: it is
 * linked to and never changed, and its row is left out of the tables.
 * @param known what this source brought before; the terms found are added
 */
export async function linkHouseTerms(
  db: Db,
  tables: readonly PackageTable[],
  codes: ReadonlySet<string>,
  known: Map<string, Known>,
): Promise<PackageTable[]> {
  const asked = [...codes].filter((code) => !known.has(keyOf("specialty", code)));
  if (asked.length === 0) return [...tables];
  const found = await db.execute<{ id: string; code: string }>(sql`
    select id::text as id, code from specialty
    where code in (select value from jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb) as asked(value))`);
  for (const { id, code } of found)
    known.set(keyOf("specialty", code), {
      kind: "specialty",
      sourceId: code,
      part: "",
      table: "specialty",
      rowId: id,
      digest: "",
      made: false,
      appliedAt: new Date(0),
      organizationId: null,
    });
  const there = new Set(found.map(({ code }) => code));
  return tables.map((table) =>
    table.kind === "specialty"
      ? { ...table, rows: table.rows.filter((row) => !there.has(row.cells.code ?? "")) }
      : table,
  );
}

/** A term the house names bears its plain code, so that the next source's mapping finds it. */
export function keepHouseCodes(terms: Iterable<Target>, codes: ReadonlySet<string>): void {
  for (const target of terms) if (codes.has(target.id)) target.values = { ...target.values, code: target.id };
}
