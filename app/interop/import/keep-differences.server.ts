// Keeps what a source says otherwise, and what it no longer has, until a person decides. Never asks again about the same word.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { arrayText } from "./array-text";
import { inPortions } from "./bulk.server";
import { askable, type Proposal } from "./decide";
import type { Difference } from "./differences.server";
import type { Run } from "./remember.server";

type Kept = {
  organizationId: string;
  kind: string;
  id: string;
  table: string;
  rowId: string;
  field: string;
  theirs: string;
  file: string | null;
  row: number | null;
};

/** Removals of rows that belong to an organization; a term of the taxonomy is nobody's. */
const endable: ReadonlySet<string> = new Set(["organization", "location", "service", "service_at_location"]);

/**
 * @param kindsGiven kinds the package has a table of: only about these it has said everything
 * @returns how many questions are new or no longer stand
 */
export async function keepDifferences(
  db: Db,
  run: Run,
  differences: readonly Difference[],
  removals: readonly Proposal[],
  kindsGiven: ReadonlySet<string>,
): Promise<number> {
  const said: Kept[] = differences.map((one) => ({
    ...one,
    file: run.fileOf(one.file),
    theirs: JSON.stringify(one.theirs),
  }));
  for (const { organizationId, ...one } of removals)
    if (organizationId !== null && endable.has(one.table))
      said.push({ ...one, organizationId, field: "", theirs: "null", file: null, row: null });
  let news = await withdraw(db, run, said, askable(kindsGiven));
  for (const portion of inPortions(said)) {
    const texts = (of: (one: Kept) => string | number | null) => arrayText(portion.map(of));
    const asked = await db.execute(sql`
      insert into source_difference as held (source, organization_id, kind, source_id, table_name, row_id, field, theirs, file, row_number)
      select ${run.source}, organization_id, kind, source_id, table_name, row_id, field, theirs, file, row_number
      from unnest(${texts((one) => one.organizationId)}::uuid[], ${texts((one) => one.kind)}::text[], ${texts((one) => one.id)}::text[],
          ${texts((one) => one.table)}::text[], ${texts((one) => one.rowId)}::uuid[], ${texts((one) => one.field)}::text[],
          ${texts((one) => one.theirs)}::jsonb[], ${texts((one) => one.file)}::text[], ${texts((one) => one.row)}::integer[])
        as said(organization_id, kind, source_id, table_name, row_id, field, theirs, file, row_number)
      on conflict on constraint source_difference_once do update
        set theirs = excluded.theirs, file = excluded.file, row_number = excluded.row_number, seen_at = app.clock(),
          decision = null, decided_at = null, decided_by = null, replaced = null
        where held.theirs is distinct from excluded.theirs
      returning 1`);
    news += asked.length;
  }
  return news;
}

/** Questions of this source that nobody has answered and that it no longer asks. */
async function withdraw(db: Db, run: Run, said: readonly Kept[], kinds: ReadonlySet<string>): Promise<number> {
  const keyOf = (table: string, rowId: string, field: string) => `${table} ${rowId} ${field}`;
  const asked = new Set(said.map(({ table, rowId, field }) => keyOf(table, rowId, field)));
  const open = await db.execute<{ id: string; kind: string; table_name: string; row_id: string; field: string }>(sql`
    select id::text as id, kind, table_name, row_id::text as row_id, field from source_difference
    where source = ${run.source} and decision is null`);
  const gone = open.filter((one) => kinds.has(one.kind) && !asked.has(keyOf(one.table_name, one.row_id, one.field)));
  for (const portion of inPortions(gone.map(({ id }) => id)))
    await db.execute(sql`delete from source_difference where id = any(${arrayText(portion)}::uuid[])`);
  return gone.length;
}
