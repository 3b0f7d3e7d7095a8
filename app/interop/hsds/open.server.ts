// Which places are known to be open at a moment: by the listing's week where that is the whole truth, else by the exact rules. Never takes unknown for open.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { uuids } from "#app/database/many-rows.server";
import { addDays } from "#app/models/values/calendar-day";
import { Refusal } from "#app/models/values/refusal";
import { isOpenAt } from "#app/models/values/weekly-hours";
import { openingHours } from "#app/search/hours";
import { openingExceptions, openingSpans } from "#drizzle/schema";
import { type ZonedMoment, zonedMoment } from "./moment";
import type { OpenAt } from "./parameters";

/** More than these have hours of their own on a holiday only where a whole state is asked about. */
const MOST_JUDGED = 20_000;

/**
 * The condition on a listing "f" that it is open then.
 * @param within the other conditions on "f": only what passes them is judged one by one
 * @throws Refusal 400 where too many would have to be
 */
export async function openCondition(db: Db, openAt: OpenAt, now: Date, within: SQL): Promise<SQL> {
  const zones = await db.execute<{ zone: string }>(sql`select distinct time_zone as zone from location`);
  const moments = zones.map(({ zone }) => zonedMoment(openAt, now, zone));
  if (moments.length === 0) return sql`false`;
  const judged = await judge(db, moments, sql`${within} and not ${isPlain(moments)} and ${maybeOpen(moments)}`);
  return sql`((f.week @> ${minuteOf(moments)} and ${isPlain(moments)}) or f.service_at_location_id = any(${uuids(judged)}))`;
}

/** What a moment is in the zone of a listing: few zones, so a choice among them costs less than a join. */
const inZone = (moments: readonly ZonedMoment[], value: (moment: ZonedMoment) => SQL): SQL =>
  sql`(case f.time_zone ${sql.join(
    moments.map((moment) => sql`when ${moment.zone} then ${value(moment)}`),
    sql` `,
  )} end)`;

const minuteOf = (moments: readonly ZonedMoment[]) => inZone(moments, ({ minute }) => sql`${minute}::int`);
const daysOf = (moments: readonly ZonedMoment[]) =>
  inZone(moments, ({ day }) => sql`daterange(${addDays(day, -1)}::date, ${addDays(day, 1)}::date)`);
const closingOf = (moments: readonly ZonedMoment[]) =>
  inZone(moments, ({ closing }) => sql`${`{${closing.join(",")}}`}::text[]`);

/** Its week alone says whether it is open: it holds every week, and neither an exception nor a holiday is near. */
const isPlain = (
  moments: readonly ZonedMoment[],
) => sql`(f.every_week and (f.dated is null or not f.dated && ${daysOf(moments)})
  and (f.holidays is null or f.holidays <> all(${closingOf(moments)})))`;

const maybeOpen = (moments: readonly ZonedMoment[]) =>
  sql`(coalesce(f.week @> ${minuteOf(moments)}, false) or coalesce(f.dated && ${daysOf(moments)}, false))`;

type Candidate = { id: string; location: string; zone: string; holidays: string | null };

async function judge(db: Db, moments: readonly ZonedMoment[], where: SQL): Promise<string[]> {
  const candidates = await db.execute<Candidate>(sql`
    select f.service_at_location_id as id, f.location_id as location, f.time_zone as zone, f.holidays
    from app.found_place f where ${where} limit ${MOST_JUDGED + 1}`);
  if (candidates.length > MOST_JUDGED) throw new Refusal("hsds.too-many-to-judge", 400, { parameter: "open_at" });
  if (candidates.length === 0) return [];
  const at = uuids(new Set(candidates.map(({ location }) => location)));
  const spans = Map.groupBy(
    await db.select().from(openingSpans).where(sql`${openingSpans.locationId} = any(${at})`),
    (span) => span.locationId,
  );
  const dated = Map.groupBy(
    await db.select().from(openingExceptions).where(sql`${openingExceptions.locationId} = any(${at})`),
    (exception) => exception.locationId,
  );
  const byZone = new Map(moments.map((moment) => [moment.zone, moment]));
  const isOpen = ({ id, location, zone, holidays }: Candidate) => {
    const moment = byZone.get(zone);
    if (!moment) return false;
    const [from, until] = [addDays(moment.day, -1), addDays(moment.day, 1)];
    const own = <Row extends { serviceAtLocationId: string | null }>(rows: readonly Row[] = []) =>
      rows.flatMap((row) =>
        row.serviceAtLocationId === null || row.serviceAtLocationId === id
          ? [{ ...row, own: row.serviceAtLocationId !== null }]
          : [],
      );
    const hours = openingHours(own(spans.get(location)), own(dated.get(location)), from, until, holidays);
    return isOpenAt(hours.hours, hours.exceptions, zone, moment.instant) === "open";
  };
  return candidates.filter(isOpen).map(({ id }) => id);
}
