// A provider's own services at their places, as its portal shows and edits them. Another provider's are not there.
import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type ExceptionRow, openingAt, openingHours } from "#app/search/hours";
import { locations, openingExceptions, openingSpans, phones, services, servicesAtLocation } from "#drizzle/schema";
import { addDays, asCalendarDay, localDay } from "../values/calendar-day";
import type { ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { spanOfRow } from "../values/span-row";
import { isEveryWeek } from "../values/span-rule";
import { capacityAge, readOffered } from "./read.server";

const MOST_EXCEPTIONS = 60;
const MOST_PHONES = 20;
/** The nights before, and as far ahead as an opening is looked for. */
const DAYS_BEFORE = 2;
const DAYS_AHEAD = 368;

export const readOwnServices = (db: Db, actor: Actor) => readOffered(db, organizationOf(actor));

/** @throws Refusal 404 absent or another provider's */
export const readOwnService = (db: Db, actor: Actor, id: ServiceAtLocationId, now: Date) =>
  readServiceHere(db, eq(servicesAtLocation.organizationId, organizationOf(actor)), id, now);

/** As the provider itself sees it, for a manager of its network. @throws Refusal 404 absent or of no network they manage */
export const readManagedService = (db: Db, id: ServiceAtLocationId, now: Date) =>
  readServiceHere(
    db,
    sql`${servicesAtLocation.organizationId} = any((select app.organizations_in_network())::uuid[])`,
    id,
    now,
  );

/** Of the service, wherever it is offered. */
const howGiven = {
  modes: services.modes,
  serves: services.serves,
  givenLanguages: services.languages,
  eligibility: services.eligibility,
  minimumAge: services.minimumAge,
  maximumAge: services.maximumAge,
  cost: services.cost,
  fees: services.fees,
  // As text: no whole cents in JSON.
  priceCents: sql<string | null>`${services.priceCents}::text`,
  priceUnitType: services.priceUnitType,
};

async function readServiceHere(db: Db, ofWhom: SQL, id: ServiceAtLocationId, now: Date) {
  const [row] = await db
    .select({
      id: servicesAtLocation.id,
      organizationId: servicesAtLocation.organizationId,
      serviceId: services.id,
      serviceName: services.name,
      locationId: locations.id,
      placeName: locations.name,
      addressLine: locations.addressLine,
      city: locations.city,
      timeZone: locations.timeZone,
      transportation: locations.transportation,
      accessibility: locations.accessibility,
      languages: locations.languages,
      ...howGiven,
      holidays: locations.holidays,
      hoursText: servicesAtLocation.hoursText,
      takesReferrals: servicesAtLocation.takesReferrals,
      openPlaces: servicesAtLocation.openPlaces,
      heldPlaces: servicesAtLocation.heldPlaces,
      capacityUnit: servicesAtLocation.capacityUnit,
      capacityAge,
      servicesHere: sql<number>`(select count(*)::int from service_at_location s where s.location_id = ${locations.id} and s.active)`,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(and(eq(servicesAtLocation.id, id), ofWhom));
  if (!row) throw new Refusal("not-found", 404);
  const hereOrOwn = (column: typeof openingSpans.serviceAtLocationId | typeof openingExceptions.serviceAtLocationId) =>
    or(isNull(column), eq(column, id));
  const spans = await db
    .select()
    .from(openingSpans)
    .where(and(eq(openingSpans.locationId, row.locationId), hereOrOwn(openingSpans.serviceAtLocationId)))
    .orderBy(asc(openingSpans.weekday), asc(openingSpans.opensMinute))
    .limit(100);
  const own = spans.filter((span) => span.serviceAtLocationId !== null);
  const shown = own.length > 0 ? own : spans;
  const today = localDay(now, row.timeZone);
  const exceptions = await readExceptions(db, row.locationId, id, today);
  const weeks = spans.map((span) => ({ ...spanOfRow(span), own: span.serviceAtLocationId !== null }));
  const [from, until] = [addDays(today, -DAYS_BEFORE), addDays(today, DAYS_AHEAD)];
  const hours = openingHours(weeks, exceptions.map(exceptionRow), from, until, row.holidays);
  return {
    ...row,
    today,
    opensAt: openingAt(hours, row.timeZone, now).opensAt,
    ownHours: own.length > 0,
    hours: shown.map(spanOfRow),
    ruled: shown.map((span) => ({ id: span.id, span: spanOfRow(span) })).filter(({ span }) => !isEveryWeek(span)),
    exceptions,
    phones: await readPhonesHere(db, row.locationId, row.serviceId),
  };
}
export type OwnService = Awaited<ReturnType<typeof readOwnService>>;

/** From today on; what is past changes nothing any more. */
async function readExceptions(db: Db, locationId: string, id: ServiceAtLocationId, today: string) {
  const rows = await db
    .select()
    .from(openingExceptions)
    .where(
      and(
        eq(openingExceptions.locationId, locationId),
        or(isNull(openingExceptions.serviceAtLocationId), eq(openingExceptions.serviceAtLocationId, id)),
        sql`${openingExceptions.untilDay} > ${today}::date`,
      ),
    )
    .orderBy(asc(openingExceptions.fromDay), asc(openingExceptions.id))
    .limit(MOST_EXCEPTIONS);
  return rows.map((row) => ({
    id: row.id,
    fromDay: row.fromDay,
    lastDay: addDays(asCalendarDay(row.untilDay), -1),
    opensMinute: row.opensMinute,
    closesMinute: row.closesMinute,
    reason: row.reason,
    wholePlace: row.serviceAtLocationId === null,
  }));
}

type Exception = Awaited<ReturnType<typeof readExceptions>>[number];

const exceptionRow = ({ fromDay, lastDay, opensMinute, closesMinute, wholePlace }: Exception): ExceptionRow => ({
  fromDay,
  untilDay: addDays(lastDay, 1),
  closed: opensMinute === null,
  opensMinute,
  closesMinute,
  own: !wholePlace,
});

function readPhonesHere(db: Db, locationId: string, serviceId: string) {
  return db
    .select({
      id: phones.id,
      number: phones.number,
      extension: phones.extension,
      kind: phones.kind,
      note: phones.note,
      ofPlace: sql<boolean>`${phones.locationId} is not null`,
    })
    .from(phones)
    .where(or(eq(phones.locationId, locationId), eq(phones.serviceId, serviceId)))
    .orderBy(asc(phones.kind), asc(phones.id))
    .limit(MOST_PHONES);
}
