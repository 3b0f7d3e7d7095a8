// The scene of every story: places, services, an agreement with a price, a fund, and Rosa with her case. All made up; decides nothing.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import {
  agreements,
  cases,
  clients,
  funds,
  locations,
  needs,
  openingSpans,
  practitioners,
  rates,
  serviceSpecialties,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";
import { type HouseIds, one } from "./houses";

export type Scene = Awaited<ReturnType<typeof layScene>>;

const NINE = 9 * 60;
const FIVE = 17 * 60;
const WEEKDAYS = [1, 2, 3, 4, 5];

/** @param troupe whom the scene needs: Pavel treats, and Ines opens Rosa's case */
export async function layScene(db: Db, houses: HouseIds, troupe: { readonly pavel: Actor; readonly ines: Actor }) {
  const agencyId = one(houses.harbor.agencyId);
  const othertonId = one(houses.otherton.agencyId);
  const northside = await layProvider(db, one(houses.northside.organizationId), "Northside", 39.29, -76.61);
  const southside = await layProvider(db, one(houses.southside.organizationId), "Southside", 39.25, -76.62);
  const tree = await laySpecialties(db);
  for (const place of [northside, southside]) {
    await db
      .insert(serviceSpecialties)
      .values({ organizationId: place.organizationId, serviceId: place.serviceId, specialtyId: tree.counselingId });
  }
  const year = {
    startsOn: sql`(app.clock() - interval '1 year')::date`,
    endsOn: sql`(app.clock() + interval '1 year')::date`,
  };
  const agreementIds: string[] = [];
  for (const [number, place] of [
    ["G-0001", northside],
    ["G-0002", southside],
  ] as const) {
    agreementIds.push(await layAgreement(db, agencyId, number, place, year));
  }
  const fund = first(
    await db
      .insert(funds)
      .values({ agencyId, name: "Community support", code: "CS", ...year })
      .returning({ id: funds.id }),
  );
  await grant(db, agencyId, fund.id, 5_000_000n);
  const pavel = first(
    await db
      .insert(practitioners)
      .values({
        organizationId: northside.organizationId,
        membershipId: troupe.pavel.membershipId,
        name: troupe.pavel.name,
        title: "Counselor",
      })
      .returning({ id: practitioners.id }),
  );
  const rosa = await layClient(db, agencyId, troupe.ines, tree.counselingId);
  return {
    agencyId,
    othertonId,
    northside,
    southside,
    ...tree,
    agreementIds,
    fundId: fund.id,
    practitionerId: pavel.id,
    rosa,
  };
}

async function layProvider(db: Db, organizationId: string, name: string, latitude: number, longitude: number) {
  const place = first(
    await db
      .insert(locations)
      .values({
        organizationId,
        name: `${name} House`,
        addressLine: "12 Example Street",
        city: "Baltimore",
        region: "MD",
        postalCode: "21201",
        latitude,
        longitude,
        pointPrecision: "given",
        timeZone: "America/New_York",
        languages: ["en", "es"],
        accessibility: ["wheelchair"],
      })
      .returning({ id: locations.id }),
  );
  const service = first(
    await db
      .insert(services)
      .values({ organizationId, name: `${name} counseling`, description: "Talking therapy for adults." })
      .returning({ id: services.id }),
  );
  const found = first(
    await db
      .insert(servicesAtLocation)
      .values({
        organizationId,
        serviceId: service.id,
        locationId: place.id,
        takesReferrals: "yes",
        openPlaces: 4,
        capacityAt: sql`app.clock()`,
      })
      .returning({ id: servicesAtLocation.id }),
  );
  await db.insert(openingSpans).values(
    WEEKDAYS.map((weekday) => ({
      organizationId,
      locationId: place.id,
      weekday,
      opensMinute: NINE,
      closesMinute: FIVE,
    })),
  );
  return { organizationId, locationId: place.id, serviceId: service.id, serviceAtLocationId: found.id };
}

