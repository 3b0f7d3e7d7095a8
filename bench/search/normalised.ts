// The usual normalised form beside the product's: the same directory's own tables with ordinary indexes, asked in one statement. Never part of the product.
import type postgres from "postgres";
import { addDays, weekdayOf } from "#app/models/values/calendar-day";
import { termId } from "./directory";
import { below } from "./nation";
import type { Asked } from "./questions";

/** What such a form has beside its keys: points in an index of earthdistance. The other indexes it needs the product has too. */
export async function indexPoints(admin: postgres.Sql): Promise<void> {
  await admin.unsafe("create extension if not exists earthdistance");
  await admin.unsafe("create index bench_location_earth on location using gist (ll_to_earth(latitude, longitude))");
  await admin.unsafe("analyze location");
}

const reached = `
  from location l join service_at_location p on p.location_id = l.id
  where earth_box(ll_to_earth($1, $2), $3) @> ll_to_earth(l.latitude, l.longitude)
    and earth_distance(ll_to_earth($1, $2), ll_to_earth(l.latitude, l.longitude)) <= $3 and p.active and l.active`;

const open = `(not exists (select 1 from opening_span h where h.location_id = l.id)
  or exists (select 1 from opening_span h where h.location_id = l.id
    and ((h.weekday = $5 and h.opens_minute <= $6 and h.closes_minute > $6) or (h.weekday = $7 and h.closes_minute > $6 + 1440))))`;

const ordered = "order by earth_distance(ll_to_earth($1, $2), ll_to_earth(l.latitude, l.longitude)) limit 25";

/** The 25 nearest of a specialty that are open then; spared the days on which something else holds. */
export async function askNormalised(
  admin: postgres.Sql,
  { centre, metres, term, day, minute }: Asked,
): Promise<number> {
  const rows = await admin.unsafe(
    `select p.id ${reached}
      and exists (select 1 from service_specialty s where s.service_id = p.service_id and s.specialty_id = any($4::uuid[]))
      and ${open} ${ordered}`,
    [
      centre.latitude,
      centre.longitude,
      metres,
      `{${below(term).map(termId).join(",")}}`,
      weekdayOf(day),
      minute,
      weekdayOf(addDays(day, -1)),
    ] as never[],
    { prepare: true },
  );
  return rows.length;
}

/** The 25 nearest with a text in the names or the description. */
export async function askAlike(admin: postgres.Sql, { centre, metres, word }: Asked): Promise<number> {
  const rows = await admin.unsafe(
    `select p.id from service s join organization o on o.id = s.organization_id
      join service_at_location p on p.service_id = s.id join location l on l.id = p.location_id
      where (s.name ilike $4 or s.description ilike $4 or o.name ilike $4 or l.name ilike $4)
        and earth_distance(ll_to_earth($1, $2), ll_to_earth(l.latitude, l.longitude)) <= $3 and p.active and l.active ${ordered}`,
    [centre.latitude, centre.longitude, metres, `%${word}%`] as never[],
    { prepare: true },
  );
  return rows.length;
}
