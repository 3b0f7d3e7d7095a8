// What stands at one field of the directory, and writing another word there. Decides nothing about which word is right.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { isOpeningField, OPENING_SHAPES, type OpeningField, openingWord } from "../values/opening-shape";
import { POINT_COLUMNS, pointWord } from "../values/point-word";

export interface Place {
  readonly organizationId: string;
  /** `organization`, `location`, `service`, `service_at_location` or `phone`. */
  readonly tableName: string;
  readonly rowId: string;
  /** A column, `point`, `hours` or `exceptions`; empty: whether it is offered at all. */
  readonly field: string;
}

type Held = Readonly<Record<string, unknown>>;

/** As the importer says it, so that the two can be compared. */
export async function readWord(db: Db, place: Place): Promise<unknown> {
  const { field, tableName, rowId } = place;
  if (isOpeningField(field)) return openingWord(field, await readOpening(db, place, field));
  const [held] = await db.execute<{ row: Held }>(
    sql`select to_jsonb(held) as row from ${sql.identifier(tableName)} held where held.id = ${rowId}::uuid`,
  );
  if (held === undefined || field === "") return null;
  return wordIn(held.row, field);
}

export function wordIn(held: Held, field: string): unknown {
  return field === "point" ? pointWord(held) : (held[field] ?? null);
}

/** @param word what readWord gives; nothing where the field is empty: then it is no longer offered */
export async function writeWord(db: Db, place: Place, word: unknown): Promise<void> {
  const { field } = place;
  if (field === "") return offer(db, place, false);
  if (isOpeningField(field)) return writeOpening(db, place, field, word);
  const columns = field === "point" ? POINT_COLUMNS : [field];
  const said = field === "point" ? word : { [field]: word };
  const set = columns.map((column) => sql`${sql.identifier(column)} = said.${sql.identifier(column)}`);
  await db.execute(sql`
    update ${sql.identifier(place.tableName)} held set ${sql.join([...set, ...edited(place.tableName)], sql`, `)}
    from jsonb_populate_record(null::${sql.identifier(place.tableName)}, ${JSON.stringify(said)}::jsonb) said where held.id = ${place.rowId}::uuid`);
}

/** What is no longer offered is found no more; the books keep it. */
export async function offer(db: Db, { tableName, rowId }: Place, offered: boolean): Promise<void> {
  const said = tableName === "service" ? sql`status = ${offered ? "active" : "inactive"}` : sql`active = ${offered}`;
  await db.execute(sql`
    update ${sql.identifier(tableName)} set ${sql.join([said, ...edited(tableName)], sql`, `)} where id = ${rowId}::uuid`);
}

const edited = (tableName: string) =>
  tableName === "phone" ? [] : [sql`edited_at = app.clock()`, sql`updated_at = app.clock()`];

/** A place's own hours, or those of one service there. */
const at = ({ tableName, rowId }: Place): SQL =>
  tableName === "location"
    ? sql`location_id = ${rowId}::uuid and service_at_location_id is null`
    : sql`service_at_location_id = ${rowId}::uuid`;

async function readOpening(db: Db, place: Place, field: OpeningField): Promise<Held[]> {
  const rows = await db.execute<{ row: Held }>(
    sql`select to_jsonb(h) as row from ${sql.identifier(OPENING_SHAPES[field].table)} h where ${at(place)} order by 1 limit 500`,
  );
  return rows.map(({ row }) => row);
}

async function writeOpening(db: Db, place: Place, field: OpeningField, word: unknown): Promise<void> {
  const { organizationId, tableName, rowId } = place;
  const { table: name, parts } = OPENING_SHAPES[field];
  const table = sql.identifier(name);
  const columns = sql.join(
    parts.map((part) => sql.identifier(part)),
    sql`, `,
  );
  const rows = openingWord(field, word as Held[]);
  const ofPlace = tableName === "location";
  await db.execute(sql`delete from ${table} where ${at(place)}`);
  await db.execute(sql`
    insert into ${table} (organization_id, location_id, service_at_location_id, ${columns})
    select ${organizationId}::uuid, coalesce(sal.location_id, ${rowId}::uuid), sal.id, ${sql.join(
      parts.map((part) => sql`said.${sql.identifier(part)}`),
      sql`, `,
    )}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb) said
    left join service_at_location sal on sal.id = ${ofPlace ? null : rowId}::uuid`);
  await db.execute(
    sql`update ${sql.identifier(tableName)} set ${sql.join(edited(tableName), sql`, `)} where id = ${rowId}::uuid`,
  );
}
