// Finds providers for a search: the statement's order, the rules of opening where the week cannot tell, and what each result shows. Writes nothing.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { ids, UNKNOWN, verdictIn } from "./conditions.server";
import { fetchDetails, fetchHours } from "./details.server";
import { openingAt } from "./hours";
import { dayAround, hoursOf, judge, momentsOf, openingOf } from "./judge.server";
import { findNearMisses, type NearMiss } from "./near-misses.server";
import { surelyKnownMetres } from "./plane";
import { present, type Result } from "./present";
import type { Judged, Question } from "./question";
import { prepare } from "./question.server";
import { bestFirst, grouped, smallFirst } from "./rank";
import { chordOf, groundOf } from "./reach.server";
import { type Facets, sweep } from "./sweep.server";
import { countFits, findEdge, type StatedOrder, type Weighed, weigh, weighNearest } from "./weigh.server";
import { MOST_WEIGHED, type Wish } from "./wish";

export interface Findings {
  readonly results: readonly Result[];
  /** How many fit, of those weighed. */
  readonly count: number;
  /** There may be more places than are weighed for one search. */
  readonly cut: boolean;
  /** The day and time asked for is told on each place's own clock, so there is no one instant; null: now, or no time. */
  readonly at: { readonly day: CalendarDay; readonly minute: number } | null;
}

/** Fewer than so many results: what nearly fits is shown too. */
const FEW = 3;

export interface Beside {
  readonly facets: Facets;
  readonly nearMisses: readonly NearMiss[];
}

export async function findProviders(db: Db, actor: Actor, wish: Wish, now: Date): Promise<Findings> {
  const question = await prepare(db, actor, wish, now);
  const around = dayAround(wish.open, now, actor.timeZone);
  const page = await findPage(db, question, around);
  return { ...page, ...(page.fits ?? (await countAll(db, question, around))) };
}

/**
 * What the page shows beside the results: what each filter would leave, and what nearly fits.
 * @param otherAge an age on offer beside the one asked for
 */
export async function findWithCounts(
  db: Db,
  actor: Actor,
  wish: Wish,
  now: Date,
  otherAge: number | null = null,
): Promise<Findings & Beside> {
  const question = await prepare(db, actor, wish, now);
  const around = dayAround(wish.open, now, actor.timeZone);
  const swept = await sweep(db, question, around, { otherAge, ...stretchOf(wish) });
  const { facets } = swept;
  // Where everything was looked through for the filters, that has found and counted what fits as well.
  const known = swept.rows && { rows: swept.rows, judged: swept.judged, fits: { count: facets.fits, cut: false } };
  const page = await findPage(db, question, around, known);
  const fits = page.fits ?? (await countAll(db, question, around));
  const nearMisses = fits.count < FEW ? await findNearMisses(db, question, around) : [];
  return { ...page, ...fits, facets, nearMisses };
}

type Fits = Pick<Findings, "count" | "cut">;

async function countAll(db: Db, question: Question, around: CalendarDay): Promise<Fits> {
  const { count, maybes } = await countFits(db, question);
  const { closed } = await judge(db, maybes, question.wish.open, question.now, around);
  return { count: count - closed.length, cut: count >= MOST_WEIGHED };
}

/** What fits, in the statement's order, and what the rules of opening say of the maybes among it. */
type Known = { readonly rows: readonly Weighed[]; readonly judged: Judged; readonly fits: Fits };

