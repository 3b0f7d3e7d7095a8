// Reads whom a provider has taken on, and what comes next for each. A client is named only while a live disclosure names them.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { agencies, locations, offers, referrals, services, servicesAtLocation, takenOnAt } from "#drizzle/schema";
import { withShownNames } from "../authorization/shown-name.server";
import { type NextStep, nextStepOf } from "./next-step";

const SINCE = takenOnAt(offers).mapWith(offers.createdAt);
const NEWEST_FIRST = byInstant(SINCE, offers.id, "newest");

export type CaseloadRow = Awaited<ReturnType<typeof readCaseload>>["rows"][number];

/** Those taken on and not yet ended, newest first. Each name shown is recorded as read. */
export async function readCaseload(db: Db, actor: Actor, after: Mark | null) {
  const rows = await db
    .select({
      id: offers.id,
      referralId: referrals.id,
      number: referrals.number,
      state: referrals.state,
      agencyName: agencies.name,
      serviceName: services.name,
      locationName: locations.name,
      timeZone: locations.timeZone,
      since: SINCE,
      mark: NEWEST_FIRST.mark,
      named: { clientId: referrals.clientId, referralId: referrals.id },
    })
    .from(offers)
    .innerJoin(referrals, eq(referrals.id, offers.referralId))
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(
      and(
        eq(offers.organizationId, organizationOf(actor)),
        sql`${offers.id} in (select app.offers_under_way(${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${PAGE_SIZE + 1}))`,
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  const standings = await readStandings(
    db,
    page.rows.map(({ referralId }) => referralId),
  );
  const shown = await withShownNames(db, page.rows);
  return { next: page.next, rows: shown.map((row) => ({ ...row, ...standingOf(row, standings) })) };
}

interface Standing {
  readonly held: number;
  readonly ahead: number;
  readonly nextAt: Date | null;
  readonly nextSessionId: string | null;
  readonly reportedAt: Date | null;
  readonly step: NextStep;
  readonly scheduleId: string | null;
  readonly authorizationId: string | null;
}

type Counted = {
  referral_id: string;
  held: number;
  ahead: number;
  unrecorded: number;
  next_at: string | null;
  next_session_id: string | null;
  reported_at: string | null;
  schedule_id: string | null;
  schedule: string | null;
  authorization_id: string | null;
  authorization: string | null;
};

async function readStandings(db: Db, referralIds: readonly string[]): Promise<ReadonlyMap<string, Counted>> {
  if (referralIds.length === 0) return new Map();
  const rows = await db.execute<Counted>(sql`
    select asked.id as referral_id, counted.held, counted.ahead, counted.unrecorded,
      coming.starts_at as next_at, coming.id as next_session_id,
      (select max(n.created_at) from progress_note n where n.referral_id = asked.id) as reported_at,
      planned.id as schedule_id, planned.state as schedule, agreed.id as authorization_id, agreed.state as "authorization"
    from unnest(${`{${referralIds.join(",")}}`}::uuid[]) as asked (id)
    cross join lateral (
      select count(*) filter (where s.state = 'held')::int as held,
        count(*) filter (where s.state = 'planned' and s.starts_at > app.clock())::int as ahead,
        count(*) filter (where s.state = 'planned' and s.ends_at <= app.clock())::int as unrecorded
      from session s where s.referral_id = asked.id) as counted
    left join lateral (
      select s.id, s.starts_at from session s where s.referral_id = asked.id and s.state = 'planned' and s.starts_at > app.clock()
      order by s.starts_at limit 1) as coming on true
    left join lateral (
      select b.id, b.state from billing_schedule b where b.referral_id = asked.id order by b.created_at desc limit 1) as planned on true
    left join lateral (
      select z.id, z.state from "authorization" z where z.referral_id = asked.id order by z.created_at desc limit 1) as agreed on true`);
  return new Map([...rows].map((row) => [row.referral_id, row]));
}

const dateOf = (instant: string | null | undefined) => (instant ? new Date(instant) : null);

function standingOf(row: { referralId: string; state: string }, standings: ReadonlyMap<string, Counted>): Standing {
  const counted = standings.get(row.referralId);
  const nextAt = dateOf(counted?.next_at);
  const { schedule = null, authorization = null, unrecorded = 0 } = counted ?? {};
  return {
    held: counted?.held ?? 0,
    ahead: counted?.ahead ?? 0,
    nextAt,
    nextSessionId: counted?.next_session_id ?? null,
    reportedAt: dateOf(counted?.reported_at),
    step: nextStepOf({ state: row.state, unrecorded, nextAt, schedule, authorization }),
    scheduleId: counted?.schedule_id ?? null,
    authorizationId: counted?.authorization_id ?? null,
  };
}
