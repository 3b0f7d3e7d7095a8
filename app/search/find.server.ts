// Finds providers for a search: the statement's order, the rules of opening where the week cannot tell, and what each result shows. Writes nothing.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { ids, UNKNOWN, verdictIn } from "./conditions.server";
import { fetchDetails, fetchHours } from "./details.server";
import { countFacets, type Facets } from "./facets.server";
import { openingAt } from "./hours";
import { dayAround, hoursOf, judge, momentOf, openingOf } from "./judge.server";
import { findNearMisses, type NearMiss } from "./near-misses.server";
import { present, type Result } from "./present";
import { type Judged, NOTHING_JUDGED, type Question } from "./question";
import { prepare } from "./question.server";
import { bestFirst, grouped, smallFirst } from "./rank";
import { groundOf, listMaybes, type StatedOrder, type Weighed, weigh } from "./weigh.server";
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
  return findFor(db, actor, question);
}

/** What the page shows beside the results: what each filter would leave, and what nearly fits. */
export async function findWithCounts(db: Db, actor: Actor, wish: Wish, now: Date): Promise<Findings & Beside> {
  const question = await prepare(db, actor, wish, now);
  const findings = await findFor(db, actor, question);
  const around = dayAround(wish.open, now, actor.timeZone);
  const facets = await countFacets(db, question, around);
  const nearMisses = findings.count < FEW ? await findNearMisses(db, question, around) : [];
  return { ...findings, facets, nearMisses };
}

async function findFor(db: Db, actor: Actor, question: Question): Promise<Findings> {
  const { wish, now, today } = question;
  const at = wish.open.kind === "at" ? { day: wish.open.day, minute: wish.open.minute } : null;
  if (question.words.some((meant) => meant.length === 0)) return { results: [], count: 0, cut: false, at };
  const around = dayAround(wish.open, now, actor.timeZone);
  const { rows, count, cut, answers } = await order(db, question, around);
  const page = rows.slice(0, wish.shown);
  const details = await fetchDetails(
    db,
    page.map(({ id }) => id),
    { agencyId: question.agencyId, today, around },
  );
  const weighed = new Map(page.map((row) => [row.id, row]));
  const results = details.map((place) => {
    const row = weighed.get(place.id);
    const moment = momentOf(wish.open, place.timeZone, now);
    const hours = hoursOf(place, around);
    const found = {
      details: place,
      metres: row?.chord === null || row === undefined ? null : groundOf(row.chord),
      hours,
      opening: openingAt(hours, place.timeZone, moment),
      moment,
      credentials: row && verdictIn(row.mask, "credentials") === UNKNOWN ? ("unknown" as const) : ("yes" as const),
      answerHours: answers.get(place.organizationId) ?? null,
    };
    return present(found, wish, now, today);
  });
  return { results, count, cut, at };
}

type Ordered = { rows: readonly Weighed[]; count: number; cut: boolean; answers: ReadonlyMap<string, number> };

async function order(db: Db, question: Question, around: CalendarDay): Promise<Ordered> {
  const { wish, now } = question;
  const stated: StatedOrder = wish.order === "opens" || wish.order === "response" ? "best" : wish.order;
  const whole = stated !== wish.order || wish.group !== null;
  const limit = whole ? 3 * MOST_WEIGHED : wish.shown;
  let network = false;
  let judged: Judged = NOTHING_JUDGED;
  let found = await weigh(db, question, judged, { order: stated, limit, network });
  const cut = found.count >= MOST_WEIGHED;
  if (cut && stated === "best" && question.network.length > 0) {
    network = true;
    found = await weigh(db, question, judged, { order: stated, limit, network });
  }
  if (found.maybes > 0) {
    const maybes = await listMaybes(db, question, { network });
    judged = await judge(db, maybes, wish.open, now, around);
    found = await weigh(db, question, judged, { order: stated, limit, network });
  }
  const organizations = [...new Set(found.rows.slice(0, limit).map(({ organizationId }) => organizationId))];
  const answers = await readAnswerHours(db, organizations);
  const rows = whole ? await reorder(db, question, found.rows, answers, around) : found.rows;
  return { rows, count: found.count, cut, answers };
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
    const opens = new Map<string, number>();
    for (const place of await fetchHours(
      db,
      ordered.map(({ id }) => id),
      around,
    )) {
      const moment = momentOf(wish.open, place.timeZone, now);
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
