// What each filter would leave, counted over what the search looks through, before any filter. Writes nothing.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { localDay } from "#app/models/values/calendar-day";
import { MAYBE, NO, verdictIn, verdictOf } from "./conditions.server";
import { type Alike, type FacetCounts, facetCounts, isReached } from "./facets";
import { EVENINGS, WEEKENDS } from "./free-times";
import { judge } from "./judge.server";
import { type Judged, NOTHING_JUDGED, type Question } from "./question";
import { clockOf, findCovered } from "./question.server";
import { comesThere, isNear, listMaybes, nearest, REACHED_ANYHOW, verdictsOf } from "./weigh.server";
import { CONDITIONS, type Condition, conditionsOf, MOST_WEIGHED, type Wish } from "./wish";

export interface Facets {
  readonly counts: FacetCounts;
  /** How many fit as it is asked, of those counted. */
  readonly fits: number;
  /** More places are looked through than were counted: the nearest. */
  readonly cut: boolean;
}

type Row = Omit<Alike, "verdicts" | "count"> & { readonly mask: number; readonly count: string };

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
  const asNow = { ...question, wish: { ...wish, open: { kind: "now" as const } }, ...clockOf({ kind: "now" }, today) };
  let judged: Judged = NOTHING_JUDGED;
  let judgedNow: Judged = NOTHING_JUDGED;
  let rows = await countAlike(db, question, judged, asNow, judgedNow, otherAge);
  const asks = wish.open.kind === "now" || wish.open.kind === "at";
  const open = asks && rows.some(({ mask }) => verdictIn(mask, "open") === MAYBE);
  const opensNow = rows.some((row) => row.now === MAYBE);
  if (open || opensNow) {
    if (open) judged = await judge(db, await listMaybes(db, question, REACHED_ANYHOW), wish.open, now, around);
    if (opensNow) judgedNow = await judge(db, await listMaybes(db, asNow, REACHED_ANYHOW), asNow.wish.open, now, today);
    rows = await countAlike(db, question, judged, asNow, judgedNow, otherAge);
  }
  const places = rows.map(({ mask, count, ...row }) => ({
    ...row,
    count: Number(count),
    verdicts: Object.fromEntries(
      CONDITIONS.map((condition) => [condition, verdictIn(mask, condition)]),
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

async function countAlike(
  db: Db,
  question: Question,
  judged: Judged,
  asNow: Question,
  judgedNow: Judged,
  otherAge: number | null,
): Promise<Row[]> {
  const { wish } = question;
  const other = (condition: Condition, changes: Partial<Wish>) =>
    verdictOf(condition, { ...question, wish: { ...wish, ...changes } }, NOTHING_JUDGED);
  const verdicts = verdictsOf(question, judged);
  const columns: readonly (readonly [string, SQL])[] = [
    ["languages", sql`l.languages`],
    ["modes", sql`l.modes`],
    ["accessibility", sql`l.accessibility`],
    ["serves", sql`l.serves`],
    ["cost", sql`l.cost`],
    ["credentials", verdictOf("credentials", question, NOTHING_JUDGED)],
    ["other_age", otherAge === null ? sql`0` : other("age", { age: otherAge })],
    ["now", verdictOf("open", asNow, judgedNow)],
    ["evenings", other("open", { open: { kind: "evenings", parts: EVENINGS } })],
    ["weekends", other("open", { open: { kind: "weekends", parts: WEEKENDS } })],
    ["near", isNear(question)],
    ["comes", comesThere(question)],
  ];
  const found = nearest(
    question,
    verdicts,
    REACHED_ANYHOW,
    columns.map(([name, column]) => sql`(${column}) as ${sql.identifier(name)}`),
  );
  const alike = sql.join(
    ["mask", "willing", "in_network", ...columns.map(([name]) => name)].map(
      (name) => sql`found.${sql.identifier(name)}`,
    ),
    sql`, `,
  );
  const rows = await db.execute<Row>(sql`
    select g.mask, to_jsonb(g.languages) as languages, to_jsonb(g.modes) as modes, to_jsonb(g.accessibility) as accessibility,
      to_jsonb(g.serves) as serves, g.cost, g.willing, g.in_network as "inNetwork", g.credentials, g.other_age as "otherAge",
      g.now, g.evenings, g.weekends, g.near, g.comes, g.count
    from (select ${alike}, count(*) as count from (${found}) found group by ${alike}) g`);
  return [...rows];
}
