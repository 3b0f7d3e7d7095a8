// Measures the provider search on a county of 20,000 services at locations, beside a plain look-up by key in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import type { Figure } from "#app/commands/bench";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { startPostgres } from "#app/commands/postgres/embedded";
import { deriveUrls } from "#app/commands/postgres/logins";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { milesToMetres } from "#app/models/values/place";
import { findProviders } from "#app/search/find.server";
import type { Wish } from "#app/search/wish";
import { locations, specialties } from "#drizzle/schema";

const PLACES = 20_000;
const WARMING = 10;
const MEASURED = 80;
/** A search reads hundreds of places and weighs their hours; a look-up reads one row. */
const MOST_TIMES_PLAIN = 20;

export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  const server = await startPostgres(folder, true);
  try {
    return await onCounty(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function onCounty(adminUrl: string): Promise<Figure[]> {
  const urls = deriveUrls(adminUrl, "bench");
  await migrate(urls);
  const membershipId = await fill(adminUrl);
  const pool = new Pool(urls.web ?? "", 2);
  try {
    const actor = await inTransaction(pool, { role: "app_auth" }, "read", (db) => findActor(db, membershipId, "bench"));
    if (!actor) throw new Error("nobody to search");
    return await measure(pool, actor);
  } finally {
    await pool.close();
  }
}

async function measure(pool: Pool, actor: Actor): Promise<Figure[]> {
  const binding = { role: "app_user", actorId: actor.personId, membershipId: actor.membershipId } as const;
  const [terms, places] = await inTransaction(pool, binding, "read", (db) =>
    Promise.all([
      db.select({ id: specialties.id }).from(specialties),
      db.select({ id: locations.id }).from(locations).limit(MEASURED),
    ]),
  );
  const search: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < WARMING + MEASURED; n++) {
    const wish = wishOf(n, asId<SpecialtyId>(terms[n % terms.length]?.id ?? ""));
    const searching = await timed(() =>
      inTransaction(pool, binding, "read", (db) => findProviders(db, actor, wish, new Date())),
    );
    const looking = await timed(() =>
      inTransaction(pool, binding, "read", (db) =>
        db
          .select()
          .from(locations)
          .where(eq(locations.id, places[n % places.length]?.id ?? "")),
      ),
    );
    if (n >= WARMING) {
      search.push(searching);
      plain.push(looking);
    }
  }
  return [
    figure("search p50 ms (20,000 services at locations)", share(search, 0.5), share(plain, 0.5)),
    figure("search p95 ms (20,000 services at locations)", share(search, 0.95), share(plain, 0.95)),
  ];
}

/** Every search differs: where, how far, what, when. */
function wishOf(n: number, specialtyId: SpecialtyId): Wish {
  return {
    centre: { latitude: 39.1 + (n % 9) * 0.05, longitude: -76.9 + (n % 7) * 0.08 },
    radiusMetres: milesToMetres([2, 5, 10, 25][n % 4] ?? 10),
    specialtyId: n % 3 === 0 ? null : specialtyId,
    open: n % 2 === 0 ? { kind: "now" } : { kind: "any" },
    postalCode: null,
    mode: null,
    accessibility: [],
    age: null,
    serves: null,
    cost: null,
    accepting: false,
    credentials: false,
    group: null,
    language: n % 5 === 0 ? "es" : null,
    text: "",
    networkOnly: false,
    order: (["best", "distance", "opens"] as const)[n % 3] ?? "best",
    shown: 20,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function figure(name: string, value: number, against: number): Figure {
  const ratio = value / against;
  const target = `at most ${MOST_TIMES_PLAIN} times a look-up by key`;
  return { name, value, against, ratio, target, ok: ratio <= MOST_TIMES_PLAIN };
}

/** A made-up county: 1,000 providers, 8,000 places spread over 50 miles, 2.5 services at each, 60 specialties in three levels. */
async function fill(adminUrl: string): Promise<string> {
  const admin = await connect(adminUrl, "bench");
  try {
    await admin.begin(async (db) => {
      await db.unsafe(`set local session_replication_role = replica`);
      for (const statement of county) await db.unsafe(statement);
    });
    await admin.unsafe("analyze");
    const [row] = await admin<{ id: string }[]>`select id from membership limit 1`;
    if (!row) throw new Error("the county has nobody in it");
    return row.id;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

const county = [
  `insert into agency (name, slug) values ('Harbor County', 'harbor')`,
  `insert into person (name, email) values ('Ines Moreau', 'ines@example.org')`,
  `insert into membership (person_id, agency_id, role) select p.id, a.id, 'caseworker' from person p, agency a`,
  `insert into organization (name) select 'Provider ' || n from generate_series(1, 1000) n`,
  `create temporary table house on commit drop as select id, row_number() over (order by id) - 1 as n from organization`,
  `insert into location (organization_id, name, latitude, longitude, point_precision, time_zone, languages)
   select h.id, 'Place ' || p, 38.9 + random() * 0.75, -77.2 + random() * 0.95, 'given', 'America/New_York',
     case p % 4 when 0 then '{}'::text[] when 1 then '{en,es}' else '{en}' end
   from generate_series(0, 7999) p join house h on h.n = p % 1000`,
  `insert into service (organization_id, name, description)
   select h.id, 'Service ' || p, 'Help with daily life.' from generate_series(0, 2999) p join house h on h.n = p % 1000`,
  `insert into specialty (code, name, depth) select 'T' || n, 'Branch ' || n, 1 from generate_series(1, 4) n`,
  `insert into specialty (code, name, parent_id, depth) select p.code || '-' || n, 'Twig ' || n, p.id, 2 from specialty p, generate_series(1, 4) n`,
  `insert into specialty (code, name, parent_id, depth) select p.code || '-' || n, 'Leaf ' || n, p.id, 3 from specialty p, generate_series(1, 3) n where p.depth = 2`,
  `update specialty s set path = (with recursive up as (select s.id, s.parent_id, 1 as k union all
     select p.id, p.parent_id, up.k + 1 from specialty p join up on p.id = up.parent_id) select array_agg(id order by k desc) from up)`,
  `create temporary table leaf on commit drop as select id, row_number() over (order by id) - 1 as n from specialty where depth = 3`,
  `insert into service_specialty (organization_id, service_id, specialty_id)
   select s.organization_id, s.id, l.id from (select *, row_number() over (order by id) as n from service) s join leaf l on l.n = s.n % 48`,
  `insert into service_at_location (organization_id, service_id, location_id, takes_referrals, capacity_at)
   select l.organization_id, s.id, l.id, (array['yes','yes','unknown','waitlist','no'])[1 + (random() * 4)::int], app.clock()
   from location l join service s on s.organization_id = l.organization_id order by random() limit ${PLACES}`,
  `insert into opening_span (organization_id, location_id, weekday, opens_minute, closes_minute)
   select organization_id, id, d, 480 + (d * 15), 1020 + (d * 30) from location, generate_series(1, 5) d where random() < 0.9`,
  `insert into opening_exception (organization_id, location_id, from_day, until_day)
   select organization_id, id, current_date + 4, current_date + 5 from location`,
  `insert into agreement (agency_id, organization_id, number, state, starts_on, ends_on)
   select a.id, h.id, 'G-' || h.n, 'active', current_date - 100, current_date + 200 from agency a, house h where h.n % 10 = 0`,
  `insert into rate (agency_id, organization_id, agreement_id, service_id, unit_type, rate_cents, starts_on, ends_on)
   select g.agency_id, g.organization_id, g.id, s.id, 'hour', 8000, g.starts_on, g.ends_on from agreement g join service s on s.organization_id = g.organization_id`,
];
