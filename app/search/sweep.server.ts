// Looks once through all within reach, before any filter: what each filter would leave, and the first of what fits in order. Writes nothing.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { localDay } from "#app/models/values/calendar-day";
import { credentialsAmong, MAYBE, NO, networkAmong, shiftOf, verdictIn, verdictOf } from "./conditions.server";
import { type Alike, type FacetCounts, facetCounts, isReached } from "./facets";
import { EVENINGS, WEEKENDS } from "./free-times";
import { comesThere, isNear, nearest, REACHED_ANYHOW, verdictsOf } from "./gather.server";
import { judge, settled } from "./judge.server";
import type { Judged, Question } from "./question";
import { clockOf, findCovered } from "./question.server";
import { inOrder, type StatedOrder, type Weighed } from "./weigh.server";
import { CONDITIONS, type Condition, conditionsOf, MOST_WEIGHED, type Wish } from "./wish";

export interface Facets {
  readonly counts: FacetCounts;
  /** How many fit as it is asked, of those counted. */
  readonly fits: number;
  /** More places are looked through than were counted: the nearest. */
  readonly cut: boolean;
}

export interface Sweep {
  readonly facets: Facets;
  /** What fits, as `weigh` finds it, where all of it was looked through; null where there may be more. */
  readonly rows: readonly Weighed[] | null;
  /** What the rules of opening said of the maybes among them, and of others. */
  readonly judged: Judged;
}

/** Places of which the same is known are counted together: a row has what they are, or one place in order. */
type Row = Weighed & {
  /** Of a place that only the rules of opening can tell about: it stands alone. */
  readonly id: string | null;
  /** Null in the row of a place in order. */
  readonly count: string | null;
  readonly facts: number;
  readonly lists: string;
};
type Counted = Alike & { readonly id: string | null; readonly mask: number };

/** @param otherAge an age on offer beside the one asked for, which is then counted too */
export async function sweep(
  db: Db,
  asked: Question,
  around: CalendarDay,
  wanted: { readonly otherAge: number | null; readonly order: StatedOrder; readonly limit: number },
): Promise<Sweep> {
  const { wish, now } = asked;
  const question = wish.mode === "at_home" ? asked : { ...asked, covered: await findCovered(db, wish) };
  const today = localDay(now, question.zone);
  const rows = await lookThrough(db, question, today, wanted);
  const read = reader();
  const alike = rows.flatMap((row) => (row.count === null ? [] : read(row)));
  const ids = (isMaybe: (place: Counted) => boolean) =>
    alike.flatMap((place) => (place.id !== null && isMaybe(place) ? place.id : []));
  const judged = await judge(
    db,
    ids(({ verdicts }) => verdicts.open === MAYBE),
    wish.open,
    now,
    around,
  );
  const judgedNow = await judge(
    db,
    ids((place) => place.now === MAYBE),
    { kind: "now" },
    now,
    today,
  );
  const places = alike.map((place) => ({
    ...place,
    now: settled(place.now, place.id, judgedNow),
    verdicts: { ...place.verdicts, open: settled(place.verdicts.open, place.id, judged) },
  }));
  const total = places.reduce((sum, { count }) => sum + count, 0);
  const cut = total >= MOST_WEIGHED;
  const fitting = places.filter(
    (place) => isReached(place, wish.mode) && conditionsOf(wish).every((condition) => place.verdicts[condition] !== NO),
  );
  return {
    facets: {
      counts: facetCounts(places, { wish, otherAge: wanted.otherAge }),
      fits: fitting.reduce((sum, { count }) => sum + count, 0),
      cut,
    },
    rows: cut ? null : rows.filter(({ count }) => count === null),
    judged,
  };
}

/** Small facts in one number and lists in one text, two bits and a bar each: a row of a thousand has five columns and not seventeen. */
const FACTS = [
  "willing",
  "in_network",
  "credentials",
  "other_age",
  "now",
  "evenings",
  "weekends",
  "near",
  "comes",
] as const;
const LISTS = ["languages", "modes", "accessibility", "serves"] as const;

