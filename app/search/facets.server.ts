// What each filter would leave, counted over what the search looks through, before any filter. Writes nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { localDay } from "#app/models/values/calendar-day";
import { MAYBE, NO, verdictIn, verdictOf } from "./conditions.server";
import { type Alike, type FacetCounts, facetCounts } from "./facets";
import { EVENINGS, WEEKENDS } from "./free-times";
import { judge } from "./judge.server";
import { type Judged, NOTHING_JUDGED, type Question } from "./question";
import { clockOf } from "./question.server";
import { EVERYTHING, listMaybes, nearest, verdictsOf } from "./weigh.server";
import { CONDITIONS, conditionsOf, MOST_WEIGHED, type Wish } from "./wish";

export interface Facets {
  readonly counts: FacetCounts;
  /** How many fit as it is asked, of those counted. */
  readonly fits: number;
  /** More places are looked through than were counted: the nearest. */
  readonly cut: boolean;
}

type Row = Omit<Alike, "verdicts" | "count"> & { readonly mask: number; readonly count: string };

export async function countFacets(db: Db, question: Question, around: CalendarDay): Promise<Facets> {
  const { wish, now } = question;
  const today = localDay(now, question.zone);
  const asNow = { ...question, wish: { ...wish, open: { kind: "now" as const } }, ...clockOf({ kind: "now" }, today) };
  let judged: Judged = NOTHING_JUDGED;
  let judgedNow: Judged = NOTHING_JUDGED;
  let rows = await countAlike(db, question, judged, asNow, judgedNow);
  const asks = wish.open.kind === "now" || wish.open.kind === "at";
  const open = asks && rows.some(({ mask }) => verdictIn(mask, "open") === MAYBE);
  const opensNow = rows.some((row) => row.now === MAYBE);
  if (open || opensNow) {
    if (open) judged = await judge(db, await listMaybes(db, question, EVERYTHING), wish.open, now, around);
    if (opensNow) judgedNow = await judge(db, await listMaybes(db, asNow, EVERYTHING), asNow.wish.open, now, today);
    rows = await countAlike(db, question, judged, asNow, judgedNow);
  }
  const places = rows.map(({ mask, count, ...row }) => ({
    ...row,
    count: Number(count),
    verdicts: Object.fromEntries(
      CONDITIONS.map((condition) => [condition, verdictIn(mask, condition)]),
    ) as Alike["verdicts"],
  }));
  const total = places.reduce((sum, { count }) => sum + count, 0);
  const fitting = places.filter(({ verdicts }) => conditionsOf(wish).every((condition) => verdicts[condition] !== NO));
  return {
    counts: facetCounts(places, wish),
    fits: fitting.reduce((sum, { count }) => sum + count, 0),
    cut: total >= MOST_WEIGHED,
  };
}

async function countAlike(
  db: Db,
  question: Question,
  judged: Judged,
  asNow: Question,
  judgedNow: Judged,
): Promise<Row[]> {
  const free = (open: Wish["open"]) =>
    verdictOf("open", { ...question, wish: { ...question.wish, open } }, NOTHING_JUDGED);
  const columns = [
    sql`l.languages`,
    sql`l.accessibility`,
    sql`l.serves`,
    sql`l.cost`,
    sql`(${verdictOf("open", asNow, judgedNow)}) as now`,
    sql`(${free({ kind: "evenings", parts: EVENINGS })}) as evenings`,
    sql`(${free({ kind: "weekends", parts: WEEKENDS })}) as weekends`,
  ];
  const rows = await db.execute<Row>(sql`
    select found.mask, to_jsonb(found.languages) as languages, to_jsonb(found.accessibility) as accessibility,
      to_jsonb(found.serves) as serves, found.cost, found.willing, found.in_network as "inNetwork",
      found.now, found.evenings, found.weekends, count(*) as count
    from (${nearest(question, verdictsOf(question, judged), EVERYTHING, columns)}) found
    group by found.mask, found.languages, found.accessibility, found.serves, found.cost, found.willing, found.in_network,
      found.now, found.evenings, found.weekends`);
  return [...rows];
}
