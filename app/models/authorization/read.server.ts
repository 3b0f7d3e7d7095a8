// Reads authorizations in the shape of the agency's pages. Restricted clients are left out by the client table's own policy.
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import {
  authorizations,
  clients,
  funds,
  memberships,
  organizations,
  people,
  referrals,
  schedules,
  serviceSessions,
  services,
} from "#drizzle/schema";
import { addDays, asCalendarDay, type CalendarDay, localDay } from "../values/calendar-day";
import type { AuthorizationId } from "../values/ids";
import { priceUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { type BurnDown, burnDown, paceOf } from "./burn-down";
import { readUnusedCents } from "./ledger.server";
import { limitOf } from "./period";
import { runsOutOf } from "./renewal";

export type AuthorizationFilter = {
  readonly state?: string | undefined;
  readonly referralId?: string | undefined;
  /** Those somebody was asked to renew, and that nothing follows yet. */
  readonly toRenew?: boolean;
};

const clientName = sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`;

/** Units of sessions planned under an authorization and not yet held. */
export const plannedUnits = sql<string>`(select coalesce(sum(p.planned_units), 0)::text from ${serviceSessions} p
  where p.authorization_id = ${authorizations.id} and p.state = 'planned')`;

const row = {
  id: authorizations.id,
  number: authorizations.number,
  state: authorizations.state,
  clientName,
  clientId: authorizations.clientId,
  organizationName: organizations.name,
  serviceName: services.name,
  unitType: authorizations.unitType,
  units: authorizations.units,
  unitsUsed: authorizations.unitsUsed,
  period: authorizations.period,
  unitsPerPeriod: authorizations.unitsPerPeriod,
  rateCents: authorizations.rateCents,
  timeZone: authorizations.timeZone,
  startsOn: authorizations.startsOn,
  endsOn: authorizations.endsOn,
  createdAt: authorizations.createdAt,
};

const NEWEST_FIRST = byInstant(authorizations.createdAt, authorizations.id, "newest");

const TO_RENEW = sql`${authorizations.renewalTaskId} is not null and ${inArray(authorizations.state, ["active", "exhausted"])}
  and not exists (select 1 from "authorization" follower where follower.renews_id = ${authorizations.id} and follower.state <> 'revoked')`;

/** The agency's authorizations, newest first. */
export async function readAuthorizations(db: Db, filter: AuthorizationFilter, after: Mark | null) {
  const rows = await db
    .select({ ...row, mark: NEWEST_FIRST.mark })
    .from(authorizations)
    .innerJoin(clients, eq(clients.id, authorizations.clientId))
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .where(
      and(
        filter.state ? eq(authorizations.state, filter.state) : undefined,
        filter.referralId ? eq(authorizations.referralId, filter.referralId) : undefined,
        filter.toRenew ? TO_RENEW : undefined,
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  const now = await clock(db);
  return {
    ...page,
    rows: page.rows.map((found) => ({
      ...found,
      amountCents: priceUnits(found.units, found.rateCents),
      runsOut: runsOutOn(found, now),
    })),
  };
}

/** When it runs out as it looks now, for one that holds. */
function runsOutOn(found: Parameters<typeof standingOf>[0] & { timeZone: string }, now: Date) {
  if (found.state !== "active" && found.state !== "exhausted") return null;
  return runsOutOf(standingOf(found), localDay(now, found.timeZone));
}

/** What its end and its renewal are reckoned from. */
export const standingOf = (found: {
  state: string;
  units: bigint;
  unitsUsed: bigint;
  startsOn: string;
  endsOn: string;
}) => ({
  state: found.state,
  authorized: found.units,
  used: found.unitsUsed,
  startsOn: asCalendarDay(found.startsOn),
  endsOn: asCalendarDay(found.endsOn),
});

/** One authorization with its fund, its schedules, what is used, planned and left, and how fast it goes. */
export async function readAuthorization(db: Db, id: AuthorizationId) {
  const [found] = await db
    .select({
      ...row,
      serviceId: authorizations.serviceId,
      agencyId: authorizations.agencyId,
      organizationId: authorizations.organizationId,
      referralId: authorizations.referralId,
      referralNumber: referrals.number,
      caseId: referrals.caseId,
      fundId: authorizations.fundId,
      fundName: funds.name,
      fundCode: funds.code,
      renewsId: authorizations.renewsId,
      renewalTaskId: authorizations.renewalTaskId,
      proposedByMembership: authorizations.proposedBy,
      proposedBy: people.name,
      proposedByPersonId: people.id,
      decidedAt: authorizations.decidedAt,
      planned: plannedUnits,
    })
    .from(authorizations)
    .innerJoin(clients, eq(clients.id, authorizations.clientId))
    .innerJoin(referrals, eq(referrals.id, authorizations.referralId))
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .innerJoin(funds, eq(funds.id, authorizations.fundId))
    .innerJoin(memberships, eq(memberships.id, authorizations.proposedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(authorizations.id, id));
  if (!found) throw new Refusal("not-found", 404);
  const plans = await db
    .select({ id: schedules.id, number: schedules.number, state: schedules.state, submittedAt: schedules.submittedAt })
    .from(schedules)
    .where(eq(schedules.authorizationId, id))
    .orderBy(desc(schedules.createdAt))
    .limit(50);
  const standing = burnDownOf(found);
  const days = { startsOn: asCalendarDay(found.startsOn), endsOn: asCalendarDay(found.endsOn) };
  const today = localDay(await clock(db), found.timeZone);
  return {
    ...found,
    amountCents: priceUnits(found.units, found.rateCents),
    lastDay: lastDayOf(found.endsOn),
    limit: limitOf(found),
    runsOut: runsOutOn(found, await clock(db)),
    usedCents: await readUsedCents(db, id, priceUnits(found.units, found.rateCents)),
    burnDown: standing,
    pace: found.state === "active" ? paceOf(standing, days, today) : null,
    schedules: plans,
  };
}

/** Money of what was delivered; what is not used stays reserved until it ends. */
const readUsedCents = async (db: Db, id: AuthorizationId, whole: bigint) => whole - (await readUnusedCents(db, id));

/** Rows keep the first day after; people speak of the last day. */
export const lastDayOf = (endsOn: string): CalendarDay => addDays(asCalendarDay(endsOn), -1);

export const burnDownOf = (found: { units: bigint; unitsUsed: bigint; planned: string }): BurnDown =>
  burnDown(found.units, found.unitsUsed, hundredthsOf(found.planned));

/** A numeric sum as PostgreSQL writes it, "12.50" → 1250n. */
export function hundredthsOf(numeric: string): bigint {
  const [whole = "0", part = ""] = numeric.split(".");
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2));
}
