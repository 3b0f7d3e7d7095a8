// Where a provider's facts came from, and what a directory file says other than what stands here. Decides nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import type { OrganizationId } from "../values/ids";
import type { SpanFacts } from "../values/span-row";

export interface Origin {
  readonly tableName: "organization" | "location" | "service";
  readonly name: string;
  readonly source: string;
  /** Null: imported before files and rows were kept. */
  readonly file: string | null;
  readonly rowNumber: number | null;
  readonly appliedAt: Date;
}

const MOST_ORIGINS = 100;

/** Of the organization, its places and its services those that an import brought. */
export async function readOrigins(db: Db, organizationId: OrganizationId): Promise<Origin[]> {
  const rows = await db.execute<Record<keyof Origin, string> & { rowNumber: number | null }>(sql`
    select r.table_name as "tableName", coalesce(o.name, l.name, s.name) as name, r.source, r.file, r.row_number as "rowNumber", r.applied_at as "appliedAt"
    from app.origins_of(${organizationId}::uuid) r
    left join organization o on r.table_name = 'organization' and o.id = r.row_id
    left join location l on r.table_name = 'location' and l.id = r.row_id
    left join service s on r.table_name = 'service' and s.id = r.row_id
    order by array_position(array['organization', 'location', 'service'], r.table_name), 2, r.source limit ${MOST_ORIGINS}`);
  return rows.map((row) => ({ ...row, appliedAt: new Date(row.appliedAt) }) as Origin);
}

export interface DifferenceRow {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly tableName: string;
  /** The place, the service, or the service at a place it is about; null: the organization itself. */
  readonly about: string | null;
  /** Empty: the file no longer has it. */
  readonly field: string;
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly source: string;
  readonly file: string | null;
  readonly rowNumber: number | null;
  readonly seenAt: Date;
}

type Found = Omit<DifferenceRow, "ours" | "seenAt"> & { rowId: string; held: Held | null; seenAt: string };
type Held = Record<string, unknown>;

/** What nobody has decided yet, oldest first: of the actor's own provider, or of the networks they manage. */
export async function readDifferences(db: Db, after: Mark | null): Promise<Page<DifferenceRow>> {
  const rows = await db.execute<Found>(sql`
    select d.id::text as id, d.organization_id::text as "organizationId", o.name as "organizationName", d.table_name as "tableName",
      coalesce(l.name, s.name, sv.name || ' · ' || sl.name, p.number) as about, d.field, d.theirs, d.source, d.file,
      d.row_number as "rowNumber", d.seen_at as "seenAt", d.row_id::text as "rowId",
      coalesce(to_jsonb(l), to_jsonb(s), to_jsonb(sal), to_jsonb(p), case when d.table_name = 'organization' then to_jsonb(o) end) as held
    from source_difference d join organization o on o.id = d.organization_id
    left join location l on d.table_name = 'location' and l.id = d.row_id
    left join service s on d.table_name = 'service' and s.id = d.row_id
    left join service_at_location sal on d.table_name = 'service_at_location' and sal.id = d.row_id
    left join service sv on sv.id = sal.service_id
    left join location sl on sl.id = sal.location_id
    left join phone p on d.table_name = 'phone' and p.id = d.row_id
    where d.decision is null and ${after ? sql`(d.seen_at, d.id) > (${after.value}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by d.seen_at, d.id limit ${PAGE_SIZE + 1}`);
  const page = toPage([...rows], ({ seenAt, id }) => ({ value: seenAt, id }));
  const shown: DifferenceRow[] = [];
  for (const { held, rowId, ...row } of page.rows) {
    const ours = row.field === "hours" ? await readSpans(db, row.tableName, rowId) : oursOf(held, row.field);
    const theirs = row.field === "hours" ? (row.theirs as Held[]).map(spanFacts) : row.theirs;
    shown.push({ ...row, ours, theirs, seenAt: new Date(row.seenAt) });
  }
  return { rows: shown, next: page.next };
}

export async function countDifferences(db: Db): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from source_difference where decision is null`,
  );
  return row?.count ?? 0;
}

function oursOf(held: Held | null, field: string): unknown {
  if (held === null) return null;
  if (field !== "point") return held[field] ?? null;
  return { latitude: held.latitude, longitude: held.longitude, point_precision: held.point_precision };
}

async function readSpans(db: Db, tableName: string, rowId: string): Promise<SpanFacts[]> {
  const of =
    tableName === "location"
      ? sql`location_id = ${rowId}::uuid and service_at_location_id is null`
      : sql`service_at_location_id = ${rowId}::uuid`;
  const spans = await db.execute<{ row: Held }>(sql`
    select to_jsonb(h) as row from opening_span h where ${of} order by weekday, opens_minute limit 100`);
  return spans.map(({ row }) => spanFacts(row));
}

/** As the database names it, and so the importer. */
function spanFacts(row: Held): SpanFacts {
  const names = Object.entries(row).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(names) as SpanFacts;
}
