// What a result shows and the rules of opening need, for a handful of places named by their ids. Ranks nothing, narrows nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { DoubtedGroup } from "#app/models/organization/fact-groups";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { ids } from "./conditions.server";
import type { ExceptionRow, SpanRow } from "./hours";
import type { TakesReferrals } from "./rank";

export type Lack = {
  readonly reason: "credential" | "excluded";
  /** Names of the credentials that are missing. */
  readonly names: string;
};

export type RateRow = { readonly unitType: string; readonly rateCents: string };

/** What the rules of opening look at. */
export type Hours = {
  readonly id: string;
  readonly timeZone: string;
  readonly holidays: string | null;
  readonly spans: SpanRow[];
  readonly exceptions: ExceptionRow[];
};

export type Details = Hours & {
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
  readonly takesReferrals: TakesReferrals;
  readonly openPlaces: number | null;
  readonly capacityAt: string | null;
  readonly heldPlaces: number;
  readonly capacityUnit: string;
  /** When each group of facts was last known to be right, as ISO instants. */
  readonly ages: Readonly<Record<DoubtedGroup, string>>;
  readonly hoursText: string | null;
  readonly languages: string[];
  readonly accessibility: string[];
  readonly modes: string[];
  readonly serves: string[];
  readonly cost: string | null;
  readonly fees: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly inNetwork: boolean;
  /** The day since which it is suspended in the agency's network; null: it stands. */
  readonly suspendedSince: CalendarDay | null;
  /** Why nobody may be referred there today on the place's own calendar, by what its provider must prove; null: nothing stands in the way. */
  readonly lacks: Lack | null;
  /** Still on offer. */
  readonly listed: boolean;
  readonly specialties: string[];
  readonly rates: RateRow[];
};

type Rule = Omit<SpanRow, "weekday" | "opensMinute" | "closesMinute" | "own">;
type PackedSpan = [weekday: number, opensMinute: number, closesMinute: number, own: boolean, rule: Rule | null];
/** As it comes from the database: most spans hold every week, and their rows say it in four values. */
type Packed<Place extends Hours> = Omit<Place, "spans"> & { readonly spans: PackedSpan[] };

function unpacked<Place extends Hours>(row: Packed<Place>): Place {
  const spans = row.spans.map(([weekday, opensMinute, closesMinute, own, rule]) => ({
    weekday,
    opensMinute,
    closesMinute,
    own,
    ...rule,
  }));
  return { ...row, spans } as unknown as Place;
}

/** How far before and after a day exceptions are fetched: the night before, and as far ahead as an opening is looked for, a year. */
export const DAYS_BEFORE = 2;
export const DAYS_AHEAD = 368;

const spansAndExceptions = (from: CalendarDay, until: CalendarDay) => sql`
  coalesce((
    select json_agg(json_build_array(h.weekday, h.opens_minute, h.closes_minute, h.service_at_location_id is not null,
      case when h.from_day is not null or h.until_day is not null or h.season_from is not null or h.every_weeks > 1 or h.nth is not null
        then json_build_object('fromDay', h.from_day, 'untilDay', h.until_day, 'seasonFrom', h.season_from,
          'seasonUntil', h.season_until, 'everyWeeks', h.every_weeks, 'anchorDay', h.anchor_day, 'nth', h.nth) end))
    from opening_span h
    where h.location_id = sal.location_id
      and (h.service_at_location_id is null or h.service_at_location_id = sal.id)), '[]') as spans,
  coalesce((
    select jsonb_agg(jsonb_build_object('fromDay', e.from_day, 'untilDay', e.until_day, 'closed', e.closed,
      'opensMinute', e.opens_minute, 'closesMinute', e.closes_minute, 'own', e.service_at_location_id is not null))
    from opening_exception e
    where e.location_id = sal.location_id and e.from_day < ${until}::date and e.until_day > ${from}::date
      and (e.service_at_location_id is null or e.service_at_location_id = sal.id)), '[]') as exceptions`;

