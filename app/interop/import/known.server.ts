// Reads what this source brought before. Never changes it.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Known, keyOf } from "./decide";

type KnownRow = Omit<Known, "appliedAt"> & { appliedAt: string };

/** Every remembered row of a source, with the organization of the directory row it became. */
export async function readKnown(db: Db, source: string): Promise<Map<string, Known>> {
  const rows = await db.execute<KnownRow>(sql`
    select s.kind, s.source_id as "sourceId", s.part, s.table_name as "table", s.row_id::text as "rowId",
      encode(s.digest, 'hex') as digest, s.made, s.applied_at as "appliedAt",
      coalesce(o.id, l.organization_id, v.organization_id, p.organization_id)::text as "organizationId"
    from source_record s
    left join organization o on s.table_name = 'organization' and o.id = s.row_id
    left join location l on s.table_name = 'location' and l.id = s.row_id
    left join service v on s.table_name = 'service' and v.id = s.row_id
    left join service_at_location p on s.table_name = 'service_at_location' and p.id = s.row_id
    where s.source = ${source}`);
  return new Map(
    rows.map((row) => [keyOf(row.kind, row.sourceId, row.part), { ...row, appliedAt: new Date(row.appliedAt) }]),
  );
}

/** The ids of a source that were imported before, as references name them: `location 12`. */
export function knownRefs(known: ReadonlyMap<string, Known>): Set<string> {
  return new Set([...known.values()].filter((one) => one.part === "").map((one) => `${one.kind} ${one.sourceId}`));
}

/** The path from the root to each of these terms. */
export async function readPaths(db: Db): Promise<Map<string, string[]>> {
  const rows = await db.execute<{ id: string; path: string[] }>(
    sql`select id::text as id, to_jsonb(path) as path from specialty`,
  );
  return new Map(
    rows.map((row) => [row.id, typeof row.path === "string" ? (JSON.parse(row.path) as string[]) : row.path]),
  );
}
