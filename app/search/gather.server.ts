// What may fit, as a part of a statement: near the client, of no known place, coming from afar. Puts nothing in order but by nearness.
import { type SQL, sql } from "drizzle-orm";
import type { Point } from "#app/models/values/place";
import { openPlacesNow, unconfirmed, willingNow } from "./ages.server";
import { ids, inNetwork, maskOf, NO, texts, verdictOf } from "./conditions.server";
import type { Question } from "./question";
import { awayFrom, awayOnPlane, chordOf, within } from "./reach.server";
import { type Condition, conditionsOf, MOST_WEIGHED } from "./wish";

export interface Gathering {
  /** Which of those within reach, where there are more: any, the nearest as far as the plane tells, which is nearly so, or the nearest. */
  readonly choice: "any" | "about" | "nearest";
  /** Also the network's own, however many are nearer. */
  readonly network?: boolean;
  /** Keep also what a condition rules out: for counting, and for what nearly fits. */
  readonly all?: boolean;
  /** The nearest so many alone; MOST_WEIGHED of each kind unless said. */
  readonly most?: number;
  /** Nearer than asked, where it is known how far the nearest so many reach. */
  readonly edge?: Edge;
  /** Also what is reached only when it is to come to the client, and what is not reached then; isNear and comesThere tell them apart. */
  readonly anyhow?: boolean;
}

/** How far in a straight line the nearest MOST_WEIGHED reach: of those around, and of those that help from afar; null: there are fewer. */
export interface Edge {
  readonly around: number | null;
  readonly afar: number | null;
}

/** All within reach, whatever the conditions say of it. */
export const EVERYTHING: Gathering = { choice: "about", all: true };
/** The same however it is given: for counting what each way would leave. */
export const REACHED_ANYHOW: Gathering = { ...EVERYTHING, anyhow: true };

/** The verdict of each condition that is set. */
export function verdictsOf(question: Question): Map<Condition, SQL> {
  return new Map(conditionsOf(question.wish).map((condition) => [condition, verdictOf(condition, question)]));
}

/**
 * Rows of id, organization_id, town, willing, open_places, capacity_at, whether it is unconfirmed, the mask of verdicts, how far in a straight line (chord),
 * and what more is asked of the listing "l".
 */
export function nearest(
  question: Question,
  verdicts: ReadonlyMap<Condition, SQL>,
  reach: Gathering,
  more: ReadonlyMap<string, SQL> = new Map(),
): SQL {
  const { wish, covered } = question;
  const some = gather(question, verdicts, reach, more);
  if (!wish.centre) return some([], null, sql`l.service_at_location_id`);
  const { placed, unplaced, coming, afar, ofNetwork } = partsOf(question, wish.centre, reach, some);
  const comes = comesAsWell(question, reach);
  if (!comes && wish.mode !== "remote" && !reach.network) {
    // Of the nearest alone, what has no place comes last, and often not at all. The two never share a row.
    return reach.most === undefined
      ? sql`${placed()} union all ${unplaced()}`
      : sql`with placed as materialized ${placed()}
          select * from placed union all ${unplaced(sql`${reach.most} - (select count(*) from placed)`)}`;
  }
  const parts = [placed(), unplaced()];
  if (comes && covered.length > 0) parts.push(coming());
  if (wish.mode === "remote") parts.push(afar());
  if (reach.network) parts.push(ofNetwork());
  return sql.join(parts, sql` union `);
}

/** How far those reach that are nearest on the plane: not quite the nearest, but as many as them lie no further away. */
export function edgeOf(question: Question, centre: Point, verdicts: ReadonlyMap<Condition, SQL>): SQL {
  const reach: Gathering = { choice: "about" };
  const { placed, afar } = partsOf(question, centre, reach, gather(question, verdicts, reach, new Map()));
  const furthest = (part: SQL) =>
    sql`(select case when count(*) >= ${MOST_WEIGHED} then max(n.chord) end from ${part} n)`;
  const none = sql`null::float8`;
  return sql`select ${furthest(placed())} as around, ${question.wish.mode === "remote" ? furthest(afar()) : none} as afar`;
}

const comesAsWell = ({ wish, covered }: Question, { anyhow }: Gathering) =>
  wish.mode === "at_home" || (anyhow === true && covered.length > 0);

type Some = (where: readonly SQL[], distance: SQL | null, order: SQL, limit?: SQL) => SQL;