/** `fits` is null where the order needed no more than the page holds. @param known where a sweep has found it */
async function findPage(
  db: Db,
  question: Question,
  around: CalendarDay,
  known: Known | null = null,
): Promise<Pick<Findings, "results" | "at"> & { fits: Fits | null }> {
  const { wish, now, today } = question;
  const at = wish.open.kind === "at" ? { day: wish.open.day, minute: wish.open.minute } : null;
  if (question.words.some((meant) => meant.length === 0)) return { results: [], at, fits: { count: 0, cut: false } };
  const ordered = known ? await arrange(db, question, known, around) : await order(db, question, around);
  const page = ordered.rows.slice(0, wish.shown);
  const [details, answers] = await Promise.all([
    fetchDetails(
      db,
      page.map(({ id }) => id),
      { agencyId: question.agencyId, today, around },
    ),
    ordered.answers ?? readAnswerHours(db, [...new Set(page.map(({ organizationId }) => organizationId))]),
  ]);
  const weighed = new Map(page.map((row) => [row.id, row]));
  const momentIn = momentsOf(wish.open, now);
  const results = details.map((place) => {
    const row = weighed.get(place.id);
    const moment = momentIn(place.timeZone);
    const hours = hoursOf(place, around);
    const found = {
      details: place,
      metres: row?.chord === null || row === undefined ? null : groundOf(row.chord),
      hours,
      opening: openingAt(hours, place.timeZone, moment),
      moment,
      credentials: row && verdictIn(row.mask, "credentials") === UNKNOWN ? ("unknown" as const) : ("yes" as const),
      answerHours: answers.get(place.organizationId) ?? null,
      halfLives: question.halfLives,
    };
    return present(found, wish, now, today);
  });
  return { results, at, fits: ordered.fits };
}

type Ordered = { rows: readonly Weighed[]; fits: Fits | null; answers: ReadonlyMap<string, number> | null };

/** What the statement orders, and how much of it is asked for: all, where the order or the groups need more than a listing says. */
function stretchOf(wish: Wish): { order: StatedOrder; limit: number; whole: boolean } {
  const order: StatedOrder = wish.order === "opens" || wish.order === "response" ? "best" : wish.order;
  const whole = order !== wish.order || wish.group !== null;
  return { order, limit: whole ? 3 * MOST_WEIGHED : wish.shown, whole };
}

/** What was found, in order, with what is known of each; the first page at least. */
export async function order(db: Db, question: Question, around: CalendarDay): Promise<Ordered> {
  const { wish } = question;
  const { order: stated, limit, whole } = stretchOf(wish);
  // Who comes to the client, or helps from afar, is gathered by more than nearness.
  if (stated === "distance" && !whole && wish.centre && wish.mode !== "at_home" && wish.mode !== "remote") {
    const rows = await findNearest(db, question, around);
    if (rows) return { rows, fits: null, answers: null };
  }
  let found = await weigh(db, question, { order: stated, limit, choice: "any" });
  const cut = found.count >= MOST_WEIGHED;
  if (cut) {
    const edge = await findEdge(db, question);
    found = await weigh(db, question, { order: stated, limit, network: stated === "best", choice: "nearest", edge });
  }
  const judged = await judgeMaybes(db, question, found.rows, around);
  const fits = { count: found.count - judged.closed.length, cut };
  return arrange(db, question, { rows: found.rows, judged, fits }, around);
}

/** Drops what is closed, and puts in order what the statement could not. */
async function arrange(
  db: Db,
  question: Question,
  { rows: found, judged, fits }: Known,
  around: CalendarDay,
): Promise<Ordered> {
  const rows = settle(question.wish, found, judged);
  if (!stretchOf(question.wish).whole) return { rows, fits, answers: null };
  const answers = await readAnswerHours(db, [...new Set(rows.map(({ organizationId }) => organizationId))]);
  return { rows: await reorder(db, question, rows, answers, around), fits, answers };
}

/** More than the page holds: some may turn out to be closed. */
const TO_SPARE = 10;

/** The nearest without weighing the others; null where those are too few to be sure. */
async function findNearest(db: Db, question: Question, around: CalendarDay): Promise<readonly Weighed[] | null> {
  const { shown, centre } = question.wish;
  const most = shown + TO_SPARE;
  const found = await weighNearest(db, question, most);
  const rows = settle(question.wish, found, await judgeMaybes(db, question, found, around));
  if (found.length < most || !centre) return rows;
  const last = rows[shown - 1];
  if (!last) return null;
  const furthest = found.at(-1)?.chord ?? null;
  // What has no place stands after all that has one.
  if (furthest === null || last.chord === null) return rows;
  if (last.chord < chordOf(surelyKnownMetres(centre, groundOf(furthest)))) return rows;
  const edge = { around: last.chord, afar: null };
  const nearer = await weigh(db, question, { order: "distance", limit: most, choice: "nearest", edge });
  return settle(question.wish, nearer.rows, await judgeMaybes(db, question, nearer.rows, around));
}

