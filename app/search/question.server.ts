// Makes a wish ready for the search's statement: looks up the specialty's range, the words meant, the network and who comes to the client. Changes nothing.
import { booleanPointInPolygon } from "@turf/turf";
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { halfLivesOf } from "#app/models/organization/fact-groups";
import { addDays, type CalendarDay, localDay } from "#app/models/values/calendar-day";
import { HOLIDAY_SETS, holidaysBetween } from "#app/models/values/holidays";
import { texts } from "./conditions.server";
import type { Question } from "./question";
import type { OpenWish, Wish } from "./wish";
import { ALIKE, wordsAsked } from "./words";

const MOST_MEANT = 40;
const MOST_AREAS = 2000;

export async function prepare(db: Db, actor: Actor, wish: Wish, now: Date): Promise<Question> {
  const agencyId = agencyOf(actor);
  const today = localDay(now, actor.timeZone);
  const [{ suspended, halfLives, terms }, words, covered] = await Promise.all([
    findGround(db, agencyId, today, wish.specialtyId),
    findWords(db, wish.text),
    wish.mode === "at_home" ? findCovered(db, wish) : [],
  ]);
  return {
    wish,
    agencyId,
    zone: actor.timeZone,
    now,
    today,
    suspended,
    halfLives,
    terms,
    words,
    covered,
    ...clockOf(wish.open, wish.open.kind === "at" ? wish.open.day : today),
  };
}

/** What may stand between the week and the moment asked about. @param day the day asked about */
export function clockOf(open: OpenWish, day: CalendarDay): Pick<Question, "clocksChange" | "holidays"> {
  if (open.kind !== "now" && open.kind !== "at") return { clocksChange: false, holidays: [] };
  return { clocksChange: clocksChangeAround(day), holidays: holidaysAround(day) };
}

/** Who is suspended from the network, how long facts are believed, and the specialty's range: one that is not there has an empty one and finds nothing. */
async function findGround(
  db: Db,
  agencyId: string,
  today: CalendarDay,
  specialtyId: string | null,
): Promise<Pick<Question, "suspended" | "halfLives" | "terms">> {
  const [row] = await db.execute<{ suspended: string[]; rules: Rule[]; from: string | null; end: string | null }>(sql`
    select (select coalesce(json_agg(distinct s.organization_id), '[]') from suspension s
        where s.agency_id = ${agencyId}::uuid and daterange(s.from_day, s.until_day) @> ${today}::date) as suspended,
      (select coalesce(json_agg(json_build_object('factGroup', r.fact_group, 'halfLifeDays', r.half_life_days)), '[]') from fact_rule r
        where r.agency_id = ${agencyId}::uuid) as rules,
      p.place::text as from, app.place_end(p.place)::text as end
    from (values (${specialtyId}::uuid)) asked(id) left join specialty p on p.id = asked.id`);
  const { suspended, rules, from, end } = row ?? { suspended: [], rules: [], from: null, end: null };
  const range = from === null || end === null ? { from: "-1", end: "-1" } : { from, end };
  return { suspended, halfLives: halfLivesOf(rules), terms: specialtyId === null ? null : range };
}

type Rule = { readonly factGroup: string; readonly halfLifeDays: number };

/** For each word typed: itself, words it begins, and words much like it. */
async function findWords(db: Db, text: string): Promise<string[][]> {
  const asked = wordsAsked(text);
  if (asked.length === 0) return [];
  const rows = await db.execute<{ typed: string; word: string }>(sql`
    select t.typed, m.word from unnest(${texts(asked)}) t(typed)
    cross join lateral (
      select k.word from app.known_word k
      where k.word like t.typed || '%' or (k.word % t.typed and similarity(k.word, t.typed) >= ${ALIKE})
      order by k.word <> t.typed, similarity(k.word, t.typed) desc, k.word
      limit ${MOST_MEANT}) m`);
  return asked.map((typed) => rows.filter((row) => row.typed === typed).map(({ word }) => word));
}

/** Services at locations that come to where the client is. The postal code is answered by an index, a polygon drawn out by Turf. */
export async function findCovered(db: Db, { centre, postalCode }: Wish): Promise<string[]> {
  if (!centre) return [];
  const { latitude, longitude } = centre;
  const rows = await db.execute<{
    id: string;
    polygon: Parameters<typeof booleanPointInPolygon>[1] | null;
    named: boolean;
  }>(sql`
    select sal.id, a.polygon, a.postal_codes @> ${texts([postalCode ?? ""])} as named
    from service_area a join service_at_location sal on sal.service_id = a.service_id and sal.active
    where a.postal_codes @> ${texts([postalCode ?? ""])}
      or (a.edges[1] <= ${latitude} and a.edges[3] >= ${latitude} and a.edges[2] <= ${longitude} and a.edges[4] >= ${longitude})
    order by sal.id
    limit ${MOST_AREAS}`);
  const holds = rows.filter(
    ({ polygon, named }) => named || (polygon !== null && booleanPointInPolygon([longitude, latitude], polygon)),
  );
  return [...new Set(holds.map(({ id }) => id))];
}

function holidaysAround(day: CalendarDay): string[] {
  return HOLIDAY_SETS.filter((set) => holidaysBetween(set, addDays(day, -2), addDays(day, 2)).length > 0);
}

const remembered = new Map<string, boolean>();

/** Whether any clock on Earth changes within two days of one; the statement then asks each place's own. */
function clocksChangeAround(day: CalendarDay): boolean {
  const known = remembered.get(day);
  if (known !== undefined) return known;
  if (remembered.size > 1000) remembered.clear();
  // Wide enough for the day at either end of the Earth.
  const [before, after] = [new Date(`${addDays(day, -3)}T00:00Z`), new Date(`${addDays(day, 4)}T00:00Z`)];
  const changes = clocks().some(
    (clock) => clock.format(before).slice(OFFSET_AT) !== clock.format(after).slice(OFFSET_AT),
  );
  remembered.set(day, changes);
  return changes;
}

// A clock says the date and how far it is from UTC; the date is left out.
const OFFSET_AT = "01/31/2026".length;
let made: readonly Intl.DateTimeFormat[] | null = null;

/** One clock for each zone; made once, for making one takes longer than reading it. */
function clocks(): readonly Intl.DateTimeFormat[] {
  made ??= Intl.supportedValuesOf("timeZone").map(
    (timeZone) =>
      new Intl.DateTimeFormat("en-US", {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        timeZone,
        timeZoneName: "longOffset",
      }),
  );
  return made;
}