async function laySpecialties(db: Db) {
  const health = first(
    await db.insert(specialties).values({ code: "H", name: "Health" }).returning({ id: specialties.id }),
  );
  await db.execute(sql`update specialty set path = array[id], depth = 1 where id = ${health.id}`);
  const mind = first(
    await db
      .insert(specialties)
      .values({ code: "H-1", name: "Mental health", parentId: health.id, depth: 2 })
      .returning({ id: specialties.id }),
  );
  await db.execute(sql`update specialty set path = array[${health.id}::uuid, id] where id = ${mind.id}`);
  const talk = first(
    await db
      .insert(specialties)
      .values({ code: "H-1-1", name: "Counseling", parentId: mind.id, depth: 3, synonyms: ["therapy", "talking"] })
      .returning({ id: specialties.id }),
  );
  await db.execute(
    sql`update specialty set path = array[${health.id}::uuid, ${mind.id}::uuid, id] where id = ${talk.id}`,
  );
  return { healthId: health.id, mentalHealthId: mind.id, counselingId: talk.id };
}

async function layAgreement(
  db: Db,
  agencyId: string,
  number: string,
  place: { organizationId: string; serviceId: string },
  year: { startsOn: ReturnType<typeof sql>; endsOn: ReturnType<typeof sql> },
): Promise<string> {
  const { organizationId, serviceId } = place;
  const agreement = first(
    await db
      .insert(agreements)
      .values({ agencyId, organizationId, number, ...year })
      .returning({ id: agreements.id }),
  );
  await db.execute(sql`update agreement set state = 'active' where id = ${agreement.id}`);
  await db.insert(rates).values({
    agencyId,
    organizationId,
    agreementId: agreement.id,
    serviceId,
    unitType: "hour",
    rateCents: 8000n,
    ...year,
  });
  return agreement.id;
}

/** Puts money into a fund. */
async function grant(db: Db, agencyId: string, fundId: string, cents: bigint): Promise<void> {
  const legs = JSON.stringify([
    { fund: fundId, account: "budget", cents: String(-cents) },
    { fund: fundId, account: "available", cents: String(cents) },
  ]);
  await db.execute(
    sql`select app.post_ledger(${agencyId}::uuid, 'grant', ${`grant:${fundId}`}, ${legs}::jsonb, null, null, null, null)`,
  );
}

async function layClient(db: Db, agencyId: string, owner: Actor, specialtyId: string) {
  const client = first(
    await db
      .insert(clients)
      .values({
        agencyId,
        number: "C-0001",
        givenName: "Rosa",
        familyName: "Canary-Fields",
        birthDay: "1988-04-12",
        telephone: "410-555-0142",
        email: "rosa@example.org",
        addressLine: "7 Canary Lane",
        city: "Baltimore",
        region: "MD",
        postalCode: "21202",
        latitude: 39.296,
        longitude: -76.607,
        pointPrecision: "postal_code",
        createdBy: owner.membershipId,
      })
      .returning({ id: clients.id }),
  );
  const opened = first(
    await db
      .insert(cases)
      .values({
        agencyId,
        clientId: client.id,
        number: "K-0001",
        ownerMembershipId: owner.membershipId,
        summary: "Wants to talk to somebody.",
      })
      .returning({ id: cases.id }),
  );
  const need = first(
    await db
      .insert(needs)
      .values({ agencyId, caseId: opened.id, specialtyId, words: "Counseling after a loss" })
      .returning({ id: needs.id }),
  );
  await db.execute(
    sql`insert into number_series (house_id, kind, last) values (${agencyId}::uuid, 'C', 1), (${agencyId}::uuid, 'K', 1), (${agencyId}::uuid, 'G', 2)`,
  );
  return { clientId: client.id, caseId: opened.id, needId: need.id };
}

function first<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error("nothing was put on stage");
  return row;
}