/** @param around the day around which exceptions of the hours are fetched */
export async function fetchHours(db: Db, wanted: readonly string[], around: CalendarDay): Promise<Hours[]> {
  if (wanted.length === 0) return [];
  // Unnested, so that one plan is kept for one place and for many: planning takes longer than reading the hours of a few.
  const rows = await db.execute<Packed<Hours>>(sql`
    select sal.id, l.time_zone as "timeZone", l.holidays,
      ${spansAndExceptions(addDays(around, -DAYS_BEFORE), addDays(around, DAYS_AHEAD))}
    from service_at_location sal join location l on l.id = sal.location_id
    where sal.id = any(array(select unnest(${ids(wanted)})))`);
  return rows.map(unpacked);
}

/**
 * In the order of the ids given; one that is not there is left out.
 * @param today in the asker's zone: which agreements and rates hold
 * @param around the day around which exceptions of the hours are fetched
 */
export async function fetchDetails(
  db: Db,
  wanted: readonly string[],
  { agencyId, today, around }: { readonly agencyId: string; readonly today: CalendarDay; readonly around: CalendarDay },
): Promise<Details[]> {
  if (wanted.length === 0) return [];
  const rows = await db.execute<Packed<Details>>(sql`
    select sal.id, sal.organization_id as "organizationId", o.name as "organizationName",
      sal.service_id as "serviceId", s.name as "serviceName", l.id as "locationId", l.name as "locationName",
      l.address_line as "addressLine", l.city, l.region, l.postal_code as "postalCode",
      l.latitude, l.longitude, l.point_precision as "pointPrecision", l.time_zone as "timeZone", l.holidays,
      sal.takes_referrals as "takesReferrals", sal.open_places as "openPlaces", sal.capacity_at::text as "capacityAt",
      sal.held_places as "heldPlaces", sal.capacity_unit as "capacityUnit", jsonb_build_object('contact', o.contact_at, 'address', l.address_at,
        'hours', sal.hours_at, 'services', s.services_at, 'access', l.access_at) as ages,
      sal.hours_text as "hoursText", to_jsonb(array(select distinct unnest(l.languages || s.languages) order by 1)) as languages,
      to_jsonb(l.accessibility) as accessibility, to_jsonb(s.modes) as modes, to_jsonb(s.serves) as serves, s.cost, s.fees,
      s.minimum_age as "minimumAge", s.maximum_age as "maximumAge",
      (l.active and sal.active and s.status = 'active' and o.listed) as listed,
      paused.since as "suspendedSince",
      case when lacking.reason is not null then jsonb_build_object('reason', lacking.reason, 'names', lacking.names) end as lacks,
      paused.since is null and coalesce((select true from agreement a where a.agency_id = ${agencyId}::uuid and a.organization_id = sal.organization_id
        and a.state = 'active' and a.starts_on <= ${today}::date and a.ends_on > ${today}::date limit 1), false) as "inNetwork",
      coalesce(named.specialties, '[]') as specialties,
      coalesce((
        select jsonb_agg(jsonb_build_object('unitType', r.unit_type, 'rateCents', r.rate_cents::text) order by r.unit_type)
        from rate r join agreement a on a.id = r.agreement_id
        where r.agency_id = ${agencyId}::uuid and r.service_id = s.id and a.state = 'active'
          and a.starts_on <= ${today}::date and a.ends_on > ${today}::date
          and r.starts_on <= ${today}::date and r.ends_on > ${today}::date), '[]') as rates,
      ${spansAndExceptions(addDays(around, -DAYS_BEFORE), addDays(around, DAYS_AHEAD))}
    from service_at_location sal
    join location l on l.id = sal.location_id
    join service s on s.id = sal.service_id
    join organization o on o.id = sal.organization_id
    left join lateral (
      select p.from_day::text as since from suspension p
      where p.agency_id = ${agencyId}::uuid and p.organization_id = sal.organization_id
        and daterange(p.from_day, p.until_day) @> ${today}::date
    ) paused on true
    left join app.places_that_lack(${agencyId}::uuid, ${ids(wanted)}) lacking on lacking.service_at_location_id = sal.id
    left join (
      select ss.service_id, jsonb_agg(distinct p.name) as specialties
      from service_specialty ss join specialty p on p.id = ss.specialty_id
      where ss.service_id = any(array(select of.service_id from service_at_location of where of.id = any(${ids(wanted)})))
      group by ss.service_id
    ) named on named.service_id = s.id
    where sal.id = any(${ids(wanted)})`);
  const place = new Map(wanted.map((id, index) => [id, index]));
  return rows.map(unpacked).toSorted((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
}
