// The page of one service at one place, as a caseworker reads it. Changes nothing; knows no client.
import { and, asc, desc, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { FACT_GROUPS, type HalfLives, isUnconfirmed } from "#app/models/organization/fact-groups";
import { readHalfLives } from "#app/models/organization/fact-rules.server";
import type { FactSource } from "#app/models/organization/public-facts";
import { readFactSources } from "#app/models/organization/public-facts.server";
import { addDays, type CalendarDay, daysBetween, localDay, weekdayOf } from "#app/models/values/calendar-day";
import { holidaysBetween, isHolidaySet } from "#app/models/values/holidays";
import type { ServiceAtLocationId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { type DaySpan, spansOfWeekday } from "#app/models/values/weekly-hours";
import { agreements, locations, organizations, phones, services, servicesAtLocation } from "#drizzle/schema";
import { DAYS_AHEAD, DAYS_BEFORE, type Details, fetchDetails } from "./details.server";
import { explainNetwork, explainOpening, type Reason } from "./explain";
import { explainCapacity } from "./explain-ages";
import { openingHours } from "./hours";
import { openingOf } from "./judge.server";
import { addressOf } from "./present";

const EXCEPTION_DAYS_SHOWN = 60;

export async function readProvider(db: Db, actor: Actor, id: ServiceAtLocationId, now: Date) {
  const agencyId = agencyOf(actor);
  const today = localDay(now, actor.timeZone);
  const [found] = await fetchDetails(db, [id], { agencyId, today, around: today });
  if (!found) throw new Refusal("not-found", 404);
  const [detail, numbers, others, agreement, halfLives, sources] = await Promise.all([
    readDetail(db, id),
    readPhones(db, found),
    readOthers(db, found),
    readAgreement(db, agencyId, found.organizationId, today),
    readHalfLives(db, agencyId),
    readFactSources(db, found.organizationId),
  ]);
  return {
    id,
    listed: found.listed,
    name: found.serviceName,
    organizationId: found.organizationId,
    organizationName: found.organizationName,
    locationName: found.locationName,
    address: addressOf(found),
    pointPrecision: found.pointPrecision,
    modes: found.modes,
    serves: found.serves,
    cost: found.cost,
    latitude: found.latitude,
    longitude: found.longitude,
    languages: found.languages,
    specialties: found.specialties,
    rates: found.rates,
    inNetwork: found.inNetwork,
    hoursText: found.hoursText,
    timeZone: found.timeZone,
    ...weekOf(found, localDay(now, found.timeZone)),
    opening: explainOpening(openingOf(found, now, today), found.timeZone, now, true),
    referrals: explainCapacity(found, halfLives, now, today),
    network: explainNetwork(found.inNetwork, found.suspendedSince, found.lacks) satisfies Reason,
    agreement,
    phones: numbers,
    ages: agesHere(found, sources, halfLives, now),
    others,
    ...detail,
  };
}

/** Each group of facts of this service at this place, with who said it and how long ago. */
function agesHere(found: Details, sources: readonly FactSource[], halfLives: HalfLives, now: Date) {
  const subjects = {
    contact: found.organizationId,
    address: found.locationId,
    hours: found.id,
    services: found.serviceId,
    access: found.locationId,
    capacity: found.id,
  };
  const today = localDay(now, found.timeZone);
  return FACT_GROUPS.map((group) => {
    const source = sources.find((one) => one.factGroup === group && one.subject === subjects[group]);
    const said = group === "capacity" ? found.capacityAt : found.ages[group];
    const at = said === null ? null : new Date(said);
    return {
      group,
      how: source?.how ?? ("entered" as const),
      source: source?.source ?? null,
      days: at && daysBetween(localDay(at, found.timeZone), today),
      unconfirmed: at === null || isUnconfirmed(at, found.timeZone, halfLives[group], now),
    };
  });
}

export type ProviderOfPage = Awaited<ReturnType<typeof readProvider>>;

/** Seven days in words' shape, the hours with their rules, and the exceptions of the coming weeks. */
function weekOf(found: Details, today: CalendarDay) {
  const { hours, exceptions } = openingHours(
    found.spans,
    found.exceptions,
    addDays(today, -DAYS_BEFORE),
    addDays(today, DAYS_AHEAD),
    found.holidays,
  );
  const days = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, spans: spansOfWeekday(hours, weekday) }));
  const last = addDays(today, EXCEPTION_DAYS_SHOWN);
  const byDay = new Map<string, DaySpan[]>();
  for (const { day, spans } of exceptions) {
    if (day >= today && day < last) byDay.set(day, [...(byDay.get(day) ?? []), ...(spans ?? [])]);
  }
  const set = found.holidays !== null && isHolidaySet(found.holidays) ? found.holidays : null;
  const holidays = new Map(set ? holidaysBetween(set, today, last).map(({ day, name }) => [day as string, name]) : []);
  const dated = [...byDay]
    .map(([day, spans]) => ({ day, spans, holiday: holidays.get(day) ?? null }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  return { days, hours: hours ?? [], holidays: found.holidays, dated, today: weekdayOf(today) };
}

async function readDetail(db: Db, id: ServiceAtLocationId) {
  const [row] = await db
    .select({
      description: services.description,
      applicationProcess: services.applicationProcess,
      eligibility: services.eligibility,
      minimumAge: services.minimumAge,
      maximumAge: services.maximumAge,
      fees: services.fees,
      alert: services.alert,
      interpretation: services.interpretation,
      website: services.website,
      email: services.email,
      organizationDescription: organizations.description,
      organizationWebsite: organizations.website,
      organizationEmail: organizations.email,
      accessibility: locations.accessibility,
      transportation: locations.transportation,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .innerJoin(organizations, eq(organizations.id, servicesAtLocation.organizationId))
    .where(eq(servicesAtLocation.id, id));
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

/** Numbers of the service, of the place, and of the whole house; not those of its other services and places. */
function readPhones(db: Db, found: Details) {
  return db
    .select({
      id: phones.id,
      number: phones.number,
      extension: phones.extension,
      kind: phones.kind,
      note: phones.note,
      ofPlace: phones.locationId,
    })
    .from(phones)
    .where(
      and(
        eq(phones.organizationId, found.organizationId),
        or(isNull(phones.locationId), eq(phones.locationId, found.locationId)),
        or(isNull(phones.serviceId), eq(phones.serviceId, found.serviceId)),
      ),
    )
    .orderBy(asc(phones.kind), asc(phones.id))
    .limit(20);
}

function readOthers(db: Db, found: Details) {
  return db
    .select({ id: servicesAtLocation.id, name: services.name, locationName: locations.name, city: locations.city })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(
      and(
        eq(servicesAtLocation.organizationId, found.organizationId),
        ne(servicesAtLocation.id, found.id),
        eq(servicesAtLocation.active, true),
        eq(services.status, "active"),
      ),
    )
    .orderBy(asc(services.name), asc(servicesAtLocation.id))
    .limit(30);
}

async function readAgreement(db: Db, agencyId: string, organizationId: string, today: CalendarDay) {
  const rows = await db
    .select({
      number: agreements.number,
      state: agreements.state,
      startsOn: agreements.startsOn,
      endsOn: agreements.endsOn,
    })
    .from(agreements)
    .where(
      and(
        eq(agreements.agencyId, agencyId),
        eq(agreements.organizationId, organizationId),
        isNotNull(agreements.activatedAt),
      ),
    )
    .orderBy(desc(agreements.endsOn))
    .limit(20);
  const holds = (row: (typeof rows)[number]) => row.state === "active" && row.startsOn <= today && today < row.endsOn;
  return rows.find(holds) ?? rows.toSorted((one, other) => (one.endsOn < other.endsOn ? 1 : -1))[0] ?? null;
}
