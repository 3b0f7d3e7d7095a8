// Finds which services and services at locations are asked for: conditions in SQL, a page of ids, how many there are. Writes no JSON.
import { booleanPointInPolygon } from "@turf/turf";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { uuids } from "#app/database/many-rows.server";
import type { Point } from "#app/models/values/place";
import { Refusal } from "#app/models/values/refusal";
import { geocode } from "#app/search/geocode.server";
import { awayFrom, chordOf, groundOf, within } from "#app/search/reach.server";
import { openCondition } from "./open.server";
import type { Asked } from "./parameters";
import { termConditions } from "./terms.server";

const MOST_WORDS = 8;
const MOST_FORMS = 200;
const MOST_POLYGONS = 2_000;

/** What to read from and how: the row's id, its conditions, and how far it is where a centre was given. */
export interface Source {
  readonly from: SQL;
  readonly id: SQL;
  readonly where: SQL;
  /** A straight line through the Earth in metres; null where nothing is measured. */
  readonly chord: SQL | null;
  /** Several rows may lead to one id. */
  readonly grouped: boolean;
}

export interface Found {
  readonly id: string;
  readonly metres: number | null;
}

/** Services at locations on offer, as the search's own listing has them. */
export async function placesAsked(db: Db, asked: Asked, now: Date): Promise<Source> {
  return listed(db, asked, now, sql`f.service_at_location_id`, false);
}

/**
 * Services: those with a place that passes, where something about places or words is asked; else all of organizations that
 * are listed, whatever their status, for a mirror learns by it that one has ended.
 */
export async function servicesAsked(db: Db, asked: Asked, now: Date): Promise<Source> {
  if (asksPlaces(asked)) return listed(db, asked, now, sql`f.service_id`, true);
  const where = [
    sql`o.listed`,
    ...(await termConditions(db, asked, sql`s.id`)),
    ...(asked.organization_id ? [sql`s.organization_id = ${asked.organization_id}::uuid`] : []),
    ...(asked.modified_after ? [sql`s.id in (${changedServices(asked.modified_after)})`] : []),
  ];
  return {
    from: sql`service s join organization o on o.id = s.organization_id`,
    id: sql`s.id`,
    where: sql.join(where, sql` and `),
    chord: null,
    grouped: false,
  };
}

const asksPlaces = ({ search, postcode, lat, open_at, language, accepting }: Asked) =>
  [search, postcode, lat, open_at, language, accepting].some((value) => value !== undefined);

async function listed(db: Db, asked: Asked, now: Date, id: SQL, grouped: boolean): Promise<Source> {
  const { centre, conditions: around } = await placeConditions(db, asked);
  const where = [
    // The index is of bigint alone: a plain 0 would not be looked up in it.
    sql`f.term = 0::bigint`,
    ...(await termConditions(db, asked, sql`f.service_id`)),
    ...(asked.organization_id ? [sql`f.organization_id = ${asked.organization_id}::uuid`] : []),
    ...(asked.modified_after ? [changedSince(asked.modified_after, grouped)] : []),
    ...(asked.language ? [sql`f.languages @> array[${asked.language}]::text[]`] : []),
    ...(asked.accepting ? [WILLING[asked.accepting]] : []),
    ...(asked.search ? await wordConditions(db, asked.search) : []),
    ...around,
  ];
  const all = sql.join(where, sql` and `);
  return {
    from: sql`app.found_place f`,
    id,
    where: asked.open_at ? sql`${all} and ${await openCondition(db, asked.open_at, now, all)}` : all,
    chord: centre ? sql`(${awayFrom(centre, "f")})` : null,
    grouped,
  };
}

const WILLING = {
  true: sql`f.willing = 0`,
  waitlist: sql`f.willing in (0, 1)`,
  false: sql`f.willing = 3`,
} as const;

const changedServices = (since: Date) => sql`
  select id from service where updated_at >= ${since}
  union select sal.service_id from service_at_location sal where sal.updated_at >= ${since} or sal.capacity_at >= ${since}
  union select sal.service_id from service_at_location sal join location l on l.id = sal.location_id where l.updated_at >= ${since}
  union select s.id from service s join organization o on o.id = s.organization_id where o.updated_at >= ${since}`;

// What a service at a location shows as its last change is its own and its location's; of a service it is all around it.
const changedSince = (since: Date, ofService: boolean) =>
  ofService
    ? sql`f.service_id in (${changedServices(since)})`
    : sql`f.service_at_location_id in (
        select sal.id from service_at_location sal where sal.updated_at >= ${since} or sal.capacity_at >= ${since}
        union select sal.id from service_at_location sal join location l on l.id = sal.location_id where l.updated_at >= ${since})`;

