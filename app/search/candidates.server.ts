// The one statement of the search: the places that may fit, with all that ranking and explaining need. Decides no order but its own bound.
import { earthRadius } from "@turf/helpers";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { boundingBox, type Point } from "#app/models/values/place";
import type { ExceptionRow, SpanRow } from "./hours";
import { MOST_CONSIDERED } from "./query";
import type { TakesReferrals } from "./rank";

/** What narrows the search in the database; opening hours are weighed afterwards, by rules no statement should repeat. */
export interface Narrowing {
  readonly agencyId: string;
  readonly centre: Point | null;
  /** Null: anywhere. */
  readonly radiusMetres: number | null;
  /** This specialty or any below it. */
  readonly specialtyId: string | null;
  readonly language: string | null;
  readonly text: string;
  readonly networkOnly: boolean;
  /** Today in the agency's zone: which agreements and rates hold. */
  readonly today: CalendarDay;
  /** One place instead of many: its own page. */
  readonly only?: string;
}

export type RateRow = { readonly unitType: string; readonly rateCents: string };

export type Candidate = {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly locationId: string;
  readonly locationName: string;
  readonly addressLine: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly pointPrecision: string;
  readonly timeZone: string;
  readonly takesReferrals: TakesReferrals;
  readonly openPlaces: number | null;
  readonly capacityAt: string | null;
  readonly hoursText: string | null;
  readonly languages: string[];
  readonly distanceMetres: number | null;
  readonly inNetwork: boolean;
  /** Still on offer. */
  readonly listed: boolean;
  readonly specialties: string[];
  readonly spans: SpanRow[];
  readonly exceptions: ExceptionRow[];
  readonly rates: RateRow[];
};

/** How far before and after a day exceptions are fetched: the night before, and as far ahead as an opening is looked for. */
export const DAYS_BEFORE = 2;
export const DAYS_AHEAD = 121;

/**
 * At most MOST_CONSIDERED places and one more, which tells that there are others: in the network first, then by distance.
 * Places without a point come last, because how far they are is not known.
 * @param around the day around which exceptions of the hours are fetched
 */
export async function fetchCandidates(db: Db, narrowing: Narrowing, around: CalendarDay): Promise<Candidate[]> {
  const { agencyId, today } = narrowing;
  const from = addDays(around, -DAYS_BEFORE);
  const until = addDays(around, DAYS_AHEAD);
  const rows = await db.execute<Candidate>(sql`
    select found.*,
      coalesce((
        select jsonb_agg(distinct p.name)
        from service_specialty ss join specialty p on p.id = ss.specialty_id
        where ss.service_id = found."serviceId"), '[]') as specialties,
      coalesce((
        select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opensMinute', h.opens_minute,
          'closesMinute', h.closes_minute, 'own', h.service_at_location_id is not null))
        from opening_span h
        where h.location_id = found."locationId"
          and (h.service_at_location_id is null or h.service_at_location_id = found.id)), '[]') as spans,
      coalesce((
        select jsonb_agg(jsonb_build_object('fromDay', e.from_day, 'untilDay', e.until_day, 'closed', e.closed,
          'opensMinute', e.opens_minute, 'closesMinute', e.closes_minute, 'own', e.service_at_location_id is not null))
        from opening_exception e
        where e.location_id = found."locationId" and e.from_day < ${until}::date and e.until_day > ${from}::date
          and (e.service_at_location_id is null or e.service_at_location_id = found.id)), '[]') as exceptions,
      coalesce((
        select jsonb_agg(jsonb_build_object('unitType', r.unit_type, 'rateCents', r.rate_cents::text) order by r.unit_type)
        from rate r
        where found."inNetwork" and r.agency_id = ${agencyId}::uuid and r.service_id = found."serviceId"
          and r.starts_on <= ${today}::date and r.ends_on > ${today}::date), '[]') as rates
    from (${places(narrowing)}) found
    order by found."inNetwork" desc, found."distanceMetres" nulls last, found.id`);
  return [...rows];
}