function partsOf(question: Question, centre: Point, reach: Gathering, some: Some) {
  const { wish, covered } = question;
  const byId = sql`l.service_at_location_id`;
  const away = awayFrom(centre, "l");
  const order = reach.choice === "about" ? awayOnPlane(centre, "l") : sql`${away}, l.service_at_location_id`;
  const asked = wish.radiusMetres === null ? null : chordOf(wish.radiusMetres);
  // Whoever comes within an area of their own is judged by that area, whoever helps from afar by nothing of the kind.
  const elsewhere = [
    ...(comesAsWell(question, reach) && !reach.anyhow ? [sql`not ${hasArea}`] : []),
    ...(wish.mode === "remote" ? [sql`not l.modes @> '{remote}'`] : []),
  ];
  const here = [sql`l.earth is not null`, ...elsewhere];
  return {
    placed: () => some([...here, ...within(centre, reach.edge?.around ?? asked, "l")], away, order),
    unplaced: (limit?: SQL) => some([sql`l.earth is null`, ...elsewhere], null, byId, limit),
    coming: () => some([sql`l.service_at_location_id = any(${ids(covered)})`], away, byId),
    afar: () => some([sql`l.modes @> '{remote}'`, ...within(centre, reach.edge?.afar ?? null, "l")], away, order),
    ofNetwork: () => some([...here, ...within(centre, asked, "l"), inNetwork(question)], away, order),
  };
}

/** Makes one part: rows of the listing that are looked through and may fit. */
function gather(
  question: Question,
  verdicts: ReadonlyMap<Condition, SQL>,
  reach: Gathering,
  more: ReadonlyMap<string, SQL>,
): Some {
  // Each verdict is said once, as a column, and then asked about by its name.
  const judged = [...verdicts].map(([condition, verdict]) => sql`, ${verdict} as ${named(condition)}`);
  const told = new Map([...verdicts.keys()].map((condition) => [condition, sql`l.${named(condition)}`]));
  const allowed = reach.all ? [] : [...told.values()].map((verdict) => sql`${verdict} <> ${sql.raw(String(NO))}`);
  const columns = [...more].map(([name, column]) => sql`, ${column} as ${sql.identifier(name)}`);
  // Worked out for each row, so only where the order asks for it.
  const openPlaces = question.wish.order === "capacity" ? openPlacesNow(question) : sql`null::int`;
  const from = sql`(select l.*${sql.join(judged)} from app.found_place l) l`;
  return (where, distance, order, limit = sql`${reach.most ?? MOST_WEIGHED}`) => sql`(
    select l.service_at_location_id as id, l.organization_id, l.town, ${willingNow(question)} as willing,
      ${openPlaces} as open_places, l.capacity_at, ${unconfirmed(question)} as unconfirmed,
      ${maskOf(told)} as mask, ${distance ?? sql`null::float8`} as chord${sql.join(columns)}
    from ${from}
    where ${sql.join([...lookedThrough(question), ...where, ...allowed], sql` and `)}
    ${reach.choice === "any" ? sql`` : sql`order by ${order}`} limit ${limit})`;
}

const named = (condition: Condition): SQL => sql.raw(`is_${condition}`);

const hasArea = sql`exists (select 1 from service_area a where a.service_id = l.service_id)`;

/** Whether a place is within the distance asked for, or of no known place. */
export function isNear({ wish: { centre, radiusMetres } }: Question): SQL {
  if (!centre || radiusMetres === null) return sql`true`;
  return sql`(l.earth is null or ${awayFrom(centre, "l")} <= ${chordOf(radiusMetres)}::float8)`;
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
    const spoken = words.map((meant) => sql`l.words && ${texts(meant)}`);
    const ofSpecialty = terms
      ? [
          sql`exists (select 1 from app.found_place t where t.service_at_location_id = l.service_at_location_id and t.term >= ${terms.from}::bigint and t.term < ${terms.end}::bigint)`,
        ]
      : [];
    return [WHOLE_PLACE, ...spoken, ...ofSpecialty];
  }
  if (!terms) return [WHOLE_PLACE];
  // Of several specialties in the range the first one stands for the place.
  return [
    sql`l.term >= ${terms.from}::bigint and l.term < ${terms.end}::bigint and l.term_before < ${terms.from}::bigint`,
  ];
}
