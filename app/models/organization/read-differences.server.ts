// Where a provider's facts came from, and what a directory file says other than what stands here. Decides nothing.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import type { OrganizationId } from "../values/ids";
import { isOpeningField } from "../values/opening-shape";
import { readWord, wordIn } from "./directory-word.server";

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

type Held = Record<string, unknown>;
type Found = Omit<DifferenceRow, "ours" | "seenAt"> & {
  rowId: string;
  held: Held | null;
  replaced: unknown;
  seenAt: string;
};

/** What nobody has decided yet, oldest first: of the actor's own provider, or of the networks they manage. */
export async function readDifferences(db: Db, after: Mark | null): Promise<Page<DifferenceRow>> {
  const from = after ? sql`(d.seen_at, d.id) > (${after.value}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const rows = await db.execute<Found>(
    differencesWhere(sql`d.decision is null and ${from} order by d.seen_at, d.id limit ${PAGE_SIZE + 1}`),
  );
  const page = toPage([...rows], ({ seenAt, id }) => ({ value: seenAt, id }));
  const shown: DifferenceRow[] = [];
  for (const row of page.rows) {
    const ours = isOpeningField(row.field) ? await readWord(db, row) : wordIn(row.held ?? {}, row.field);
    shown.push(shownAs(row, ours));
  }
  return { rows: shown, next: page.next };
}

const DAYS_TO_PUT_BACK = 30;

/** The file's words that were taken lately, newest first, each with what stood there before. */
export async function readTaken(db: Db): Promise<DifferenceRow[]> {
  const rows = await db.execute<Found>(
    differencesWhere(
      sql`d.decision = 'taken' and d.decided_at > app.clock() - make_interval(days => ${DAYS_TO_PUT_BACK})
        order by d.decided_at desc, d.id limit ${PAGE_SIZE}`,
    ),
  );
  return rows.map((row) => shownAs(row, row.replaced));
}

function shownAs(found: Found, ours: unknown): DifferenceRow {
  const { id, organizationId, organizationName, tableName, about, field, source, file, rowNumber } = found;
  const shown = (word: unknown) => (isOpeningField(field) ? ((word ?? []) as Held[]).map(inOurNames) : word);
  const said = { ours: shown(ours), theirs: shown(found.theirs), seenAt: new Date(found.seenAt) };
  return { id, organizationId, organizationName, tableName, about, field, source, file, rowNumber, ...said };
}

function differencesWhere(condition: SQL): SQL {
  return sql`
    select d.id::text as id, d.organization_id::text as "organizationId", o.name as "organizationName", d.table_name as "tableName",
      coalesce(l.name, s.name, sv.name || ' · ' || sl.name, p.number) as about, d.field, d.theirs, d.source, d.file,
      d.row_number as "rowNumber", d.seen_at as "seenAt", d.row_id::text as "rowId", d.replaced,
      coalesce(to_jsonb(l), to_jsonb(s), to_jsonb(sal), to_jsonb(p), case when d.table_name = 'organization' then to_jsonb(o) end) as held
    from source_difference d join organization o on o.id = d.organization_id
    left join location l on d.table_name = 'location' and l.id = d.row_id
    left join service s on d.table_name = 'service' and s.id = d.row_id
    left join service_at_location sal on d.table_name = 'service_at_location' and sal.id = d.row_id
    left join service sv on sv.id = sal.service_id
    left join location sl on sl.id = sal.location_id
    left join phone p on d.table_name = 'phone' and p.id = d.row_id
    where ${condition}`;
}

export async function countDifferences(db: Db): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from source_difference where decision is null`,
  );
  return row?.count ?? 0;
}

/** As the database names it, and so the importer. */
function inOurNames(row: Held): Held {
  const names = Object.entries(row).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(names);
}