function reader(): (row: Row) => Counted {
  const known = new Map<string, Pick<Alike, (typeof LISTS)[number] | "cost">>();
  const list = (codes: string | undefined) => (codes ? codes.split(",") : []);
  const listsOf = (text: string) => {
    const found = known.get(text);
    if (found) return found;
    const [languages, modes, accessibility, serves, cost] = text.split("|");
    const lists = {
      languages: list(languages),
      modes: list(modes),
      accessibility: list(accessibility),
      serves: list(serves),
      cost: cost || null,
    };
    known.set(text, lists);
    return lists;
  };
  return ({ id, mask, facts, lists, count }) => {
    const fact = (name: (typeof FACTS)[number]) => (facts >> (FACTS.indexOf(name) * 2)) & 3;
    return {
      ...listsOf(lists),
      id,
      mask,
      count: Number(count),
      willing: fact("willing"),
      inNetwork: fact("in_network") === 1,
      credentials: fact("credentials"),
      otherAge: fact("other_age"),
      now: fact("now"),
      evenings: fact("evenings"),
      weekends: fact("weekends"),
      near: fact("near") === 1,
      comes: fact("comes") === 1,
      verdicts: Object.fromEntries(
        CONDITIONS.map((condition) => [condition, verdictIn(mask, condition)]),
      ) as Alike["verdicts"],
    };
  };
}

async function lookThrough(
  db: Db,
  question: Question,
  today: CalendarDay,
  { otherAge, order, limit }: Parameters<typeof sweep>[3],
): Promise<readonly Row[]> {
  const { wish } = question;
  const other = (condition: Condition, changes: Partial<Wish>, clock: Partial<Question> = {}) =>
    verdictOf(condition, { ...question, ...clock, wish: { ...wish, ...changes } });
  const columns: ReadonlyMap<string, SQL> = new Map([
    ...LISTS.map((name) => [name, sql.raw(`l.${name}`)] as const),
    ["cost", sql`l.cost`],
    ["other_age", otherAge === null ? sql`0` : other("age", { age: otherAge })],
    ["now", other("open", { open: { kind: "now" } }, clockOf({ kind: "now" }, today))],
    ["evenings", other("open", { open: { kind: "evenings", parts: EVENINGS } })],
    ["weekends", other("open", { open: { kind: "weekends", parts: WEEKENDS } })],
    ["near", isNear(question)],
    ["comes", comesThere(question)],
  ]);
  const rows = await db.execute<Row>(sql`
    with found as materialized (${nearest(question, verdictsOf(question), REACHED_ANYHOW, columns)}),
    known as materialized (
      select found.*, ${networkAmong(question)} as in_network, ${credentialsAmong(question)} as credentials from found),
    alike as (
      select case when ${MAY_BE_OPEN} then found.id end as id, found.mask, ${FACTS_TOGETHER} as facts,
        ${sql.join(
          [...LISTS, "cost"].map((name) => sql.raw(`found.${name}`)),
          sql`, `,
        )}, count(*) as count
      from known found group by 1, 2, 3, 4, 5, 6, 7, 8),
    ordered as (${inOrder(question, { order, limit }, { from: sql`known found`, inNetwork: sql`found.in_network`, fits: fitting(wish) })})
    select null::bigint as rank, id, mask, null::uuid as "organizationId", null::text as town, null::float8 as chord,
      null::bool as "inNetwork", null::smallint as willing, null::int as doubts, null::bool as maybe, facts,
      ${sql.raw(LISTS.map((name) => `array_to_string(${name}, ',')`).join(" || '|' || "))} || '|' || coalesce(cost, '') as lists, count
    from alike
    union all
    select rank, id, mask, "organizationId", town, chord, "inNetwork", willing, doubts, maybe, 0, '', null from ordered
    order by rank`);
  return [...rows];
}

const FACTS_TOGETHER = sql.raw(FACTS.map((name, place) => `(found.${name}::int << ${place * 2})`).join(" | "));
const MAY_BE_OPEN = sql.raw(`((found.mask >> ${shiftOf("open")}) & 3) = ${MAYBE} or found.now = ${MAYBE}`);

/** What fits of all that is looked through, as `isReached` and the conditions say. */
function fitting(wish: Wish): SQL {
  const allowed = conditionsOf(wish).map((condition) =>
    sql.raw(`((found.mask >> ${shiftOf(condition)}) & 3) <> ${NO}`),
  );
  const reached = {
    at_home: "found.comes",
    remote: "(found.near or found.modes @> '{remote}')",
    on_site: "found.near",
  };
  return sql.join([sql.raw(reached[wish.mode ?? "on_site"]), ...allowed], sql` and `);
}
