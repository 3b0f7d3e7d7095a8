// Lays the demo's directory: about sixty organizations, their places, services, hours and phones, and the agencies' agreements with them.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import {
  agreements,
  credentials,
  locations,
  openingExceptions,
  openingSpans,
  organizations,
  phones,
  rates,
  serviceAreas,
  serviceSpecialties,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";
import { PROVIDER_LICENCE } from "./credential-codes";
import { type Houses, idOf, layPractitioner } from "./houses";
import { type OrganizationPlan, organizationPlans } from "./organization-plans";
import { madeUpAddress, REGION, TIME_ZONE, towns } from "./places";
import type { Chance } from "./random";
import { accessibilityOf, areaOf, holidaysOf, reachOf } from "./reach";
import { type Leaf, taxonomy } from "./taxonomy";
import { exceptionOf, practitionerNames, titles, weekOf } from "./texture";

export interface DemoSpecialty extends Leaf {
  readonly id: string;
  readonly top: string;
}

export interface DemoService {
  readonly serviceId: string;
  readonly specialty: DemoSpecialty;
  readonly places: readonly { readonly serviceAtLocationId: string; readonly locationId: string }[];
}

export interface DemoProvider {
  readonly organizationId: string;
  readonly name: string;
  readonly services: readonly DemoService[];
  readonly practitionerIds: readonly string[];
  /** Agencies with an agreement, and the price they agreed on. */
  readonly agencies: readonly ("harbor" | "bayview")[];
}

