// Brings a story to where a provider holds Rosa's referral: authorized, planned, approved. Arranges; never the act under test.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { draftSchedule } from "#app/models/schedule/draft.server";
import type { SchedulePlan } from "#app/models/schedule/forms";
import { readScheduleRow } from "#app/models/schedule/row.server";
import { submitSchedule } from "#app/models/schedule/submit.server";
import { addDays, type CalendarDay, localDay } from "#app/models/values/calendar-day";
import {
  type AuthorizationId,
  asId,
  type FundId,
  type LocationId,
  type PractitionerId,
  type ReferralId,
  type ScheduleId,
  type ServiceId,
} from "#app/models/values/ids";
import type { Cast } from "./cast";
import type { Stage } from "./on-stage";
import { toNorthside } from "./referral-story";

export const ZONE = "America/New_York";

/** A day so many days from today where Northside is. */
export const dayFromToday = (days: number): CalendarDay => addDays(localDay(new Date(), ZONE), days);

/** Rosa's referral, accepted by Northside; told twice, it is a second one. */
export async function acceptedReferral(stage: Stage): Promise<ReferralId> {
  const { as, cast } = stage;
  const { referralId, north } = await toNorthside(stage);
  await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
  return referralId;
}

/** What Ines proposes unless a story says otherwise: hours of counseling at 80.00 for the next hundred days. */
export function proposalFor(cast: Cast, referralId: ReferralId, units = 10_00n) {
  return {
    referralId,
    serviceId: asId<ServiceId>(cast.northside.serviceId),
    fundId: asId<FundId>(cast.fundId),
    unitType: "hour" as const,
    units,
    period: null,
    unitsPerPeriod: null,
    startsOn: dayFromToday(-30),
    endsOn: dayFromToday(100),
  };
}

export async function authorized(stage: Stage, units = 10_00n, referralId?: ReferralId) {
  const id = referralId ?? (await acceptedReferral(stage));
  const { as, cast } = stage;
  const authorizationId = await as(cast.ines, (db) =>
    proposeAuthorization(db, cast.ines, proposalFor(cast, id, units)),
  );
  return { referralId: id, authorizationId };
}

/** A plan of single dates at ten, one hour each, with Pavel at Northside House. */
export function planOf(cast: Cast, authorizationId: AuthorizationId, dates: CalendarDay[]): SchedulePlan {
  return {
    authorizationId,
    practitionerId: asId<PractitionerId>(cast.practitionerId),
    locationId: asId<LocationId>(cast.northside.locationId),
    plan: { days: { kind: "dates", dates }, startMinute: 600, lengthMinutes: 60, skipsClosedDays: false },
    unitsPerSession: null,
    note: "",
  };
}

export async function submitted(stage: Stage, plan: SchedulePlan): Promise<ScheduleId> {
  const { as, cast } = stage;
  const id = await as(cast.mara, (db) => draftSchedule(db, cast.mara, plan));
  await as(cast.mara, (db) => submitSchedule(db, cast.mara, id));
  return id;
}

export async function approve(db: Db, actor: Actor, id: ScheduleId): Promise<void> {
  const { submittedAt } = await readScheduleRow(db, id);
  await decideSchedule(db, actor, id, { move: "approve", seen: submittedAt?.toISOString() ?? "" });
}

/** Approved sessions on these days; their ids, earliest first. */
export async function sessionsOn(stage: Stage, authorizationId: AuthorizationId, dates: CalendarDay[]) {
  const { as, cast } = stage;
  const scheduleId = await submitted(stage, planOf(cast, authorizationId, dates));
  await as(cast.ines, (db) => approve(db, cast.ines, scheduleId));
  const rows = await as(cast.mara, (db) =>
    db.execute<{ id: string; starts_at: string }>(
      sql`select id, starts_at from session where schedule_id = ${scheduleId}::uuid order by starts_at`,
    ),
  );
  return { scheduleId, sessions: rows.map(({ id, starts_at }) => ({ id, startsAt: new Date(starts_at) })) };
}