function places(narrowing: Narrowing): SQL {
  const { agencyId, today, centre, radiusMetres, only } = narrowing;
  // The box is what the index answers; the great circle then decides.
  const near =
    centre && radiusMetres !== null
      ? sql`and (l.latitude is null or (${inBox(centre, radiusMetres)} and ${greatCircle(centre)} <= ${radiusMetres}))`
      : sql``;
  return sql`
    select sal.id, sal.organization_id as "organizationId", o.name as "organizationName",
      sal.service_id as "serviceId", s.name as "serviceName", l.id as "locationId", l.name as "locationName",
      l.address_line as "addressLine", l.city, l.region, l.postal_code as "postalCode",
      l.latitude, l.longitude, l.point_precision as "pointPrecision", l.time_zone as "timeZone",
      sal.takes_referrals as "takesReferrals", sal.open_places as "openPlaces", sal.capacity_at::text as "capacityAt",
      sal.hours_text as "hoursText", to_jsonb(array(select distinct unnest(l.languages || s.languages) order by 1)) as languages,
      ${centre ? sql`case when l.latitude is null then null else ${greatCircle(centre)} end` : sql`null::float8`} as "distanceMetres",
      ${inNetwork(agencyId, today)} as "inNetwork", ${LISTED} as listed
    from location l
    join service_at_location sal on sal.location_id = l.id
    join service s on s.id = sal.service_id
    join organization o on o.id = sal.organization_id
    where ${only ? sql`sal.id = ${only}::uuid` : LISTED} ${near} ${narrowed(narrowing)}
    order by "inNetwork" desc, "distanceMetres" nulls last, sal.id
    limit ${MOST_CONSIDERED + 1}`;
}

/** What no longer takes place is never found, but keeps a page of its own for the referrals that went there. */
const LISTED = sql`(l.active and sal.active and s.status = 'active' and o.active)`;

// Arrays are asked once a statement, not once a row.
const inNetwork = (agencyId: string, today: CalendarDay) => sql`(sal.organization_id = any(array(
    select a.organization_id from agreement a
    where a.agency_id = ${agencyId}::uuid and a.state = 'active' and a.starts_on <= ${today}::date and a.ends_on > ${today}::date)))`;

function narrowed({ agencyId, today, specialtyId, language, text, networkOnly }: Narrowing): SQL {
  const parts: SQL[] = [];
  if (networkOnly) parts.push(inNetwork(agencyId, today));
  if (specialtyId) {
    parts.push(sql`s.id = any(array(
      select ss.service_id from service_specialty ss join specialty p on p.id = ss.specialty_id
      where p.path @> array[${specialtyId}::uuid]))`);
  }
  // A place that names no language is kept: what it speaks is not known, which is no "no".
  if (language) parts.push(sql`(${language} = any(l.languages || s.languages) or l.languages || s.languages = '{}')`);
  for (const word of words(text)) {
    const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    parts.push(
      sql`(s.name ilike ${like} or o.name ilike ${like} or l.name ilike ${like} or s.description ilike ${like})`,
    );
  }
  return parts.length > 0 ? sql`and ${sql.join(parts, sql` and `)}` : sql``;
}

/** Each word must be found somewhere; more than eight are more than anybody means. */
const words = (text: string) => text.split(/\s+/).filter(Boolean).slice(0, 8);

function inBox(centre: Point, metres: number): SQL {
  const { south, west, north, east } = boundingBox(centre, metres);
  const across = west <= east ? sql`between ${west} and ${east}` : sql`not between ${east} and ${west}`;
  return sql`l.latitude between ${south} and ${north} and l.longitude ${across}`;
}

/** Haversine, on the same sphere as the rest of the house measures on. */
function greatCircle({ latitude, longitude }: Point): SQL {
  return sql`(${2 * earthRadius} * asin(least(1, sqrt(
    power(sin(radians(l.latitude - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - ${longitude}::float8) / 2), 2)))))`;
}
