// The one statement of the search: the nearest places that may fit, with what is known of each, in order. Reads no hours beyond the week.
import { earthRadius } from "@turf/helpers";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { ids, inNetwork, MAYBE, maskOf, NO, shiftOf, texts, UNKNOWN, verdictOf } from "./conditions.server";
import { type Judged, NOTHING_JUDGED, type Question } from "./question";
import { type Condition, conditionsOf, MOST_WEIGHED } from "./wish";

export type Weighed = {
  readonly id: string;
  readonly organizationId: string;
  readonly town: string | null;
  /** Straight through the Earth, in metres; null: no point, or nothing to measure from. */
  readonly chord: number | null;
  /** Verdicts, two bits a condition. */
  readonly mask: number;
  readonly inNetwork: boolean;
  readonly willing: number;
  /** How many of the things asked are not known. */
  readonly doubts: number;
  /** Only the rules of opening can tell whether it is open. */
  readonly maybe: boolean;
};

export type Weighing = {
  readonly rows: readonly Weighed[];
  /** How many were weighed; from MOST_WEIGHED on there may be more. */
  readonly count: number;
};

/** The order of the statement: what is best for the client, or one thing before that. */
export type StatedOrder = "best" | "distance" | "capacity" | "name";

export interface Reach {
  readonly order: StatedOrder;
  readonly limit: number;
  /** Also weigh the network's own, where more fit than are weighed; null: nobody asks who is of the network. */
  readonly network: boolean | null;
  /** Weigh the nearest so many alone. */
  readonly most?: number;
}

/**
 * The first so many in the order asked for, as many more as there are maybes, for some of those will fall out, and every maybe.
 */
export async function weigh(db: Db, question: Question, reach: Reach): Promise<Weighing> {
  const conditions = conditionsOf(question.wish);
  const verdicts = verdictsOf(question, NOTHING_JUDGED);
  const rows = await db.execute<Weighed & { count: string }>(sql`
    select r.id, r."organizationId", r.town, r.chord, r.mask, r."inNetwork", r.willing, r.doubts, r.maybe, r.count
    from (
      select w.*, row_number() over (order by ${ordering(reach.order)}, w.id) as rank, count(*) over () as count,
        count(*) filter (where w.maybe) over () as maybes
      from (
        select found.id, found.organization_id as "organizationId", found.town, found.chord, found.mask,
          found.in_network as "inNetwork", found.willing, ${doubtsOf(conditions, question)} as doubts,
          found.open_places as "openPlaces", found.capacity_at as "capacityAt", ${maybe(conditions)} as maybe
        from (${nearest(question, verdicts, reach)}) found
      ) w
    ) r
    where r.rank <= ${reach.limit} + r.maybes or r.maybe
    order by r.rank`);
  return { rows: [...rows], count: Number(rows[0]?.count ?? 0) };
}

/** How many fit, and the maybes among them; from MOST_WEIGHED on there may be more. Puts nothing in order. */
export async function countFits(db: Db, question: Question): Promise<{ count: number; maybes: string[] }> {
  const conditions = conditionsOf(question.wish);
  const [row] = await db.execute<{ count: string; maybes: string[] }>(sql`
    select count(*) as count, to_json(coalesce(array_agg(found.id) filter (where ${maybe(conditions)}), '{}')) as maybes
    from (${nearest(question, verdictsOf(question, NOTHING_JUDGED), { network: null, ordered: false })}) found`);
  return { count: Number(row?.count ?? 0), maybes: row?.maybes ?? [] };
}

/** The places of which the week alone cannot tell whether they are open. */
export async function listMaybes(db: Db, question: Question, reach: Gathering): Promise<string[]> {
  const conditions = conditionsOf(question.wish);
  const verdicts = verdictsOf(question, NOTHING_JUDGED);
  const rows = await db.execute<{ id: string }>(
    sql`select found.id from (${nearest(question, verdicts, reach)}) found where ${maybe(conditions)}`,
  );
  return rows.map(({ id }) => id);
}

