// Makes small directories by chance and puts them into the database, each place as the plain search knows it. Judges nothing.

import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "#app/database/transaction.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import {
  agreements,
  credentials,
  locations,
  openingExceptions,
  openingSpans,
  organizations,
  serviceAreas,
  serviceSpecialties,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import type { PlainPlace } from "./plain-search";

export const ZONES = [
  "America/New_York",
  "America/Chicago",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Europe/London",
] as const;
const NAMES = ["Dental care", "Food pantry", "Night shelter", "Counseling café", "Ride home"] as const;
const WILLING = ["yes", "waitlist", "unknown", "no"] as const;
const some = <Value>(...values: readonly Value[]) => fc.subarray([...values], { minLength: 0 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);

const span = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  opensMinute: minute,
  minutes: fc.constantFrom(15, 60, 240, 480, 720, 1440),
  own: fc.boolean(),
  rule: fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ seasonFrom: 501, seasonUntil: 1101 }) },
    { weight: 1, arbitrary: fc.constant({ nth: [1, 3] as const }) },
    { weight: 1, arbitrary: fc.constant({ everyWeeks: 2, anchorDay: "2026-11-02" }) },
    { weight: 1, arbitrary: fc.constant({ fromDay: "2026-11-01", untilDay: "2026-11-20" }) },
  ),
});

const exception = fc.record({
  fromDay: fc.integer({ min: 0, max: 30 }),
  days: fc.integer({ min: 1, max: 3 }),
  own: fc.boolean(),
  hours: maybe(fc.record({ opensMinute: minute, minutes: fc.constantFrom(60, 600, 900) })),
});

const HOUR = 3_600_000;
const hoursFrom = (days: number, least: number, most: number) =>
  fc.integer({ min: least * 24, max: most * 24 }).map((hour) => new Date(Date.UTC(2026, 9, days) + hour * HOUR));
/** Mostly known lately, and sometimes long ago, so that a half-life may end on the very day that is asked about. */
const knownAt = fc.oneof(
  { weight: 5, arbitrary: hoursFrom(1, -20, 50) },
  { weight: 1, arbitrary: hoursFrom(1, -420, 0) },
);

const place = fc.record({
  known: fc.record({ contact: knownAt, address: knownAt, hours: knownAt, services: knownAt, access: knownAt }),
  capacityAt: hoursFrom(1, -10, 60),
  house: fc.integer({ min: 0, max: 2 }),
  name: fc.constantFrom(...NAMES),
  point: maybe(
    fc.record({
      latitude: fc.double({ min: 39, max: 39.6, noNaN: true }),
      longitude: fc.double({ min: -77, max: -76.2, noNaN: true }),
    }),
  ),
  zone: fc.constantFrom(...ZONES),
  spans: fc.array(span, { maxLength: 5 }),
  exceptions: fc.array(exception, { maxLength: 2 }),
  holidays: fc.constantFrom(null, null, "us_federal"),
  languages: some("en", "es", "vi"),
  modes: some("on_site", "remote", "at_home"),
  accessibility: some("wheelchair", "sign_language"),
  serves: some("women", "veterans"),
  minimumAge: maybe(fc.constantFrom(0, 18, 60)),
  maximumAge: maybe(fc.constantFrom(17, 59)),
  cost: maybe(fc.constantFrom("free", "fee")),
  willing: fc.integer({ min: 0, max: 3 }),
  specialty: fc.subarray([0, 1, 2], { minLength: 0 }),
  comesTo: maybe(fc.constantFrom<string[]>(["21201"], ["21202", "21201"], ["99999"])),
});

export type RandomPlace = typeof place extends fc.Arbitrary<infer Value> ? Value : never;
/** Places of three organizations; the first has an agreement, the second a licence that ran out, the third one that holds. */
export const randomDirectory = fc.array(place, { minLength: 1, maxLength: 14 });

export interface Tree {
  readonly houses: readonly string[];
  /** Three terms, each below the one before it. */
  readonly terms: readonly [string, string, string];
  readonly termNames: readonly [string, string, string];
}

const DAY_ZERO = Date.UTC(2026, 9, 25);
const dayOf = (number: number) => new Date(DAY_ZERO + number * 86_400_000).toISOString().slice(0, 10);

/** The three organizations of every directory. */
export async function layOrganizations(db: Db, agencyId: string): Promise<readonly string[]> {
  const houses = await db
    .insert(organizations)
    .values([{ name: "Alpha" }, { name: "Beta" }, { name: "Gamma" }])
    .returning({ id: organizations.id });
  const [alpha = "", beta = "", gamma = ""] = houses.map(({ id }) => id);
  const [agreement] = await db
    .insert(agreements)
    .values({ agencyId, organizationId: alpha, number: "G-0099", startsOn: "2020-01-01", endsOn: "2040-01-01" })
    .returning({ id: agreements.id });
  await db.execute(sql`update agreement set state = 'active' where id = ${agreement?.id ?? null}::uuid`);
  await db.insert(credentials).values([
    { organizationId: beta, kind: "licence", expiresOn: "2021-01-01" },
    { organizationId: gamma, kind: "licence", expiresOn: "2039-01-01" },
    { organizationId: gamma, kind: "licence", expiresOn: "2021-01-01" },
  ]);
  await db.execute(
    sql`update credential set state = 'verified' where organization_id = any(${`{${beta},${gamma}}`}::uuid[])`,
  );
  return [alpha, beta, gamma];
}

export async function layDirectory(db: Db, tree: Tree, given: readonly RandomPlace[]): Promise<PlainPlace[]> {
  const laid: PlainPlace[] = [];
  await layContacts(db, tree, given);
  for (const one of given)
    laid.push(await layPlace(db, tree, { ...one, known: { ...one.known, contact: contactOf(given, one) } }));
  return laid;
}

