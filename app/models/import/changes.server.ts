// What an import changes, counted where it happens, and what it proposes to end. Ends nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { Imported } from "#app/interop/import/import.server";

export type Changes = {
  /** Table → rows. */
  made: Record<string, number>;
  changed: Record<string, number>;
  removed: Record<string, number>;
};

type Of = { readonly id: string; readonly agencyId: string; readonly source: string };

/** In the import's own transaction: afterwards nobody can tell its rows from those of the run before. */
export async function countChanges(db: Db, { id, source }: Of): Promise<Changes> {
  const rows = await db.execute<{ deed: keyof Changes; table: string; count: number }>(sql`
    select 'made' as deed, s.table_name as table, count(distinct s.row_id)::int as count from source_record s
    where s.source = ${source} and s.made and s.table_name <> 'import_run'
      and s.run_id = (select r.id from import_run r where r.source = ${source} order by r.id desc limit 1)
      and not exists (select 1 from import_before b where b.import_id = ${id}::uuid and b.table_name = 'source_record' and b.row_id = s.id)
    group by 2
    union all
    select case when app.still_there(b.table_name, b.row_id) then 'changed' else 'removed' end, b.table_name, count(*)::int
    from import_before b where b.import_id = ${id}::uuid and b.table_name <> 'source_record'
    group by 1, 2`);
  const changes: Changes = { made: {}, changed: {}, removed: {} };
  for (const { deed, table, count } of rows) changes[deed][table] = count;
  return changes;
}

/** What somebody decided stays decided; what the publisher says again is no longer proposed. */
export async function keepRemovals(
  db: Db,
  { id, agencyId, source }: Of,
  proposals: Imported["proposals"],
): Promise<void> {
  const given = JSON.stringify(
    proposals.map(({ table, rowId, id: sourceId, name }) => ({ table, row: rowId, source_id: sourceId, name })),
  );
  const proposed = sql`jsonb_to_recordset(${given}::jsonb) as p("table" text, "row" uuid, source_id text, name text)`;
  await db.execute(sql`
    insert into import_removal (agency_id, import_id, source, table_name, row_id, source_id, name)
    select distinct on (p."table", p."row") ${agencyId}::uuid, ${id}::uuid, ${source}, p."table", p."row", p.source_id, coalesce(nullif(p.name, ''), app.name_of_row(p."table", p."row"), '')
    from ${proposed} where p."table" in ('organization', 'location', 'service', 'service_at_location')
    on conflict (source, table_name, row_id) do update set state = 'proposed', import_id = excluded.import_id
      where import_removal.state = 'lapsed'`);
  await db.execute(sql`
    update import_removal r set state = 'lapsed'
    where r.source = ${source} and r.state = 'proposed'
      and not exists (select 1 from ${proposed} where p."table" = r.table_name and p."row" = r.row_id)`);
}