/** The verdict of each condition that is set. */
export function verdictsOf(question: Question, judged: Judged): Map<Condition, SQL> {
  return new Map(conditionsOf(question.wish).map((condition) => [condition, verdictOf(condition, question, judged)]));
}

export interface Gathering {
  /** Also the network's own; null: nobody asks who is of the network. */
  readonly network: boolean | null;
  /** Keep also what a condition rules out: for counting, and for what nearly fits. */
  readonly all?: boolean;
  /** The nearest so many of each kind; MOST_WEIGHED unless said. */
  readonly most?: number;
  /** False: any so many, for counting. */
  readonly ordered?: boolean;
  /** Also what is reached only when it is to come to the client, and what is not reached then; isNear and comesThere tell them apart. */
  readonly anyhow?: boolean;
}

/** All within reach, whatever the conditions say of it. */
export const EVERYTHING: Gathering = { network: false, all: true };
/** The same however it is given: for counting what each way would leave. */
export const REACHED_ANYHOW: Gathering = { ...EVERYTHING, anyhow: true };

const ordering = (order: StatedOrder): SQL => {
  switch (order) {
    case "best":
      return sql`w."inNetwork" desc, w.doubts, w.willing, w.chord nulls last`;
    case "distance":
      return sql`w.chord nulls last`;
    case "name":
      return sql`(select lower(s.name) from service_at_location sal join service s on s.id = sal.service_id where sal.id = w.id)`;
    case "capacity":
      return sql`w."openPlaces" desc nulls last, w."capacityAt" desc nulls last, w.willing, w.chord nulls last`;
  }
};

function doubtsOf(conditions: readonly Condition[], { wish }: Question): SQL {
  const parts = conditions.map((condition) => sql`(${bits(condition)} = ${sql.raw(String(UNKNOWN))})::int`);
  if (wish.centre && wish.radiusMetres !== null) parts.push(sql`(found.chord is null)::int`);
  return parts.length > 0 ? sql`(${sql.join(parts, sql` + `)})` : sql`0`;
}

const maybe = (conditions: readonly Condition[]): SQL =>
  conditions.includes("open") ? sql`${bits("open")} = ${sql.raw(String(MAYBE))}` : sql`false`;

const bits = (condition: Condition): SQL => sql`((found.mask >> ${sql.raw(String(shiftOf(condition)))}) & 3)`;

/** What may fit: near the centre, of no known place, and what reaches the client from afar. */
export function nearest(
  question: Question,
  verdicts: ReadonlyMap<Condition, SQL>,
  reach: Gathering,
  more: readonly SQL[] = [],
): SQL {
  const { wish, covered } = question;
  const ruling = reach.all ? [] : [...verdicts.values()];
  const allowed = ruling.map((verdict) => sql`(${verdict}) <> ${sql.raw(String(NO))}`);
  const columns = sql`l.service_at_location_id as id, l.organization_id, l.town, l.willing, l.open_places, l.capacity_at,
    ${reach.network === null ? sql`false` : inNetwork(question)} as in_network, ${maskOf(verdicts)} as mask${sql.join(
      more.map((column) => sql`, ${column}`),
      sql``,
    )}`;
  const most = reach.most ?? MOST_WEIGHED;
  const some = (where: readonly SQL[], distance: SQL, order: SQL, limit = sql`${most}`) => sql`(
    select ${columns}, ${distance} as chord from app.found_place l
    where ${sql.join([...lookedThrough(question), ...where, ...allowed], sql` and `)}
    ${reach.ordered === false ? sql`` : sql`order by ${order}`} limit ${limit})`;
  if (!wish.centre) return some([], sql`null::float8`, sql`l.service_at_location_id`);
  const centre = sql`app.earth_point(${wish.centre.latitude}, ${wish.centre.longitude})`;
  const away = sql`l.earth <-> ${centre}`;
  const inReach = wish.radiusMetres === null ? [] : within(centre, away, wish.radiusMetres);
  const comes = wish.mode === "at_home" || (reach.anyhow === true && covered.length > 0);
  const fromAfar = wish.mode === "remote";
  // Whoever comes within an area of their own is judged by that area, whoever helps from afar by nothing of the kind.
  const elsewhere = [
    ...(comes && !reach.anyhow ? [sql`not ${hasArea}`] : []),
    ...(fromAfar ? [sql`not l.modes @> '{remote}'`] : []),
  ];
  const placed = some([sql`l.earth is not null`, ...inReach, ...elsewhere], away, away);
  const unplaced = (limit?: SQL) =>
    some([sql`l.earth is null`, ...elsewhere], sql`null::float8`, sql`l.service_at_location_id`, limit);
  if (!comes && !fromAfar && !reach.network) {
    // Of the nearest alone, what has no place comes last, and often not at all. The two never share a row.
    return reach.most === undefined
      ? sql`${placed} union all ${unplaced()}`
      : sql`with placed as materialized ${placed}
          select * from placed union all ${unplaced(sql`${most} - (select count(*) from placed)`)}`;
  }
  const parts = [placed, unplaced()];
  if (comes && covered.length > 0) {
    parts.push(some([sql`l.service_at_location_id = any(${ids(covered)})`], away, sql`l.service_at_location_id`));
  }
  if (fromAfar) parts.push(some([sql`l.modes @> '{remote}'`], away, away));
  if (reach.network)
    parts.push(some([sql`l.earth is not null`, ...inReach, ...elsewhere, inNetwork(question)], away, away));
  return sql.join(parts, sql` union `);
}

