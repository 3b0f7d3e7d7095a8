// What each filter would leave, counted over what the search looks through, before any filter. Writes nothing.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { localDay } from "#app/models/values/calendar-day";
import { credentialsAmong, MAYBE, NO, networkAmong, shiftOf, verdictIn, verdictOf } from "./conditions.server";
import { type Alike, type FacetCounts, facetCounts, isReached } from "./facets";
import { EVENINGS, WEEKENDS } from "./free-times";
import { comesThere, isNear, nearest, REACHED_ANYHOW, verdictsOf } from "./gather.server";
import { judge, settled } from "./judge.server";
import type { Question } from "./question";
import { clockOf, findCovered } from "./question.server";
import { CONDITIONS, type Condition, conditionsOf, MOST_WEIGHED, type Wish } from "./wish";

export interface Facets {
  readonly counts: FacetCounts;
  /** How many fit as it is asked, of those counted. */
  readonly fits: number;
  /** More places are looked through than were counted: the nearest. */
  readonly cut: boolean;
}

type Lists = "languages" | "modes" | "accessibility" | "serves";
type Row = Omit<Alike, "verdicts" | "count" | Lists> & {
  /** Codes with commas between them: the same few come again and again. */
  readonly [list in Lists]: string;
} & {
  readonly mask: number;
  readonly count: string;
  /** Of a place that only the rules of opening can tell about: it stands alone. */
  readonly id: string | null;
};

/** @param otherAge an age on offer beside the one asked for, which is then counted too */
export async function countFacets(
  db: Db,
  asked: Question,
  around: CalendarDay,
  otherAge: number | null,
): Promise<Facets> {
  const { wish, now } = asked;
  const question = wish.mode === "at_home" ? asked : { ...asked, covered: await findCovered(db, wish) };
  const today = localDay(now, question.zone);
  const rows = await countAlike(db, question, today, otherAge);
  const ids = (isMaybe: (row: Row) => boolean) =>
    rows.flatMap((row) => (row.id !== null && isMaybe(row) ? row.id : []));
  const judged = await judge(db, ids(opensMaybe), wish.open, now, around);
  const judgedNow = await judge(db, ids(opensMaybeNow), { kind: "now" }, now, today);
  const listed = listReader();
  const places = rows.map(({ id, mask, count, ...row }) => ({
    ...row,
    languages: listed(row.languages),
    modes: listed(row.modes),
    accessibility: listed(row.accessibility),
    serves: listed(row.serves),
    count: Number(count),
    now: settled(row.now, id, judgedNow),
    verdicts: Object.fromEntries(
      CONDITIONS.map((condition) => {
        const verdict = verdictIn(mask, condition);
        return [condition, condition === "open" ? settled(verdict, id, judged) : verdict];
      }),
    ) as Alike["verdicts"],
  }));
  const total = places.reduce((sum, { count }) => sum + count, 0);
  const fitting = places.filter(
    (place) => isReached(place, wish.mode) && conditionsOf(wish).every((condition) => place.verdicts[condition] !== NO),
  );
  return {
    counts: facetCounts(places, { wish, otherAge }),
    fits: fitting.reduce((sum, { count }) => sum + count, 0),
    cut: total >= MOST_WEIGHED,
  };
}

function listReader(): (codes: string) => readonly string[] {
  const known = new Map<string, readonly string[]>([["", []]]);
  return (codes) => {
    const list = known.get(codes) ?? codes.split(",");
    known.set(codes, list);
    return list;
  };
}

const opensMaybe = ({ mask }: Row) => verdictIn(mask, "open") === MAYBE;
const opensMaybeNow = ({ now }: Row) => now === MAYBE;

/** Places of which the same is known are counted together, in one pass over what is looked through. */
async function countAlike(
  db: Db,
  question: Question,
  today: CalendarDay,
  otherAge: number | null,
): Promise<readonly Row[]> {
  const { wish } = question;
  const other = (condition: Condition, changes: Partial<Wish>, clock: Partial<Question> = {}) =>
    verdictOf(condition, { ...question, ...clock, wish: { ...wish, ...changes } });
  const columns: ReadonlyMap<string, SQL> = new Map([
    ["languages", sql`l.languages`],
    ["modes", sql`l.modes`],
    ["accessibility", sql`l.accessibility`],
    ["serves", sql`l.serves`],
    ["cost", sql`l.cost`],
    ["other_age", otherAge === null ? sql`0` : other("age", { age: otherAge })],
    ["now", other("open", { open: { kind: "now" } }, clockOf({ kind: "now" }, today))],
    ["evenings", other("open", { open: { kind: "evenings", parts: EVENINGS } })],
    ["weekends", other("open", { open: { kind: "weekends", parts: WEEKENDS } })],
    ["near", isNear(question)],
    ["comes", comesThere(question)],
  ]);
  const alike = sql.join(
    ["mask", "willing", ...columns.keys()].map((name) => sql`found.${sql.identifier(name)}`),
    sql`, `,
  );
  const mayBeOpen = sql`${openBits} = ${sql.raw(String(MAYBE))} or found.now = ${sql.raw(String(MAYBE))}`;
  return db.execute<Row>(sql`
    with found as materialized (${nearest(question, verdictsOf(question), REACHED_ANYHOW, columns)}),
    g as (
      select ${alike}, ${networkAmong(question)} as in_network, ${credentialsAmong(question)} as credentials,
        case when ${mayBeOpen} then found.id end as id, count(*) as count
      from found group by ${alike}, in_network, credentials, case when ${mayBeOpen} then found.id end)
    select g.id, g.mask, array_to_string(g.languages, ',') as languages, array_to_string(g.modes, ',') as modes,
      array_to_string(g.accessibility, ',') as accessibility, array_to_string(g.serves, ',') as serves,
      g.cost, g.willing, g.in_network as "inNetwork", g.credentials, g.other_age as "otherAge",
      g.now, g.evenings, g.weekends, g.near, g.comes, g.count
    from g`);
}

const openBits = sql.raw(`((found.mask >> ${shiftOf("open")}) & 3)`);
