// Fills a database with a made-up national directory of any size, the same in every run. Writes what the product would have written, only faster.
import type postgres from "postgres";
import { connect } from "#app/commands/postgres/connect";
import {
  FIRST_LEAF,
  FIRST_TWIG,
  leafShares,
  SYLLABLES,
  terms,
  townShares,
  towns,
  twigShares,
  VOCABULARY,
  weeks,
} from "./nation";

/** The day it is when the nation is made. */
const TODAY = "2026-11-23";
/** Services at locations for each organization, and what they are made of. */
const PER_ORGANIZATION = { places: 10, locations: 5, services: 4 } as const;
const RELISTED_AT_ONCE = 20_000;
const FILLED = [
  "location",
  "service",
  "service_at_location",
  "service_specialty",
  "opening_span",
  "opening_exception",
  "listing",
  "listing_word",
];

/** The rows' ids follow from their numbers, so that the limit in the process can be held against the product. */
export const placeId = (number: number) => `00000004-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
export const placeNumber = (id: string) => Number.parseInt(id.slice(-12), 16);
export const termId = (number: number) => `00000005-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;

/** @returns the membership of the caseworker who searches */
export async function fillDirectory(url: string, places: number): Promise<string> {
  const admin = await connect(url, "bench");
  try {
    return await fill(admin, url, places);
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function fill(admin: postgres.Sql, url: string, places: number): Promise<string> {
  await admin.begin(async (db) => {
    for (const statement of ground()) await db.unsafe(statement);
  });
  const indexes = await admin<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any(${`{${FILLED.join(",")}}`}::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { name } of indexes) await admin.unsafe(`drop index ${name}`);
  await admin.begin(async (db) => {
    await db.unsafe("set local session_replication_role = replica");
    for (const statement of nation(places / PER_ORGANIZATION.places)) await db.unsafe(statement);
  });
  for (const table of ["location", "service", "service_at_location", "service_specialty", "opening_span"]) {
    await admin.unsafe(`analyze ${table}`);
  }
  const spans = indexes.filter(({ definition }) => / ON public\.(opening_|service_specialty)/.test(definition));
  for (const { definition } of spans) await admin.unsafe(definition);
  const portions = Array.from({ length: Math.ceil(places / RELISTED_AT_ONCE) }, (_, n) => n * RELISTED_AT_ONCE);
  const relist = (from: number) =>
    `select app.relist(array(select bench.id(4, n) from generate_series(${from}, ${Math.min(places, from + RELISTED_AT_ONCE) - 1}) n))`;
  await byTwo(admin, url, portions.map(relist));
  await byTwo(
    admin,
    url,
    indexes.filter((index) => !spans.includes(index)).map(({ definition }) => definition),
  );
  await admin.unsafe("vacuum analyze");
  const [row] = await admin<
    { id: string }[]
  >`select m.id from membership m join agency a on a.id = m.agency_id where a.slug = 'nation'`;
  if (!row) throw new Error("the nation has nobody in it");
  return row.id;
}

/** Statements in no order, on two connections: a machine has two cores at least. */
async function byTwo(admin: postgres.Sql, url: string, statements: readonly string[]): Promise<void> {
  const other = await connect(url, "bench");
  const waiting = [...statements];
  const work = async (sql: postgres.Sql) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await sql.unsafe(next);
  };
  try {
    await Promise.all([work(admin), work(other)]);
  } finally {
    await other.end({ timeout: 1 });
  }
}

const list = (values: readonly (number | string | null)[]) =>
  values.map((value) => (value === null ? "null" : typeof value === "string" ? `'${value}'` : value)).join(",");
const rows = (values: readonly (readonly (number | string | null)[])[]) =>
  values.map((row) => `(${list(row)})`).join(",");

/** The nation's tables, the agency, and the tree of specialties, with the product's triggers at work. */
const ground = () => [
  "create schema bench",
  "grant usage on schema bench to public",
  `create function bench.id(kind int, n bigint) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`,
  `create function bench.chance(n bigint, salt bigint) returns float8 language sql immutable parallel safe as $$
    select (hashint8extended(n, salt) & 4503599627370495)::float8 / 4503599627370496 $$`,
  `create function bench.word(n int, syllables int) returns text language sql immutable parallel safe as $$
    select substr('${SYLLABLES}', 2 * (n % 32) + 1, 2) || substr('${SYLLABLES}', 2 * (n / 32 % 32) + 1, 2)
      || substr('${SYLLABLES}', 2 * (n / 1024 % 32) + 1, 2) || case when syllables > 3 then substr('${SYLLABLES}', 2 * (n / 32768 % 32) + 1, 2) else '' end $$`,
  `create function bench.often(n bigint, salt bigint) returns text language sql immutable parallel safe as $$
    select bench.word(floor(power(${VOCABULARY}, bench.chance(n, salt)))::int - 1, 3) $$`,
  "create table bench.town (n int primary key, latitude float8, longitude float8, spread float8, time_zone text)",
  `insert into bench.town values ${rows(towns.map((town, n) => [n, town.latitude, town.longitude, town.spread, town.timeZone]))}`,
  "create table bench.week (n int, weekday int, opens int, closes int)",
  `insert into bench.week values ${rows(weeks.flatMap((week, n) => week.map(({ weekday, opens, closes }) => [n, weekday, opens, closes])))}`,
  "insert into agency (name, slug) values ('The Nation', 'nation')",
  "insert into person (name, email) values ('Ines Moreau', 'ines@nation.example.org')",
  "insert into membership (person_id, agency_id, role) select p.id, a.id, 'caseworker' from person p, agency a where p.email = 'ines@nation.example.org' and a.slug = 'nation'",
  ...[1, 2, 3].map((depth) => {
    const level = terms.filter((term) => term.depth === depth);
    return `insert into specialty (id, code, name, parent_id, depth, path)
      select bench.id(5, v.n), 'T' || v.n, 'Help of kind ' || v.n, p.id, ${depth}, coalesce(p.path, '{}') || bench.id(5, v.n)
      from (values ${rows(level.map(({ number, parent }) => [number, parent]))}) v(n, parent)
      left join specialty p on p.id = bench.id(5, v.parent::bigint)`;
  }),
];

// Town by town, as directories of counties and states come in, not scattered over the nation.
const homeOf = (organizations: number) =>
  `width_bucket((o + 0.5) / ${organizations}, array[${list(townShares)}]::float8[])`;

const nation = (organizations: number) => {
  const { places, locations, services } = PER_ORGANIZATION;
  const every = (count: number) => `generate_series(0::bigint, ${organizations * count - 1}::bigint)`;
  return [
    `insert into organization (id, name, description)
     select bench.id(1, o), initcap(bench.word((bench.chance(o, 11) * 1048575)::int, 4) || ' ' || bench.often(o, 12)), '' from ${every(1)} o`,
    `insert into location (id, organization_id, name, address_line, city, region, postal_code, latitude, longitude, point_precision, time_zone, accessibility, languages)
     select bench.id(2, l), bench.id(1, l / ${locations}), initcap(bench.often(l, 21)) || ' House', 1 + l % 900 || ' Mill Lane', initcap(bench.word(t.n, 3)), 'MD', lpad((10000 + t.n * 200 + l % 100)::text, 5, '0'),
       case when bench.chance(l, 28) >= 0.005 then t.latitude + g * sin(a) * t.spread end,
       case when bench.chance(l, 28) >= 0.005 then t.longitude + g * cos(a) * t.spread * 1.25 end,
       case when bench.chance(l, 28) >= 0.005 then 'address' else 'none' end, t.time_zone,
       case (bench.chance(l, 22) * 4)::int when 0 then '{wheelchair}'::text[] when 1 then '{wheelchair,step_free_parking}' else '{}' end,
       case when r < 0.1 then '{}'::text[] when r < 0.65 then '{en}' when r < 0.93 then '{en,es}' else '{en,zh}' end
     from (select l, l / ${locations} as o, bench.chance(l, 23) as r, sqrt(-2 * ln(1 - bench.chance(l, 24))) as g, 2 * pi() * bench.chance(l, 25) as a from ${every(locations)} l) l
     join bench.town t on t.n = case when bench.chance(l, 26) < 0.85 then ${homeOf(organizations)} else width_bucket(bench.chance(l, 27), array[${list(townShares)}]::float8[]) end`,
    `insert into service (id, organization_id, name, description, modes, serves, cost, minimum_age, maximum_age)
     select bench.id(3, s), bench.id(1, s / ${services}), initcap(bench.often(s, 31) || ' ' || bench.often(s, 32)),
       concat_ws(' ', ${Array.from({ length: 8 }, (_, n) => `bench.often(s, ${40 + n})`).join(", ")}),
       case when r < 0.3 then '{}'::text[] when r < 0.92 then '{on_site}' when r < 0.96 then '{on_site,remote}' else '{at_home}' end,
       case (r * 1000)::int % 8 when 0 then '{veterans}'::text[] when 1 then '{families}' else '{}' end,
       (array['free', 'free', 'sliding_scale', 'fee', 'insurance', null])[1 + (r * 10000)::int % 6],
       case when (r * 100000)::int % 3 = 0 then 18 end, null
     from (select s, bench.chance(s, 33) as r from ${every(services)} s) s`,
    `insert into service_specialty (id, organization_id, service_id, specialty_id)
     select distinct on (x.s, x.t) bench.id(7, x.s * 4 + x.k), bench.id(1, x.s / ${services}), bench.id(3, x.s), bench.id(5, x.t) from (
       select s, k, case when bench.chance(s * 4 + k, 51) < 0.95
         then ${FIRST_LEAF} + width_bucket(bench.chance(s * 4 + k, 52), array[${list(leafShares)}]::float8[])
         else ${FIRST_TWIG} + width_bucket(bench.chance(s * 4 + k, 52), array[${list(twigShares)}]::float8[]) end as t
       from ${every(services)} s, generate_series(0, 2) k
       where k = 0 or (k = 1 and bench.chance(s, 53) < 0.7) or (k = 2 and bench.chance(s, 53) < 0.3)) x`,
    `insert into service_at_location (id, organization_id, service_id, location_id, takes_referrals, open_places, capacity_at)
     select bench.id(4, p), bench.id(1, p / ${places}), bench.id(3, p / ${places} * ${services} + (i / 2 + i % 2) % ${services}), bench.id(2, p / ${places} * ${locations} + i / 2),
       (array['yes', 'yes', 'yes', 'waitlist', 'no', 'unknown'])[1 + (bench.chance(p, 61) * 6)::int % 6],
       case when bench.chance(p, 62) < 0.4 then (bench.chance(p, 63) * 20)::int end, timestamptz '${TODAY} 15:00+00' - bench.chance(p, 64) * interval '60 days'
     from (select p, p % ${places} as i from ${every(places)} p) p`,
    `insert into opening_span (id, organization_id, location_id, weekday, opens_minute, closes_minute)
     select bench.id(8, l * 8 + row_number() over (partition by l)), bench.id(1, l / ${locations}), bench.id(2, l), w.weekday, w.opens, w.closes
     from ${every(locations)} l join bench.week w on w.n = (bench.chance(l, 72) * ${weeks.length - 1})::int where bench.chance(l, 71) >= 0.1`,
    `insert into opening_exception (id, organization_id, location_id, from_day, until_day, closed)
     select bench.id(9, l), bench.id(1, l / ${locations}), bench.id(2, l), date '${TODAY}' + d, date '${TODAY}' + d + 1, true
     from (select l, (bench.chance(l, 81) * 60)::int as d from ${every(locations)} l where l % 50 = 0 and bench.chance(l, 71) >= 0.1) l`,
    `insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on)
     select a.id, bench.id(1, o), 'G-' || o, 'active', date '${TODAY}' - 100, date '${TODAY}' + 200 from agency a, ${every(1)} o where a.slug = 'nation' and o % 10 = 0`,
  ];
};