export interface Year {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The tree of the taxonomy, parents before children. */
export async function laySpecialties(db: Db): Promise<DemoSpecialty[]> {
  const leaves: DemoSpecialty[] = [];
  for (const [place, [top, middles]] of Object.entries(taxonomy).entries()) {
    const topId = await addSpecialty(db, `T${place + 1}`, top, [], []);
    for (const [at, [middle, children]] of Object.entries(middles).entries()) {
      const middleId = await addSpecialty(db, `T${place + 1}.${at + 1}`, middle, [topId], []);
      for (const [index, child] of children.entries()) {
        const id = await addSpecialty(
          db,
          `T${place + 1}.${at + 1}.${index + 1}`,
          child.name,
          [topId, middleId],
          child.synonyms,
        );
        leaves.push({ ...child, id, top });
      }
    }
  }
  return leaves;
}

async function addSpecialty(
  db: Db,
  code: string,
  name: string,
  parents: readonly string[],
  synonyms: readonly string[],
): Promise<string> {
  const [row] = await db
    .insert(specialties)
    .values({ code, name, parentId: parents.at(-1) ?? null, depth: parents.length + 1, synonyms: [...synonyms] })
    .returning({ id: specialties.id });
  const id = idOf(row);
  await db.execute(
    sql`update specialty set path = ${`{${[...parents, id].join(",")}}`}::uuid[] where id = ${id}::uuid`,
  );
  return id;
}

/** Every organization of the plans, the three with people of their own first. */
export async function layProviders(
  db: Db,
  houses: Houses,
  leaves: readonly DemoSpecialty[],
  year: Year,
  chance: Chance,
): Promise<DemoProvider[]> {
  const providers: DemoProvider[] = [];
  for (const [number, plan] of organizationPlans(leaves, chance).entries()) {
    const organizationId = (plan.house && houses[plan.house].organizationId) ?? (await addOrganization(db, plan));
    providers.push(await layProvider(db, houses, { ...plan, organizationId, number }, year, chance));
  }
  // Numbered here, not by the series: it goes on where these end.
  await db.execute(sql`insert into number_series (house_id, kind, last)
    select agency_id, 'G', max(substring(number from 3)::bigint) from agreement group by agency_id`);
  return providers;
}

async function addOrganization(db: Db, plan: OrganizationPlan): Promise<string> {
  const [row] = await db
    .insert(organizations)
    .values({
      name: plan.name,
      description: plan.description,
      email: plan.email,
      website: plan.website,
      legalStatus: "nonprofit",
    })
    .returning({ id: organizations.id });
  return idOf(row);
}

type Planned = OrganizationPlan & { readonly organizationId: string; readonly number: number };

async function layProvider(db: Db, houses: Houses, plan: Planned, year: Year, chance: Chance): Promise<DemoProvider> {
  const { organizationId, number } = plan;
  const locationIds: string[] = [];
  for (let place = 0; place < plan.placeCount; place++) locationIds.push(await layLocation(db, plan, place, chance));
  const made: DemoService[] = [];
  for (const [at, specialty] of plan.specialties.entries())
    made.push(await layService(db, organizationId, { ...specialty, number: number * 3 + at }, locationIds, chance));
  const practitionerIds: string[] = [];
  for (const name of chance.some(practitionerNames, plan.house ? 1 : 2)) {
    practitionerIds.push(await layPractitioner(db, organizationId, name, chance.pick(titles), null));
  }
  await layCredential(db, organizationId, chance);
  for (const [at, agency] of plan.agencies.entries()) {
    await layAgreement(
      db,
      houses[agency].agencyId ?? "",
      `G-${String(number * 2 + at + 1).padStart(4, "0")}`,
      organizationId,
      made,
      year,
      chance,
    );
  }
  return { organizationId, name: plan.name, services: made, practitionerIds, agencies: plan.agencies };
}

async function layLocation(db: Db, plan: Planned, place: number, chance: Chance): Promise<string> {
  const { organizationId, number } = plan;
  const town = towns[(number * 3 + place * 5) % towns.length] ?? chance.pick(towns);
  const unplaced = chance.happens(0.03);
  const [row] = await db
    .insert(locations)
    .values({
      organizationId,
      name: place === 0 ? plan.name : `${plan.name}, ${town.name}`,
      addressLine: madeUpAddress(number * 5 + place),
      city: town.name,
      region: REGION,
      postalCode: town.postalCode,
      latitude: unplaced ? null : town.latitude + (chance.next() - 0.5) * 0.03,
      longitude: unplaced ? null : town.longitude + (chance.next() - 0.5) * 0.03,
      pointPrecision: unplaced ? "none" : "given",
      timeZone: TIME_ZONE,
      languages: ["en", ...(chance.happens(0.45) ? ["es"] : []), ...(chance.happens(0.12) ? ["zh"] : [])],
      accessibility: accessibilityOf(chance.happens(0.7), number * 5 + place),
      holidays: holidaysOf(plan.rhythm),
      transportation: chance.happens(0.5) ? "Bus stop at the door." : null,
    })
    .returning({ id: locations.id });
  const locationId = idOf(row);
  await db.insert(phones).values({
    organizationId,
    locationId,
    number: `410-555-${String(100 + ((number * 13 + place * 7) % 100)).padStart(4, "0")}`,
  });
  const week = weekOf(plan.rhythm, chance);
  if (week.length > 0)
    await db.insert(openingSpans).values(week.map((span) => ({ organizationId, locationId, ...span })));
  const exception = exceptionOf(chance);
  if (exception) {
    await db.insert(openingExceptions).values({
      organizationId,
      locationId,
      closed: true,
      reason: exception.reason,
      fromDay: sql`(app.clock() + make_interval(days => ${exception.inDays}::int))::date`,
      untilDay: sql`(app.clock() + make_interval(days => ${exception.inDays + exception.days}::int))::date`,
    });
  }
  return locationId;
}

async function layService(
  db: Db,
  organizationId: string,
  { number, ...specialty }: DemoSpecialty & { readonly number: number },
  locationIds: readonly string[],
  chance: Chance,
): Promise<DemoService> {
  const [row] = await db
    .insert(services)
    .values({
      organizationId,
      name: specialty.name,
      description: `${specialty.name} for people of the county. The first talk is free and without obligation.`,
      eligibility: chance.pick([
        "Adults who live in the county.",
        "Anybody who asks.",
        "Families with children under 18.",
        null,
      ]),
      minimumAge: chance.happens(0.3) ? 18 : null,
      applicationProcess: chance.pick([
        "Referral by an agency.",
        "Telephone or walk in.",
        "Referral by an agency, then a first talk.",
      ]),
      languages: ["en"],
      ...reachOf(specialty, number),
    })
    .returning({ id: services.id });
  const serviceId = idOf(row);
  await db.insert(serviceSpecialties).values({ organizationId, serviceId, specialtyId: specialty.id });
  const postalCodes = areaOf(specialty, number);
  if (postalCodes.length > 0) await db.insert(serviceAreas).values({ organizationId, serviceId, postalCodes });
  const at = chance.some(locationIds, Math.max(1, Math.ceil(locationIds.length * 0.8)));
  const places: { serviceAtLocationId: string; locationId: string }[] = [];
  for (const locationId of at) {
    const takesReferrals = chance.pick(["yes", "yes", "yes", "yes", "waitlist", "no", "unknown"] as const);
    const [found] = await db
      .insert(servicesAtLocation)
      .values({
        organizationId,
        serviceId,
        locationId,
        takesReferrals,
        openPlaces: takesReferrals === "yes" ? chance.whole(1, 12) : null,
        capacityAt:
          takesReferrals === "unknown" ? null : sql`app.clock() - make_interval(days => ${chance.whole(0, 40)}::int)`,
      })
      .returning({ id: servicesAtLocation.id });
    places.push({ serviceAtLocationId: idOf(found), locationId });
  }
  return { serviceId, specialty, places };
}

async function layCredential(db: Db, organizationId: string, chance: Chance): Promise<void> {
  const [row] = await db
    .insert(credentials)
    .values({
      organizationId,
      kind: "licence",
      typeCode: PROVIDER_LICENCE,
      number: `L-${chance.whole(10000, 99999)}`,
      issuer: "State licensing board",
      issuedOn: sql`(app.clock() - interval '400 days')::date`,
      expiresOn: sql`(app.clock() + make_interval(days => ${chance.whole(20, 700)}::int))::date`,
    })
    .returning({ id: credentials.id });
  await db.execute(sql`update credential set state = 'verified' where id = ${idOf(row)}::uuid`);
}

async function layAgreement(
  db: Db,
  agencyId: string,
  number: string,
  organizationId: string,
  made: readonly DemoService[],
  year: Year,
  chance: Chance,
): Promise<void> {
  const [row] = await db
    .insert(agreements)
    .values({ agencyId, organizationId, number, ...year })
    .returning({ id: agreements.id });
  const agreementId = idOf(row);
  await db.execute(sql`update agreement set state = 'active' where id = ${agreementId}::uuid`);
  for (const { serviceId, specialty } of made) {
    const rateCents = BigInt(Math.round((specialty.rateCents * chance.whole(92, 108)) / 500) * 5);
    await db
      .insert(rates)
      .values({ agencyId, organizationId, agreementId, serviceId, unitType: specialty.unitType, rateCents, ...year });
  }
}
