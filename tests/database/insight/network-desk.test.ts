// What a network manager reads of credentials that run out and agreements that end equals a plain count, on random papers around the days it looks ahead to.
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { expect, test } from "vitest";
import { AHEAD, readCredentialsAhead, readEndingAgreements } from "#app/models/insight/network-desk.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { onStage } from "#tests/stage/on-stage";

const TODAY = asCalendarDay("2026-03-20");
const LIMIT = 90;
const SHOWN = 12;

const uuidOf = (kind: number, number: number) =>
  `00000000-0000-4000-${8000 + kind}-${String(number).padStart(12, "0")}`;

/** Days from today, near each edge. */
const ahead = fc.tuple(fc.constantFrom(...AHEAD), fc.integer({ min: -2, max: 2 })).map(([edge, days]) => edge + days);

const papers = fc.array(
  fc.record({
    state: fc.constantFrom("verified", "verified", "expiring", "expired", "unverified", "revoked"),
    expires: fc.option(ahead, { nil: null, freq: 8 }),
    // Another took its place: looked at already, or not yet.
    renewed: fc.constantFrom(null, null, "verified", "unverified"),
    provider: fc.constantFrom("northside", "elsewhere"),
  }),
  { minLength: 1, maxLength: 40 },
);
type Paper = (typeof papers extends fc.Arbitrary<infer All> ? All : never)[number];

const agreements = fc.array(
  fc.record({
    state: fc.constantFrom("active", "active", "active", "suspended", "draft", "ended", "superseded"),
    ends: ahead,
    follows: fc.constantFrom(null, null, "active", "draft"),
    rates: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 20 },
);
type Agreed = (typeof agreements extends fc.Arbitrary<infer All> ? All : never)[number];

async function layPapers(admin: Sql, holders: Readonly<Record<Paper["provider"], string>>, all: readonly Paper[]) {
  const dayOf = (days: number | null) => (days === null ? null : addDays(TODAY, days));
  const rowOf = ({ provider, state, expires }: Omit<Paper, "renewed">, id: string, renews_id: string | null) => ({
    ...{ id, renews_id, organization_id: holders[provider], kind: "licence", state, expires_on: dayOf(expires) },
    verified_at: state === "unverified" ? null : new Date(),
    revoked_on: state === "revoked" ? "2026-01-01" : null,
  });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from credential`;
    await sql`insert into credential ${sql(
      all.flatMap((paper, at) => [
        rowOf(paper, uuidOf(1, at), null),
        // What takes its place runs so long that it is not counted itself.
        ...(paper.renewed
          ? [rowOf({ ...paper, state: paper.renewed, expires: 900 }, uuidOf(2, at), uuidOf(1, at))]
          : []),
      ]),
    )}`;
  });
}

/** One paper after another. */
function countPapers(all: readonly Paper[]) {
  const count = { past: 0, within30: 0, within60: 0, within90: 0 };
  for (const { state, expires, renewed, provider } of all) {
    if (provider !== "northside" || state === "unverified" || state === "revoked") continue;
    if (expires === null || renewed === "verified" || expires > 90) continue;
    if (expires <= 0) count.past += 1;
    else if (expires <= 30) count.within30 += 1;
    else if (expires <= 60) count.within60 += 1;
    else count.within90 += 1;
  }
  return count;
}

/** Each with a provider of its own, for one day has one agreement. */
async function layAgreements(admin: Sql, agency_id: string, all: readonly Agreed[]): Promise<void> {
  const rowOf = (at: number, kind: number, state: string, from: number, until: number) => ({
    ...{ id: uuidOf(kind, at), agency_id, organization_id: uuidOf(3, at), number: `G-${kind}${at}`, state },
    ...{ starts_on: addDays(TODAY, from), ends_on: addDays(TODAY, until) },
    activated_at: state === "draft" ? null : new Date(),
  });
  const rates = all.flatMap(({ rates: services }, at) => services.map((service, n) => ({ at, service, n })));
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from rate`;
    await sql`delete from agreement`;
    await sql`insert into organization ${sql(
      all.map((_, at) => ({ id: uuidOf(3, at), name: `Provider ${at}`, legal_status: "nonprofit" })),
    )} on conflict do nothing`;
    await sql`insert into agreement ${sql(
      all.flatMap(({ state, ends, follows }, at) => [
        rowOf(at, 4, state, -200, ends),
        ...(follows ? [rowOf(at, 5, follows, ends, ends + 365)] : []),
      ]),
    )}`;
    if (rates.length === 0) return;
    await sql`insert into rate ${sql(
      rates.map(({ at, service, n }) => ({
        ...{ agency_id, organization_id: uuidOf(3, at), agreement_id: uuidOf(4, at), service_id: uuidOf(7, service) },
        ...{ unit_type: "hour", rate_cents: 100, starts_on: addDays(TODAY, n * 2), ends_on: addDays(TODAY, n * 2 + 1) },
      })),
    )}`;
  });
}

/** One agreement after another, soonest first. */
const endingPlainly = (all: readonly Agreed[]) =>
  all
    .flatMap(({ state, ends, follows, rates }, at) =>
      ["active", "suspended"].includes(state) && ends > 0 && ends <= LIMIT && follows !== "active"
        ? [{ name: `Provider ${at}`, ends, services: new Set(rates).size }]
        : [],
    )
    .sort((one, other) => one.ends - other.ends || (one.name < other.name ? -1 : 1));

test("Nadia reads how many credentials of the network ran out and run out soon, by the day; Olga reads of none", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    try {
      const [elsewhere] = await admin<{ id: string }[]>`
        insert into organization (name, legal_status) values ('Elsewhere', 'nonprofit') returning id`;
      const holders = { northside: cast.northside.organizationId, elsewhere: elsewhere?.id ?? "" };
      await fc.assert(
        fc.asyncProperty(papers, async (all) => {
          await layPapers(admin, holders, all);
          expect(await as(cast.nadia, (db) => readCredentialsAhead(db, TODAY), "read")).toEqual(countPapers(all));
          expect(Object.values(await as(cast.olga, (db) => readCredentialsAhead(db, TODAY), "read"))).toEqual([
            0, 0, 0, 0,
          ]);
        }),
        { numRuns: 15 },
      );
    } finally {
      await admin.end();
    }
  }));

test("Nadia reads which agreements end within ninety days with nothing signed after them, soonest first; Olga reads none", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    try {
      await fc.assert(
        fc.asyncProperty(agreements, async (all) => {
          await layAgreements(admin, cast.agencyId, all);
          const { count, rows } = await as(cast.nadia, (db) => readEndingAgreements(db, cast.nadia, TODAY), "read");
          const plain = endingPlainly(all);
          expect(count).toBe(plain.length);
          expect(rows.map(({ organizationName, lastDay, services }) => [organizationName, lastDay, services])).toEqual(
            plain.slice(0, SHOWN).map(({ name, ends, services }) => [name, addDays(TODAY, ends - 1), services]),
          );
          expect((await as(cast.olga, (db) => readEndingAgreements(db, cast.nadia, TODAY), "read")).count).toBe(0);
        }),
        { numRuns: 15 },
      );
    } finally {
      await admin.end();
    }
  }));