const hasArea = sql`exists (select 1 from service_area a where a.service_id = l.service_id)`;

/** Whether a place is within the distance asked for, or of no known place. */
export function isNear({ wish: { centre, radiusMetres } }: Question): SQL {
  if (!centre || radiusMetres === null) return sql`true`;
  const away = sql`l.earth <-> app.earth_point(${centre.latitude}, ${centre.longitude})`;
  return sql`l.earth is null or ${away} <= ${chordOf(radiusMetres)}::float8`;
}

/** Whether what may come to the client comes to where the client is; false of what is never given so. */
export function comesThere(question: Question): SQL {
  if (!question.wish.centre) return sql`true`;
  return sql`case when l.modes <> '{}' and not l.modes @> '{at_home}' then false
    when ${hasArea} then l.service_at_location_id = any(${ids(question.covered)}) else ${isNear(question)} end`;
}

// In the column's own type: the index of nearness has no equality with another.
const WHOLE_PLACE = sql`l.term = 0::bigint`;

/** The specialty and the words: what the search looks through before anything is asked of a place. */
function lookedThrough({ terms, words }: Question): SQL[] {
  if (words.length > 0) {
    const named = words.map((meant) => sql`l.words && ${texts(meant)}`);
    const ofSpecialty = terms
      ? [
          sql`exists (select 1 from app.found_place t where t.service_at_location_id = l.service_at_location_id and t.term >= ${terms.from}::bigint and t.term < ${terms.end}::bigint)`,
        ]
      : [];
    return [WHOLE_PLACE, ...named, ...ofSpecialty];
  }
  if (!terms) return [WHOLE_PLACE];
  // Of several specialties in the range the first one stands for the place.
  return [
    sql`l.term >= ${terms.from}::bigint and l.term < ${terms.end}::bigint and l.term_before < ${terms.from}::bigint`,
  ];
}

// The box is what the index answers; the straight line then decides.
function within(centre: SQL, away: SQL, metres: number): SQL[] {
  const chord = chordOf(metres);
  return [sql`l.earth <@ cube_enlarge(${centre}, ${chord}, 3)`, sql`${away} <= ${chord}::float8`];
}

/** A distance over the ground as a straight line through the Earth, and back. */
export function chordOf(metres: number): number {
  return 2 * earthRadius * Math.sin(Math.min(Math.PI / 2, metres / (2 * earthRadius)));
}

export function groundOf(chord: number): number {
  return 2 * earthRadius * Math.asin(Math.min(1, chord / (2 * earthRadius)));
}
