// The cast of every story: two agencies, two providers, the people who work for them, and Rosa, who needs help. All made up.
import { sql } from "drizzle-orm";
import type { Actor, Role } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import type { Db } from "#app/database/transaction.server";
import {
  accounts,
  agencies,
  agreements,
  cases,
  clients,
  funds,
  locations,
  memberships,
  needs,
  openingSpans,
  organizations,
  people,
  practitioners,
  rates,
  serviceSpecialties,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";

const TROUPE = {
  ines: ["Ines Moreau", "harbor", "caseworker"],
  carl: ["Carl Whitfield", "harbor", "caseworker"],
  sol: ["Sol Abara", "harbor", "supervisor"],
  nadia: ["Nadia Petrov", "harbor", "network_manager"],
  finn: ["Finn Delgado", "harbor", "finance_reviewer"],
  freya: ["Freya Lind", "harbor", "finance_approver"],
  ada: ["Ada Okafor", "harbor", "administrator"],
  audrey: ["Audrey Chen", "harbor", "auditor"],
  otto: ["Otto Brandt", "otherton", "caseworker"],
  olga: ["Olga Reyes", "otherton", "finance_approver"],
  mara: ["Mara Quinn", "northside", "coordinator"],
  pavel: ["Pavel Novak", "northside", "practitioner"],
  bea: ["Bea Lopez", "northside", "biller"],
  ora: ["Ora Haddad", "northside", "organization_administrator"],
  sid: ["Sid Martin", "southside", "coordinator"],
  bess: ["Bess Turner", "southside", "biller"],
} as const satisfies Record<string, readonly [string, House, Role]>;

type House = "harbor" | "otherton" | "northside" | "southside";
export type PersonName = keyof typeof TROUPE;
export type Cast = Record<PersonName, Actor> & Scene;
export type Scene = Awaited<ReturnType<typeof layScene>>;

/** Puts everybody and everything on stage; runs as the guards' role, before any story begins. */
export async function layCast(db: Db): Promise<Cast> {
  const houses = await layHouses(db);
  const actors: Partial<Record<PersonName, Actor>> = {};
  for (const [key, [name, house, role]] of Object.entries(TROUPE)) {
    actors[key as PersonName] = await addPerson(db, `${key}@example.org`, name, houses[house], role);
  }
  const troupe = actors as Record<PersonName, Actor>;
  return { ...troupe, ...(await layScene(db, houses, troupe)) };
}

type HouseIds = Record<House, { agencyId: string | null; organizationId: string | null }>;

async function layHouses(db: Db): Promise<HouseIds> {
  const [harbor, otherton] = await db
    .insert(agencies)
    .values([
      { name: "Harbor County Human Services", slug: "harbor" },
      { name: "Otherton City Services", slug: "otherton" },
    ])
    .returning({ id: agencies.id });
  const [northside, southside] = await db
    .insert(organizations)
    .values([
      { name: "Northside Care", email: "desk@northside.example.org" },
      { name: "Southside Aid", email: "desk@southside.example.org" },
    ])
    .returning({ id: organizations.id });
  if (!harbor || !otherton || !northside || !southside) throw new Error("the houses were not built");
  const agency = (id: string) => ({ agencyId: id, organizationId: null });
  const organization = (id: string) => ({ agencyId: null, organizationId: id });
  return {
    harbor: agency(harbor.id),
    otherton: agency(otherton.id),
    northside: organization(northside.id),
    southside: organization(southside.id),
  };
}

/** One more person with a seat in a house; their account has no password until a story gives one. */
export async function addPerson(
  db: Db,
  email: string,
  name: string,
  house: HouseIds[House],
  role: Role,
): Promise<Actor> {
  const [person] = await db.insert(people).values({ name, email }).returning({ id: people.id });
  if (!person) throw new Error("no person");
  await db.insert(accounts).values({ personId: person.id });
  const [membership] = await db
    .insert(memberships)
    .values({ personId: person.id, role, ...house })
    .returning({ id: memberships.id });
  const actor = membership && (await findActor(db, membership.id, "story"));
  if (!actor) throw new Error("no actor");
  return actor;
}

const NINE = 9 * 60;
const FIVE = 17 * 60;
const WEEKDAYS = [1, 2, 3, 4, 5];

async function layScene(db: Db, houses: HouseIds, troupe: Record<PersonName, Actor>) {
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
export async function grant(db: Db, agencyId: string, fundId: string, cents: bigint): Promise<void> {
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

function one(id: string | null): string {
  if (!id) throw new Error("a house without an id");
  return id;
}
