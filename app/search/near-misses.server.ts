// What nearly fits: places that fail in one thing alone, and which one. Loosens nothing by itself.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { MAYBE, NO, verdictIn } from "./conditions.server";
import { fetchDetails } from "./details.server";
import { explainOpening, type Reason } from "./explain";
import { EVERYTHING, nearest, verdictsOf } from "./gather.server";
import { openingAt } from "./hours";
import { hoursOf, judge, momentsOf, settled } from "./judge.server";
import { addressOf } from "./present";
import type { Question } from "./question";
import { groundOf } from "./reach.server";
import { type Condition, conditionsOf } from "./wish";

export interface NearMiss {
  readonly id: string;
  readonly name: string;
  readonly organizationName: string;
  readonly address: string;
  /** The one thing that rules it out. */
  readonly fails: Condition | "distance";
  /** How far beyond the limit; null where distance is not what fails. */
  readonly beyondMetres: number | null;
  readonly metres: number | null;
  /** When it opens, where being closed is what fails. */
  readonly opening: Reason | null;
}

const MOST_SHOWN = 3;
/** How much further than asked is still near. */
const FURTHER = 3;

export async function findNearMisses(db: Db, question: Question, around: CalendarDay): Promise<NearMiss[]> {
  const { wish, now, today } = question;
  if (question.words.some((meant) => meant.length === 0)) return [];
  const wider = wish.radiusMetres === null ? wish : { ...wish, radiusMetres: wish.radiusMetres * FURTHER };
  const looser = { ...question, wish: wider };
  const conditions = conditionsOf(wish);
  const rows = await db.execute<{ id: string; mask: number; chord: number | null }>(sql`
    select found.id, found.mask, found.chord from (${nearest(looser, verdictsOf(looser), EVERYTHING)}) found
    order by found.chord nulls last, found.id`);
  const maybes = rows.filter(({ mask }) => verdictIn(mask, "open") === MAYBE).map(({ id }) => id);
  const judged = await judge(db, maybes, wish.open, now, around);
  const missing = rows.flatMap(({ id, mask, chord }) => {
    const metres = chord === null ? null : groundOf(chord);
    const beyond =
      metres !== null && wish.radiusMetres !== null && metres > wish.radiusMetres ? metres - wish.radiusMetres : null;
    const fails: NearMiss["fails"][] = conditions.filter((condition) => {
      const verdict = verdictIn(mask, condition);
      return (condition === "open" ? settled(verdict, id, judged) : verdict) === NO;
    });
    if (beyond !== null) fails.push("distance");
    const [only, another] = fails;
    return only && !another ? [{ id, metres, fails: only, beyondMetres: beyond }] : [];
  });
  const few = missing.slice(0, MOST_SHOWN);
  const details = await fetchDetails(
    db,
    few.map(({ id }) => id),
    { agencyId: question.agencyId, today, around },
  );
  const momentIn = momentsOf(wish.open, now);
  return few.flatMap((miss) => {
    const place = details.find(({ id }) => id === miss.id);
    if (!place) return [];
    const moment = momentIn(place.timeZone);
    const opening = openingAt(hoursOf(place, around), place.timeZone, moment);
    return [
      {
        ...miss,
        name: place.serviceName,
        organizationName: place.organizationName,
        address: addressOf(place),
        opening: miss.fails === "open" ? explainOpening(opening, place.timeZone, moment, moment === now) : null,
      },
    ];
  });
}
