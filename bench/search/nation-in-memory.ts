// The whole directory as typed arrays and one k-d tree for each specialty, for the limit inside the process. Knows nothing the database did not say.
import { earthRadius } from "@turf/helpers";
import type postgres from "postgres";
import { USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { placeNumber, termId } from "./directory";
import { terms } from "./nation";
import { NOW } from "./questions";

const QUARTERS = 672;
const WORDS = QUARTERS / 32;
const DAY = 86_400_000;

/** Of each place in one byte: two bits for how willing it is, and what is not known of it or rules it out. */
export const FACT = { out: 4, languageUnknown: 8, modeUnknown: 16, ageUnknown: 32, inNetwork: 64 } as const;

export interface Tree {
  /** Numbers of places; the middle of each part is its root, with x, y and z by turns. */
  readonly places: Int32Array;
  /** Places without a point, by number. */
  readonly unplaced: number[];
}

export interface InMemory {
  readonly axes: readonly [Float64Array, Float64Array, Float64Array];
  /** Of each place: which week it has; -1 where no hours are known. */
  readonly week: Int32Array;
  /** Quarters of an hour of each different week; those of a span that began the day before, apart. */
  readonly own: readonly Uint32Array[];
  readonly spilt: readonly Uint32Array[];
  /** Days since 1970 on which a place is closed. */
  readonly closed: ReadonlyMap<number, ReadonlySet<number>>;
  readonly trees: ReadonlyMap<number, Tree>;
  readonly facts: Uint8Array;
}

type Row = {
  id: string;
  latitude: number | null;
  longitude: number | null;
  week: string;
  terms: string;
  facts: number;
};

// What was said of taking referrals too long ago is not known any more.
const day = (instant: string) => `(${instant} at time zone l.time_zone)::date`;
const capacityIsOld = `coalesce(${day("p.capacity_at")} + ${USUAL_HALF_LIVES.capacity} <= ${day(`'${NOW.toISOString()}'::timestamptz`)}, false)`;

const everyPlace = `
  select p.id::text as id, l.latitude, l.longitude, coalesce(h.week, '') as week, t.terms,
    case when ${capacityIsOld} then 2 else case p.takes_referrals when 'yes' then 0 when 'waitlist' then 1 when 'unknown' then 2 else 3 end end
    + case when l.languages = '{}' then ${FACT.languageUnknown} when 'en' = any(l.languages) then 0 else ${FACT.out} end
    + case when s.modes = '{}' then ${FACT.modeUnknown} when 'on_site' = any(s.modes) then 0 else ${FACT.out} end
    + case when s.minimum_age is null then ${FACT.ageUnknown} else 0 end
    + case when exists (select 1 from agreement a where a.organization_id = p.organization_id) then ${FACT.inNetwork} else 0 end as facts
  from service_at_location p join location l on l.id = p.location_id join service s on s.id = p.service_id
  join (select service_id, string_agg(specialty_id::text, ',') as terms from service_specialty group by 1) t on t.service_id = p.service_id
  left join (select location_id, string_agg(weekday || '-' || opens_minute || '-' || closes_minute, ',') as week
    from opening_span group by 1) h on h.location_id = l.id`;

export async function readNation(admin: postgres.Sql, count: number): Promise<InMemory> {
  const axes = [new Float64Array(count).fill(Number.NaN), new Float64Array(count), new Float64Array(count)] as const;
  const [x, y, z] = axes;
  const week = new Int32Array(count).fill(-1);
  const facts = new Uint8Array(count);
  const weeks = new Map<string, number>();
  const byTerm = new Map<string, number[]>();
  for await (const rows of admin.unsafe<Row[]>(everyPlace).cursor(10_000)) {
    for (const row of rows) {
      const n = placeNumber(row.id);
      facts[n] = row.facts;
      if (row.latitude !== null && row.longitude !== null) [x[n], y[n], z[n]] = onSphere(row.latitude, row.longitude);
      if (row.week !== "") {
        if (!weeks.has(row.week)) weeks.set(row.week, weeks.size);
        week[n] = weeks.get(row.week) ?? -1;
      }
      for (const term of row.terms.split(",")) {
        const listed = byTerm.get(term);
        if (listed) listed.push(n);
        else byTerm.set(term, [n]);
      }
    }
  }
  const numberOf = new Map(terms.map(({ number }) => [termId(number), number]));
  const masks = [...weeks.keys()].map(masksOf);
  return {
    axes,
    week,
    facts,
    own: masks.map(({ own }) => own),
    spilt: masks.map(({ spilt }) => spilt),
    closed: await readClosed(admin),
    trees: new Map([...byTerm].map(([term, listed]) => [numberOf.get(term) ?? -1, treeOf(listed, axes)])),
  };
}

export function onSphere(latitude: number, longitude: number): [number, number, number] {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const level = earthRadius * Math.cos(north);
  return [level * Math.cos(east), level * Math.sin(east), earthRadius * Math.sin(north)];
}

function treeOf(listed: readonly number[], axes: InMemory["axes"]): Tree {
  const isPlaced = (n: number) => !Number.isNaN(axes[0][n]);
  const places = Int32Array.from(listed.filter(isPlaced));
  const part = (from: number, to: number, axis: number): void => {
    if (to - from < 2) return;
    const along = axes[axis] ?? axes[0];
    places.subarray(from, to).sort((one, other) => (along[one] ?? 0) - (along[other] ?? 0));
    const middle = (from + to) >> 1;
    part(from, middle, (axis + 1) % 3);
    part(middle + 1, to, (axis + 1) % 3);
  };
  part(0, places.length, 0);
  return { places, unplaced: listed.filter((n) => !isPlaced(n)).sort((one, other) => one - other) };
}

function masksOf(week: string): { own: Uint32Array; spilt: Uint32Array } {
  const [own, spilt] = [new Uint32Array(WORDS), new Uint32Array(WORDS)];
  for (const span of week.split(",")) {
    const [weekday = 1, opens = 0, closes = 0] = span.split("-").map(Number);
    for (let minute = opens; minute < closes; minute += 15) {
      const quarter = ((weekday - 1) * 96 + minute / 15) % QUARTERS;
      const mask = minute < 1440 ? own : spilt;
      mask[quarter >> 5] = (mask[quarter >> 5] ?? 0) | (1 << (quarter & 31));
    }
  }
  return { own, spilt };
}

async function readClosed(admin: postgres.Sql): Promise<Map<number, Set<number>>> {
  const rows = await admin<{ id: string; day: string }[]>`
    select p.id::text as id, e.from_day::text as day
    from opening_exception e join service_at_location p on p.location_id = e.location_id`;
  return new Map(rows.map(({ id, day }) => [placeNumber(id), new Set([Date.parse(day) / DAY])]));
}