/** An organization's name and contact are as old as the first of its places says. */
const contactOf = (given: readonly RandomPlace[], { house, known }: RandomPlace) =>
  given.find((one) => one.house === house)?.known.contact ?? known.contact;

async function layContacts(db: Db, { houses }: Tree, given: readonly RandomPlace[]): Promise<void> {
  for (const one of given) {
    const at = contactOf(given, one).toISOString();
    await db.execute(
      sql`update organization set contact_at = ${at}::timestamptz where id = ${houses[one.house] ?? null}::uuid`,
    );
  }
}

async function layPlace(db: Db, tree: Tree, one: RandomPlace): Promise<PlainPlace> {
  const organizationId = tree.houses[one.house] ?? "";
  const agesMeet = one.minimumAge === null || one.maximumAge === null || one.minimumAge <= one.maximumAge;
  const maximumAge = agesMeet ? one.maximumAge : null;
  const locationId = await layLocation(db, organizationId, one);
  const serviceId = await layService(db, tree, organizationId, { ...one, maximumAge });
  const [sal] = await db
    .insert(servicesAtLocation)
    .values({
      organizationId,
      serviceId,
      locationId,
      takesReferrals: WILLING[one.willing] ?? "no",
      capacityAt: one.willing === 2 ? null : one.capacityAt,
      hoursAt: one.known.hours,
    })
    .returning({ id: servicesAtLocation.id });
  if (!sal) throw new Error("nothing was laid");
  const hours = await layHours(db, { organizationId, locationId }, sal.id, one);
  // Whoever offers a term is found under it and under all above it.
  const depth = one.specialty.length > 0 ? Math.max(...one.specialty) + 1 : 0;
  const held = asCalendarDay("2039-01-01");
  const ended = asCalendarDay("2021-01-01");
  return {
    ...one,
    ...hours,
    id: sal.id,
    inNetwork: one.house === 0,
    maximumAge,
    openPlaces: null,
    knownAt: one.known,
    capacityAt: one.willing === 2 ? null : one.capacityAt,
    specialties: tree.terms.slice(0, depth),
    words: [one.name, "House", ["Alpha", "Beta", "Gamma"][one.house], ...tree.termNames.slice(0, depth)].join(" "),
    licencesUntil: [[], [ended], [held, ended]][one.house] ?? [],
  };
}

async function layLocation(db: Db, organizationId: string, one: RandomPlace): Promise<string> {
  const [location] = await db
    .insert(locations)
    .values({
      organizationId,
      name: "House",
      latitude: one.point?.latitude ?? null,
      longitude: one.point?.longitude ?? null,
      pointPrecision: one.point ? "given" : "none",
      timeZone: one.zone,
      holidays: one.holidays,
      accessibility: one.accessibility,
      languages: one.languages,
      addressAt: one.known.address,
      accessAt: one.known.access,
    })
    .returning({ id: locations.id });
  return location?.id ?? "";
}

async function layService(db: Db, tree: Tree, organizationId: string, one: RandomPlace): Promise<string> {
  const { name, modes, serves, minimumAge, maximumAge, cost, specialty, comesTo } = one;
  const [service] = await db
    .insert(services)
    .values({ organizationId, name, modes, serves, minimumAge, maximumAge, cost, servicesAt: one.known.services })
    .returning({ id: services.id });
  const serviceId = service?.id ?? "";
  if (specialty.length > 0) {
    const terms = specialty.map((index) => tree.terms[index] ?? "");
    await db
      .insert(serviceSpecialties)
      .values(terms.map((specialtyId) => ({ organizationId, serviceId, specialtyId })));
  }
  if (comesTo) await db.insert(serviceAreas).values({ organizationId, serviceId, postalCodes: comesTo });
  return serviceId;
}

async function layHours(
  db: Db,
  place: { readonly organizationId: string; readonly locationId: string },
  salId: string,
  one: RandomPlace,
): Promise<Pick<PlainPlace, "spans" | "exceptions">> {
  const spans = one.spans.map(({ weekday, opensMinute, minutes, own, rule }) => ({
    weekday,
    opensMinute,
    closesMinute: opensMinute + minutes,
    own,
    ...rule,
  }));
  const exceptions = one.exceptions.map(({ fromDay, days, own, hours }) => ({
    fromDay: dayOf(fromDay),
    untilDay: dayOf(fromDay + days),
    closed: hours === null,
    opensMinute: hours?.opensMinute ?? null,
    closesMinute: hours ? hours.opensMinute + hours.minutes : null,
    own,
  }));
  const of = (own: boolean) => ({ ...place, serviceAtLocationId: own ? salId : null });
  if (spans.length > 0) await db.insert(openingSpans).values(spans.map(({ own, ...row }) => ({ ...row, ...of(own) })));
  if (exceptions.length > 0) {
    await db.insert(openingExceptions).values(exceptions.map(({ own, ...row }) => ({ ...row, ...of(own) })));
  }
  return { spans, exceptions };
}

/** Takes everything away again, so that the next directory stands alone. */
export async function clearDirectory(db: Db): Promise<void> {
  const mine = sql`(select id from organization where name in ('Alpha', 'Beta', 'Gamma'))`;
  for (const table of [
    "service_area",
    "opening_span",
    "opening_exception",
    "service_specialty",
    "service_at_location",
    "service",
    "location",
  ]) {
    await db.execute(sql`delete from ${sql.identifier(table)} where organization_id in ${mine}`);
  }
}
