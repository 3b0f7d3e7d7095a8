// The one statement of the search: the nearest places that may fit, with what is known of each, in order. Reads no hours beyond the week.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { MAYBE, networkAmong, shiftOf, UNKNOWN } from "./conditions.server";
import { type Edge, edgeOf, type Gathering, nearest, verdictsOf } from "./gather.server";
import type { Question } from "./question";
import { type Condition, conditionsOf, type Wish } from "./wish";

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
  /** How many of the things asked are not known, and one more where its facts have not been confirmed for too long. */
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

export interface Reach extends Gathering {
  readonly order: StatedOrder;
  readonly limit: number;
}

/**
 * The first so many in the order asked for, as many more as there are maybes, for some of those will fall out, and every maybe.
 */
export async function weigh(db: Db, question: Question, reach: Reach): Promise<Weighing> {
  const all = { from: sql`found`, inNetwork: networkAmong(question), fits: sql`true` };
  const rows = await db.execute<Weighed & { count: string }>(sql`
    with found as materialized (${nearest(question, verdictsOf(question), reach)})
    ${inOrder(question, reach, all)} order by r.rank`);
  return { rows: [...rows], count: Number(rows[0]?.count ?? 0) };
}

/** A statement's part. @param found what is put in order, its rows called "found", and which of it fits */
export function inOrder(
  { wish }: Question,
  { order, limit }: Pick<Reach, "order" | "limit">,
  found: { readonly from: SQL; readonly inNetwork: SQL; readonly fits: SQL },
): SQL {
  const conditions = conditionsOf(wish);
  return sql`
    select r.rank, r.id, r."organizationId", r.town, r.chord, r.mask, r."inNetwork", r.willing, r.doubts, r.maybe, r.count
    from (
      select w.*, row_number() over (order by ${ordering(order)}, w.id) as rank, count(*) over () as count,
        count(*) filter (where w.maybe) over () as maybes
      from (
        select found.id, found.organization_id as "organizationId", found.town, found.chord, found.mask,
          ${found.inNetwork} as "inNetwork", found.willing, ${doubtsOf(conditions, wish)} as doubts,
          found.open_places as "openPlaces", found.capacity_at as "capacityAt", ${maybe(conditions)} as maybe
        from ${found.from} where ${found.fits}
      ) w
    ) r
    where r.rank <= ${limit} + r.maybes or r.maybe`;
}

/** The nearest so many alone, as far as the plane tells; nobody asks who is of the network. */
export async function weighNearest(db: Db, question: Question, most: number): Promise<readonly Weighed[]> {
  const conditions = conditionsOf(question.wish);
  const reach: Gathering = { choice: "about", most };
  const rows = await db.execute<Weighed>(sql`
    select found.id, found.organization_id as "organizationId", found.town, found.chord, found.mask, false as "inNetwork",
      found.willing, ${doubtsOf(conditions, question.wish)} as doubts, ${maybe(conditions)} as maybe
    from (${nearest(question, verdictsOf(question), reach)}) found
    order by found.chord nulls last, found.id`);
  return [...rows];
}

/** How far the nearest MOST_WEIGHED that may fit reach. */
export async function findEdge(db: Db, question: Question): Promise<Edge> {
  const { centre } = question.wish;
  if (!centre) return { around: null, afar: null };
  const [row] = await db.execute<Edge & Record<string, unknown>>(edgeOf(question, centre, verdictsOf(question)));
  return row ?? { around: null, afar: null };
}

/** How many fit, and the maybes among them; from MOST_WEIGHED on there may be more. Puts nothing in order. */
export async function countFits(db: Db, question: Question): Promise<{ count: number; maybes: string[] }> {
  const conditions = conditionsOf(question.wish);
  const [row] = await db.execute<{ count: string; maybes: string[] }>(sql`
    select count(*) as count, to_json(coalesce(array_agg(found.id) filter (where ${maybe(conditions)}), '{}')) as maybes
    from (${nearest(question, verdictsOf(question), { choice: "any" })}) found`);
  return { count: Number(row?.count ?? 0), maybes: row?.maybes ?? [] };
}

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

function doubtsOf(conditions: readonly Condition[], wish: Wish): SQL {
  const unknown = conditions.map((condition) => sql`(${bits(condition)} = ${sql.raw(String(UNKNOWN))})::int`);
  const parts = [sql`found.unconfirmed`, ...unknown];
  if (wish.centre && wish.radiusMetres !== null) parts.push(sql`(found.chord is null)::int`);
  return sql`(${sql.join(parts, sql` + `)})`;
}

const maybe = (conditions: readonly Condition[]): SQL =>
  conditions.includes("open") ? sql`${bits("open")} = ${sql.raw(String(MAYBE))}` : sql`false`;

const bits = (condition: Condition): SQL => sql`((found.mask >> ${sql.raw(String(shiftOf(condition)))}) & 3)`;