/** Each word must be among the listing's, or begin one of them. */
async function wordConditions(db: Db, text: string): Promise<SQL[]> {
  const [row] = await db.execute<{ words: string[] }>(sql`select to_json(app.words_of(${text})) as words`);
  const words = (row?.words ?? []).slice(0, MOST_WORDS);
  if (words.length === 0) throw new Refusal("hsds.not-words", 400, { parameter: "search" });
  const conditions: SQL[] = [];
  for (const word of words) {
    // What is typed holds no wildcard: words are letters and figures alone.
    const forms = await db.execute<{ word: string }>(
      sql`select word from app.known_word where word like ${`${word}%`} order by length(word), word limit ${MOST_FORMS}`,
    );
    conditions.push(sql`f.words && ${`{${forms.map((form) => `"${form.word}"`).join(",")}}`}::text[]`);
  }
  return conditions;
}

async function placeConditions(db: Db, asked: Asked): Promise<{ centre: Point | null; conditions: SQL[] }> {
  const { postcode, proximity, lat, lon } = asked;
  const placed = postcode === undefined ? null : geocode({ postalCode: postcode });
  const byCode = placed && placed.precision !== "unplaced" ? placed : null;
  const conditions = postcode === undefined ? [] : [await comesTo(db, postcode, byCode)];
  const given = lat !== undefined && lon !== undefined ? { latitude: lat, longitude: lon } : null;
  if (proximity === undefined) return { centre: given, conditions };
  const centre = given ?? byCode;
  if (!centre) throw new Refusal("hsds.unknown-postcode", 400, { parameter: "postcode" });
  return { centre, conditions: [...conditions, ...within(centre, chordOf(proximity), "f")] };
}

type Polygon = Parameters<typeof booleanPointInPolygon>[1];

/** A service that says where it comes to must come there; one that has not said is left in, as the standard has it. */
async function comesTo(db: Db, postcode: string, point: Point | null): Promise<SQL> {
  const code = /^\d{5}/.exec(postcode)?.[0] ?? postcode.toUpperCase();
  const drawn = point
    ? await db.execute<{ service: string; polygon: Polygon }>(sql`
        select service_id as service, polygon from service_area
        where ${point.latitude}::float8 between edges[1] and edges[3] and ${point.longitude}::float8 between edges[2] and edges[4]
        limit ${MOST_POLYGONS}`)
    : [];
  const covering = drawn.filter(
    ({ polygon }) => point && booleanPointInPolygon([point.longitude, point.latitude], polygon),
  );
  return sql`(not exists (select 1 from service_area a where a.service_id = f.service_id)
    or exists (select 1 from service_area a where a.service_id = f.service_id and a.postal_codes @> array[${code}]::text[])
    or f.service_id = any(${uuids(covering.map(({ service }) => service))}))`;
}

export async function countFound(db: Db, source: Source): Promise<number> {
  const what = source.grouped ? sql`distinct ${source.id}` : sql`*`;
  const [row] = await db.execute<{ n: number }>(
    sql`select count(${what})::int as n from ${source.from} where ${source.where}`,
  );
  return row?.n ?? 0;
}

/** Nearest first where a centre was given, else in the order of ids, which is that of coming. */
export async function findPage(db: Db, source: Source, page: number, size: number): Promise<Found[]> {
  const { from, id, where, chord, grouped } = source;
  const far = chord ? (grouped ? sql`min(${chord})` : chord) : sql`null::float8`;
  const rows = await db.execute<{ id: string; chord: number | null }>(sql`
    select ${id} as id, ${far} as chord from ${from} where ${where} ${grouped ? sql`group by ${id}` : sql``}
    order by ${chord ? sql`${far} asc nulls last, ` : sql``}${id} limit ${size} offset ${(page - 1) * size}`);
  return rows.map((row) => ({ id: row.id, metres: row.chord === null ? null : groundOf(Number(row.chord)) }));
}

/** The next ids after one, for answers without pages. */
export async function findAfter(db: Db, source: Source, after: string | null, size: number): Promise<Found[]> {
  const { from, id, where, chord, grouped } = source;
  const far = chord ? (grouped ? sql`min(${chord})` : chord) : sql`null::float8`;
  const beyond = after === null ? sql`` : sql` and ${id} > ${after}::uuid`;
  const rows = await db.execute<{ id: string; chord: number | null }>(sql`
    select ${id} as id, ${far} as chord from ${from} where ${where}${beyond} ${grouped ? sql`group by ${id}` : sql``}
    order by ${id} limit ${size}`);
  return rows.map((row) => ({ id: row.id, metres: row.chord === null ? null : groundOf(Number(row.chord)) }));
}
