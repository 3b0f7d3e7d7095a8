// What ended services cost, as the database sums it, equals a plain, slow sum, by need, by programme and by place, on random services around the edges of quarters.
import fc from "fast-check";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { expect, test } from "vitest";
import { type CostRow, costLines, costsOf } from "#app/models/insight/cost";
import { readCosts } from "#app/models/insight/money-desk.server";
import { type Period, parsePeriod } from "#app/models/insight/period";
import { localDay, startOfDay } from "#app/models/values/calendar-day";
import { onStage } from "#tests/stage/on-stage";

const QUARTER = parsePeriod("2026-Q1") as Period;
const ZONE = "America/New_York";
const HOUR = 3_600_000;
const edges = [startOfDay(QUARTER.from, ZONE), startOfDay(QUARTER.until, ZONE)];

const services = fc.uniqueArray(
  fc.record({
    id: fc.uuid({ version: 4 }),
    ended: fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -30, max: 30 }))
      .map(([edge, hours]) => new Date(edge.getTime() + hours * HOUR)),
    state: fc.constantFrom("completed", "completed", "not_completed", "cancelled"),
    outcome: fc.constantFrom("got_service", "partly", "no_show"),
    specialty: fc.constantFrom(0, 1, null),
    area: fc.constantFrom("212xx", "210xx", "Glen Burnie", null),
    // Hours before it was sent that the case joined; null: it is in none. The second is the one it joined later.
    joined: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
    joinedToo: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
    granted: fc.array(fc.record({ used: fc.nat({ max: 900 }), rate: fc.integer({ min: 1, max: 9_999 }) }), {
      maxLength: 3,
    }),
  }),
  { minLength: 60, maxLength: 120, selector: ({ id }) => id },
);
type Service = (typeof services extends fc.Arbitrary<infer All> ? All : never)[number];

const PROGRAMMES = ["019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"] as const;
const NAMES = ["Housing First", "Food at Home"] as const;
const sentOf = ({ ended }: Service) => new Date(ended.getTime() - 48 * HOUR);
const joinedAt = (one: Service, hours: number) => new Date(sentOf(one).getTime() - hours * HOUR);

/** Each service by itself: its own row, with its own cost. */
function plainRows(all: readonly Service[], specialties: readonly Specialty[]): CostRow[] {
  return all.flatMap((one): CostRow[] => {
    const day = localDay(one.ended, ZONE);
    const used = one.granted.filter((grant) => grant.used > 0);
    if (one.state === "cancelled" || used.length === 0 || day < QUARTER.from || day >= QUARTER.until) return [];
    const cents = used.reduce((sum, { used: units, rate }) => sum + (BigInt(units) * BigInt(rate) + 50n) / 100n, 0n);
    const specialty = one.specialty === null ? null : specialties[one.specialty];
    const then = [one.joined, one.joinedToo]
      .flatMap((hours, place) => (hours === null || hours < 0 ? [] : [{ hours, place }]))
      .sort((one, other) => other.hours - one.hours || one.place - other.place);
    const place = then[0]?.place;
    return [
      {
        specialty: specialty?.id ?? "",
        specialtyName: specialty?.name ?? null,
        programme: place === undefined ? "" : (PROGRAMMES[place] ?? ""),
        programmeName: place === undefined ? null : (NAMES[place] ?? null),
        area: one.area?.replace("xx", "") ?? "",
        completed: one.state === "completed",
        outcome: one.outcome,
        services: 1,
        cents: String(cents),
      },
    ];
  });
}

type Specialty = { readonly id: string; readonly name: string };

interface House {
  readonly agency_id: string;
  readonly by: string;
  readonly organizationId: string;
  readonly serviceAtLocationId: string;
  readonly specialties: readonly Specialty[];
}

/** In the place of what was there. As the owner of the server: triggers and keys to other tables are off for it. */
async function layServices(admin: Sql, house: House, all: readonly Service[]): Promise<void> {
  const { agency_id, by, specialties } = house;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of ["referral", "offer", "authorization", "enrolment", "programme"])
      await sql`delete from ${sql(table)}`;
    await sql`insert into programme ${sql(PROGRAMMES.map((id, at) => ({ id, agency_id, name: NAMES[at] ?? "", purpose: "", created_by: by })))}`;
    await sql`insert into referral ${sql(
      all.map((one, at) => ({
        ...{ id: one.id, agency_id, case_id: one.id, client_id: one.id, number: `R-8${at}`, created_by: by },
        ...{ state: one.state, outcome: one.outcome, ended_at: one.ended, sent_at: sentOf(one) },
        specialty_id: one.specialty === null ? null : (specialties[one.specialty]?.id ?? null),
      })),
    )}`;
    await layGrants(sql, house, all);
  });
}

async function layGrants(sql: TransactionSql, house: House, all: readonly Service[]): Promise<void> {
  const { agency_id, by, organizationId: organization_id, serviceAtLocationId } = house;
  await sql`insert into offer ${sql(
    all.map((one) => ({
      ...{ agency_id, referral_id: one.id, organization_id, state: "accepted" },
      service_at_location_id: serviceAtLocationId,
      summary: sql.json(one.area === null ? {} : { area: one.area }),
    })),
  )}`;
  const grants = all.flatMap((one) => one.granted.map((grant) => ({ one, grant })));
  await sql`insert into "authorization" ${sql(
    grants.map(({ one, grant }, at) => ({
      ...{
        agency_id,
        organization_id,
        referral_id: one.id,
        client_id: one.id,
        service_id: one.id,
        fund_id: one.id,
      },
      ...{ number: `A-8${at}`, unit_type: "hour", units: "100", units_used: String(grant.used / 100) },
      ...{ rate_cents: grant.rate, starts_on: "2025-01-01", ends_on: "2026-12-31", time_zone: ZONE },
      ...{ state: "active", proposed_by: by },
    })),
  )}`;
  const joined = all.flatMap((one) =>
    [one.joined, one.joinedToo].flatMap((hours, place) => (hours === null ? [] : [{ one, hours, place }])),
  );
  await sql`insert into enrolment ${sql(
    joined.map(({ one, hours, place }) => ({
      ...{
        agency_id,
        case_id: one.id,
        client_id: one.id,
        programme_id: PROGRAMMES[place] ?? "",
        state: "enrolled",
      },
      ...{ id: `${one.id.slice(0, -1)}${place}`, stage_id: one.id, eligibility: "yes", created_by: by },
      created_at: joinedAt(one, hours),
    })),
  )}`;
}

test("Freya reads what each need, programme and place cost, to the cent; Ines reads nothing", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    try {
      const specialties = await admin<
        { id: string; name: string }[]
      >`select id, name from specialty order by id limit 2`;
      const house = { agency_id: cast.agencyId, by: cast.ines.membershipId, ...cast.northside, specialties };
      await fc.assert(
        fc.asyncProperty(services, async (all) => {
          await layServices(admin, house, all);
          const plain = plainRows(all, specialties);
          for (const grouping of ["specialty", "programme", "area"] as const) {
            const lines = costLines(plain, grouping);
            for (const narrowed of grouping === "specialty"
              ? [null]
              : lines.map(({ value }) => ({ grouping, value }))) {
              const read = await as(cast.freya, (db) => readCosts(db, QUARTER, narrowed), "read");
              expect(read).toEqual(costsOf(plain, narrowed));
            }
          }
          expect((await as(cast.ines, (db) => readCosts(db, QUARTER, null), "read")).lines).toEqual([]);
        }),
        { numRuns: 5 },
      );
    } finally {
      await admin.end();
    }
  }));