function judgeMaybes(db: Db, { wish, now }: Question, rows: readonly Weighed[], around: CalendarDay): Promise<Judged> {
  const maybes = rows.filter(({ maybe }) => maybe).map(({ id }) => id);
  return judge(db, maybes, wish.open, now, around);
}

/** By what the rules of opening said of the maybes the closed fall out, and what is not known is a doubt. */
function settle(wish: Wish, rows: readonly Weighed[], judged: Judged): readonly Weighed[] {
  if (!rows.some(({ maybe }) => maybe)) return rows;
  const [closed, unknown] = [new Set(judged.closed), new Set(judged.unknown)];
  const settled = rows
    .filter(({ id }) => !closed.has(id))
    .map((row) => (row.maybe && unknown.has(row.id) ? { ...row, doubts: row.doubts + 1 } : row));
  const again = settled.some(({ id }) => unknown.has(id)) && !["distance", "capacity", "name"].includes(wish.order);
  return again ? settled.toSorted(bestFirst) : settled;
}

/** The orders that need more than a listing says, and groups. */
async function reorder(
  db: Db,
  { wish, now }: Question,
  rows: readonly Weighed[],
  answers: ReadonlyMap<string, number>,
  around: CalendarDay,
): Promise<Weighed[]> {
  let ordered = [...rows];
  if (wish.order === "response") {
    const hours = (row: Weighed) => answers.get(row.organizationId) ?? null;
    ordered = ordered.toSorted((one, other) => smallFirst(hours(one), hours(other)) || bestFirst(one, other));
  }
  if (wish.order === "opens") {
    const momentIn = momentsOf(wish.open, now);
    const opens = new Map<string, number>();
    for (const place of await fetchHours(
      db,
      ordered.map(({ id }) => id),
      around,
    )) {
      const moment = momentIn(place.timeZone);
      const { state, opensAt } = openingOf(place, moment, around);
      // What is open stands first, whatever it is open since; unknown hours stand last.
      if (state === "open") opens.set(place.id, 0);
      else if (opensAt) opens.set(place.id, opensAt.getTime());
    }
    ordered = ordered.toSorted(
      (one, other) => smallFirst(opens.get(one.id) ?? null, opens.get(other.id) ?? null) || bestFirst(one, other),
    );
  }
  switch (wish.group) {
    case null:
      return ordered;
    case "organization":
      return grouped(ordered, ({ organizationId }) => organizationId);
    case "town":
      return grouped(ordered, ({ town }) => town ?? "");
    case "specialty": {
      const names = await readFirstSpecialties(
        db,
        ordered.map(({ id }) => id),
      );
      return grouped(ordered, ({ id }) => names.get(id) ?? "");
    }
  }
}

/** How long this agency's offers waited for an answer, at the median over half a year; of three answers or more. */
export async function readAnswerHours(db: Db, organizations: readonly string[]): Promise<Map<string, number>> {
  if (organizations.length === 0) return new Map();
  const rows = await db.execute<{ id: string; hours: number }>(sql`
    select o.organization_id as id,
      (percentile_cont(0.5) within group (order by extract(epoch from o.answered_at - o.created_at)) / 3600)::float8 as hours
    from offer o
    where o.organization_id = any(${ids(organizations)}) and o.answered_at > app.clock() - interval '180 days'
    group by o.organization_id having count(*) >= 3`);
  return new Map(rows.map(({ id, hours }) => [id, hours]));
}

async function readFirstSpecialties(db: Db, places: readonly string[]): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select sal.id, min(p.name) as name from service_at_location sal
    join service_specialty ss on ss.service_id = sal.service_id join specialty p on p.id = ss.specialty_id
    where sal.id = any(${ids(places)}) group by sal.id`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
