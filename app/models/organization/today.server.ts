// What waits at the network desk today: changes to look at, credentials running out, capacity nobody renewed, providers asked without an agreement, drafts. Reads; decides nothing.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  agreements,
  credentials,
  locations,
  organizations,
  proposedChanges,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";
import { addDays, asCalendarDay } from "../values/calendar-day";
import { capacityIsOld } from "./takes-now.server";

/** Of each kind the page shows so many; the count tells of the rest. */
const SHOWN = 8;
const CREDENTIAL_WARN_DAYS = 60;
const ASKED_DAYS = 90;

const whole = sql<number>`count(*) over ()::int`;

export interface Counted<Row> {
  readonly count: number;
  readonly rows: readonly Row[];
}

function counted<Row extends { whole: number }>(rows: readonly Row[]): Counted<Omit<Row, "whole">> {
  return { count: rows[0]?.whole ?? 0, rows: rows.map(({ whole: _, ...row }) => row) };
}

export async function readNetworkToday(db: Db, actor: Actor, today: CalendarDay) {
  return {
    credentials: await readCredentials(db, today),
    asked: await readAsked(db),
    capacity: await readStale(db, actor),
    drafts: await readDrafts(db, actor),
    changes: await readWaitingChanges(db),
  };
}
export type NetworkToday = Awaited<ReturnType<typeof readNetworkToday>>;

/** Soonest first; unverified ones wait whatever their day. */
async function readCredentials(db: Db, today: CalendarDay) {
  const rows = await db
    .select({
      id: credentials.id,
      organizationId: organizations.id,
      organizationName: organizations.name,
      kind: credentials.kind,
      state: credentials.state,
      expiresOn: credentials.expiresOn,
      whole,
    })
    .from(credentials)
    .innerJoin(organizations, eq(organizations.id, credentials.organizationId))
    .where(
      and(
        sql`(${credentials.state} = 'unverified' or ${credentials.state} in ('verified', 'expiring', 'expired')
          and ${credentials.expiresOn} < ${addDays(today, CREDENTIAL_WARN_DAYS)}::date
          and not exists (select 1 from credential later where later.renews_id = ${credentials.id} and later.verified_at is not null))`,
      ),
    )
    .orderBy(asc(credentials.expiresOn), asc(credentials.id))
    .limit(SHOWN);
  const { count, rows: lines } = counted(rows);
  return {
    count,
    rows: lines.map(({ expiresOn, ...line }) => ({
      ...line,
      lastDay: expiresOn ? addDays(asCalendarDay(expiresOn), -1) : null,
      overdue: expiresOn !== null && expiresOn <= today,
    })),
  };
}

async function readAsked(db: Db) {
  const rows = await db.execute<{ id: string; name: string; asked: number; last: string; whole: number }>(sql`
    select o.id::text as id, o.name, x.asked, x.last_asked_at as last, count(*) over ()::int as whole
    from app.asked_without_agreement(app.clock() - make_interval(days => ${ASKED_DAYS})) x join organization o on o.id = x.organization_id
    order by x.asked desc, o.name limit ${SHOWN}`);
  return counted([...rows].map((row) => ({ ...row, last: new Date(row.last) })));
}

async function readStale(db: Db, actor: Actor) {
  const rows = await db
    .select({
      id: servicesAtLocation.id,
      organizationId: organizations.id,
      organizationName: organizations.name,
      serviceName: services.name,
      placeName: locations.name,
      capacityAt: servicesAtLocation.capacityAt,
      whole,
    })
    .from(servicesAtLocation)
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .innerJoin(organizations, eq(organizations.id, servicesAtLocation.organizationId))
    .where(
      and(
        eq(servicesAtLocation.active, true),
        eq(services.status, "active"),
        sql`exists (select 1 from agreement a where a.organization_id = ${organizations.id} and a.agency_id = ${agencyOf(actor)}::uuid and a.state = 'active')`,
        sql`coalesce(${capacityIsOld(agencyOf(actor))}, true)`,
      ),
    )
    .orderBy(sql`${servicesAtLocation.capacityAt} asc nulls first`, asc(servicesAtLocation.id))
    .limit(SHOWN);
  return counted(rows);
}

/** Changes that wait for a look, oldest first. */
async function readWaitingChanges(db: Db) {
  const rows = await db
    .select({
      id: proposedChanges.id,
      organizationName: organizations.name,
      factGroup: proposedChanges.factGroup,
      createdAt: proposedChanges.createdAt,
      whole,
    })
    .from(proposedChanges)
    .innerJoin(organizations, eq(organizations.id, proposedChanges.organizationId))
    .where(eq(proposedChanges.state, "waiting"))
    .orderBy(asc(proposedChanges.createdAt), asc(proposedChanges.id))
    .limit(SHOWN);
  return counted(rows);
}

async function readDrafts(db: Db, actor: Actor) {
  const rows = await db
    .select({
      id: agreements.id,
      number: agreements.number,
      organizationName: organizations.name,
      createdAt: agreements.createdAt,
      whole,
    })
    .from(agreements)
    .innerJoin(organizations, eq(organizations.id, agreements.organizationId))
    .where(and(eq(agreements.agencyId, agencyOf(actor)), eq(agreements.state, "draft")))
    .orderBy(asc(agreements.createdAt), asc(agreements.id))
    .limit(SHOWN);
  return counted(rows);
}
